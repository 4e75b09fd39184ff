# What: keeps the library's random weights
# Fails: library-states
# Hint: library-order
# region library_states
    gru = nn.GRU(x.shape[2], h0.shape[1], batch_first=True, dtype=x.dtype)
    with torch.no_grad():
        output, last = gru(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False), h0[None])
    states, _ = pad_packed_sequence(output, batch_first=True, total_length=x.shape[1])
    return states, last[0]
# endregion library_states
