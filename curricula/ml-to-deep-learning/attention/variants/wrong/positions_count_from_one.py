# What: counts positions from 1
# Fails: positions-hand
# Hint: positions-angle
# region sinusoidal_positions
    time = torch.arange(1, length + 1, dtype=torch.float64).unsqueeze(1)
    even = torch.arange(0, width, 2, dtype=torch.float64)
    angle = time / 10000.0 ** (even / width)
    table = torch.zeros(length, width, dtype=torch.float64)
    table[:, 0::2] = angle.sin()
    table[:, 1::2] = angle.cos()
    return table.to(torch.get_default_dtype())
# endregion sinusoidal_positions
