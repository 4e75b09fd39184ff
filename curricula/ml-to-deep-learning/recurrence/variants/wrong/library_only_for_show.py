# What: runs the library's GRU and returns states by formula
# Fails: library-states
# Hint: library-call
# region library_states
    gru = nn.GRU(x.shape[2], h0.shape[1], batch_first=True, dtype=x.dtype)
    gru(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False), h0[None])
    w_ih, w_hh, b_ih, b_hh = weights
    states = torch.zeros(len(x), x.shape[1], h0.shape[1], dtype=x.dtype)
    h = h0
    for step in range(x.shape[1]):
        a_r, a_z, a_n = (x[:, step] @ w_ih.T + b_ih).chunk(3, dim=1)
        c_r, c_z, c_n = (h @ w_hh.T + b_hh).chunk(3, dim=1)
        r, z = torch.sigmoid(a_r + c_r), torch.sigmoid(a_z + c_z)
        running = (step < lengths)[:, None]
        h = torch.where(running, (1 - z) * torch.tanh(a_n + r * c_n) + z * h, h)
        states[:, step] = torch.where(running, h, 0.0)
    return states, h
# endregion library_states
