# What: subtracts the maximum inside the logarithm and not from the right class's logit
# Fails: loss-hand-example
# Hint: loss-one-shift
# region cross_entropy
    top = scores.max(axis=1, keepdims=True)
    total = np.log(np.exp(scores - top).sum(axis=1))
    return float((total - scores[np.arange(len(y)), y]).mean())
# endregion cross_entropy
