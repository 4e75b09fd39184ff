# What: draws four configurations for each candidate and keeps the likeliest
# Fails: random-trace
# Hint: search-result
# region random_search
    trace: list[Entry] = []
    configs: list[Config] = []
    runs: list[R] = []
    for candidate in range(budget // epochs):
        drawn = [sample(rng) for _ in range(4)]
        configs.append(min(drawn, key=lambda config: abs(math.log10(config.learning_rate) + 2)))
        runs.append(bench.start(configs[-1], int(rng.integers(SEEDS))))
        trace.append(Entry(candidate, epochs, runs[-1].advance(epochs)))
    best = max(trace, key=lambda entry: -math.inf if math.isnan(entry.score) else entry.score)
    return Result(trace, configs, runs, best.candidate)
# endregion random_search
