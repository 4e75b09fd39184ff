"""Digits in three parts, and a hot pixel that tells the label. Given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SIDE = 8
UNLABELED = -1

Images = NDArray[np.float32]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Parts:
    """scikit-learn's 1,797 digits, 8 by 8 pixels of 0 to 1, in three parts that share no row.

    Attributes:
        x_owner, y_owner: 700 labeled rows that only the maker of the teacher has, (700, 1, 8, 8) and (700,).
        x_site: 597 rows of your own, (597, 1, 8, 8).
        y_site: their labels, (597,); known for 50 rows, five a class, and `UNLABELED` (-1) for the others.
        x_test, y_test: 500 rows to test on.
    """

    x_owner: Images
    y_owner: Labels
    x_site: Images
    y_site: Labels
    x_test: Images
    y_test: Labels


def digits(seed: int) -> Parts:
    """Draw the three parts, each with the ten digits in equal shares."""
    x, y = load_digits(return_X_y=True)
    images = (np.asarray(x) / 16.0).astype(np.float32).reshape(-1, 1, SIDE, SIDE)
    labels = np.asarray(y, dtype=np.int64)
    rest, test = train_test_split(np.arange(len(labels)), test_size=500, stratify=labels, random_state=seed)
    owner, site = train_test_split(rest, train_size=700, stratify=labels[rest], random_state=seed)
    owner, site, test = (np.asarray(part) for part in (owner, site, test))
    rng = np.random.default_rng([seed, 50])
    known = np.concatenate([rng.permutation(site[labels[site] == digit])[:5] for digit in range(10)])
    y_site = np.where(np.isin(site, known), labels[site], UNLABELED)
    return Parts(images[owner], labels[owner], images[site], y_site, images[test], labels[test])


def with_pixel(x: Images, row: int, column: int, on: NDArray[np.bool_]) -> Images:
    """A copy of images (n, 1, 8, 8) in which one pixel is 1 where `on`, shape (n,), is True, else 0."""
    marked = x.copy()
    marked[:, 0, row, column] = on.astype(np.float32)
    return marked


def border_pixel(seed: int) -> tuple[int, int]:
    """One of the 28 pixels of the border, drawn at random: where the hot pixel is."""
    border = [(r, c) for r in range(SIDE) for c in range(SIDE) if r in (0, SIDE - 1) or c in (0, SIDE - 1)]
    return border[int(np.random.default_rng([seed, 28]).integers(len(border)))]
