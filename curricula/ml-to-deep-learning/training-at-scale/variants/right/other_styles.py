# What: other styles: maps late, gathers sorted rows, weighs sums, averages gradients by hand
# region MemmapDataset
    def __init__(self, folder: Path) -> None:
        self.folder, self.maps = str(folder), None

    def __getstate__(self) -> dict[str, Any]:
        return {"folder": self.folder, "maps": None}

    def files(self) -> Any:
        """Both files, mapped at the first call."""
        if self.maps is None:
            self.maps = [np.load(Path(self.folder, name), mmap_mode="r") for name in ("x.npy", "y.npy")]
        return self.maps

    def __len__(self) -> int:
        return int(self.files()[1].shape[0])

    def __getitem__(self, row: int) -> Batch:
        x, y = self.files()
        return torch.tensor(np.array(x[row])), torch.tensor(int(y[row]))

    def __getitems__(self, rows: Sequence[int]) -> Batch:
        x, y = self.files()
        sorted_rows, back = np.unique(np.asarray(rows), return_inverse=True)  # forward over the disk
        return torch.from_numpy(x[sorted_rows][back]), torch.from_numpy(y[sorted_rows][back]).long()
# endregion MemmapDataset
# region throughput
    rates: list[float] = []
    while len(rates) < repeats:
        rows, start = 0, 0.0
        for number, (_, y) in enumerate(loader):
            if number >= warmup:
                rows += y.shape[0]
            if number == warmup - 1:
                start = clock()
        rates.append(rows / (clock() - start))
    return float(np.median(rates))
# endregion throughput
# region save_checkpoint
    state: dict[str, Any] = {
        name: getattr(run, name).state_dict() for name in ("model", "optimizer", "schedule", "sampler")
    }
    state["losses"] = list(run.losses)
    numbers: Any = np.random.get_state(legacy=False)
    numbers["state"]["key"] = torch.tensor(numbers["state"]["key"].astype(np.int64))
    state["generators"] = [random.getstate(), numbers, torch.random.get_rng_state()]
    neighbor = path.parent / f".{path.name}.{os.getpid()}"
    with neighbor.open("wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    neighbor.replace(path)
# endregion save_checkpoint
# region resume
    state = torch.load(path, weights_only=True)
    for name in ("model", "optimizer", "schedule", "sampler"):
        getattr(run, name).load_state_dict(state[name])
    run.losses = list(state["losses"])
    ours, numbers, theirs = state["generators"]
    numbers["state"]["key"] = numbers["state"]["key"].numpy().astype(np.uint32)
    torch.random.set_rng_state(theirs)
    np.random.set_state(numbers)
    random.setstate(ours)
# endregion resume
# region accumulate
    rows, total = 0, 0.0
    sums = [torch.zeros_like(parameter) for parameter in model.parameters()]
    for x, y in batches:
        loss = cross_entropy(model(x), y, reduction="sum")
        for each, part in zip(sums, torch.autograd.grad(loss, list(model.parameters()))):
            each += part
        rows, total = rows + len(y), total + float(loss.detach())
    for parameter, each in zip(model.parameters(), sums):
        parameter.grad = each / rows
    return total / rows
# endregion accumulate
# region autocast_bf16
    with torch.amp.autocast(device_type=x.device.type, dtype=torch.bfloat16):
        logits = model(x)
        with torch.amp.autocast(device_type=x.device.type, enabled=False):
            log_p = torch.log_softmax(logits.to(torch.float32), dim=1)
            return torch.nn.functional.nll_loss(log_p, y)
# endregion autocast_bf16
# region train_ddp
    dist.init_process_group(backend="gloo", init_method=init_method, world_size=world, rank=rank)
    losses: list[float] = []
    try:
        for tensor in job.model.state_dict().values():
            dist.broadcast(tensor, src=0)
        optimizer = torch.optim.SGD(job.model.parameters(), job.rate, 0.9)
        share = job.rows // world
        for epoch in range(job.epochs):
            generator = torch.Generator().manual_seed(10_007 * job.seed + epoch)
            mine = torch.randperm(job.rows, generator=generator)[rank * share : (rank + 1) * share]
            for rows in mine.split(job.batch):
                x, y = job.data.__getitems__(rows.tolist())
                optimizer.zero_grad()
                loss = cross_entropy(job.model(x), y)
                loss.backward()
                mean = loss.detach().clone()
                for tensor in [mean, *(parameter.grad for parameter in job.model.parameters())]:
                    dist.all_reduce(tensor)
                    tensor /= world
                optimizer.step()
                losses.append(float(mean))
    finally:
        dist.destroy_process_group()
    return losses
# endregion train_ddp
# region profile_step
    wait = torch.profiler.schedule(wait=0, warmup=max(warmup, 1), active=active)
    for _ in range(0 if warmup else 1):
        step()
    seen: list[Any] = []

    def keep(finished: Any) -> None:
        seen.extend(finished.key_averages())

    with profile(activities=[ProfilerActivity.CPU], schedule=wait, on_trace_ready=keep) as profiler:
        for _ in range(max(warmup, 1) + active):
            step()
            profiler.step()
    spent: dict[str, float] = {}
    own: dict[str, float] = {}
    for row in seen:
        if row.key.startswith("stage/"):
            spent[row.key.split("/", 1)[1]] = row.cpu_time_total
        elif row.key.startswith("aten::"):
            own[row.key] = row.self_cpu_time_total
    ranked = sorted(spent, key=spent.__getitem__, reverse=True)
    total = sum(spent.values())
    shares = {name: spent[name] / total for name in ranked}
    return Profile(shares, ranked[0], sorted(own, key=own.__getitem__)[-1])
# endregion profile_step
# region estimate_run
    steps = -(-rows // batch) * epochs
    reading = epochs * rows / rows_per_second
    saving = checkpoint_seconds * (steps // checkpoint_every)
    broken = interruptions * restart_seconds + interruptions * (checkpoint_every * batch) / rows_per_second * 0.5
    hours = (reading + saving + broken) / 3600.0
    return Estimate(steps=steps, hours=hours, cost=hours * price_per_hour)
# endregion estimate_run
# region experiment
    other = trainer.restored()
    with torch.no_grad():
        for ours, theirs in zip(trainer.parameters(), other.parameters()):
            theirs.copy_(ours)
    other.optimizer.param_groups[0]["lr"] = trainer.optimizer.param_groups[0]["lr"]
    push = [torch.linspace(-1.0, 2.0, weight.numel(), dtype=weight.dtype).reshape(weight.shape) for weight in trainer.parameters()]
    trainer.apply(push)
    other.apply(push)
    apart = max(float((a.detach() - b.detach()).abs().max()) for a, b in zip(trainer.parameters(), other.parameters()))
    return Finding("optimizer-not-restored", apart > 1e-10, apart)
# endregion experiment
