# What: cuts the history at every step to save memory
# Fails: gradient
# Hint: unroll-graph
# region unroll
    h = h0
    states: list[Tensor] = []
    for step in range(x.shape[1]):
        h = cell(x[:, step], h.detach(), *weights)
        states.append(h)
    return torch.stack(states, dim=1), h
# endregion unroll
