# What: takes central differences of the loss instead of its formula
# Fails: log-loss
# Hint: cross-entropy-difference
# region cross_entropy
    def value(z):
        shifted = z - z.max(axis=1, keepdims=True)
        return (np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels])

    def grad_fn(gradient: Array) -> tuple[Array, ...]:
        slopes = np.zeros_like(logits.data)
        for column in range(slopes.shape[1]):
            step = np.zeros(slopes.shape[1])
            step[column] = 1e-5
            slopes[:, column] = (value(logits.data + step) - value(logits.data - step)) / 2e-5
        return (gradient * slopes / len(labels),)

    return Tensor(value(logits.data).mean(), (logits,), grad_fn)
# endregion cross_entropy
