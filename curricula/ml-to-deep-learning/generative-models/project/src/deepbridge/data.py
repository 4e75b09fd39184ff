"""The digits of this project. Given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

Pixels = NDArray[np.float32]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Split:
    """Rows to learn from and rows to judge with.

    Every generator, deep or classical, learns from `x_train` and nothing else. The judge and the copy test
    use `x_held`.

    Shapes: x_train (n, d), y_train (n,), x_held (m, d), y_held (m,). Pixels are between -1 and 1.
    """

    x_train: Pixels
    y_train: Labels
    x_held: Pixels
    y_held: Labels


def digits(seed: int) -> Split:
    """scikit-learn's 1,797 digits of 8 by 8 pixels, 16 gray levels above 0 scaled to -1..1.

    Three quarters train, one quarter is held out, stratified.
    """
    x, y = load_digits(return_X_y=True)
    x_train, x_held, y_train, y_held = train_test_split(
        x / 8.0 - 1.0, y, test_size=0.25, stratify=y, random_state=seed
    )
    return Split(
        np.asarray(x_train, dtype=np.float32),
        np.asarray(y_train, dtype=np.int64),
        np.asarray(x_held, dtype=np.float32),
        np.asarray(y_held, dtype=np.int64),
    )


def to_gray_levels(x: NDArray[np.floating], levels: int = 17) -> Pixels:
    """Clip to -1..1 and round to the gray levels that the data have, the same for every generator.

    Without it a classifier tells generated rows from real ones by the third decimal of the background.
    """
    steps = (levels - 1) / 2.0
    return (np.round((np.clip(x, -1.0, 1.0) + 1.0) * steps) / steps - 1.0).astype(np.float32)
