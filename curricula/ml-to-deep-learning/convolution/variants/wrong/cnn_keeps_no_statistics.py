# What: sets batch norm's momentum to 0 and so keeps no statistics for evaluation
# Fails: clutter
# Hint: gate-low
# region SmallCNN
    def __init__(self, classes: int = 10, in_channels: int = 1) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(in_channels, 16, 3, padding=1), nn.BatchNorm2d(16, momentum=0.0), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32, momentum=0.0), nn.ReLU(),
            nn.Conv2d(32, 48, 3, padding=1), nn.BatchNorm2d(48, momentum=0.0), nn.ReLU(),
        )
        self.head = nn.Linear(48, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Logits (n, classes) of images (n, in_channels, h, w)."""
        return self.head(self.features(x).amax(dim=(2, 3)))
# endregion SmallCNN
