"""A colleague's pipeline: canvases from a tile store into a convolutional network. Given, and sick.

Its log is in `sick/log.csv` and its curves in `sick/curves.svg`. The network and the optimizer are those of
this project. Something else is not as it should be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

FAULTS = (
    "pixels-out-of-order",
    "labels-shuffled",
    "learning-rate-too-high",
    "evaluation-mode-forgotten",
    "receptive-field-too-small",
)

SIZE, TILE = 20, 4


def to_tiles(canvases: NDArray[np.float32]) -> NDArray[np.float32]:
    """How the store keeps canvases: 25 tiles of 4 by 4 pixels, one after the other.

    Args:
        canvases: shape (n, 20, 20).

    Returns:
        Shape (n, 400): the 16 pixels of the first tile, row by row, then those of the tile to its right, …
    """
    side = SIZE // TILE
    tiles = canvases.reshape(-1, side, TILE, side, TILE).transpose(0, 1, 3, 2, 4)
    return tiles.reshape(len(canvases), -1)


def from_tiles(stored: NDArray[np.float32]) -> NDArray[np.float32]:
    """Canvases (n, 20, 20) from what the store keeps, (n, 400)."""
    return stored.reshape(-1, SIZE, SIZE)


@dataclass(frozen=True)
class EpochLog:
    """What one epoch reports.

    Attributes:
        loss: mean log-loss of the batches, in nats.
        accuracy: share of the rows that were classified right in training.
    """

    loss: float
    accuracy: float


class Pipeline:
    """From canvases to a trained network.

    Attributes:
        model: a network from images (n, 1, h, w) to logits (n, 10).
        learning_rate: of the optimizer; may be changed between epochs.
    """

    def __init__(self, model: nn.Module, learning_rate: float = 3e-3, seed: int = 0) -> None:
        self.model = model
        self.learning_rate = learning_rate
        self.generator = torch.Generator().manual_seed(seed)
        self.optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate, weight_decay=0.05)

    def prepare(self, canvases: NDArray[np.float32]) -> Tensor:
        """Canvases (n, 20, 20) as the network gets them: (n, 1, h, w), in the range -1 to 1.

        The canvases go to the store and come back from it.
        """
        images = from_tiles(to_tiles(canvases))
        return 2.0 * torch.from_numpy(images.copy())[:, None] - 1.0

    def train_epoch(
        self, canvases: NDArray[np.float32], y: NDArray[np.int64], batch_size: int = 32
    ) -> EpochLog:
        """One pass over all rows in a new order."""
        images, labels = self.prepare(canvases), torch.from_numpy(y)
        for group in self.optimizer.param_groups:
            group["lr"] = self.learning_rate
        self.model.train()
        loss_sum, right = 0.0, 0
        for rows in torch.randperm(len(images), generator=self.generator).split(batch_size):
            out = self.model(images[rows])
            loss = nn.functional.cross_entropy(out, labels[rows])
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            loss_sum += loss.item() * len(rows)
            right += int((out.argmax(dim=1) == labels[rows]).sum())
        return EpochLog(loss_sum / len(images), right / len(images))

    def predict(self, canvases: NDArray[np.float32]) -> NDArray[np.int64]:
        """The class with the largest logit for each canvas, shape (n,)."""
        self.model.eval()
        with torch.no_grad():
            return self.model(self.prepare(canvases)).argmax(dim=1).numpy()
