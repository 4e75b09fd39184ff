# What: tags on images instead of validations, a functional loss, scipy.stats.ttest_rel
# region experiment
    # each image gets a tag of its own, and the split is asked where the tags went
    n = len(study.x)
    tag = torch.randn(n, study.x.shape[1], generator=torch.Generator().manual_seed(3))
    study.x = tag
    x, _, held, _ = study.split()
    near = torch.cdist(held, x).min(dim=1).values
    typical = torch.cdist(held[:50], x[:200]).median()
    measured = float((near < 0.5 * typical).float().mean())
    return Finding("held-out-images-in-training", measured > 0.2, measured)
# endregion experiment
# region train_with_library
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU(), nn.Dropout(0.5)]
    model = nn.Sequential(*layers[:-2])
    averaged = AveragedModel(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=0.3)
    from torch.nn.functional import cross_entropy

    model.train()
    for epoch in range(epochs):
        optimizer.zero_grad()
        loss = cross_entropy(model(augment_shift_noise(x, generator)), y, label_smoothing=0.1)
        loss.backward()
        optimizer.step()
        if epoch >= epochs // 2:
            averaged.update_parameters(model)
    return averaged.eval()
# endregion train_with_library
# region step
        if loss >= self.best_loss or loss != loss:
            self.waited += 1
        else:
            self.best_loss = loss
            self.best_state = {}
            for name, value in model.state_dict().items():
                self.best_state[name] = value.clone()
            self.waited = 0
        if self.waited >= self.patience:
            return True
        return False
# endregion step
# region ablation
    if len(seeds) < 5:
        raise ValueError("too few")
    memo = {}
    for s in seeds:
        for v in variants:
            memo[v, s] = run(v, s)
    rows = []
    for v in variants:
        tests = [memo[v, s].test for s in seeds]
        trains = [memo[v, s].train for s in seeds]
        if v == baseline:
            rows.append(Effect(v, sum(trains) / len(trains), sum(tests) / len(tests), 0.0, 0.0, 0.0))
            continue
        r = stats.ttest_rel(tests, [memo[baseline, s].test for s in seeds]).confidence_interval(0.95)
        m = (r.low + r.high) / 2
        rows.append(Effect(v, sum(trains) / len(trains), sum(tests) / len(tests), m, r.low, r.high))
    return rows
# endregion ablation
