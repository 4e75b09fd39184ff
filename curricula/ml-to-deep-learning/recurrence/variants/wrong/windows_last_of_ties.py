# What: sorts the heights backwards, so that the latest of equal values counts
# Fails: windows
# Hint: windows-ties
# region peak_windows
    rows = []
    for series in x:
        order = np.argsort(series, kind="stable")[::-1]
        first = int(order[0])
        second = next(int(step) for step in order if abs(int(step) - first) > 2)
        padded = np.pad(series, half)
        rows.append(np.concatenate([padded[step : step + 2 * half + 1] for step in sorted((first, second))]))
    return np.array(rows)
# endregion peak_windows
