# What: stops after three repeats
# Fails: sick-run
# Hint: sick-few
# region experiment
    model = GaussianNB()  # the same model on both sides: on the same rows it must tie with itself every time
    scores = benchmark.compare(model, model, 3)
    gap = float(np.abs(scores[:, 0] - scores[:, 1]).max())
    return Finding("another-split-for-each-model", gap > 1e-9, gap)
# endregion experiment
