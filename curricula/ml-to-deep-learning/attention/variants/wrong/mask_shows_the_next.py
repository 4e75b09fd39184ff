# What: lets a token see the next one
# Fails: mask-hand
# Hint: mask-causal
# region attention_mask
    real = torch.arange(size, device=lengths.device) < lengths.unsqueeze(1)  # (b, size)
    mask = real.unsqueeze(1).expand(-1, size, -1)
    if causal:
        mask = mask & torch.ones(size, size, dtype=torch.bool, device=lengths.device).tril(diagonal=1)
    return mask.clone()
# endregion attention_mask
