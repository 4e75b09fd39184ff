# What: sorts the rows by length and does not put them back
# Fails: library-states
# Hint: library-order
# region library_states
    order = torch.argsort(lengths, descending=True)
    gru = nn.GRU(x.shape[2], h0.shape[1], batch_first=True, dtype=x.dtype)
    with torch.no_grad():
        for parameter, weight in zip(gru.all_weights[0], weights, strict=True):
            parameter.copy_(weight)
        output, last = gru(pack_padded_sequence(x[order], lengths[order], batch_first=True), h0[order][None])
    states, _ = pad_packed_sequence(output, batch_first=True, total_length=x.shape[1])
    return states, last[0]
# endregion library_states
