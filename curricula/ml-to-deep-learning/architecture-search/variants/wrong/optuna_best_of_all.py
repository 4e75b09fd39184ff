# What: takes the highest score, of a trial that was stopped too
# Fails: optuna
# Hint: optuna-best
# region optuna_search
    study = optuna.create_study(
        direction="maximize",
        sampler=optuna.samplers.TPESampler(seed=seed),
        pruner=optuna.pruners.SuccessiveHalvingPruner(min_resource=min_epochs, reduction_factor=eta),
    )
    rng = np.random.default_rng(seed)
    trace: list[Entry] = []
    configs: list[Config] = []
    runs: list[R] = []
    left = budget
    while left >= min_epochs:
        trial = study.ask()
        configs.append(suggest(trial, space))
        runs.append(bench.start(configs[-1], int(rng.integers(SEEDS))))
        trained, target = 0, min_epochs
        while trained < max_epochs and target - trained <= left:
            left -= target - trained
            trained, score = target, runs[-1].advance(target - trained)
            trace.append(Entry(trial.number, trained, score))
            trial.report(score, step=trained)
            if trained < max_epochs and trial.should_prune():
                break
            target *= eta
        if trained == max_epochs:
            study.tell(trial, trace[-1].score)
        else:
            study.tell(trial, state=optuna.trial.TrialState.PRUNED)
    return Result(trace, configs, runs, max(trace, key=lambda entry: entry.score).candidate)
# endregion optuna_search
