# What: shuffles the caller's rows instead of row numbers
# Fails: training-rows
# Hint: fit-in-place
# region fit
    rng = np.random.default_rng(seed)
    velocities = [np.zeros_like(parameter.data) for parameter in model.parameters]
    history: list[float] = []
    for _ in range(epochs):
        shuffled = rng.permutation(len(x))
        x[:], y[:] = x[shuffled], y[shuffled]
        total = 0.0
        for start in range(0, len(x), batch_size):
            rows = slice(start, start + batch_size)
            for parameter in model.parameters:
                parameter.zero_grad()
            loss = cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            for parameter, velocity in zip(model.parameters, velocities):
                velocity *= momentum
                velocity += parameter.grad
                parameter.data -= learning_rate * velocity
            total += loss.item() * len(x[rows])
        history.append(total / len(x))
    return history
# endregion fit
