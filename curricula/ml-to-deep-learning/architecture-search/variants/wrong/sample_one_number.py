# What: uses one number for all fields: a walk along the diagonal of the space
# Fails: distributions
# Hint: sample-independent
# region sample_config
    values: dict[str, int | float] = {}
    u = rng.random()
    for name, field in space.items():
        if isinstance(field, Choice):
            values[name] = int(field.values[int(u * len(field.values))])
        elif isinstance(field, LogUniform):
            values[name] = field.low * (field.high / field.low) ** u
        else:
            values[name] = field.low + u * (field.high - field.low)
    return Config(**values)  # pyright: ignore[reportArgumentType]: the fields decide which are int
# endregion sample_config
