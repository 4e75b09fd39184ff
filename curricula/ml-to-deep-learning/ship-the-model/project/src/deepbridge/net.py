"""The two networks of this step. Given: architectures are the subject of an earlier step (convolution)."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Teacher(nn.Module):
    """Two convolutions with batch norm, dropout, two linear layers: 55,338 parameters at 8 by 8 pixels.

    `Teacher()(x)` maps images (n, 1, 8, 8), float32, to logits (n, 10).

    Args:
        classes: number of logits.
        in_channels: 1 for gray images, 3 for color.
        side: height and width of an image, divisible by 4.
    """

    def __init__(self, classes: int = 10, in_channels: int = 1, side: int = 8) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(in_channels, 16, 3, padding=1, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.Conv2d(16, 32, 3, padding=1, bias=False),
            nn.BatchNorm2d(32),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.head = nn.Sequential(
            nn.Flatten(),
            nn.Dropout(0.3),
            nn.Linear(32 * (side // 2) ** 2, 96),
            nn.ReLU(),
            nn.Dropout(0.3),
            nn.Linear(96, classes),
        )

    def forward(self, x: Tensor) -> Tensor:
        """Logits (n, classes) of images (n, in_channels, side, side)."""
        return self.head(self.features(x))


class Student(nn.Module):
    """One strided convolution and one linear layer: 1,370 parameters at 8 by 8 pixels.

    `Student()(x)` maps images (n, 1, 8, 8), float32, to logits (n, 10). Arguments as in `Teacher`.
    """

    def __init__(self, classes: int = 10, in_channels: int = 1, side: int = 8) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(in_channels, 8, 3, stride=2, padding=1)
        self.linear = nn.Linear(8 * (side // 2) ** 2, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Logits (n, classes) of images (n, in_channels, side, side)."""
        return self.linear(torch.relu(self.convolution(x)).flatten(1))


def count_parameters(model: nn.Module) -> int:
    """Number of trained values."""
    return sum(parameter.numel() for parameter in model.parameters())
