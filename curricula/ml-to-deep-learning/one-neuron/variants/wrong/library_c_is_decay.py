# What: hands the decay over as C
# Fails: library-minimum
# Hint: library-c
# region library_fit
    model = LogisticRegression(C=decay, tol=1e-10, max_iter=10_000).fit(x, y)
    weight, bias = model.coef_.T, model.intercept_
    if len(bias) == 1:
        weight, bias = np.column_stack([-weight / 2, weight / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    return weight, bias
# endregion library_fit
