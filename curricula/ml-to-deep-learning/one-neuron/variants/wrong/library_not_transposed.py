# What: returns coef_ as it is
# Fails: library-minimum
# Hint: library-columns
# region library_fit
    model = LogisticRegression(C=1.0 / (decay * len(x)), tol=1e-10, max_iter=10_000).fit(x, y)
    return model.coef_, model.intercept_
# endregion library_fit
