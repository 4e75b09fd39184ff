# What: smooths over nine losses, whatever the window
# Fails: range-test
# Hint: range-smooth
# region lr_range_test
    rates = np.geomspace(low, high, steps)
    losses = []
    best = math.inf
    for rate in rates:
        loss = train_step(float(rate))
        if not math.isfinite(loss):
            break
        losses.append(loss)
        best = min(best, loss)
        if loss > 4 * best:
            break
    kept = np.array(losses)
    half = 4
    smooth = np.array([kept[max(0, i - half) : i + half + 1].mean() for i in range(len(kept))])
    where = int(np.argmin(np.diff(smooth))) if len(kept) > 1 else 0
    return RangeTest(rates[: len(kept)], kept, float(rates[where]))
# endregion lr_range_test
