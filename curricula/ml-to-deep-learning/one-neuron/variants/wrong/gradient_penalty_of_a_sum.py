# What: divides the log-loss by n and not the penalty
# Fails: gradient-hand-example
# Hint: gradient-penalty
# region gradients
    residuals = softmax(logits(x, weight, bias))
    residuals[np.arange(len(y)), y] -= 1.0
    residuals /= len(y)
    return x.T @ residuals + weight / c, residuals.sum(axis=0)
# endregion gradients
