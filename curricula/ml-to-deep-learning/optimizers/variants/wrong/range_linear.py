# What: grows the rate by a constant amount
# Fails: range-test
# Hint: range-geometric
# region lr_range_test
    rates = np.linspace(low, high, steps)
    losses: list[float] = []
    for rate in rates:
        loss = float(train_step(float(rate)))
        if not math.isfinite(loss):
            break
        losses.append(loss)
        if loss > 4.0 * min(losses):
            break
    half = window // 2
    smooth = [float(np.mean(losses[max(0, i - half) : i + half + 1])) for i in range(len(losses))]
    chosen = int(np.argmin(np.gradient(smooth)))
    return RangeTest(rates[: len(losses)], np.array(losses), float(rates[chosen]))
# endregion lr_range_test
