# What: leaves the penalty out of the gradient
# Fails: gradient-hand-example
# Hint: gradient-formula
# region gradients
    residuals = softmax(logits(x, weight, bias))
    residuals[np.arange(len(y)), y] -= 1.0
    residuals /= len(y)
    return x.T @ residuals, residuals.sum(axis=0)
# endregion gradients
