# What: gives back the state before each step
# Fails: unrolled-states
# Hint: unroll-axes
# region unroll
    h = h0
    states: list[Tensor] = []
    for step in range(x.shape[1]):
        states.append(h)
        h = cell(x[:, step], h, *weights)
    return torch.stack(states, dim=1), h
# endregion unroll
