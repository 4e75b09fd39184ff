# What: gives NaN where all differences are equal, as on recall
# Fails: interval-oracle
# Hint: interval-equal
# region paired_interval
    count = len(differences)
    if count < 2:
        raise ValueError("two differences or more")
    mean = float(np.mean(differences))
    scale = float(np.std(differences, ddof=1)) * (1 / count + overlap) ** 0.5
    low, high = stats.t.interval(level, count - 1, loc=mean, scale=scale)
    return Interval(mean, float(low), float(high))
# endregion paired_interval
