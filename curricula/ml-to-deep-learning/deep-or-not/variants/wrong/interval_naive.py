# What: takes the plain t-interval whatever the overlap
# Fails: interval-hand-example
# Hint: interval-correction
# region paired_interval
    values = np.asarray(differences, dtype=np.float64)
    if values.ndim != 1 or len(values) < 2:
        raise ValueError(f"an interval needs two differences or more, not an array of shape {values.shape}")
    mean = float(values.mean())
    error = float(np.sqrt((1.0 / len(values)) * values.var(ddof=1)))
    half = float(stats.t.ppf(0.5 + level / 2.0, len(values) - 1)) * error
    return Interval(mean, mean - half, mean + half)
# endregion paired_interval
