# What: does not double C for the one vector of two classes
# Fails: library-minimum
# Hint: library-two-classes
# region library_fit
    two = int(y.max()) == 1
    c = 1.0 / (decay * len(x))
    model = LogisticRegression(C=c, tol=1e-10, max_iter=10_000).fit(x, y)
    if two:
        half, shift = model.coef_[0] / 2.0, float(model.intercept_[0]) / 2.0
        return np.column_stack([-half, half]), np.array([-shift, shift])
    return model.coef_.T, model.intercept_
# endregion library_fit
