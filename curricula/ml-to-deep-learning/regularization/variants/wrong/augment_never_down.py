# What: forgets that torch.randint leaves out its upper end
# Fails: augment-moves
# Hint: augment-move
# region augment_shift_noise
    n, d = x.shape
    side = round(d**0.5)
    padded = nn.functional.pad(x.view(n, side, side), (shift, shift, shift, shift))
    start = torch.randint(0, max(1, 2 * shift), (n, 2), generator=generator)
    pixel = torch.arange(side)
    rows = (start[:, :1] + pixel)[:, :, None]
    columns = (start[:, 1:] + pixel)[:, None, :]
    moved = padded[torch.arange(n)[:, None, None], rows, columns].reshape(n, d)
    return moved + noise * torch.randn(n, d, generator=generator, dtype=x.dtype)
# endregion augment_shift_noise
