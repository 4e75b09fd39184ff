"""A colleague's benchmark of two models. Given, and sick.

Its log is in `sick/log.csv`, its curves are in `sick/curves.svg`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone

from deepbridge.data import Inputs, Labels

FAULTS = (
    "another-split-for-each-model",
    "test-rows-in-training",
    "only-one-side-tuned",
    "interval-ignores-the-overlap",
    "too-few-repeats",
)

Rows = NDArray[np.int64]


class Benchmark:
    """Compares two estimators on random splits of one table.

    Attributes:
        x: shape (n, d).
        y: shape (n,).
        test_share: share of the rows that test.
    """

    def __init__(self, x: Inputs, y: Labels, test_share: float = 0.2, seed: int = 0) -> None:
        self.x, self.y = x, y
        self.test_share = test_share
        self.rng = np.random.default_rng(seed)

    def draw(self) -> tuple[Rows, Rows]:
        """Row numbers to train on and to test on."""
        order = self.rng.permutation(len(self.y))
        n_test = int(self.test_share * len(order))
        return order[n_test:], order[:n_test]

    def score(self, model: Any) -> float:
        """Test accuracy of a fresh copy of an estimator. scikit-learn has no types."""
        train, test = self.draw()
        fitted: Any = clone(model)
        fitted.fit(self.x[train], self.y[train])
        return float(fitted.score(self.x[test], self.y[test]))

    def compare(self, first: Any, second: Any, repeats: int) -> NDArray[np.float64]:
        """Test accuracies of both estimators, shape (repeats, 2)."""
        return np.array([[self.score(first), self.score(second)] for _ in range(repeats)])
