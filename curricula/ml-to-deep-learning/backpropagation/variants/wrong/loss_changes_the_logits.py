# What: subtracts the largest logit in place, so the logits of the caller change
# Fails: log-loss
# Hint: cross-entropy-inplace
# region cross_entropy
    rows = np.arange(len(labels))
    logits.data -= logits.data.max(axis=1, keepdims=True)
    p = np.exp(logits.data)
    p = p / p.sum(axis=1, keepdims=True)

    def grad_fn(gradient: Array) -> tuple[Array, ...]:
        difference = p.copy()
        difference[rows, labels] -= 1.0
        return (gradient * difference / len(labels),)

    return Tensor(-np.log(p[rows, labels]).mean(), (logits,), grad_fn)
# endregion cross_entropy
