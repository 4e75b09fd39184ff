# What: Cho's order of the GRU, a functional loop, packing by a mask, another way to clip
# region rnn_cell
    return (x.matmul(w_ih.t()) + h.matmul(w_hh.t()) + (b_ih + b_hh)).tanh()
# endregion rnn_cell
# region gru_cell
    k = h.shape[1]
    gates = torch.sigmoid(x @ w_ih[: 2 * k].T + b_ih[: 2 * k] + h @ w_hh[: 2 * k].T + b_hh[: 2 * k])
    r, z = gates[:, :k], gates[:, k:]
    n = torch.tanh(x @ w_ih[2 * k :].T + b_ih[2 * k :] + (r * h) @ w_hh[2 * k :].T + b_hh[2 * k :])
    return n + z * (h - n)
# endregion gru_cell
# region unroll
    states = [h0]
    for inputs in x.unbind(1):
        states.append(cell(inputs, states[-1], *weights))
    return torch.stack(states[1:], 1), states[-1]
# endregion unroll
# region grad_norm_vs_lag
    h = h0.detach().clone().requires_grad_(True)
    states = [h]
    for inputs in x.unbind(1):
        h = cell(inputs, h, *weights)
        h.retain_grad()
        states.append(h)
    (h * direction).sum().backward()
    norms = [state.grad.pow(2).sum().sqrt() for state in states if state.grad is not None]
    return torch.stack(norms[::-1]).detach()
# endregion grad_norm_vs_lag
# region pack_variable_length
    sorted_lengths, order = lengths.sort(descending=True, stable=True)
    running = torch.arange(int(sorted_lengths[0]))[:, None] < sorted_lengths[None, :]
    by_step = x[order].transpose(0, 1)[: len(running)]
    return Packed(by_step[running], running.sum(dim=1), order)
# endregion pack_variable_length
# region train
    generator = torch.Generator()
    generator.manual_seed(seed)
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.Adam(parameters, lr=learning_rate)
    history: list[float] = []
    for _ in range(epochs):
        rows = torch.randperm(x.shape[0], generator=generator)
        total, batches = 0.0, 0
        for start in range(0, x.shape[0], batch_size):
            batch = rows[start : start + batch_size]
            known = y[batch] != IGNORE
            log_p = model(x[batch])[known].log_softmax(dim=1)
            loss = -log_p.gather(1, y[batch][known][:, None]).mean()
            model.zero_grad(set_to_none=True)
            loss.backward()
            gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
            norm = torch.stack([gradient.norm() for gradient in gradients]).norm()
            if norm > clip:
                for gradient in gradients:
                    gradient.mul_(clip / norm)
            optimizer.step()
            total, batches = total + float(loss.detach()), batches + 1
        history.append(total / batches)
    return history
# endregion train
