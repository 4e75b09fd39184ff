"""150 digits whose labels are partly wrong, and clean digits to test on. Given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from torch import Tensor

N_TRAIN, N_TEST = 150, 1397


@dataclass(frozen=True)
class Split:
    """Rows to train on, with labels as they were delivered, and clean rows to test on.

    Attributes:
        x_train: pixels, float32, shape (n, side * side).
        y_train: labels as delivered, some of them wrong, int64, shape (n,).
        y_true: what those labels should have been, shape (n,). Nobody has them at work; no model gets them.
        x_test: shape (m, side * side).
        y_test: right labels, shape (m,).
    """

    x_train: Tensor
    y_train: Tensor
    y_true: Tensor
    x_test: Tensor
    y_test: Tensor


def corrupt(y: NDArray[np.int64], share: float, classes: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """A copy in which exactly `round(share * n)` labels are wrong, each of the wrong ones equally likely."""
    y = y.copy()
    rows = rng.permutation(len(y))[: round(share * len(y))]
    y[rows] = (y[rows] + rng.integers(1, classes, size=len(rows))) % classes
    return y


def noisy_digits(seed: int, noise: float = 0.2) -> Split:
    """150 of scikit-learn's 1,797 digits (8 by 8 pixels, scaled to 0..1), and 1,397 others to test on.

    The 250 that are left over stay unused: labels for them would be labels that nobody paid for.
    """
    images, labels = load_digits(return_X_y=True)
    x = np.asarray(images, dtype=np.float32) / np.float32(16.0)
    y = np.asarray(labels, dtype=np.int64)
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(x))
    train, test = rows[:N_TRAIN], rows[len(x) - N_TEST :]
    return split_of(x[train], corrupt(y[train], noise, 10, rng), y[train], x[test], y[test])


def split_of(
    x_train: NDArray[np.float32],
    y_train: NDArray[np.int64],
    y_true: NDArray[np.int64],
    x_test: NDArray[np.float32],
    y_test: NDArray[np.int64],
) -> Split:
    """A split from arrays."""
    return Split(*(torch.from_numpy(array) for array in (x_train, y_train, y_true, x_test, y_test)))
