"""The same comparison with scikit-learn's `cross_validate`."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import cross_validate

from deepbridge.data import Inputs, Labels


def library_differences(first: Any, second: Any, x: Inputs, y: Labels, cv: Any) -> NDArray[np.float64]:
    """Accuracy of one estimator minus that of another on the splits of a scikit-learn splitter.

    Both are given to `sklearn.model_selection.cross_validate`, and both on the same splits, also where the
    splitter draws other splits each time it is asked (a shuffling splitter without `random_state`).

    Args:
        first: an estimator or pipeline, not fitted. scikit-learn has no types.
        second: the same.
        x: shape (n, d).
        y: shape (n,).
        cv: a splitter with a method `split(x, y)`.

    Returns:
        One difference for each split, in the order of the splits, shape (J,).
    """
    ### BEGIN SOLUTION library_differences
    splits = list(cv.split(x, y))
    scores = [
        cross_validate(model, x, y, cv=splits, scoring="accuracy")["test_score"] for model in (first, second)
    ]
    return np.asarray(scores[0] - scores[1], dtype=np.float64)
    ### END SOLUTION library_differences
