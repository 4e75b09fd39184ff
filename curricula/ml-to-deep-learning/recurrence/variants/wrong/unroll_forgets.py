# What: starts each step from h0 again
# Fails: unrolled-states
# Hint: unroll-state
# region unroll
    states = [cell(x[:, step], h0, *weights) for step in range(x.shape[1])]
    return torch.stack(states, dim=1), states[-1]
# endregion unroll
