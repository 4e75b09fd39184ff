# What: takes exp of the logits as they are
# Fails: softmax-shift
# Hint: softmax-stable
# region softmax
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)
# endregion softmax
