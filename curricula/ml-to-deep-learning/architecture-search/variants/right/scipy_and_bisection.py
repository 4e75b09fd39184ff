# What: scipy's distributions, epochs one by one, a plan by bisection, validation from the trace, pools in which all candidates tie
# region sample_config
    from scipy.stats import loguniform, uniform
    out = {}
    for name, field in space.items():
        match field:
            case Choice(values=v):
                out[name] = int(rng.choice(v))
            case LogUniform(low=a, high=b):
                out[name] = float(loguniform(a, b).rvs(random_state=rng))
            case _:
                out[name] = float(uniform(field.low, field.high - field.low).rvs(random_state=rng))
    return Config(**out)
# endregion sample_config
# region count_params_flops
    k2, c = config.kernel ** 2, config.channels
    half = side // 2
    layers = [(k2 * inputs, c, side ** 2)] + [(k2 * c, c, half ** 2)] * (config.blocks - 1)
    layers += [(c * half ** 2, config.hidden, 1), (config.hidden, classes, 1)]
    return Cost(parameters=sum((i + 1) * o for i, o, _ in layers), flops=sum(2 * i * o * p for i, o, p in layers))
# endregion count_params_flops
# region random_search
    trace, configs, runs = [], [], []
    best, top = 0, -math.inf
    for i in range(budget // epochs):
        config = sample(rng)
        run = bench.start(config, int(rng.integers(SEEDS)))
        for _ in range(epochs):
            score = run.advance(1)
        trace.append(Entry(i, epochs, score)); configs.append(config); runs.append(run)
        if score > top:
            best, top = i, score
    return Result(trace, configs, runs, best)
# endregion random_search
# region plan_halving
    e, stages = min_epochs, []
    while e <= max_epochs:
        stages.append(e)
        e *= eta
    if not stages or stages[-1] != max_epochs:
        raise ValueError
    def plan(n):
        out = []
        for e in stages:
            out.append(Rung(n, e))
            n = max(n // eta, 1)
        return out
    steps = [b - a for a, b in zip([0] + stages, stages)]
    def cost(n):
        return sum(r.candidates * s for r, s in zip(plan(n), steps))
    if cost(1) > budget:
        raise ValueError(f"{budget}")
    low, high = 1, budget + 1
    while high - low > 1:
        middle = (low + high) // 2
        if cost(middle) <= budget: low = middle
        else: high = middle
    return plan(low)
# endregion plan_halving
# region successive_halving
    rungs = plan_halving(budget, min_epochs, max_epochs, eta)
    n = rungs[0].candidates
    drawn = [(sample(rng), int(rng.integers(0, SEEDS))) for _ in range(n)]
    configs = [config for config, _ in drawn]
    runs = [bench.start(*pair) for pair in drawn]
    alive, done, trace = np.arange(n), 0, []
    for k, rung in enumerate(rungs):
        scores = np.array([runs[i].advance(rung.epochs - done) for i in alive])
        done = rung.epochs
        trace += [Entry(int(i), done, float(s)) for i, s in zip(alive, scores)]
        order = np.argsort(-np.nan_to_num(scores, nan=-np.inf), kind="stable")
        keep = rungs[k + 1].candidates if k + 1 < len(rungs) else 1
        alive = np.sort(alive[order[:keep]])
    return Result(trace, configs, runs, int(alive[0]))
# endregion successive_halving
# region optuna_search
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed),
        pruner=optuna.pruners.SuccessiveHalvingPruner(min_resource=min_epochs, reduction_factor=eta))
    rng = np.random.default_rng(seed)
    trace, configs, runs, finished = [], [], [], {}
    left = budget
    def objective(trial):
        nonlocal left
        configs.append(suggest(trial, space))
        runs.append(bench.start(configs[-1], int(rng.integers(SEEDS))))
        done, step = 0, min_epochs
        while True:
            if step - done > left:
                raise optuna.TrialPruned
            score = runs[-1].advance(step - done)
            left -= step - done
            done = step
            trace.append(Entry(trial.number, done, score))
            trial.report(score, done)
            if done == max_epochs:
                finished[trial.number] = score
                return score
            if trial.should_prune():
                raise optuna.TrialPruned
            step *= eta
    while left >= min_epochs:
        study.optimize(objective, n_trials=1)
    return Result(trace, configs, runs, max(finished, key=finished.get))
# endregion optuna_search
# region nested_report
    best = result.best
    right = np.array([r.correct for r in result.runs])
    n = right.shape[1]
    notes = []
    for _ in range(draws):
        rows = rng.choice(n, n)
        out = np.setdiff1d(np.arange(n), rows)
        if len(out) == 0: continue
        notes.append(right[np.argmax(right[:, rows].sum(axis=1)), out].mean())
    corrected = float(np.mean(notes))
    validation = [e.score for e in result.trace if e.candidate == best][-1]
    test.finalize(result.configs[best])
    x, y = test.loader()
    correct = np.asarray(result.runs[best].predict(x) == y)
    p = float(np.mean(correct))
    half = 1.96 * (p * (1 - p) / len(y)) ** .5
    return NestedReport(validation, corrected, validation - corrected, p, p - half, p + half, validation - p, correct)
# endregion nested_report
# region experiment
    import numpy as np

    moved = 0
    for val in (pool.validation, np.broadcast_to(pool.validation_labels, pool.validation.shape).copy()):
        outs = []
        for order in (1, -1):
            right = np.sort(np.random.default_rng(1).random(pool.test.shape[:2]), axis=1)[:, ::order]
            hit = np.linspace(0, 1, pool.test.shape[2])[None, None] < right[..., None]
            test = np.where(hit, pool.test_labels, (pool.test_labels + 1) % 10)
            outs.append(study.run(replace(pool, validation=val, test=test)).kept)
        moved += sum(a != b for a, b in zip(*outs))
    return Finding("test-rows-in-the-choice", moved > 0, moved / 6)
# endregion experiment
