# What: a convolution that adds shifted images, a list of layers, shifts by indices, correlations in the experiment
# region receptive_field
    first, last = 0, 0
    for kernel, stride in list(layers)[::-1]:
        first, last = first * stride, last * stride + kernel - 1
    return last - first + 1
# endregion receptive_field
# region conv2d_naive
    if x.shape[1] != weight.shape[1]:
        raise ValueError("channels differ")
    k_h, k_w = weight.shape[-2:]
    padded = np.pad(x, [(0, 0), (0, 0), (padding,) * 2, (padding,) * 2])
    h_out = output_size(x.shape[2], k_h, stride, padding)
    w_out = output_size(x.shape[3], k_w, stride, padding)
    total = np.zeros((len(x), len(weight), h_out, w_out))
    for i, j in np.ndindex(k_h, k_w):
        seen = padded[:, :, i : i + stride * (h_out - 1) + 1 : stride, j : j + stride * (w_out - 1) + 1 : stride]
        total += np.tensordot(weight[:, :, i, j], seen, axes=(1, 1)).swapaxes(0, 1)
    return total if bias is None else total + np.expand_dims(bias, (0, 2, 3))
# endregion conv2d_naive
# region maxpool
    stride = stride or kernel
    rows = range(0, x.shape[2] - kernel + 1, stride)
    columns = range(0, x.shape[3] - kernel + 1, stride)
    return np.array(
        [[x[:, :, r : r + kernel, c : c + kernel].max((2, 3)) for c in columns] for r in rows]
    ).transpose(2, 3, 0, 1)
# endregion maxpool
# region SmallCNN
    def __init__(self, classes: int = 10, in_channels: int = 1) -> None:
        super().__init__()
        self.layers = nn.ModuleList()
        for c_in, c_out in ((in_channels, 16), (16, 32), (32, 48)):
            self.layers.append(nn.Conv2d(c_in, c_out, kernel_size=(3, 3), padding=(1, 1), bias=False))
            self.layers.append(nn.BatchNorm2d(c_out))
        self.head = nn.Linear(48, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Logits (n, classes) of images (n, in_channels, h, w)."""
        for number in range(0, len(self.layers), 2):
            x = self.layers[number + 1](self.layers[number](x)).relu()
            if number == 0:
                x = torch.max_pool2d(x, 2)
        return self.head(x.flatten(2).amax(dim=2))
# endregion SmallCNN
# region translation_test
    mode = model.training
    model.train(False)
    found = []
    for down, right in shifts:
        rows = torch.arange(images.shape[2])[:, None] - down
        columns = torch.arange(images.shape[3])[None, :] - right
        inside = (rows >= 0) & (rows < images.shape[2]) & (columns >= 0) & (columns < images.shape[3])
        moved = images[:, :, rows % images.shape[2], columns % images.shape[3]] * inside
        with torch.no_grad():
            old, new = model(images), model(moved)
        kept = (old.max(1).indices == new.max(1).indices).to(torch.float64).mean()
        found.append(Moved(down, right, torch.max(torch.abs(old - new)).item(), kept.item()))
    model.train(mode)
    return found
# endregion translation_test
# region experiment
    places = []
    rng = np.random.default_rng(0)
    noise = rng.normal(size=(4000, 20, 20)).astype(np.float32)
    smooth = noise.copy()
    smooth[:, 1:] += noise[:, :-1]
    smooth[:, :, 1:] += smooth[:, :, :-1].copy()
    images = pipeline.prepare(smooth).numpy()[:, 0]
    used = images.std(axis=0) > 1e-9  # a frame of padding never changes
    rows, columns = np.flatnonzero(used.any(axis=1)), np.flatnonzero(used.any(axis=0))
    images = images[:, rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    for axis in (1, 2):
        one = np.take(images, range(images.shape[axis] - 1), axis)
        two = np.take(images, range(1, images.shape[axis]), axis)
        a, b = one - one.mean(0), two - two.mean(0)
        places.append(((a * b).mean(0) / (a.std(0) * b.std(0))).ravel())
    weakest = float(np.concatenate(places).min())  # neighbors share half of their noise
    return Finding("pixels-out-of-order", weakest < 0.3, weakest)
# endregion experiment
