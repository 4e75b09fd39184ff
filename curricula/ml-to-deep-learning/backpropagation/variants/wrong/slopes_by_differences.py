# What: takes difference quotients instead of formulas for the slopes
# Fails: slopes
# Hint: elementwise-difference
# region elementwise
    functions = {"relu": lambda v: np.maximum(v, 0.0), "tanh": np.tanh, "exp": np.exp, "log": np.log}
    function = functions[name]
    return function(x), (function(x + 1e-5) - function(x - 1e-5)) / 2e-5
# endregion elementwise
