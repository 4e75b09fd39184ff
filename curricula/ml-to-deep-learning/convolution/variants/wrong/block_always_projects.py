# What: sends every shortcut through a 1x1 convolution
# Fails: block-shape
# Hint: block-shape
# region ResidualBlock
    def __init__(self, in_channels: int, out_channels: int, stride: int = 1, norm: bool = True) -> None:
        super().__init__()

        def convolution(c_in: int, kernel: int, step: int) -> nn.Module:
            layer = nn.Conv2d(c_in, out_channels, kernel, step, kernel // 2, bias=not norm)
            return nn.Sequential(layer, nn.BatchNorm2d(out_channels)) if norm else layer

        self.first = convolution(in_channels, 3, stride)
        self.second = convolution(out_channels, 3, 1)
        self.shortcut = convolution(in_channels, 1, stride)

    def forward(self, x: Tensor) -> Tensor:
        """Shape (n, out_channels, h / stride, w / stride)."""
        change = self.second(torch.relu(self.first(x)))
        return torch.relu(change + self.shortcut(x))
# endregion ResidualBlock
