# What: lets the library read the padding and picks the right states afterwards
# Fails: library-states
# Hint: library-pack
# region library_states
    gru = nn.GRU(x.shape[2], h0.shape[1], batch_first=True, dtype=x.dtype)
    with torch.no_grad():
        for parameter, weight in zip(gru.all_weights[0], weights, strict=True):
            parameter.copy_(weight)
        states, _ = gru(x, h0[None])
    real = torch.arange(x.shape[1]) < lengths[:, None]
    last = states[torch.arange(len(x)), lengths - 1]
    return torch.where(real[:, :, None], states, 0.0), last
# endregion library_states
