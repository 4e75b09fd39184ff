# What: takes h0 out of the graph, so that nothing in front of it can learn
# Fails: gradient
# Hint: unroll-graph
# region unroll
    h = h0.detach()
    states: list[Tensor] = []
    for step in range(x.shape[1]):
        h = cell(x[:, step], h, *weights)
        states.append(h)
    return torch.stack(states, dim=1), h
# endregion unroll
