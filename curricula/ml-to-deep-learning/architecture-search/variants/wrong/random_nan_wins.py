# What: takes max over scores in which a nan comes first
# Fails: random-trace
# Hint: ties-and-nan
# region random_search
    trace: list[Entry] = []
    configs: list[Config] = []
    runs: list[R] = []
    for candidate in range(budget // epochs):
        configs.append(sample(rng))
        runs.append(bench.start(configs[-1], int(rng.integers(SEEDS))))
        trace.append(Entry(candidate, epochs, runs[-1].advance(epochs)))
    best = max(trace, key=lambda entry: entry.score)
    return Result(trace, configs, runs, best.candidate)
# endregion random_search
