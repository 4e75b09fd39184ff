# What: sums over the rows instead of over the classes
# Fails: softmax-hand-example
# Hint: softmax-axis
# region softmax
    powers = np.exp(scores - scores.max(axis=0))
    return powers / powers.sum(axis=0)
# endregion softmax
