# What: returns zeros
# Fails: positions-hand
# Hint: positions-angle
# region sinusoidal_positions
    return torch.zeros(length, width)
# endregion sinusoidal_positions
