# What: lets the library read the padding
# Fails: library-states
# Hint: library-order
# region library_states
    gru = nn.GRU(x.shape[2], h0.shape[1], batch_first=True, dtype=x.dtype)
    with torch.no_grad():
        for parameter, weight in zip(gru.all_weights[0], weights, strict=True):
            parameter.copy_(weight)
        states, last = gru(x, h0[None])
    real = torch.arange(x.shape[1]) < lengths[:, None]
    return states * real[:, :, None], last[0]
# endregion library_states
