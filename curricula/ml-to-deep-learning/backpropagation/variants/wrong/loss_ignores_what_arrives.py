# What: returns the gradient of the loss without the gradient that arrives
# Fails: loss-hand-example
# Hint: cross-entropy-upstream
# region cross_entropy
    rows = np.arange(len(labels))
    shifted = logits.data - logits.data.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def grad_fn(gradient: Array) -> tuple[Array, ...]:
        difference = np.exp(log_probabilities)
        difference[rows, labels] -= 1.0
        return (difference / len(labels),)

    return Tensor(-log_probabilities[rows, labels].mean(), (logits,), grad_fn)
# endregion cross_entropy
