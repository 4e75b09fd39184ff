# What: takes the first head only
# Fails: map
# Hint: map-row
# region attention_map
    with torch.no_grad():
        _, weights = net.encode(keys, values, query)
    return weights[:, 0, -1, :-1]
# endregion attention_map
