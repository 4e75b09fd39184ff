"""A colleague's fine-tuning of a frozen network. Given, and sick.

Its log is in `sick/log.csv`, drawn in `sick/curves.svg`.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

FAULTS = (
    "statistics-moved",  # running statistics of batch norm change in the frozen part
    "backbone-trained",  # parameters that should be frozen change
    "input-scale",  # training and evaluation scale the input differently
    "dropout-on",  # predictions draw random numbers
    "labels-shuffled",  # labels and rows do not belong together
)


def small_backbone() -> nn.Module:
    """Convolutions with batch norm: images (n, 1, 8, 8) to features (n, 64)."""
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
    )


class FineTuner:
    """A new head on a backbone whose parameters are frozen."""

    def __init__(self, backbone: nn.Module, head: nn.Module, rate: float = 0.01) -> None:
        self.backbone, self.head = backbone, head
        for parameter in backbone.parameters():
            parameter.requires_grad_(False)
        self.optimizer = torch.optim.AdamW(head.parameters(), lr=rate)

    def step(self, x: Tensor, y: Tensor) -> float:
        """One update on a batch: x (n, 1, 8, 8), y (n,). Returns the loss before it."""
        self.backbone.train()
        self.head.train()
        loss = nn.functional.cross_entropy(self.head(self.backbone(x)), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def features(self, x: Tensor) -> Tensor:
        """What the head would see of a batch in evaluation mode, (n, features)."""
        self.backbone.eval()
        with torch.no_grad():
            return self.backbone(x)

    def predict(self, x: Tensor) -> Tensor:
        """Class of each row, (n,)."""
        self.head.eval()
        with torch.no_grad():
            return self.head(self.features(x)).argmax(dim=1)
