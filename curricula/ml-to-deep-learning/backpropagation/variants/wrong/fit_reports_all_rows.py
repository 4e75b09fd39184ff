# What: reports the loss of all rows before each epoch, not of its batches
# Fails: training-steps
# Hint: fit-history-before
# region fit
    rng = np.random.default_rng(seed)
    velocities = [np.zeros_like(parameter.data) for parameter in model.parameters]
    history: list[float] = []
    for _ in range(epochs):
        history.append(cross_entropy(model(x), y).item())
        shuffled = rng.permutation(len(x))
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
    return history
# endregion fit
