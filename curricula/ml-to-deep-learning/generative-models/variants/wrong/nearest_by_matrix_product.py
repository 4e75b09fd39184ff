# What: expands the square, which loses copies in float32
# Fails: nearest-rows
# Hint: nearest-cancels
# region nearest_train
    squares = samples.square().sum(dim=1)[:, None] + train.square().sum(dim=1) - 2 * samples @ train.T
    found = squares.clamp(min=0).min(dim=1)
    return found.values.sqrt(), found.indices
# endregion nearest_train
