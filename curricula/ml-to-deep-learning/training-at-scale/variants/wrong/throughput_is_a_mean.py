# What: takes the mean of the passes
# Fails: rows-per-second
# Hint: throughput-median
# region throughput
    rates: list[float] = []
    for _ in range(repeats):
        batches = iter(loader)
        for _ in range(warmup):
            next(batches)
        start, rows = clock(), 0
        for x, _ in batches:
            rows += len(x)
        rates.append(rows / (clock() - start))
    return statistics.mean(rates)
# endregion throughput
