# What: adds -inf and replaces NaN afterwards, which leaves it in the gradient
# Fails: masked-rows
# Hint: masked-row-gradient
# region attention
    scores = query @ key.transpose(-2, -1) / math.sqrt(query.shape[-1])
    if mask is not None:
        scores = scores + torch.where(mask, 0.0, -math.inf).to(scores)
    weights = scores.softmax(dim=-1).nan_to_num(0.0)
    return weights @ value, weights
# endregion attention
