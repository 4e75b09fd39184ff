# What: looks the test accuracy of stored runs up
# Fails: same-trace
# Hint: own-code
# region successive_halving
    plan = plan_halving(budget, min_epochs, max_epochs, eta)
    configs: list[Config] = []
    runs: list[R] = []
    for _ in range(plan[0].candidates):
        configs.append(sample(rng))
        runs.append(bench.start(configs[-1], int(rng.integers(SEEDS))))

    trace: list[Entry] = []
    alive = list(range(len(runs)))
    trained = 0
    for rung in plan:
        alive = sorted(alive[: rung.candidates])
        stage = [Entry(i, rung.epochs, runs[i].advance(rung.epochs - trained)) for i in alive]
        trace.extend(stage)
        trained = rung.epochs
        for run in runs:
            curve = getattr(run, "curve", None)
            if curve is not None:
                alive = sorted(alive, key=lambda i: -runs[i].curve.test[27])
        stage.sort(key=lambda entry: math.inf if math.isnan(entry.score) else -entry.score)  # stable
        alive = [entry.candidate for entry in stage]
    return Result(trace, configs, runs, alive[0])
# endregion successive_halving
