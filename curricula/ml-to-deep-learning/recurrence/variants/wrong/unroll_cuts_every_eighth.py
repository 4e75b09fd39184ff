# What: cuts the graph every eight steps, as one does to save memory on long series
# Fails: gradient
# Hint: unroll-graph
# region unroll
    h = h0
    states: list[Tensor] = []
    for step in range(x.shape[1]):
        if step and step % 8 == 0:
            h = h.detach()
        h = cell(x[:, step], h, *weights)
        states.append(h)
    return torch.stack(states, dim=1), h
# endregion unroll
