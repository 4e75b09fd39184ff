# What: takes an empty sequence for one of a single token
# Fails: mask-oracle
# Hint: mask-padding
# region attention_mask
    real = torch.arange(size, device=lengths.device) < lengths.clamp(min=1).unsqueeze(1)  # (b, size)
    mask = real.unsqueeze(1).expand(-1, size, -1)
    if causal:
        mask = mask & torch.ones(size, size, dtype=torch.bool, device=lengths.device).tril()
    return mask.clone()
# endregion attention_mask
