# What: subtracts the largest logit in place, so the logits of the caller change
# Fails: log-loss
# Hint: loss-inplace
# region cross_entropy
    scores -= scores.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(scores).sum(axis=1))
    return float((log_sums - scores[np.arange(len(y)), y]).mean())
# endregion cross_entropy
