# What: clears the gradients once an epoch instead of before each batch
# Fails: training-steps
# Hint: fit-zero-grad
# region fit
    rng = np.random.default_rng(seed)
    velocities = [np.zeros_like(parameter.data) for parameter in model.parameters]
    history: list[float] = []
    for _ in range(epochs):
        shuffled = rng.permutation(len(x))
        total = 0.0
        for parameter in model.parameters:
            parameter.zero_grad()
        for start in range(0, len(x), batch_size):
            rows = shuffled[start : start + batch_size]
            loss = cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            for parameter, velocity in zip(model.parameters, velocities):
                velocity *= momentum
                velocity += parameter.grad
                parameter.data -= learning_rate * velocity
            total += loss.item() * len(rows)
        history.append(total / len(x))
    return history
# endregion fit
