"""Compare exact gradients with central differences, tensor by tensor. Given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from deepbridge.engine import Array, Tensor


@dataclass(frozen=True)
class Row:
    """One tensor of a gradient report.

    Attributes:
        name: the tensor's name.
        exact: Euclidean norm of the gradient from `backward`.
        approximate: the same from central differences.
        largest: largest difference of two entries, divided by the largest entry of either gradient.
    """

    name: str
    exact: float
    approximate: float
    largest: float


def central_differences(loss: Callable[[], Tensor], tensor: Tensor, step: float = 1e-5) -> Array:
    """Approximate gradient of a scalar at a leaf: (f(x + h) - f(x - h)) / (2 h) for one entry after the
    other.

    Args:
        loss: computes the scalar anew from the current values.
        tensor: the leaf; its values are changed and put back.
        step: h. The error falls with h squared until rounding takes over.
    """
    gradient = np.zeros_like(tensor.data)
    for index in np.ndindex(tensor.shape):
        kept = tensor.data[index]
        tensor.data[index] = kept + step
        above = loss().item()
        tensor.data[index] = kept - step
        below = loss().item()
        tensor.data[index] = kept
        gradient[index] = (above - below) / (2 * step)
    return gradient


def gradient_table(loss: Callable[[], Tensor], tensors: Sequence[Tensor], names: Sequence[str]) -> list[Row]:
    """Gradient report: one row for each leaf, exact against approximate."""
    for tensor in tensors:
        tensor.zero_grad()
    loss().backward()
    rows = []
    for tensor, name in zip(tensors, names, strict=True):
        approximate = central_differences(loss, tensor)
        scale = max(np.abs(tensor.grad).max(), np.abs(approximate).max(), 1e-12)
        largest = float(np.abs(tensor.grad - approximate).max() / scale)
        rows.append(
            Row(name, float(np.linalg.norm(tensor.grad)), float(np.linalg.norm(approximate)), largest)
        )
    return rows
