# What: has a norm for the shortcut and does not use it
# Fails: block-formula
# Hint: block-norm
# region ResidualBlock
    def __init__(self, in_channels: int, out_channels: int, stride: int = 1, norm: bool = True) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1, bias=not norm)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=not norm)
        self.norm1 = nn.BatchNorm2d(out_channels) if norm else nn.Identity()
        self.norm2 = nn.BatchNorm2d(out_channels) if norm else nn.Identity()
        self.project: nn.Module = nn.Identity()
        if stride != 1 or in_channels != out_channels:
            self.project = nn.Conv2d(in_channels, out_channels, 1, stride=stride, bias=not norm)
            self.norm3 = nn.BatchNorm2d(out_channels) if norm else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        """Shape (n, out_channels, h / stride, w / stride)."""
        y = self.norm2(self.conv2(torch.relu(self.norm1(self.conv1(x)))))
        return torch.relu(y + self.project(x))
# endregion ResidualBlock
