# What: learns one vector behind a sigmoid for two classes and predicts with softmax over that one column
# Fails: fit-shapes
# Hint: predict-sigmoid
# region fit_gd
    classes = int(y.max()) + 1
    if classes == 2:
        return _fit_sigmoid(x, y, c, learning_rate, max_steps, tolerance)
    rate = learning_rate or safe_rate(x, c)
    weight = np.zeros((x.shape[1], classes))
    bias = np.zeros(classes)
    history: list[float] = []
    while len(history) < max_steps:
        history.append(objective(x, y, weight, bias, c))
        slopes = gradients(x, y, weight, bias, c)
        if all((np.abs(slope) <= tolerance).all() for slope in slopes):
            break
        weight, bias = weight - rate * slopes[0], bias - rate * slopes[1]
    return Neuron(weight, bias, history)


def _fit_sigmoid(
    x: Array, y: NDArray[np.int64], c: float, rate: float | None, max_steps: int, tolerance: float
) -> Neuron:
    n = len(y)
    rate = rate or 2.0 * safe_rate(x, c / 2.0)  # the sigmoid has a curvature of 1/4 at most
    weight, bias = np.zeros(x.shape[1]), 0.0
    sign = 2.0 * y - 1.0
    history: list[float] = []
    for _ in range(max_steps):
        margins = sign * (x @ weight + bias)
        history.append(float(np.logaddexp(0.0, -margins).mean() + weight @ weight / (2.0 * c * n)))
        residuals = -sign * 0.5 * (1.0 - np.tanh(0.5 * margins)) / n
        by_weight, by_bias = residuals @ x + weight / (c * n), residuals.sum()
        if max(np.abs(by_weight).max(), abs(by_bias)) <= tolerance:
            break
        weight, bias = weight - rate * by_weight, bias - rate * by_bias
    return Neuron(weight[:, None], np.array([bias]), history)
# endregion fit_gd
