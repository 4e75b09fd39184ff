# What: takes the plain mean of the batches' losses although the last batch is smaller
# Fails: training-rows
# Hint: fit-history
# region fit
    rng = np.random.default_rng(seed)
    velocities = [np.zeros_like(parameter.data) for parameter in model.parameters]
    history: list[float] = []
    for _ in range(epochs):
        shuffled = rng.permutation(len(x))
        losses: list[float] = []
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
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history
# endregion fit
