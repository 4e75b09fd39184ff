"""The training loop of this project: AdamW with a warm-up and a cosine. Given; you wrote one in `pytorch`."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn


def as_images(canvases: NDArray[np.float32]) -> Tensor:
    """Canvases (n, h, w) as a tensor (n, 1, h, w) in float32."""
    return torch.tensor(canvases, dtype=torch.float32)[:, None]


def fit(
    model: nn.Module,
    images: Tensor,
    labels: NDArray[np.int64],
    *,
    epochs: int,
    batch_size: int = 32,
    learning_rate: float = 6e-3,
    seed: int = 0,
) -> list[float]:
    """Train in place.

    The rate rises to `learning_rate` over the first 30 % of the steps and falls to almost 0 along a cosine.

    Args:
        images: shape (n, c, h, w), float32.
        labels: shape (n,).
        seed: of the order of the rows.

    Returns:
        The mean loss of each epoch, in nats.
    """
    generator = torch.Generator().manual_seed(seed)
    targets = torch.tensor(labels)
    steps = -(-len(images) // batch_size)
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, learning_rate, total_steps=epochs * steps)
    history: list[float] = []
    model.train()
    for _ in range(epochs):
        order = torch.randperm(len(images), generator=generator)
        total = 0.0
        for rows in order.split(batch_size):
            loss = nn.functional.cross_entropy(model(images[rows]), targets[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(rows)
        history.append(total / len(images))
    model.eval()
    return history


def logits(model: nn.Module, images: Tensor, batch_size: int = 250) -> NDArray[np.float32]:
    """Logits of a model in evaluation mode, shape (n, classes)."""
    model.eval()
    with torch.no_grad():
        return torch.cat([model(batch) for batch in images.split(batch_size)]).numpy()
