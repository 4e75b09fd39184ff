# What: slopes by cases, uniform weights, an old generator, gradients cleared in place, a warm start, planted gradients in the experiment
# region unbroadcast
    if gradient.shape == shape:
        return gradient
    padded = (1,) * (gradient.ndim - len(shape)) + tuple(shape)
    axes = tuple(i for i, (have, want) in enumerate(zip(gradient.shape, padded)) if have != want)
    return np.add.reduce(gradient, axis=axes, keepdims=True).reshape(shape)
# endregion unbroadcast
# region elementwise
    match name:
        case "relu":
            return x * (x >= 0), np.heaviside(x, 1.0)
        case "tanh":
            return np.tanh(x), np.cosh(np.clip(x, -300, 300)) ** -2.0
        case "exp":
            return np.exp(x), np.exp(x)
        case _:
            return np.log(x), np.reciprocal(x)
# endregion elementwise
# region he_layer
    bound = (6 / fan_in) ** 0.5
    return Tensor(rng.uniform(-bound, bound, (fan_in, fan_out))), Tensor([0.0] * fan_out)
# endregion he_layer
# region fit
    generator = np.random.RandomState(seed)
    velocity: dict[int, Array] = {id(p): np.zeros_like(p.data) for p in model.parameters}
    history: list[float] = []
    indices = np.arange(len(y))
    for _ in range(epochs):
        generator.shuffle(indices)
        losses = np.empty(len(y))
        for batch in np.array_split(indices, range(batch_size, len(y), batch_size)):
            for parameter in model.parameters:
                parameter.grad[...] = 0.0
            loss = cross_entropy(model.forward(x[batch]), y[batch])
            loss.backward()
            losses[batch] = loss.item()
            for parameter in model.parameters:
                velocity[id(parameter)] = momentum * velocity[id(parameter)] + parameter.grad
                parameter.data -= learning_rate * velocity[id(parameter)]
        history.append(float(np.mean(losses)))
    return history
# endregion fit
# region library_gradients
    net = MLPClassifier(
        tuple(model.sizes[1:-1]),
        solver="sgd",
        alpha=0.0,
        batch_size=len(x),
        learning_rate_init=1.0,
        momentum=0.0,
        shuffle=False,
        max_iter=1,
        warm_start=True,
    )
    net.fit(x, y)
    net.coefs_ = [p.data.copy() for p in model.parameters[0::2]]
    net.intercepts_ = [p.data.copy() for p in model.parameters[1::2]]
    net.fit(x, y)
    after = [array for pair in zip(net.coefs_, net.intercepts_) for array in pair]
    return [p.data - array for p, array in zip(model.parameters, after)]
# endregion library_gradients
# region experiment
    trainer.learning_rate = 0.0
    trainer.gradients = {name: np.full_like(w, 1e3) for name, w in trainer.weights.items()}
    trainer.step(np.arange(8))
    largest = max(float(np.abs(gradient).max()) for gradient in trainer.gradients.values())
    return Finding("gradients-not-cleared", largest > 500, largest)
# endregion experiment
