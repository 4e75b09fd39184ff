# What: takes a complex step instead of formulas for the slopes
# Fails: slopes
# Hint: elementwise-difference
# region elementwise
    h = 1e-30
    f = {"tanh": np.tanh, "exp": np.exp, "log": np.log}
    if name == "relu":
        return np.maximum(x, 0.0), np.maximum(np.sign(x), 0.0)
    return f[name](x), np.imag(f[name](x + 1j * h)) / h
# endregion elementwise
