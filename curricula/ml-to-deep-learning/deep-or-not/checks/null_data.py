"""Two models that are equally good, by construction, on many data sets: differences whose true mean is 0.

Each data set has 500 rows with two classes and two columns of the same distribution. The first model knows
the first column only, the second the second only; each is a nearest-centroid rule. Whatever the rows, neither
is better in expectation. All data sets of a run are computed at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROWS, TEST = 500, 100
OVERLAP = TEST / (ROWS - TEST)


def null_differences(seed: int, simulations: int, splits: int, fresh: bool) -> NDArray[np.float64]:
    """Accuracy of the first model minus that of the second, shape (simulations, splits).

    Args:
        seed: of everything.
        simulations: number of data sets (or of series of data sets).
        splits: random splits of each, 400 rows to train on and 100 to test on.
        fresh: whether every split draws its rows anew; else all splits of a data set share its 500 rows.
    """
    rng = np.random.default_rng([seed, int(fresh)])
    blocks = [block for block in np.array_split(np.arange(simulations), 8) if len(block)]
    return np.concatenate([_block(rng, len(block), splits, fresh) for block in blocks])


def _draw(rng: np.random.Generator, count: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Columns (2, count, 500) and labels (count, 500)."""
    y = rng.integers(0, 2, size=(count, ROWS))
    return rng.normal(size=(2, count, ROWS)) + 0.35 * (2 * y - 1), y


def _block(rng: np.random.Generator, count: int, splits: int, fresh: bool) -> NDArray[np.float64]:
    """Differences of `count` data sets, which share the row numbers of their splits."""
    differences = np.zeros((count, splits))
    x, y = _draw(rng, count)
    for split in range(splits):
        if fresh and split:
            x, y = _draw(rng, count)
        order = rng.permutation(ROWS)
        test, train = order[:TEST], order[TEST:]
        direction = (x[:, :, train] * (2 * y[:, train] - 1)).sum(axis=2, keepdims=True)
        right = (x[:, :, test] * direction > 0) == (y[:, test] > 0)
        accuracy = right.mean(axis=2)
        differences[:, split] = accuracy[0] - accuracy[1]
    return differences
