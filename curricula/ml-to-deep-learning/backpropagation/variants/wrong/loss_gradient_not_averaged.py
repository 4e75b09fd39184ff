# What: averages the loss and forgets the 1/n in the gradient
# Fails: loss-hand-example
# Hint: cross-entropy-mean
# region cross_entropy
    rows = np.arange(len(labels))
    shifted = logits.data - logits.data.max(axis=1, keepdims=True)
    p = np.exp(shifted)
    p = p / p.sum(axis=1, keepdims=True)

    def grad_fn(gradient: Array) -> tuple[Array, ...]:
        difference = p.copy()
        difference[rows, labels] -= 1.0
        return (gradient * difference,)

    return Tensor(-np.log(p[rows, labels]).mean(), (logits,), grad_fn)
# endregion cross_entropy
