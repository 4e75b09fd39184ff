# What: lets the solution of another task train
# Fails: gradient-values
# Hint: own-numpy
# region fit_gd
    from deepbridge.library import library_fit

    two = 2.0 if int(y.max()) == 1 else 1.0
    weight, bias = library_fit(x, y, two / (c * len(x)))
    return Neuron(weight, bias, [objective(x, y, weight, bias, c)])
# endregion fit_gd
