# What: Adam-free Newton steps for the probe, sets for the stages, modes from the bottom up
# region linear_probe
    # Newton's method on the flat parameters; the last class is not fixed, so a tiny ridge on the bias.
    n, d = features.shape
    x = np.concatenate([features, np.ones((n, 1))], axis=1)
    target = np.eye(classes)[y]
    penalty = np.concatenate([np.full(d, 1 / (c * n)), [1e-9]])
    theta = np.zeros((classes, d + 1))
    for _ in range(60):
        logits = x @ theta.T
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        gradient = (p - target).T @ x / n + theta * penalty
        if np.abs(gradient).max() < 1e-9 or d > 64:
            break
        weights = np.einsum("ia,ab->iab", p, np.eye(classes)) - np.einsum("ia,ib->iab", p, p)
        hessian = np.einsum("iab,ic,id->acbd", weights, x, x) / n
        hessian = hessian.reshape(classes * (d + 1), -1) + np.diag(np.tile(penalty, classes))
        theta -= np.linalg.solve(hessian, gradient.ravel()).reshape(theta.shape)
    if d <= 64:
        return Probe(theta[:, :-1].copy(), theta[:, -1].copy())
    parameters = torch.zeros(classes, d + 1, dtype=torch.float64, requires_grad=True)
    tensor, labels, scale = torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(penalty)
    optimizer = torch.optim.LBFGS([parameters], max_iter=300, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        log_p = torch.log_softmax(tensor @ parameters.T, dim=1)
        loss = -log_p[torch.arange(n), labels].mean() + 0.5 * (scale[:-1] * parameters[:, :-1] ** 2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    fitted = parameters.detach().numpy()
    return Probe(fitted[:, :-1].copy(), fitted[:, -1].copy())
# endregion linear_probe
# region few_shot_curve
    # The same draws as in the report; the rows go to the models in another order.
    rng = np.random.default_rng(seed)
    results: dict[str, list[list[NDArray[np.bool_]]]] = {name: [] for name in models}
    for _ in range(draws):
        parts = [rng.permutation(pool[y[pool] == label]) for label in sorted({int(c) for c in y[pool]})]
        chosen = [np.sort(np.concatenate([part[:size] for part in parts])) for size in sizes]
        for name, model in models.items():
            results[name].append([np.asarray(model(rows)) == y[test] for rows in chosen])
    return {name: np.array(rows) for name, rows in results.items()}
# endregion few_shot_curve
# region negative_transfer_test
    ours = pretrained.astype(np.float64).mean(0)
    means = {name: rows.astype(np.float64).mean(0) for name, rows in rivals.items()}
    best = sorted(means, key=lambda name: -means[name].mean())[0]
    gap = ours - means[best]
    half = 1.96 * gap.std(ddof=1) / len(gap) ** 0.5
    low, high = float(gap.mean() - half), float(gap.mean() + half)
    return Transfer(best, float(gap.mean()), low, high, {True: "positive", False: "none"}[low > 0] if high >= 0 else "negative")
# endregion negative_transfer_test
# region freeze_until
    frozen: list[str] = []
    reached = False
    for name, parameter in model.named_parameters():
        reached = reached or (name + ".").startswith(first + ".")
        parameter.requires_grad = reached
        if not reached:
            frozen.append(name)
    if not reached:
        raise ValueError(f"{first} has no parameters")
    return frozen
# endregion freeze_until
# region train_mode
    def visit(module: nn.Module) -> None:
        flags = {parameter.requires_grad for parameter in module.parameters()}
        module.train(flags != {False})
        if flags != {False}:
            for child in module.children():
                visit(child)

    visit(model)
# endregion train_mode
# region parameter_groups
    groups: list[dict[str, Any]] = []
    left = {name: p for name, p in model.named_parameters() if p.requires_grad}
    for position, stage in enumerate(stages):
        for wide in (True, False):
            names = [n for n in left if n.startswith(f"{stage}.") and (left[n].ndim > 1) == wide]
            if not names:
                continue
            rows = [left.pop(name) for name in names]
            kind = weight_decay if wide else 0.0
            groups.append({"params": rows, "lr": rate * factor**position, "weight_decay": kind})
    if left:
        raise ValueError(f"no stage for {', '.join(left)}")
    return groups
# endregion parameter_groups
# region fine_tune
    generator = torch.Generator()
    generator.manual_seed(seed)
    optimizer = torch.optim.AdamW(groups, lr=1e-3)
    history: list[float] = []
    for _ in range(epochs):
        train_mode(model)
        order = torch.randperm(len(activations), generator=generator)
        total: list[float] = []
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            log_p = torch.log_softmax(model(activations[rows]), dim=1)
            loss = -log_p.gather(1, y[rows, None]).mean()
            model.zero_grad()
            loss.backward()
            optimizer.step()
            total.append(float(loss.detach()))
        history.append(float(np.mean(total)))
    model.eval()
    return history
# endregion fine_tune
