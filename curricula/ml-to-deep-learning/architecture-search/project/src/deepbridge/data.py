"""Digits in three parts, the third behind a guard. Given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

from deepbridge.guard import HoldOut

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

N_TRAIN, N_VALIDATION = 400, 200


@dataclass(frozen=True)
class Shape:
    """What a row of pixels is: an image of `inputs` channels, side by side, in one of `classes` classes."""

    side: int
    inputs: int
    classes: int


DIGITS = Shape(side=8, inputs=1, classes=10)


@dataclass(frozen=True)
class Split:
    """Rows to train on, rows to choose with, and rows to report on.

    Attributes:
        x_train: pixels from 0 to 1, shape (n, 64).
        y_train: integers from 0 to 9, shape (n,).
        x_validation: shape (v, 64). Every choice is made on these rows.
        y_validation: shape (v,).
        test: rows that can be read once, after the choice.
        shape: of the images.
    """

    x_train: Array
    y_train: Labels
    x_validation: Array
    y_validation: Labels
    test: HoldOut
    shape: Shape = DIGITS


def digits(seed: int) -> Split:
    """scikit-learn's 1,797 digits (8 by 8 pixels): 400 to train, 200 to validate, 1,197 to test, drawn with
    `seed`.

    Each call makes a new guard: give each model of a comparison its own.
    """
    images, labels = load_digits(return_X_y=True)
    x = np.asarray(images, dtype=np.float64) / 16.0
    y = np.asarray(labels, dtype=np.int64)
    order = np.random.default_rng(seed).permutation(len(x))
    return split_rows(x[order], y[order], N_TRAIN, N_VALIDATION)


def split_rows(x: Array, y: Labels, n_train: int, n_validation: int) -> Split:
    """The first rows train, the next validate, the rest test."""
    middle = n_train + n_validation
    return Split(
        x[:n_train],
        y[:n_train],
        x[n_train:middle],
        y[n_train:middle],
        HoldOut(x[middle:], y[middle:]),
    )
