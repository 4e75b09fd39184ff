# What: takes exp of the scores as they are
# Fails: rows-sum
# Hint: attention-softmax
# region attention
    powers = (query @ key.transpose(-2, -1) / math.sqrt(query.shape[-1])).exp()
    if mask is not None:
        powers = powers * mask
    weights = powers / powers.sum(dim=-1, keepdim=True).clamp(min=1e-30)
    return weights @ value, weights
# endregion attention
