# What: puts eps under the root
# Fails: adamw-torch
# Hint: adamw-eps
# region adamw
    beta1, beta2 = betas
    for i, (parameter, gradient) in enumerate(zip(parameters, gradients)):
        if gradient is None:
            continue
        state.steps[i] += 1
        state.first[i] = beta1 * state.first[i] + (1.0 - beta1) * gradient
        state.second[i] = beta2 * state.second[i] + (1.0 - beta2) * gradient**2
        t = state.steps[i]
        mean = state.first[i] / (1.0 - beta1**t)
        mean_square = state.second[i] / (1.0 - beta2**t)
        parameter -= learning_rate * weight_decay * parameter
        parameter -= learning_rate * mean / np.sqrt(mean_square + eps)
# endregion adamw
