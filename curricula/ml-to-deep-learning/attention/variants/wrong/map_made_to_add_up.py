# What: makes the rows add up to 1
# Fails: map
# Hint: map-scaled
# region attention_map
    with torch.no_grad():
        _, weights = net.encode(keys, values, query)
    chosen = weights.mean(dim=1)[:, -1, :-1]
    return chosen / chosen.sum(dim=1, keepdim=True)
# endregion attention_map
