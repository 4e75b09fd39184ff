# What: adds the losses up instead of averaging them
# Fails: loss-hand-example
# Hint: loss-mean
# region cross_entropy
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(shifted).sum(axis=1))
    return float((log_sums - shifted[np.arange(len(y)), y]).sum())
# endregion cross_entropy
