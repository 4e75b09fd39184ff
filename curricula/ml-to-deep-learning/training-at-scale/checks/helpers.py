"""What several checks use: tables, small models, and how a value is shown."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from deepbridge.loading import Batch, InMemory

torch.set_num_threads(1)


def describe(value: Any) -> str:
    """A value in a few words."""
    if isinstance(value, torch.Tensor):
        return f"a tensor of shape {tuple(value.shape)}, {str(value.dtype).removeprefix('torch.')}"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}, {value.dtype}"
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "…"


def must_be_number(value: Any, what: str) -> float:
    """A finite Python number."""
    assert isinstance(value, int | float) and math.isfinite(value), (
        f"{what} must be a finite number, it is {describe(value)}."
    )
    return float(value)


def table(rows: int, features: int, seed: int) -> InMemory:
    """Rows in memory whose label depends on two columns."""
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(rows, features, generator=generator)
    return InMemory(x, ((x[:, 0] * x[:, 1]) > 0).long())


def small_model(seed: int, features: int = 6) -> nn.Sequential:
    """Float64, one hidden layer, two logits."""
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(features, 9), nn.Tanh(), nn.Linear(9, 2)).double()


def gradient(model: nn.Module, x: Tensor, y: Tensor) -> list[Tensor]:
    """Gradient of the mean log-loss on one batch."""
    return list(torch.autograd.grad(cross_entropy(model(x), y), list(model.parameters())))


def relative(actual: list[Tensor], expected: list[Tensor]) -> float:
    """Largest difference over the largest entry, all tensors together."""
    size = max(float(e.abs().max()) for e in expected)
    return max(float((a - e).abs().max()) for a, e in zip(actual, expected, strict=True)) / max(size, 1e-300)


def parts(batch: Batch, sizes: list[int]) -> list[Batch]:
    """A batch cut into pieces of these sizes."""
    return list(zip(torch.split(batch[0], sizes), torch.split(batch[1], sizes), strict=True))
