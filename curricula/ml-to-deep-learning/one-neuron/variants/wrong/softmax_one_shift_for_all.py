# What: subtracts the largest logit of the whole array instead of each row
# Fails: softmax-shift
# Hint: softmax-stable
# region softmax
    powers = np.exp(scores - scores.max())
    return powers / powers.sum(axis=1, keepdims=True)
# endregion softmax
