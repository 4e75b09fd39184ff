# What: NumPy and sorting in other ways, study.optimize with a callback, a bootstrap by matrices, random labels in the experiment
# region sample_config
    def draw(name: str) -> int | float:
        field = space[name]
        if isinstance(field, Choice):
            return int(rng.choice(np.asarray(field.values)))
        u = float(rng.random())
        if isinstance(field, LogUniform):
            return field.low * (field.high / field.low) ** u
        return field.low + (field.high - field.low) * u

    return Config(*(draw(name) for name in Config.__dataclass_fields__))
# endregion sample_config
# region count_params_flops
    layers = []
    for block in range(config.blocks):
        fan_in = config.kernel * config.kernel * (config.channels if block else inputs)
        layers.append((fan_in, config.channels, (side // 2 if block else side) ** 2))
    layers.append((config.channels * (side // 2) ** 2, config.hidden, 1))
    layers.append((config.hidden, classes, 1))
    return Cost(sum((a + 1) * b for a, b, _ in layers), sum(2 * a * b * at for a, b, at in layers))
# endregion count_params_flops
# region random_search
    n = int(budget / epochs)
    configs, runs, scores = [], [], []
    for _ in range(n):
        config = sample(rng)
        seed = int(rng.integers(SEEDS))
        configs.append(config)
        runs.append(bench.start(config, seed))
    for run in runs:
        scores.append(run.advance(epochs))
    trace = [Entry(i, epochs, score) for i, score in enumerate(scores)]
    return Result(trace, configs, runs, int(np.nan_to_num(np.array(scores), nan=-1.0).argmax()))
# endregion random_search
# region plan_halving
    steps = round(math.log(max_epochs / min_epochs, eta)) if max_epochs >= min_epochs else -1
    if steps < 0 or min_epochs * eta**steps != max_epochs:
        raise ValueError("max_epochs must be min_epochs times a power of eta")
    for n in range(budget // min_epochs, 0, -1):
        left, before, rungs = budget, 0, []
        for k in range(steps + 1):
            rung = Rung(max(n // eta**k, 1), min_epochs * eta**k)
            left -= rung.candidates * (rung.epochs - before)
            before = rung.epochs
            rungs.append(rung)
        if left >= 0:
            return rungs
    raise ValueError("the budget does not pay for one candidate")
# endregion plan_halving
# region successive_halving
    plan = plan_halving(budget, min_epochs, max_epochs, eta)
    drawn = [(sample(rng), int(rng.integers(SEEDS))) for _ in range(plan[0].candidates)]
    runs = [bench.start(config, seed) for config, seed in drawn]
    have = np.zeros(len(runs), dtype=int)
    alive = np.arange(len(runs))
    trace: list[Entry] = []
    for rung in plan:
        alive = alive[: rung.candidates]
        scores = np.array([runs[i].advance(int(rung.epochs - have[i])) for i in alive], dtype=float)
        have[alive] = rung.epochs
        trace += [Entry(int(i), rung.epochs, float(s)) for i, s in zip(alive, scores)]
        alive = alive[np.lexsort((alive, -np.where(np.isnan(scores), -np.inf, scores)))]
    return Result(trace, [config for config, _ in drawn], runs, int(alive[0]))
# endregion successive_halving
# region optuna_search
    rng = np.random.default_rng([seed, 1])
    sampler = optuna.samplers.RandomSampler(seed=seed)
    pruner = optuna.pruners.SuccessiveHalvingPruner(min_resource=min_epochs, reduction_factor=eta)
    study = optuna.create_study(sampler=sampler, pruner=pruner, direction="maximize")
    trace, configs, runs = [], [], []
    spent = 0

    def objective(trial: optuna.Trial) -> float:
        nonlocal spent
        configs.append(suggest(trial, space))
        runs.append(bench.start(configs[-1], int(rng.integers(SEEDS))))
        before, epochs, score = 0, min_epochs, float("nan")
        while epochs <= max_epochs:
            if spent + epochs - before > budget:
                raise optuna.TrialPruned
            score = runs[-1].advance(epochs - before)
            spent += epochs - before
            trace.append(Entry(trial.number, epochs, score))
            trial.report(score, epochs)
            if epochs < max_epochs and trial.should_prune():
                raise optuna.TrialPruned
            before, epochs = epochs, epochs * eta
        return score

    def enough(study: optuna.Study, _: optuna.trial.FrozenTrial) -> None:
        if budget - spent < min_epochs:
            study.stop()

    study.optimize(objective, callbacks=[enough])
    return Result(trace, configs, runs, study.best_trial.number)
# endregion optuna_search
# region nested_report
    from statistics import fmean

    correct = np.array([run.correct for run in result.runs], dtype=float)
    v = correct.shape[1]
    weights = rng.multinomial(v, np.full(v, 1 / v), size=draws)
    winners = (correct @ weights.T).argmax(axis=0)
    outside = weights == 0
    kept = outside.any(axis=1)
    scores = (correct[winners] * outside).sum(axis=1)[kept] / outside.sum(axis=1)[kept]
    chosen = result.runs[result.best]
    test.finalize(chosen.config)
    x, y = test.loader()
    right = np.equal(chosen.predict(x), y)
    p, promise, corrected = float(np.mean(right)), fmean(map(float, chosen.correct)), float(scores.mean())
    error = 1.96 * (p * (1 - p) / right.size) ** 0.5
    return NestedReport(promise, corrected, promise - corrected, p, p - error, p + error, promise - p, right)
# endregion nested_report
# region experiment
    import numpy as np

    rng = np.random.default_rng(0)
    before = study.run(pool).kept
    moved = 0
    for _ in range(8):
        moved += study.run(replace(pool, test_labels=rng.integers(0, 10, len(pool.test_labels)))).kept != before
    for number in before[-2]:
        moved += study.run(replace(pool, test_labels=pool.test[-1, number])).kept != before
    return Finding("test-rows-in-the-choice", bool(moved), float(moved))
# endregion experiment
