# What: leaves out the division by the root of the width
# Fails: attention-hand
# Hint: attention-scale
# region attention
    scores = query @ key.transpose(-2, -1)
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        # The lowest finite number, not -inf: a row of -inf only would become NaN, and so would its gradient.
        weights = scores.masked_fill(~mask, torch.finfo(scores.dtype).min).softmax(dim=-1)
        weights = weights.masked_fill(~mask, 0.0)
    return weights @ value, weights
# endregion attention
