# What: mends the loops with the functions of port.py, another parameter group, and a vectorized experiment
# region first_loop
    model.train()
    losses = []
    for x, y, _ in batches:
        model.zero_grad()
        log_p = F.log_softmax(model(x), dim=1)
        loss = F.nll_loss(log_p, y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
        optimizer.step()
        losses.extend([loss.item()] * len(x))
    return sum(losses) / len(losses)
# endregion first_loop
# region second_loop
    from deepbridge.port import evaluate, train_epoch

    scores = []
    for _ in range(epochs):
        train_epoch(model, batches, optimizer)
        scores.append(evaluate(model, validation).accuracy)
    return scores
# endregion second_loop
# region third_loop
    from deepbridge.port import train_epoch

    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)
    model[-1] = nn.Linear(next(model[-1].parameters()).shape[1], classes)
    optimizer.add_param_group({"params": list(model[-1].parameters())})
    return [train_epoch(model, batches, optimizer) for _ in range(epochs)]
# endregion third_loop
# region experiment
    weights = torch.cat([p.detach().reshape(-1).clone() for p in run.model.parameters()])
    readings = [run.evaluate() for _ in range(3)]
    moved = not torch.equal(weights, torch.cat([p.detach().reshape(-1) for p in run.model.parameters()]))
    largest = 0.0
    for other in readings[1:]:
        base = readings[0]
        same = (base.ids[:, None] == other.ids[None]) & (base.x[:, None] == other.x[None]).all(-1)
        i, j = same.nonzero(as_tuple=True)
        if len(i):
            largest = max(largest, float((base.logits[i] - other.logits[j]).abs().max() / base.logits.abs().max()))
    return Finding("dropout-on-in-evaluation", largest > 1e-4 and not moved, largest)
# endregion experiment
