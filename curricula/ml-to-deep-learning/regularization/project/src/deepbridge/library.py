"""The same work with the library's own tools: nn.Dropout, AdamW, label smoothing and averaged weights."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from deepbridge.trainer import augment_shift_noise


def train_with_library(
    x: Tensor, y: Tensor, sizes: Sequence[int], seed: int, epochs: int = 150
) -> AveragedModel:
    """Train on few noisy labels with what torch offers.

    The network has `nn.Dropout(0.5)` after each ReLU. Each epoch is one step of `torch.optim.AdamW` (learning
    rate 0.005, weight decay 0.3) on all rows, moved and noised anew by your `augment_shift_noise` (its
    default shift and noise), with `nn.CrossEntropyLoss` and label smoothing 0.1. After each epoch of the
    second half `torch.optim.swa_utils.AveragedModel` takes in the weights (Izmailov et al. 2018).

    Args:
        x: shape (n, d).
        y: labels, shape (n,).
        sizes: units of each layer, d first.
        seed: of the first weights, the dropout and the augmentation.
        epochs: passes over the rows.

    Returns:
        The averaged model, in evaluation mode.
    """
    ### BEGIN SOLUTION train_with_library
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU(), nn.Dropout(0.5)]
    model = nn.Sequential(*layers[:-2])
    averaged = AveragedModel(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=0.3)
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.1)
    model.train()
    for epoch in range(epochs):
        optimizer.zero_grad()
        loss_of(model(augment_shift_noise(x, generator)), y).backward()
        optimizer.step()
        if epoch >= epochs // 2:
            averaged.update_parameters(model)
    return averaged.eval()
    ### END SOLUTION train_with_library
