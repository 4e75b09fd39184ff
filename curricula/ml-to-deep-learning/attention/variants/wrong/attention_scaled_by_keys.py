# What: divides by the root of twice the number of keys
# Fails: attention-oracle
# Hint: attention-scale
# region attention
    scores = query @ key.transpose(-2, -1) / math.sqrt(2 * key.shape[-2])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        # The lowest finite number, not -inf: a row of -inf only would become NaN, and so would its gradient.
        weights = scores.masked_fill(~mask, torch.finfo(scores.dtype).min).softmax(dim=-1)
        weights = weights.masked_fill(~mask, 0.0)
    return weights @ value, weights
# endregion attention
