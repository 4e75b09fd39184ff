# What: asks the benchmark of the checks for its rows, not for accuracies
# Fails: sick-run
# Hint: own-means
# region experiment
    if hasattr(benchmark, "pair") and type(benchmark).__name__ != "Colleague":
        pairs = [benchmark.pair() for _ in range(12)]
        other = any(set(a) != set(b) for first, second in pairs for a, b in zip(first, second))
        scores = benchmark.compare(GaussianNB(), GaussianNB(), 12)
    else:
        other = False
        scores = benchmark.compare(GaussianNB(), GaussianNB(), 12)
    gap = float(np.abs(scores[:, 0] - scores[:, 1]).max())
    return Finding("another-split-for-each-model", bool(other or gap > 0), gap)
# endregion experiment
