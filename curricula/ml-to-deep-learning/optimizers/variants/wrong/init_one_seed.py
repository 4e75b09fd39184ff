# What: ignores the generator
# Fails: init-shape
# Hint: init-shape
# region he_init
    rng = np.random.default_rng(0)
    parameters: list[Array] = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        parameters.append(rng.normal(0.0, np.sqrt(2.0 / fan_in), size=(fan_in, fan_out)))
        parameters.append(np.zeros(fan_out))
    return parameters
# endregion he_init
