# What: masks of another kind, deepcopy, unfolded windows, t.interval, and noise for images in the experiment
# region forward
        if self.training and self.p > 0:
            mask = torch.rand_like(x).ge(self.p).to(x.dtype).div_(1 - self.p)
            return mask.mul(x)
        return x.clone()
# endregion forward
# region step
        import copy

        self.waited += 1
        if self.best_loss > loss:
            self.best_loss, self.waited = loss, 0
            self.best_state = copy.deepcopy(model.state_dict())
        return not self.waited < self.patience
# endregion step
# region augment_shift_noise
    side = int(x.shape[1] ** 0.5 + 0.5)
    framed = nn.functional.pad(x.reshape(-1, 1, side, side), [shift] * 4)[:, 0]
    windows = framed.unfold(1, side, 1).unfold(2, side, 1)  # (n, moves, moves, side, side)
    first = torch.randint(2 * shift + 1, (len(x), 2), generator=generator)
    chosen = windows[torch.arange(len(x)), first[:, 0], first[:, 1]].flatten(1)
    return chosen + noise * torch.randn(chosen.shape, generator=generator, dtype=x.dtype)
# endregion augment_shift_noise
# region build_regularized
    model = nn.Sequential()
    for number, size in enumerate(sizes[1:]):
        model.append(nn.Linear(sizes[number], size))
        if number < len(sizes) - 2:
            model.extend([nn.ReLU(), Dropout(dropout)])
    optimizer = torch.optim.AdamW(
        (p for name, p in model.named_parameters() if name.endswith("weight")),
        lr=learning_rate,
        weight_decay=weight_decay,
    )
    biases = [p for name, p in model.named_parameters() if name.endswith("bias")]
    optimizer.add_param_group({"params": biases, "weight_decay": 0.0})
    return model, optimizer
# endregion build_regularized
# region ablation
    n = len(seeds)
    if n < 5:
        raise ValueError(n)
    table = np.array([[run(variant, seed) for seed in seeds] for variant in variants])  # (variants, n, 2)
    differences = table[:, :, 1] - table[list(variants).index(baseline), :, 1]
    effects = []
    for variant, scores, d in zip(variants, table, differences):
        low = high = 0.0
        if d.any():
            low, high = stats.t.interval(0.95, n - 1, loc=d.mean(), scale=stats.sem(d))
        train, test = scores.mean(axis=0)
        effects.append(Effect(variant, float(train), float(test), float(d.mean()), float(low), float(high)))
    return effects
# endregion ablation
# region train_with_library
    torch.manual_seed(seed)
    model = nn.Sequential()
    for number in range(len(sizes) - 1):
        if number:
            model.extend([nn.ReLU(), nn.Dropout(p=0.5)])
        model.append(nn.Linear(sizes[number], sizes[number + 1]))
    ema = AveragedModel(model)
    generator = torch.Generator()
    generator.manual_seed(seed)
    criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
    matrices = [p for p in model.parameters() if p.ndim == 2]
    biases = [p for p in model.parameters() if p.ndim == 1]
    optimizer = torch.optim.AdamW([{"params": matrices}, {"params": biases, "weight_decay": 0.0}], lr=0.005, weight_decay=0.3)
    for epoch in range(1, epochs + 1):
        model.train()
        loss = criterion(model(augment_shift_noise(x, generator)), y)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        if 2 * epoch > epochs:
            ema.update_parameters(model)
    ema.eval()
    return ema
# endregion train_with_library
# region experiment
    study.x = torch.randn(study.x.shape, generator=torch.Generator().manual_seed(1))
    accuracies = [study.validate().validation_accuracy[-1] for _ in range(2)]
    known = sum(accuracies) / 2
    return Finding("held-out-images-in-training", known > 0.3, known)
# endregion experiment
