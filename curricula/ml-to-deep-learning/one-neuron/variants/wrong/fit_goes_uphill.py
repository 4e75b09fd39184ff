# What: adds the gradient
# Fails: steps
# Hint: fit-sign
# region fit_gd
    classes = int(y.max()) + 1
    if classes == 2:
        c = c / 2.0
    rate = safe_rate(x, c) if learning_rate is None else learning_rate
    weight, bias = np.zeros((x.shape[1], classes)), np.zeros(classes)
    history: list[float] = []
    for _ in range(max_steps):
        history.append(objective(x, y, weight, bias, c))
        weight_gradient, bias_gradient = gradients(x, y, weight, bias, c)
        if max(np.abs(weight_gradient).max(), np.abs(bias_gradient).max()) <= tolerance:
            break
        weight = weight + rate * weight_gradient
        bias = bias + rate * bias_gradient
    return Neuron(weight, bias, history)
# endregion fit_gd
