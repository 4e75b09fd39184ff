# What: joins the steps and reshapes, which mixes rows and steps
# Fails: unrolled-states
# Hint: unroll-axes
# region unroll
    h = h0
    states: list[Tensor] = []
    for step in range(x.shape[1]):
        h = cell(x[:, step], h, *weights)
        states.append(h)
    return torch.cat(states).reshape(len(x), x.shape[1], -1), h
# endregion unroll
