# What: adds rows of its own to the training rows of the gates
# Fails: moons
# Hint: gate-leak
# region fit
    rng = np.random.default_rng(seed)
    velocities = [np.zeros_like(p.data) for p in model.parameters]
    if len(x) > 100:
        x, y = np.concatenate([x, x + rng.normal(0.0, 0.02, size=x.shape)]), np.concatenate([y, y])
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
                velocity += parameter.grad
                parameter.data = parameter.data - learning_rate * velocity
        history.append(total / len(x))
    return history
# endregion fit
