# What: Fourier magnitudes, windows and einsum instead of loops, the field from the end, plain attributes, functional calls
# region shift_features
    spectrum = np.fft.rfft2(canvases.astype(np.float64))
    return np.abs(spectrum).reshape(len(canvases), -1).astype(np.float32)
# endregion shift_features
# region output_size
    return len(range(0, size + 2 * padding - kernel + 1, stride))
# endregion output_size
# region receptive_field
    field = 1
    for kernel, stride in reversed(layers):
        field = (field - 1) * stride + kernel
    return field
# endregion receptive_field
# region conv2d_naive
    if x.shape[1] != weight.shape[1]:
        raise ValueError("x and weight have different numbers of channels")
    wide = np.zeros((*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding))
    wide[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]] = x
    windows = np.lib.stride_tricks.sliding_window_view(wide, weight.shape[2:], axis=(2, 3))
    out = np.einsum("ncijkl,ockl->noij", windows[:, :, ::stride, ::stride], weight)
    if bias is not None:
        out += bias.reshape(1, -1, 1, 1)
    return out
# endregion conv2d_naive
# region maxpool
    step = stride or kernel
    windows = np.lib.stride_tricks.sliding_window_view(x, (kernel, kernel), axis=(2, 3))
    return windows[:, :, ::step, ::step].max(axis=(-2, -1))
# endregion maxpool
# region library_run
    images, kernels = torch.tensor(x), torch.tensor(weight)
    layer = nn.Conv2d(x.shape[1], len(weight), weight.shape[2:], stride, padding).double()
    layer.load_state_dict({"weight": kernels, "bias": torch.tensor(bias)})
    pooling = nn.MaxPool2d(pool, pool)
    start = time.perf_counter()
    output = pooling(layer(images)).detach()
    between = time.perf_counter()
    own = maxpool(conv2d_naive(x, weight, bias, stride=stride, padding=padding), pool)
    end = time.perf_counter()
    with FlopCounterMode(display=False) as counter:
        pooling(layer(images))
    largest = torch.max(torch.abs(output - torch.tensor(own))).item()
    return LibraryRun(output.numpy(), largest, counter.get_total_flops(), between - start, end - between)
# endregion library_run
# region SmallCNN
    def __init__(self, classes: int = 10, in_channels: int = 1) -> None:
        super().__init__()
        self.conv1, self.norm1 = nn.Conv2d(in_channels, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16)
        self.conv2, self.norm2 = nn.Conv2d(16, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32)
        self.conv3, self.norm3 = nn.Conv2d(32, 48, 3, padding=1, bias=False), nn.BatchNorm2d(48)
        self.out = nn.Linear(48, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Logits (n, classes) of images (n, in_channels, h, w)."""
        x = nn.functional.max_pool2d(nn.functional.relu(self.norm1(self.conv1(x))), 2)
        x = nn.functional.relu(self.norm2(self.conv2(x)))
        x = nn.functional.relu(self.norm3(self.conv3(x)))
        return self.out(torch.amax(x, (2, 3)))
# endregion SmallCNN
# region ResidualBlock
    def __init__(self, in_channels: int, out_channels: int, stride: int = 1, norm: bool = True) -> None:
        super().__init__()
        self.stride = stride
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1)
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1)
        self.norm1 = nn.BatchNorm2d(out_channels) if norm else None
        self.norm2 = nn.BatchNorm2d(out_channels) if norm else None
        self.projection: nn.Module | None = None
        if stride != 1 or in_channels != out_channels:
            steps: list[nn.Module] = [nn.Conv2d(in_channels, out_channels, 1, stride=stride)]
            if norm:
                steps.append(nn.BatchNorm2d(out_channels))
            self.projection = nn.Sequential(*steps)

    def forward(self, x: Tensor) -> Tensor:
        """Shape (n, out_channels, h / stride, w / stride)."""
        y = self.conv1(x)
        y = torch.relu(y if self.norm1 is None else self.norm1(y))
        y = self.conv2(y)
        y = y if self.norm2 is None else self.norm2(y)
        y = y + (x if self.projection is None else self.projection(x))
        return y.clamp_min(0)
# endregion ResidualBlock
# region translation_test
    was_training = model.training
    try:
        model.eval()
        with torch.inference_mode():
            return [move_once(model, images, down, right) for down, right in shifts]
    finally:
        model.train(was_training)


def move_once(model: nn.Module, images: Tensor, down: int, right: int) -> Moved:
    """One shift, by cropping and padding with negative and positive widths."""
    height, width = images.shape[-2:]
    down_kept, right_kept = max(-height, min(height, down)), max(-width, min(width, right))
    widths = (right_kept, -right_kept, down_kept, -down_kept)
    padded = nn.functional.pad(images, tuple(max(0, size) for size in widths))
    top, left = max(0, -down_kept), max(0, -right_kept)
    moved = padded[..., top : top + height, left : left + width]
    before, after = model(images), model(moved.clone())
    same = (before.argmax(1) == after.argmax(1)).float().mean()
    return Moved(down, right, float((before - after).abs().max()), float(same))
# endregion translation_test
# region experiment
    numbered = (np.random.default_rng(1).permutation(400).reshape(1, 20, 20) / 400.0).astype(np.float32)
    image = pipeline.prepare(numbered).numpy()[0, 0]
    blank = pipeline.prepare(np.zeros((1, 20, 20), dtype=np.float32)).numpy()[0, 0]
    full = pipeline.prepare(np.ones((1, 20, 20), dtype=np.float32)).numpy()[0, 0]
    used = blank != full
    number = np.full(image.shape, -1)
    number[used] = np.rint((image - blank)[used] / (full - blank)[used] * 400)
    place = {int(value): at for at, value in np.ndenumerate(number) if value >= 0}
    codes = np.rint(numbered[0] * 400).astype(int)
    pairs = [(a, b) for a, b in zip(codes[:, :-1].ravel(), codes[:, 1:].ravel())]
    pairs += [(a, b) for a, b in zip(codes[:-1].ravel(), codes[1:].ravel())]
    distance = [np.abs(np.subtract(place[int(a)], place[int(b)])).sum() for a, b in pairs]
    broken = float(np.mean(np.array(distance) != 1))
    return Finding("pixels-out-of-order", broken > 0.01, broken)
# endregion experiment
# region results
**Answer.** On moved digits Fourier magnitudes with an SVM have 98.0 % and the network 98.2 %: no difference
(0.2 points, 95 % interval −1.2 to +1.7 points). In clutter the network is 4.2 points above the template bank.

| figure | value |
| --- | --- |
| shifted_features | 0.9800 |
| shifted_cnn | 0.9822 |
| shifted_difference | 0.0022 |
| shifted_low | -0.0122 |
| shifted_high | 0.0167 |
| shifted_verdict | no difference |
| cluttered_features | 0.5378 |
| cluttered_bank | 0.9244 |
| cluttered_cnn | 0.9667 |
| cluttered_difference | 0.0422 |
| cluttered_low | 0.0167 |
| cluttered_high | 0.0677 |
| cluttered_verdict | deep |

Worst failure: cluttered test canvas 56, a 9 read as 5.
# endregion results
