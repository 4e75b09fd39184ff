# What: pixels that leave come in again on the other side
# Fails: augment-moves
# Hint: augment-wrap
# region augment_shift_noise
    n, d = x.shape
    side = round(d**0.5)
    moves = torch.randint(-shift, shift + 1, (n, 2), generator=generator).tolist()
    images = [torch.roll(image, (down, right), (0, 1)) for image, (down, right) in zip(x.view(n, side, side), moves)]
    return torch.stack(images).reshape(n, d) + noise * torch.randn(n, d, generator=generator, dtype=x.dtype)
# endregion augment_shift_noise
