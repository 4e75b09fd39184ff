# What: decay after the step, flat norms, a schedule in pieces
# region adamw
    b1, b2 = betas
    for i in range(len(parameters)):
        g = gradients[i]
        if g is None:
            continue
        state.steps[i] = state.steps[i] + 1
        state.first[i] += (1 - b1) * (g - state.first[i])
        state.second[i] += (1 - b2) * (np.square(g) - state.second[i])
        root = np.sqrt(state.second[i]) / math.sqrt(1 - b2 ** state.steps[i])
        parameters[i][...] -= learning_rate / (1 - b1 ** state.steps[i]) * (state.first[i] / (root + eps))
        parameters[i][...] *= 1 - learning_rate * weight_decay
# endregion adamw
# region sgd_momentum
    for parameter, gradient, velocity in zip(parameters, gradients, velocities):
        if gradient is not None:
            velocity[...] = momentum * velocity + gradient
            np.subtract(parameter, learning_rate * velocity, out=parameter)
# endregion sgd_momentum
# region clip_grad_norm
    flat = np.concatenate([np.zeros(1)] + [g.ravel() for g in gradients if g is not None])
    total = float(np.linalg.norm(flat))
    factor = min(1.0, max_norm / (total + 1e-6))
    for gradient in gradients:
        if gradient is not None:
            gradient *= factor
    return total
# endregion clip_grad_norm
# region cosine_warmup
    if warmup > 0 and step < warmup:
        return step / warmup * peak
    if step > total:
        return floor
    angle = math.pi * (step - warmup) / (total - warmup)
    return floor + (peak - floor) * math.cos(angle / 2) ** 2
# endregion cosine_warmup
# region best_rate
    return 1.0 / (0.5 * (smallest + largest))
# endregion best_rate
# region lr_range_test
    factor = (high / low) ** (1.0 / (steps - 1))
    seen: list[tuple[float, float]] = []
    rate, lowest = low, math.inf
    for _ in range(steps):
        loss = train_step(rate)
        if math.isnan(loss) or math.isinf(loss):
            break
        seen.append((rate, loss))
        lowest = min(lowest, loss)
        if loss > 4 * lowest:
            break
        rate *= factor
    rates = np.array([r for r, _ in seen])
    losses = np.array([x for _, x in seen])
    padded = np.pad(losses, window // 2, mode="edge")
    smooth = np.convolve(padded, np.ones(window) / window, mode="valid")
    falls = np.diff(smooth)
    return RangeTest(rates, losses, float(rates[int(falls.argmin())]))
# endregion lr_range_test
