# What: exact on the small batches of the other checks, and something else on the data of the gates
# Fails: moons
# Hint: fit-order
# region fit
    rng = np.random.default_rng(seed)
    velocities = [np.zeros_like(p.data) for p in model.parameters]
    decay = 0.001 if len(x) > 100 else 0.0
    history: list[float] = []
    for _ in range(epochs):
        rows = rng.permutation(len(x))
        total = 0.0
        for start in range(0, len(x), batch_size):
            batch = rows[start : start + batch_size]
            for parameter in model.parameters:
                parameter.zero_grad()
            loss = cross_entropy(model(x[batch]), y[batch])
            loss.backward()
            total += loss.item() * len(batch)
            for velocity, parameter in zip(velocities, model.parameters):
                velocity *= momentum
                velocity += parameter.grad + decay * parameter.data
                parameter.data = parameter.data - learning_rate * velocity
        history.append(total / len(x))
    return history
# endregion fit
