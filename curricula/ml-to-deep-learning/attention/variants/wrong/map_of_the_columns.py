# What: takes who looks at the question instead of where it looks
# Fails: map
# Hint: map-row
# region attention_map
    with torch.no_grad():
        _, weights = net.encode(keys, values, query)
    return weights.mean(dim=1)[:, :-1, -1]
# endregion attention_map
