# What: sets a seed inside the network, so that every run starts from the same weights
# Fails: cnn-alone
# Hint: cnn-seed
# region SmallCNN
    def __init__(self, classes: int = 10, in_channels: int = 1) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.features = nn.Sequential(
            nn.Conv2d(in_channels, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(),
            nn.Conv2d(32, 48, 3, padding=1), nn.BatchNorm2d(48), nn.ReLU(),
        )
        self.head = nn.Linear(48, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Logits (n, classes) of images (n, in_channels, h, w)."""
        return self.head(self.features(x).amax(dim=(2, 3)))
# endregion SmallCNN
