"""The run that went wrong. Given: read it, do not change it. `log.csv` and `samples.txt` are what it left."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional as F

PAD = 0


def batches(
    images: Tensor, captions: Tensor, size: int, seed: int
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Shuffled batches: pictures, the words that the model reads, the words that it must predict."""
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(seed))
    last = captions.shape[1] - 1
    for rows in order.split(size):
        words = captions[rows].narrow(1, 0, last)
        targets = captions[rows].narrow(1, 0, last)
        yield images[rows], words, targets


def loss_of(model: nn.Module, images: Tensor, words: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy per word, padding left out."""
    logits = model(images, words)
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=PAD)


def train_epoch(
    model: nn.Module, optimizer: torch.optim.Optimizer, images: Tensor, captions: Tensor, seed: int
) -> float:
    """One pass; returns the mean loss."""
    model.train()
    losses: list[float] = []
    for pictures, words, targets in batches(images, captions, 64, seed):
        optimizer.zero_grad()
        loss = loss_of(model, pictures, words, targets)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


def validate(model: nn.Module, images: Tensor, captions: Tensor) -> tuple[float, float]:
    """Loss and share of right words on unseen pictures, in evaluation mode, with the true words as input."""
    model.eval()
    losses: list[float] = []
    right, total = 0, 0
    with torch.no_grad():
        for pictures, words, targets in batches(images, captions, 100, 0):
            losses.append(loss_of(model, pictures, words, targets).item())
            counted = targets != PAD
            answers = model(pictures, words).argmax(-1)
            right += int((answers == targets)[counted].sum())
            total += int(counted.sum())
    return sum(losses) / len(losses), right / total
