# What: goes on after the run has exploded
# Fails: range-test
# Hint: range-stop
# region lr_range_test
    rates = np.geomspace(low, high, steps)
    losses: list[float] = []
    for rate in rates:
        loss = float(train_step(float(rate)))
        losses.append(loss)
    half = window // 2
    smooth = [float(np.mean(losses[max(0, i - half) : i + half + 1])) for i in range(len(losses))]
    chosen = int(np.argmin(np.gradient(smooth)))
    return RangeTest(rates[: len(losses)], np.array(losses), float(rates[chosen]))
# endregion lr_range_test
