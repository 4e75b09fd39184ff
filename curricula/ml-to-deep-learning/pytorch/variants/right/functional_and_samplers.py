# What: einsum, state dicts, a sampler, inference mode, and hooks in a context
# region pick_device
    kinds = {"cuda": torch.cuda.is_available, "mps": torch.backends.mps.is_available}
    found = [kind for kind, there in kinds.items() if there()]
    return torch.device(found[0] if found else "cpu")
# endregion pick_device
# region LinearFromScratch
    def __init__(
        self, in_features: int, out_features: int, generator: torch.Generator | None = None
    ) -> None:
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = nn.Parameter(torch.empty(out_features, in_features))
        self.bias = nn.Parameter(torch.empty(out_features))
        nn.init.kaiming_normal_(self.weight, nonlinearity="relu", generator=generator)
        nn.init.zeros_(self.bias)

    def forward(self, x: Tensor) -> Tensor:
        return torch.einsum("...d,kd->...k", x, self.weight) + self.bias
# endregion LinearFromScratch
# region from_engine
    sizes = [mlp.parameters[0].data.shape[0], *(bias.data.shape[0] for bias in mlp.parameters[1::2])]
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        layers.extend((LinearFromScratch(fan_in, fan_out), nn.ReLU()))
    layers.pop()
    net = nn.Sequential(*layers)
    state = {}
    for number in range(0, len(mlp.parameters), 2):
        state[f"{number}.weight"] = torch.tensor(mlp.parameters[number].data, dtype=torch.float32).t()
        state[f"{number}.bias"] = torch.tensor(mlp.parameters[number + 1].data, dtype=torch.float32)
    net.load_state_dict(state)
    return net
# endregion from_engine
# region make_dataset
    if len({len(x), len(y), len(ids)}) != 1:
        raise ValueError("different lengths: " + ", ".join(str(len(part)) for part in (x, y, ids)))
    features = torch.from_numpy(x.reshape(len(x), -1).astype("float32"))
    return TensorDataset(features, torch.from_numpy(y.astype("int64")), torch.from_numpy(ids.astype("int64")))
# endregion make_dataset
# region make_loaders
    def loader(part):
        return DataLoader(make_dataset(part.x, part.y, part.ids), batch_size=batch_size)

    rows = make_dataset(split.train.x, split.train.y, split.train.ids)
    order = torch.Generator()
    order.manual_seed(seed)
    sampler = torch.utils.data.BatchSampler(torch.utils.data.RandomSampler(rows, generator=order), batch_size, False)
    train = DataLoader(rows, batch_sampler=sampler, generator=order)
    return Loaders(train, loader(split.validation), loader(split.test))
# endregion make_loaders
# region train_epoch
    model.train()
    where = next(iter(model.parameters())).device
    losses, rows = [], []
    for batch in batches:
        features, labels = (part.to(where) for part in batch[:2])
        loss = nn.CrossEntropyLoss()(model(features), labels)
        for group in optimizer.param_groups:
            for parameter in group["params"]:
                parameter.grad = None
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
        rows.append(len(labels))
    return sum(loss * n for loss, n in zip(losses, rows)) / sum(rows)
# endregion train_epoch
# region evaluate
    mode = model.training
    model.train(False)
    try:
        with torch.inference_mode():
            pairs = [(model(batch[0].to(next(model.parameters()).device)).cpu(), batch[1]) for batch in batches]
            logits, labels = (torch.cat(part) for part in zip(*pairs))
            loss = F.nll_loss(logits.log_softmax(-1), labels)
            predictions = logits.max(dim=-1).indices
            return Evaluation(float(loss), float((predictions == labels).float().mean()), predictions)
    finally:
        model.train(mode)
# endregion evaluate
# region overfit_one_batch
    optimizer, history = torch.optim.Adam(model.parameters(), lr=learning_rate), []
    x, y = batch[0], batch[1]
    model.train()
    while len(history) < steps:
        loss = F.cross_entropy(model(x), y)
        history.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return history
# endregion overfit_one_batch
# region save_model
    torch.save(model.state_dict(), str(path))
# endregion save_model
# region load_model
    state = torch.load(path, weights_only=True)
    fresh = make()
    fresh.load_state_dict(state, strict=True)
    fresh.eval()
    return fresh
# endregion load_model
# region trace_shapes
    rows: list[list] = []
    training = {module: module.training for module in model.modules()}
    leaves = [(name, module) for name, module in model.named_modules() if not list(module.children())]
    handles = []
    for name, module in leaves:
        handles.append(
            module.register_forward_pre_hook(
                lambda m, inputs, name=name: rows.append([name, m.__class__.__name__, tuple(inputs[0].size()), None])
            )
        )
        handles.append(module.register_forward_hook(lambda m, i, out: rows[-1].__setitem__(3, tuple(out.size()))))
    try:
        model.eval()
        with torch.inference_mode():
            model(x)
    except (RuntimeError, ValueError, TypeError):
        if rows and rows[-1][3] is None:
            return [LayerShape(*row) for row in rows]
        raise
    finally:
        [handle.remove() for handle in handles]
        for module, was in training.items():
            module.training = was
    return [LayerShape(*row) for row in rows]
# endregion trace_shapes
# region library_net
    net = nn.Sequential()
    for number, (fan_in, fan_out) in enumerate(zip(sizes[:-1], sizes[1:])):
        if number:
            net.append(nn.ReLU())
        net.append(nn.Linear(fan_in, fan_out))
    net.load_state_dict({name: tensor.clone() for name, tensor in state.items()})
    net.train(False)
    return net
# endregion library_net
