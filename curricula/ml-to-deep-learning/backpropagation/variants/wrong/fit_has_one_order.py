# What: draws the same orders for every seed
# Fails: training-rows
# Hint: fit-seed
# region fit
    rng = np.random.default_rng(0)
    velocities = [np.zeros_like(parameter.data) for parameter in model.parameters]
    history: list[float] = []
    for _ in range(epochs):
        shuffled = rng.permutation(len(x))
        total = 0.0
        for start in range(0, len(x), batch_size):
            rows = shuffled[start : start + batch_size]
            for parameter in model.parameters:
                parameter.zero_grad()
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
