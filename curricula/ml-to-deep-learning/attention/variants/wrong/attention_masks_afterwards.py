# What: multiplies the weights by the mask after softmax
# Fails: attention-hand
# Hint: attention-mask
# region attention
    weights = (query @ key.transpose(-2, -1) / math.sqrt(query.shape[-1])).softmax(dim=-1)
    if mask is not None:
        weights = weights * mask
    return weights @ value, weights
# endregion attention
