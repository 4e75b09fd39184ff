# What: puts scikit-learn's vector for two classes into one column beside zeros
# Fails: library-minimum
# Hint: library-two-classes
# region library_fit
    n, k = len(x), int(y.max()) + 1
    c = (2.0 if k == 2 else 1.0) / (decay * n)
    model = LogisticRegression(C=c, tol=1e-10, max_iter=10_000).fit(x, y)
    if k == 2:
        vector, bias = model.coef_[0], float(model.intercept_[0])
        return np.column_stack([np.zeros_like(vector), vector]), np.array([0.0, bias])
    return model.coef_.T, model.intercept_
# endregion library_fit
