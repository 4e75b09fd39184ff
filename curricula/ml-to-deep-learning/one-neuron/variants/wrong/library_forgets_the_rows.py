# What: turns decay into C without the number of rows
# Fails: library-minimum
# Hint: library-c
# region library_fit
    two = int(y.max()) == 1
    c = 1.0 / decay
    model = LogisticRegression(C=2.0 * c if two else c, tol=1e-10, max_iter=10_000).fit(x, y)
    if two:
        half, shift = model.coef_[0] / 2.0, float(model.intercept_[0]) / 2.0
        return np.column_stack([-half, half]), np.array([-shift, shift])
    return model.coef_.T, model.intercept_
# endregion library_fit
