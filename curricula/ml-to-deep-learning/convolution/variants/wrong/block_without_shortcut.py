# What: has a shortcut and does not use it
# Fails: block-formula
# Hint: block-shortcut
# region ResidualBlock
    def __init__(self, in_channels: int, out_channels: int, stride: int = 1, norm: bool = True) -> None:
        super().__init__()

        def convolution(c_in: int, kernel: int, step: int) -> nn.Module:
            layer = nn.Conv2d(c_in, out_channels, kernel, step, kernel // 2, bias=not norm)
            return nn.Sequential(layer, nn.BatchNorm2d(out_channels)) if norm else layer

        self.first = convolution(in_channels, 3, stride)
        self.second = convolution(out_channels, 3, 1)
        same = in_channels == out_channels and stride == 1
        self.shortcut = nn.Identity() if same else convolution(in_channels, 1, stride)

    def forward(self, x: Tensor) -> Tensor:
        """Shape (n, out_channels, h / stride, w / stride)."""
        change = self.second(torch.relu(self.first(x)))
        return torch.relu(change)
# endregion ResidualBlock
