# What: takes axis 0 for time, as torch.nn.RNN does by default
# Fails: unroll-shape
# Hint: unroll-axes
# region unroll
    h = h0
    states: list[Tensor] = []
    for step in range(x.shape[0]):
        h = cell(x[step], h, *weights)
        states.append(h)
    return torch.stack(states), h
# endregion unroll
