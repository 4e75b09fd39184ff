# What: trains every candidate with the same seed
# Fails: random-trace
# Hint: search-result
# region random_search
    trace: list[Entry] = []
    configs: list[Config] = []
    runs: list[R] = []
    for candidate in range(budget // epochs):
        configs.append(sample(rng))
        runs.append(bench.start(configs[-1], 0))
        trace.append(Entry(candidate, epochs, runs[-1].advance(epochs)))
    best = max(trace, key=lambda entry: -math.inf if math.isnan(entry.score) else entry.score)
    return Result(trace, configs, runs, best.candidate)
# endregion random_search
