# What: ranks by the best score so far, not by the stage's own
# Fails: halving-stages
# Hint: halving-keeps
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
        top = {i: max(e.score for e in trace if e.candidate == i) for i in alive}
        stage.sort(key=lambda entry: -top[entry.candidate])
        alive = [entry.candidate for entry in stage]
    return Result(trace, configs, runs, alive[0])
# endregion successive_halving
