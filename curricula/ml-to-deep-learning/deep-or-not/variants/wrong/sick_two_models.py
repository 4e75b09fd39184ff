# What: looks at the correlation of two different models
# Fails: sick-run
# Hint: sick-control
# region experiment
    from sklearn.tree import DecisionTreeClassifier

    scores = benchmark.compare(GaussianNB(), DecisionTreeClassifier(max_depth=3, random_state=0), 12)
    together = float(np.corrcoef(scores.T)[0, 1])
    return Finding("another-split-for-each-model", together < 0.3, together)
# endregion experiment
