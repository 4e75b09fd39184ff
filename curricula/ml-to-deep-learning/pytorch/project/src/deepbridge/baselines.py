"""Classical models at their best, to compare with. Given."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, StandardScaler
from sklearn.svm import SVC

from deepbridge.data import Array, Labels

# Anything with `fit`, `predict` and `score`. scikit-learn declares no types of its own.
Classifier: TypeAlias = Any


def hog(x: Array, cell: int = 7, bins: int = 9) -> Array:
    """Histograms of oriented gradients of square images, with overlapping blocks of 2 by 2 cells.

    Each pixel votes for the direction of its gradient (0 to 180 degrees), weighted by the gradient's size;
    votes are shared between the two nearest bins; each block has length 1. Source: Dalal and Triggs (2005),
    "Histograms of Oriented Gradients for Human Detection", section 6.

    Args:
        x: shape (n, side * side), `side` a multiple of `cell`.

    Returns:
        Shape (n, (side / cell - 1) ** 2 * 4 * bins).
    """
    side = int(round(np.sqrt(x.shape[1])))
    cells = side // cell
    votes: NDArray[np.float32] = np.zeros((len(x), cells, cells, bins), dtype=np.float32)
    for start in range(0, len(x), 1000):  # a thousand images at a time: the arrays below are large
        images = x[start : start + 1000].reshape(-1, side, side).astype(np.float32)
        slopes = np.gradient(images, axis=(1, 2))
        down, right = slopes[0], slopes[1]
        size = np.hypot(down, right)
        direction = np.mod(np.arctan2(down, right), np.pi) / np.pi * bins - 0.5
        lower = np.floor(direction)
        share = direction - lower
        for number in range(bins):
            weight = size * ((lower % bins == number) * (1 - share) + ((lower + 1) % bins == number) * share)
            summed = weight.reshape(-1, cells, cell, cells, cell).sum(axis=(2, 4))
            votes[start : start + 1000, :, :, number] = summed
    blocks = np.concatenate(
        [votes[:, i : cells - 1 + i, j : cells - 1 + j] for i in (0, 1) for j in (0, 1)], -1
    )
    blocks /= np.sqrt((blocks**2).sum(axis=-1, keepdims=True) + 1e-4)
    return blocks.reshape(len(x), -1).astype(np.float64)


def logistic() -> Classifier:
    """Logistic regression on the pixels."""
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))


def rbf_svm() -> Classifier:
    """Support vector machine with a Gaussian kernel, pixels scaled to 0..1."""
    return make_pipeline(MinMaxScaler(), SVC(C=10))


def hog_svm() -> Classifier:
    """Support vector machine with a Gaussian kernel on histograms of oriented gradients; images of 28 by "
    "28."""
    return make_pipeline(FunctionTransformer(hog), SVC(C=10))


def forest() -> Classifier:
    """Random forest of 200 trees."""
    return RandomForestClassifier(200, random_state=0, n_jobs=1)


MAKERS = {"logistic": logistic, "rbf_svm": rbf_svm, "hog_svm": hog_svm, "forest": forest}


def best_by_validation(
    x: Array, y: Labels, names: tuple[str, ...] = ("rbf_svm", "hog_svm", "forest")
) -> tuple[str, Classifier]:
    """The candidate with the best 3-fold accuracy on the training rows, fitted on all of them."""
    scores = {name: float(cross_val_score(MAKERS[name](), x, y, cv=3).mean()) for name in names}
    best = max(scores, key=lambda name: scores[name])
    return best, MAKERS[best]().fit(x, y)
