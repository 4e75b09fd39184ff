# What: unpacks to the longest sequence of the batch instead of to T
# Fails: library-states
# Hint: library-length
# region library_states
    gru = nn.GRU(x.shape[2], h0.shape[1], batch_first=True, dtype=x.dtype)
    with torch.no_grad():
        for parameter, values in zip(gru.parameters(), weights):
            parameter.copy_(values)
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        output, last = gru(packed, h0[None])
    states, _ = pad_packed_sequence(output, batch_first=True)
    return states, last[0]
# endregion library_states
