# What: marks padding with True, as key_padding_mask does
# Fails: mask-hand
# Hint: mask-opposite
# region attention_mask
    real = torch.arange(size, device=lengths.device) < lengths.unsqueeze(1)  # (b, size)
    mask = real.unsqueeze(1).expand(-1, size, -1)
    if causal:
        mask = mask & torch.ones(size, size, dtype=torch.bool, device=lengths.device).tril()
    return ~mask
# endregion attention_mask
