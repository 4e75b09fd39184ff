"""The data sets of this project. Given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.datasets import load_breast_cancer, load_digits, load_iris
from sklearn.model_selection import train_test_split

from deepbridge.neuron import Array


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


def standardized(split: Split) -> Split:
    """Features with mean 0 and deviation 1 on the training rows; constant features become 0.

    The test rows are scaled with mean and deviation of the training rows.
    """
    mean, deviation = split.x_train.mean(axis=0), split.x_train.std(axis=0)
    scale = np.where(deviation > 0, deviation, 1.0)
    return Split((split.x_train - mean) / scale, split.y_train, (split.x_test - mean) / scale, split.y_test)


def _halves(x: ArrayLike, y: ArrayLike, seed: int, test_size: float) -> Split:
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=test_size, stratify=y, random_state=seed
    )
    return split_of(x_train, y_train, x_test, y_test)


def iris(seed: int) -> Split:
    """150 flowers, 4 lengths and widths in cm, 3 species; 120 for training, stratified."""
    x, y = load_iris(return_X_y=True)
    return _halves(x, y, seed, 0.2)


def breast_cancer(seed: int) -> Split:
    """569 tumors, 30 features from 0.001 to 4,000, malignant (0) or benign (1); 70 % for training."""
    x, y = load_breast_cancer(return_X_y=True)
    return _halves(x, y, seed, 0.3)


def digits(seed: int) -> Split:
    """scikit-learn's 1,797 digits, 8 by 8 pixels from 0 to 16, 10 classes; 70 % for training, stratified."""
    x, y = load_digits(return_X_y=True)
    return _halves(x, y, seed, 0.3)
