# What: windows and packing by plain loops, gates with chunks of the weights, einsum instead of products
# region peak_windows
    rows = []
    for series in x:
        first = int(np.argmax(series))
        others = [step for step in range(len(series)) if abs(step - first) > 2]
        second = max(others, key=lambda step: series[step])
        row: list[float] = []
        for center in sorted((first, second)):
            for step in range(center - half, center + half + 1):
                row.append(float(series[step]) if 0 <= step < len(series) else 0.0)
        rows.append(row)
    return np.array(rows)
# endregion peak_windows
# region rnn_cell
    return torch.tanh(torch.einsum("nd,kd->nk", x, w_ih) + torch.einsum("nj,kj->nk", h, w_hh) + b_ih + b_hh)
# endregion rnn_cell
# region gru_cell
    k = h.shape[1]

    def block(number: int) -> tuple[Tensor, Tensor]:
        rows = slice(number * k, (number + 1) * k)
        return x @ w_ih[rows].T + b_ih[rows], h @ w_hh[rows].T + b_hh[rows]

    r = torch.sigmoid(sum(block(0), torch.zeros(())))
    z = torch.sigmoid(sum(block(1), torch.zeros(())))
    inputs, hidden = block(2)
    return z * h + (1.0 - z) * torch.tanh(inputs + r * hidden)
# endregion gru_cell
# region unroll
    n, steps, _ = x.shape
    columns = []
    h = h0
    for step in range(steps):
        h = cell(x[:, step, :], h, *weights)
        columns.append(h.unsqueeze(1))
    states = torch.cat(columns, dim=1)
    return states, states[:, -1]
# endregion unroll
# region pack_variable_length
    order = sorted(range(len(x)), key=lambda row: -int(lengths[row]))
    pieces, sizes = [], []
    for step in range(max(int(length) for length in lengths)):
        running = [row for row in order if int(lengths[row]) > step]
        pieces.extend(x[row, step] for row in running)
        sizes.append(len(running))
    return Packed(torch.stack(pieces), torch.tensor(sizes), torch.tensor(order))
# endregion pack_variable_length
# region library_states
    n, steps, d = x.shape
    gru = nn.GRU(d, h0.shape[1], batch_first=False).to(x.dtype)
    names = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
    gru.load_state_dict(dict(zip(names, weights)))
    order = torch.argsort(lengths, descending=True)
    packed = pack_padded_sequence(x[order].transpose(0, 1), lengths[order])
    with torch.no_grad():
        output, last = gru(packed, h0[order].unsqueeze(0))
    states, _ = pad_packed_sequence(output, total_length=steps)
    back = torch.argsort(order)
    return states.transpose(0, 1)[back], last.squeeze(0)[back]
# endregion library_states
