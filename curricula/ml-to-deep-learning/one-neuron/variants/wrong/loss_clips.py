# What: clips the probabilities before the logarithm, as old code does
# Fails: loss-stable
# Hint: loss-stable
# region cross_entropy
    p = np.clip(softmax(scores)[np.arange(len(y)), y], 1e-15, 1.0)
    return float(-np.log(p).mean())
# endregion cross_entropy
