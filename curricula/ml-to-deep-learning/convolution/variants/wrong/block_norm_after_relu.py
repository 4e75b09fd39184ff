# What: normalizes after relu instead of before
# Fails: block-formula
# Hint: block-norm
# region ResidualBlock
    def __init__(self, in_channels: int, out_channels: int, stride: int = 1, norm: bool = True) -> None:
        super().__init__()

        def convolution(c_in: int, kernel: int, step: int) -> nn.Module:
            layer = nn.Conv2d(c_in, out_channels, kernel, step, kernel // 2, bias=not norm)
            return nn.Sequential(layer, nn.BatchNorm2d(out_channels)) if norm else layer

        self.first = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=not norm)
        self.norm = nn.BatchNorm2d(out_channels) if norm else nn.Identity()
        self.second = convolution(out_channels, 3, 1)
        same = in_channels == out_channels and stride == 1
        self.shortcut = nn.Identity() if same else convolution(in_channels, 1, stride)

    def forward(self, x: Tensor) -> Tensor:
        """Shape (n, out_channels, h / stride, w / stride)."""
        change = self.second(self.norm(torch.relu(self.first(x))))
        return torch.relu(change + self.shortcut(x))
# endregion ResidualBlock
