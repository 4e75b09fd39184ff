# What: puts the bias into the penalty
# Fails: gradient-values
# Hint: gradient-penalty
# region gradients
    residuals = softmax(logits(x, weight, bias))
    residuals[np.arange(len(y)), y] -= 1.0
    residuals /= len(y)
    n = len(y)
    return x.T @ residuals + weight / (c * n), residuals.sum(axis=0) + bias / (c * n)
# endregion gradients
