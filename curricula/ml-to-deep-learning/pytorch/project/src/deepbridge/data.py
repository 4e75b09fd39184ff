"""The data set of this project: scikit-learn's digits in three parts, each row with its number. Given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

Array = NDArray[np.float64]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Some rows of a table.

    Attributes:
        x: features, shape (n, d).
        y: labels from 0, shape (n,).
        ids: number of each row in the whole table, shape (n,). A row keeps its number in every split.
    """

    x: Array
    y: Labels
    ids: Labels

    def __len__(self) -> int:
        return len(self.y)


@dataclass(frozen=True)
class Split:
    """Rows to train on, rows to look at while training, and rows to look at once, at the end."""

    train: Rows
    validation: Rows
    test: Rows


def take(x: ArrayLike, y: ArrayLike, ids: NDArray[np.int64]) -> Rows:
    """The rows with the given numbers, features as float64, labels as int64."""
    return Rows(np.asarray(x, dtype=np.float64)[ids], np.asarray(y, dtype=np.int64)[ids], ids)


def digits(seed: int) -> Split:
    """scikit-learn's 1,797 digits, stratified: 1,077 rows to train on, 180 to validate, 540 to test.

    Features are 8 by 8 pixels, scaled to 0..1.
    """
    x, y = load_digits(return_X_y=True)
    everything = np.arange(len(y))
    rest, test = map(np.asarray, train_test_split(everything, test_size=0.3, stratify=y, random_state=seed))
    train, validation = map(
        np.asarray, train_test_split(rest, test_size=180, stratify=y[rest], random_state=seed)
    )
    return Split(take(x / 16.0, y, train), take(x / 16.0, y, validation), take(x / 16.0, y, test))
