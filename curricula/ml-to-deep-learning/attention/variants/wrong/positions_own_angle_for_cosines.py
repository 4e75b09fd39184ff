# What: gives each cosine an angle of its own
# Fails: positions-hand
# Hint: positions-angle
# region sinusoidal_positions
    time = torch.arange(length, dtype=torch.float64).unsqueeze(1)
    angle = time / 10000.0 ** (torch.arange(width, dtype=torch.float64) / width)
    table = torch.where(torch.arange(width) % 2 == 0, angle.sin(), angle.cos())
    return table.to(torch.get_default_dtype())
# endregion sinusoidal_positions
