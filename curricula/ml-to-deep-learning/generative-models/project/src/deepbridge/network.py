"""The network that looks at a noisy row and says which noise is in it. Given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import torch
from torch import Tensor, nn

# Anything that maps noisy rows (n, d), steps (n,) and labels (n,) to the noise in them, (n, d).
NoiseModel: TypeAlias = Callable[[Tensor, Tensor, Tensor], Tensor]


class Denoiser(nn.Module):
    """A residual multi-layer perceptron that is told the step and the label.

    Attributes:
        null_label: the label that stands for "no label", equal to the number of classes.
    """

    def __init__(
        self, n_features: int, n_classes: int, n_steps: int, width: int = 160, depth: int = 3
    ) -> None:
        super().__init__()
        self.null_label = n_classes
        self.inputs = nn.Linear(n_features, width)
        self.steps = nn.Embedding(n_steps, 64)
        self.labels = nn.Embedding(n_classes + 1, 64)
        self.condition = nn.Linear(128, width)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width))
            for _ in range(depth)
        )
        self.outputs = nn.Linear(width, n_features)

    def forward(self, x: Tensor, t: Tensor, labels: Tensor) -> Tensor:
        """Estimated noise, shape (n, d).

        Args:
            x: noisy rows, shape (n, d).
            t: step of each row, from 0 to n_steps - 1, shape (n,).
            labels: from 0 to n_classes - 1, or `null_label`, shape (n,).
        """
        condition = torch.cat([self.steps(t), self.labels(labels)], dim=1)
        hidden = self.inputs(x) + self.condition(condition)
        for block in self.blocks:
            hidden = hidden + block(hidden)
        return self.outputs(hidden)
