# What: moves the whole batch alike
# Fails: augment-moves
# Hint: augment-own-move
# region augment_shift_noise
    n, d = x.shape
    side = round(d**0.5)
    padded = nn.functional.pad(x.view(n, side, side), (shift, shift, shift, shift))
    row, column = torch.randint(0, 2 * shift + 1, (2,), generator=generator).tolist()
    moved = padded[:, row : row + side, column : column + side].reshape(n, d)
    return moved + noise * torch.randn(n, d, generator=generator, dtype=x.dtype)
# endregion augment_shift_noise
