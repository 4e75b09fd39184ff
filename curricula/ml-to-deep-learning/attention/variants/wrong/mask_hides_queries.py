# What: leaves out padded queries instead of padded keys
# Fails: mask-hand
# Hint: mask-padding
# region attention_mask
    real = torch.arange(size, device=lengths.device) < lengths.unsqueeze(1)  # (b, size)
    mask = real.unsqueeze(2).expand(-1, -1, size)
    if causal:
        mask = mask & torch.ones(size, size, dtype=torch.bool, device=lengths.device).tril()
    return mask.clone()
# endregion attention_mask
