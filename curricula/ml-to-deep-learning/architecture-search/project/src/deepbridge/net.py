"""The network that a configuration describes, and its training. Given.

Float64: rounding then stays far below the differences between configurations, so that a search with a seed
gives the same trace on other machines.
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from deepbridge.data import DIGITS, Array, Labels, Shape, Split
from deepbridge.space import Config

BATCH = 50


class Dropout(nn.Module):
    """Dropout that draws from its own generator, so that runs can take turns without disturbing each
    other."""

    def __init__(self, p: float, generator: torch.Generator) -> None:
        super().__init__()
        self.p, self.generator = p, generator

    def forward(self, x: Tensor) -> Tensor:
        """Shape (n, h) to (n, h); the identity in eval mode."""
        if not self.training or self.p == 0.0:
            return x
        kept = torch.rand(x.shape, generator=self.generator, dtype=x.dtype) >= self.p
        return x * kept / (1.0 - self.p)


def build(config: Config, generator: torch.Generator | None = None, shape: Shape = DIGITS) -> nn.Sequential:
    """The network of a configuration: images (n, inputs, side, side) to logits (n, classes).

    [Conv2d(channels, kernel, padding kernel // 2), ReLU] for each block, with MaxPool2d(2) after the first;
    Flatten, Linear(hidden), ReLU, Dropout, Linear(classes). Weights: He's, biases 0.
    """
    generator = generator or torch.Generator().manual_seed(0)
    layers: list[nn.Module] = []
    channels, side = shape.inputs, shape.side
    for block in range(config.blocks):
        layers += [
            nn.Conv2d(channels, config.channels, config.kernel, padding=config.kernel // 2),
            nn.ReLU(),
        ]
        channels = config.channels
        if block == 0:
            layers.append(nn.MaxPool2d(2))
            side //= 2
    layers += [nn.Flatten(), nn.Linear(channels * side * side, config.hidden), nn.ReLU()]
    layers += [Dropout(config.dropout, generator), nn.Linear(config.hidden, shape.classes)]
    model = nn.Sequential(*layers).double()
    for layer in model:
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu", generator=generator)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
    return model


def images(x: Array, shape: Shape = DIGITS) -> Tensor:
    """Rows of pixels as images, shape (n, inputs, side, side)."""
    return torch.from_numpy(np.ascontiguousarray(x)).reshape(-1, shape.inputs, shape.side, shape.side)


class NetRun:
    """One configuration in training. It can be trained further at any time.

    Attributes:
        config: the configuration.
        seed: of its first weights, its batches and its dropout.
        epochs: trained so far.
        correct: which validation rows were right after the last `advance`, shape (v,).
        model: the network.
    """

    def __init__(self, config: Config, seed: int, split: Split) -> None:
        self.config, self.seed = config, seed
        self.epochs = 0
        self.correct: NDArray[np.bool_] = np.zeros(len(split.y_validation), dtype=np.bool_)
        self._generator = torch.Generator().manual_seed(seed)
        self.shape = split.shape
        self.model = build(config, self._generator, self.shape)
        self._optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay
        )
        self._x, self._y = images(split.x_train, self.shape), torch.from_numpy(split.y_train)
        self._x_validation, self._y_validation = split.x_validation, split.y_validation

    def advance(self, epochs: int) -> float:
        """Train `epochs` more epochs; the validation accuracy afterwards."""
        self.model.train()
        for _ in range(epochs):
            order = torch.randperm(len(self._y), generator=self._generator)
            for rows in order.split(BATCH):
                self._optimizer.zero_grad()
                nn.functional.cross_entropy(self.model(self._x[rows]), self._y[rows]).backward()
                self._optimizer.step()
            self.epochs += 1
        self.correct = self.predict(self._x_validation) == self._y_validation
        return float(self.correct.mean())

    @torch.no_grad()
    def logits(self, x: Array) -> Array:
        """Logits of rows (n, d), shape (n, classes), in eval mode."""
        self.model.eval()
        return np.asarray(self.model(images(x, self.shape)).numpy(), dtype=np.float64)

    def predict(self, x: Array) -> Labels:
        """The class with the largest logit for each row, shape (n,)."""
        return np.asarray(self.logits(x).argmax(axis=1), dtype=np.int64)


class NetBench:
    """Starts runs on one split."""

    def __init__(self, split: Split) -> None:
        self.split = split

    def start(self, config: Config, seed: int) -> NetRun:
        """An untrained run. It costs nothing yet."""
        return NetRun(config, seed, self.split)
