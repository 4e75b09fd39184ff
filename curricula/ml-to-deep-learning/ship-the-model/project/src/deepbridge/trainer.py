"""Training on labels and prediction, as you wrote them in the step pytorch. Given."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from deepbridge.data import Images, Labels


def fit(
    model: nn.Module,
    x: Images,
    y: Labels,
    epochs: int,
    batch_size: int = 64,
    learning_rate: float = 3e-3,
    seed: int = 0,
) -> list[float]:
    """Train with Adam on the mean cross-entropy; leaves the model in evaluation mode.

    Args:
        x: images (n, c, h, w), float32.
        y: labels (n,).
        seed: of the order of the rows; the first weights are the caller's.

    Returns:
        The mean loss of each epoch.
    """
    images, labels = torch.from_numpy(x), torch.from_numpy(y)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history: list[float] = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(images), generator=generator).split(batch_size):
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(images[rows]), labels[rows])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        history.append(total / len(images))
    model.eval()
    return history


def logits(model: nn.Module, x: Images) -> NDArray[np.float32]:
    """Logits (n, k) of images, in evaluation mode and without gradients."""
    model.eval()
    with torch.no_grad():
        return np.concatenate([model(part).numpy() for part in torch.from_numpy(x).split(1000)])


def accuracy(model: nn.Module, x: Images, y: Labels) -> float:
    """Share of images that the model gets right."""
    return float((logits(model, x).argmax(axis=1) == y).mean())
