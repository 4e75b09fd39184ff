# What: reads the clock before the first batch
# Fails: rows-per-second
# Hint: throughput-warmup
# region throughput
    rates: list[float] = []
    for _ in range(repeats):
        start, rows = clock(), 0
        for number, (x, _) in enumerate(loader):
            if number >= warmup:
                rows += len(x)
        rates.append(rows / (clock() - start))
    return statistics.median(rates)
# endregion throughput
