"""The same training in PyTorch: parameter groups, a schedule and clipping from `torch.optim`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy
from torch.nn.utils import clip_grad_norm_
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from deepbridge.net import Recipe, batches
from deepbridge.optim import Array, cosine_warmup

torch.set_num_threads(1)


def torch_logits(parameters: Sequence[torch.Tensor], x: torch.Tensor) -> torch.Tensor:
    """Logits of a relu network, shape (n, k). Given.

    Args:
        parameters: `[W1, b1, W2, b2, …]`.
        x: shape (n, d).
    """
    for layer in range(0, len(parameters) - 2, 2):
        x = torch.relu(x @ parameters[layer] + parameters[layer + 1])
    return x @ parameters[-2] + parameters[-1]


def train_in_torch(
    weights: Sequence[Array], x: Array, y: NDArray[np.int64], recipe: Recipe, seed: int
) -> tuple[list[float], list[Array]]:
    """What `net.train` does with AdamW, done by PyTorch's own optimizer, schedule and clipping.

    Matrices and vectors are two parameter groups: `recipe.weight_decay` for matrices, none for vectors. The
    rate of step t (from 0) is that of `cosine_warmup`, with `int(recipe.warmup * total)` steps of warm-up,
    where total is the number of all steps. Gradients are clipped to `recipe.max_norm` before each step unless
    it is None.

    Args:
        weights: `[W1, b1, …]` before training; not changed.
        x: shape (n, d).
        y: shape (n,).
        recipe: its optimizer is `adamw`.
        seed: of the order of the rows, which `batches` gives.

    Returns:
        The loss of each step's batch before its update, and the trained arrays, in float64.
    """
    ### BEGIN SOLUTION train_in_torch
    parameters = [torch.tensor(w, dtype=torch.float64, requires_grad=True) for w in weights]
    features, labels = torch.tensor(x, dtype=torch.float64), torch.tensor(y)
    groups = [
        {"params": [p for p in parameters if p.ndim > 1], "weight_decay": recipe.weight_decay},
        {"params": [p for p in parameters if p.ndim == 1], "weight_decay": 0.0},
    ]
    total = recipe.epochs * -(-len(x) // recipe.batch_size)
    warmup = int(recipe.warmup * total)
    optimizer = AdamW(groups, lr=recipe.peak)
    schedule = LambdaLR(optimizer, lambda t: cosine_warmup(t, peak=1.0, warmup=warmup, total=total))
    losses: list[float] = []
    for rows in batches(len(x), recipe.batch_size, recipe.epochs, seed):
        optimizer.zero_grad()
        loss = cross_entropy(torch_logits(parameters, features[rows]), labels[rows])
        loss.backward()
        if recipe.max_norm is not None:
            clip_grad_norm_(parameters, recipe.max_norm)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return losses, [p.detach().numpy() for p in parameters]
    ### END SOLUTION train_in_torch
