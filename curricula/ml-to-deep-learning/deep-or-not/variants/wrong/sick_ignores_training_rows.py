# What: uses a model that learns nothing, so that other training rows do not show
# Fails: sick-run
# Hint: sick-control
# region experiment
    from sklearn.dummy import DummyClassifier

    model = DummyClassifier(strategy="constant", constant=1)
    scores = benchmark.compare(model, model, 12)
    gap = float(np.abs(scores[:, 0] - scores[:, 1]).max())
    return Finding("another-split-for-each-model", gap > 1e-9, gap)
# endregion experiment
