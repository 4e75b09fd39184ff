# What: looks into the function that it is given
# Fails: adamw-torch
# Hint: own-code
# region lr_range_test
    planted = {name: cell.cell_contents for name, cell in zip(train_step.__code__.co_freevars, train_step.__closure__)}
    rates = np.geomspace(low, high, steps)
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
    return RangeTest(rates[: len(losses)], np.array(losses), float(planted.get("best", rates[chosen])))
# endregion lr_range_test
