# What: fills a new tensor, which has the default type
# Fails: unroll-shape
# Hint: unroll-type
# region unroll
    states = torch.empty(len(x), x.shape[1], h0.shape[1])
    h = h0
    for step in range(x.shape[1]):
        h = cell(x[:, step], h, *weights)
        states[:, step] = h
    return states, h
# endregion unroll
