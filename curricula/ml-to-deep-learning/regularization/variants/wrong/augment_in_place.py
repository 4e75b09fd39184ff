# What: adds the noise to the images that it was given
# Fails: augment-shape
# Hint: augment-new
# region augment_shift_noise
    x += noise * torch.randn(x.shape, generator=generator, dtype=x.dtype)
    n, d = x.shape
    side = round(d**0.5)
    padded = nn.functional.pad(x.view(n, side, side), (shift, shift, shift, shift))
    start = torch.randint(0, 2 * shift + 1, (n, 2), generator=generator).tolist()
    moved = [image[r : r + side, c : c + side] for image, (r, c) in zip(padded, start)]
    return torch.stack(moved).reshape(n, d)
# endregion augment_shift_noise
