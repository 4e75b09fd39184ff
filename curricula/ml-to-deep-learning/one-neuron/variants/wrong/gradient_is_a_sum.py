# What: forgets the 1/n of the mean
# Fails: gradient-hand-example
# Hint: gradient-mean
# region gradients
    residuals = softmax(logits(x, weight, bias))
    residuals[np.arange(len(y)), y] -= 1.0
    return x.T @ residuals + weight / (c * len(y)), residuals.sum(axis=0)
# endregion gradients
