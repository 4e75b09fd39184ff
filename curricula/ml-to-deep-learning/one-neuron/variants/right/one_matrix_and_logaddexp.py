# What: logaddexp for sums of exponentials, one-hot labels, one matrix for weight and bias, singular values, another solver
# region logits
    return np.einsum("nd,dk->nk", x, weight) + bias[None, :]
# endregion logits
# region softmax
    return np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
# endregion softmax
# region cross_entropy
    right = np.take_along_axis(scores, y[:, None], axis=1)[:, 0]
    return float(np.mean(np.logaddexp.reduce(scores, axis=1) - right))
# endregion cross_entropy
# region gradients
    n, k = len(y), weight.shape[1]
    with_ones = np.hstack([x, np.ones((n, 1))])
    both = with_ones.T @ (softmax(logits(x, weight, bias)) - np.eye(k)[y]) / n
    decay = 0.0 if np.isinf(c) else 1.0 / (c * n)
    return both[:-1] + decay * weight, both[-1]
# endregion gradients
# region safe_rate
    n = len(x)
    singular = np.linalg.norm(np.hstack([x, np.ones((n, 1))]), ord=2)
    return float(2.0 * n * c / (singular**2 * c + 2.0)) if np.isfinite(c) else float(2.0 * n / singular**2)
# endregion safe_rate
# region fit_gd
    labels = np.unique(y)
    strength = c if len(labels) > 2 else 0.5 * c
    step = learning_rate if learning_rate is not None else safe_rate(x, strength)
    here = (np.zeros((x.shape[1], len(labels))), np.zeros(len(labels)))
    history: list[float] = []
    for _ in range(max_steps):
        slopes = gradients(x, y, *here, strength)
        history.append(objective(x, y, *here, strength))
        largest = max(float(np.abs(slope).max()) for slope in slopes)
        if largest <= tolerance:
            return Neuron(*here, history)
        here = (here[0] - step * slopes[0], here[1] - step * slopes[1])
    return Neuron(*here, history)
# endregion fit_gd
# region predict_proba
    scores = x @ neuron.weight + neuron.bias
    return softmax(scores)
# endregion predict_proba
# region library_fit
    classes = len(np.unique(y))
    strength = 1.0 / (decay * len(y)) * (2.0 if classes == 2 else 1.0)
    model = LogisticRegression(C=strength, solver="newton-cg", tol=1e-9, max_iter=500)
    model.fit(x, y)
    columns = model.coef_ if classes > 2 else np.vstack([-model.coef_, model.coef_]) / 2.0
    biases = model.intercept_ if classes > 2 else np.array([0.0, model.intercept_[0]])
    return np.ascontiguousarray(columns.T), biases
# endregion library_fit
# region experiment
    trainer.learning_rate = 10.0
    theta = trainer.theta
    ends = []
    for constant in (-7.0, 7.0):
        start = theta + np.where(np.arange(len(theta)) == len(theta) - 1, constant, 0.0)[:, None]
        trainer.theta = start
        trainer.step()
        ends.append(trainer.theta[-1] - constant)
    change = float(np.abs(ends[0] - ends[1]).max())
    return Finding("bias-penalized", change > 1e-8, change)
# endregion experiment
