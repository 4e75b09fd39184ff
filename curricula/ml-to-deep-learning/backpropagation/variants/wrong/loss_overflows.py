# What: takes exp of the logits as they are
# Fails: loss-stable
# Hint: cross-entropy-stable
# region cross_entropy
    rows = np.arange(len(labels))
    p = np.exp(logits.data)
    p = p / p.sum(axis=1, keepdims=True)

    def grad_fn(gradient: Array) -> tuple[Array, ...]:
        difference = p.copy()
        difference[rows, labels] -= 1.0
        return (gradient * difference / len(labels),)

    return Tensor(-np.log(p[rows, labels]).mean(), (logits,), grad_fn)
# endregion cross_entropy
