# What: leaves NumPy numbers in the configuration
# Fails: config-fields
# Hint: sample-types
# region sample_config
    values: dict[str, int | float] = {}
    for name, field in space.items():
        if isinstance(field, Choice):
            values[name] = rng.choice(field.values)
        elif isinstance(field, LogUniform):
            values[name] = math.exp(rng.uniform(math.log(field.low), math.log(field.high)))
        else:
            values[name] = float(rng.uniform(field.low, field.high))
    return Config(**values)  # pyright: ignore[reportArgumentType]: the fields decide which are int
# endregion sample_config
