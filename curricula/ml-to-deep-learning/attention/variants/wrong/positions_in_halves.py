# What: puts all sines first and all cosines after them
# Fails: positions-hand
# Hint: positions-order
# region sinusoidal_positions
    time = torch.arange(length, dtype=torch.float64).unsqueeze(1)
    even = torch.arange(0, width, 2, dtype=torch.float64)
    angle = time / 10000.0 ** (even / width)
    table = torch.zeros(length, width, dtype=torch.float64)
    table[:, : width // 2] = angle.sin()
    table[:, width // 2 :] = angle.cos()
    return table.to(torch.get_default_dtype())
# endregion sinusoidal_positions
