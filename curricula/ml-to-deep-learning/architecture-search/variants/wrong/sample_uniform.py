# What: draws learning rates uniformly
# Fails: distributions
# Hint: sample-log
# region sample_config
    values: dict[str, int | float] = {}
    for name, field in space.items():
        if isinstance(field, Choice):
            values[name] = int(field.values[int(rng.integers(len(field.values)))])
        elif isinstance(field, LogUniform):
            values[name] = float(rng.uniform(field.low, field.high))
        else:
            values[name] = float(rng.uniform(field.low, field.high))
    return Config(**values)  # pyright: ignore[reportArgumentType]: the fields decide which are int
# endregion sample_config
