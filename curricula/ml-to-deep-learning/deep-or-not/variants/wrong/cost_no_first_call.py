# What: times the first call as well
# Fails: cost-clock
# Hint: cost-warm-up
# region cost_model
    times: list[float] = []
    for _ in range(repeats):
        start = clock()
        predict(x)
        times.append(clock() - start)
    return Cost(train_seconds, 1e6 * float(np.median(times)) / len(x), size)
# endregion cost_model
