# What: draws weights of variance 1
# Fails: deep-signal
# Hint: init-variance
# region he_init
    parameters: list[Array] = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        parameters.append(rng.normal(size=(fan_in, fan_out)))
        parameters.append(np.zeros(fan_out))
    return parameters
# endregion he_init
