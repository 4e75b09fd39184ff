# What: lets scikit-learn train and copies its coefficients
# Fails: gradient-values
# Hint: own-numpy
# region fit_gd
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=c, tol=1e-10, max_iter=10_000).fit(x, y)
    weight, bias = model.coef_.T, model.intercept_
    if len(bias) == 1:
        weight, bias = np.column_stack([-weight / 2, weight / 2]), np.array([-bias[0] / 2, bias[0] / 2])
    return Neuron(weight, bias, [objective(x, y, weight, bias, c)])
# endregion fit_gd
