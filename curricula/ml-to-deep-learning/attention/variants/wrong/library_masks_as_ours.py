# What: keeps True for what may be attended to
# Fails: library-masks
# Hint: library-mask-opposite
# region library_masks
    padding = torch.arange(size, device=lengths.device) < lengths.unsqueeze(1)
    future = torch.ones(size, size, dtype=torch.bool, device=lengths.device).tril()
    return {"key_padding_mask": padding, "attn_mask": future if causal else None}
# endregion library_masks
