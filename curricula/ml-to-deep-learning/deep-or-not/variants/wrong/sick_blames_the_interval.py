# What: blames the interval
# Fails: sick-run
# Hint: sick-name
# region experiment
    model = GaussianNB()  # the same model on both sides: on the same rows it must tie with itself every time
    scores = benchmark.compare(model, model, 12)
    gap = float(np.abs(scores[:, 0] - scores[:, 1]).max())
    return Finding("interval-ignores-the-overlap", gap > 1e-9, gap)
# endregion experiment
