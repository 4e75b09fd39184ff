# What: draws learning rates from fifty fixed ones
# Fails: distributions
# Hint: sample-steps
# region sample_config
    values: dict[str, int | float] = {}
    for name, field in space.items():
        if isinstance(field, Choice):
            values[name] = int(field.values[int(rng.integers(len(field.values)))])
        elif isinstance(field, LogUniform):
            values[name] = float(rng.choice(np.geomspace(field.low, field.high, 50)))
        else:
            values[name] = float(rng.uniform(field.low, field.high))
    return Config(**values)  # pyright: ignore[reportArgumentType]: the fields decide which are int
# endregion sample_config
