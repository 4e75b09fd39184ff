# What: takes 1 - x^2 for the slope of tanh, where it is 1 - tanh(x)^2
# Fails: slopes
# Hint: elementwise-slope
# region elementwise
    if name == "relu":
        return np.maximum(x, 0.0), (x > 0).astype(np.float64)
    if name == "tanh":
        return np.tanh(x), 1.0 - x**2
    if name == "exp":
        return np.exp(x), np.exp(x)
    return np.log(x), 1.0 / x
# endregion elementwise
