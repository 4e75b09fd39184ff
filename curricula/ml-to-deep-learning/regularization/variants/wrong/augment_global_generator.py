# What: draws the noise from the global generator
# Fails: augment-noise
# Hint: augment-generator
# region augment_shift_noise
    n, d = x.shape
    side = round(d**0.5)
    padded = nn.functional.pad(x.view(n, side, side), (shift, shift, shift, shift))
    start = torch.randint(0, 2 * shift + 1, (n, 2), generator=generator)
    pixel = torch.arange(side)
    rows = (start[:, :1] + pixel)[:, :, None]
    columns = (start[:, 1:] + pixel)[:, None, :]
    moved = padded[torch.arange(n)[:, None, None], rows, columns].reshape(n, d)
    return moved + noise * torch.randn_like(moved)
# endregion augment_shift_noise
