# What: takes softmax from SciPy
# Fails: gradient-values
# Hint: own-numpy
# region softmax
    from scipy.special import softmax as ready

    return ready(scores, axis=1)
# endregion softmax
