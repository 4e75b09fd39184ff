# What: puts -inf into rows that may attend to nothing
# Fails: masked-rows
# Hint: masked-row
# region attention
    scores = query @ key.transpose(-2, -1) / math.sqrt(query.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    weights = scores.softmax(dim=-1)
    return weights @ value, weights
# endregion attention
