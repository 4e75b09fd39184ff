"""The problems of this project. Given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from deepbridge.optim import Array


@dataclass(frozen=True)
class Split:
    """Rows for training and for testing; labels are integers from 0.

    Shapes: x_train (n, d), y_train (n,), x_test (m, d), y_test (m,).
    """

    x_train: Array
    y_train: NDArray[np.int64]
    x_test: Array
    y_test: NDArray[np.int64]


def split_of(x_train: ArrayLike, y_train: ArrayLike, x_test: ArrayLike, y_test: ArrayLike) -> Split:
    """Rows as float64, labels as int64."""
    return Split(
        np.asarray(x_train, dtype=np.float64),
        np.asarray(y_train, dtype=np.int64),
        np.asarray(x_test, dtype=np.float64),
        np.asarray(y_test, dtype=np.int64),
    )


def digits(seed: int) -> Split:
    """scikit-learn's 1,797 digits, 8 by 8 pixels scaled to 0..1; 70 % for training, stratified."""
    x, y = load_digits(return_X_y=True)
    x_train, x_test, y_train, y_test = train_test_split(
        x / 16.0, y, test_size=0.3, stratify=y, random_state=seed
    )
    return split_of(x_train, y_train, x_test, y_test)


def valley(point: Array) -> tuple[float, Array]:
    """Rosenbrock's curved valley and its gradient: (1 - a)² + 100 (b - a²)², least at (1, 1).

    Source: Rosenbrock (1960), "An automatic method for finding the greatest or least value of a function".

    Args:
        point: (a, b), shape (2,). The usual start is (-1.2, 1).

    Returns:
        The value, and the gradient of shape (2,).
    """
    a, b = float(point[0]), float(point[1])
    off = b - a * a
    value = (1.0 - a) ** 2 + 100.0 * off**2
    return value, np.array([-2.0 * (1.0 - a) - 400.0 * a * off, 200.0 * off])
