# What: takes the mean of the calls, which a busy machine spoils
# Fails: cost-clock
# Hint: cost-median
# region cost_model
    predict(x)
    times: list[float] = []
    for _ in range(repeats):
        start = clock()
        predict(x)
        times.append(clock() - start)
    return Cost(train_seconds, 1e6 * float(np.mean(times)) / len(x), size)
# endregion cost_model
