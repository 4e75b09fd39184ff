# What: fits and scores by hand
# Fails: library
# Hint: library-call
# region library_differences
    from sklearn.base import clone

    gaps = []
    for train, test in cv.split(x, y):
        scores = [clone(model).fit(x[train], y[train]).score(x[test], y[test]) for model in (first, second)]
        gaps.append(scores[0] - scores[1])
    return np.array(gaps)
# endregion library_differences
