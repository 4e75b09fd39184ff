# What: scales by the number of outputs (or of both) instead of inputs
# Fails: weight-variance
# Hint: he-variance
# region he_layer
    weight = rng.normal(0.0, np.sqrt(2.0 / (fan_in + fan_out)), size=(fan_in, fan_out))
    return Tensor(weight), Tensor(np.zeros(fan_out))
# endregion he_layer
