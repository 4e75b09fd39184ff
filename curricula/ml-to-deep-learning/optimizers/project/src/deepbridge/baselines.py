"""Classical models and classical solvers at their best, to compare with. Given."""

from __future__ import annotations

import warnings
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC

from deepbridge.optim import Array

# Anything with `fit`, `predict` and `score`. scikit-learn declares no types of its own.
Classifier: TypeAlias = Any


def convex_solution(
    x: Array, y: NDArray[np.int64], solver: str, iterations: int, tolerance: float = 0.0
) -> tuple[Array, Array]:
    """Weights (d, k) and biases (k,) of softmax regression with C = 1 after some iterations of a solver.

    Args:
        x: shape (n, d).
        y: shape (n,), three classes or more.
        solver: of `sklearn.linear_model.LogisticRegression`: `lbfgs`, `saga`, `newton-cholesky`, …
        iterations: at most; one of lbfgs or of saga goes over the rows about once.
        tolerance: 0 to use all iterations.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = LogisticRegression(
            C=1.0, solver=solver, max_iter=iterations, tol=tolerance, random_state=0
        ).fit(x, y)
    return model.coef_.T.copy(), model.intercept_.copy()


def rbf_svm() -> Classifier:
    """Support vector machine with a Gaussian kernel, features scaled to 0..1."""
    return make_pipeline(MinMaxScaler(), SVC(C=10))


class HOG(TransformerMixin, BaseEstimator):
    """Histograms of oriented gradients of 28 by 28 images: 9 orientations, cells of 4 by 4 pixels, blocks of
    2 by 2 cells. Source: Dalal and Triggs (2005)."""

    def fit(self, x: Array, y: object = None) -> HOG:
        """Nothing to learn."""
        return self

    def transform(self, x: Array) -> Array:
        """Images of shape (n, 784) to features of shape (n, 1296)."""
        images = x.reshape(-1, 28, 28)
        down, right = np.gradient(images, axis=1), np.gradient(images, axis=2)
        size = np.hypot(down, right)
        kind = (np.floor(np.arctan2(down, right) / np.pi * 9).astype(np.int64)) % 9
        cells = np.stack(
            [np.where(kind == o, size, 0.0).reshape(-1, 7, 4, 7, 4).sum(axis=(2, 4)) for o in range(9)],
            axis=3,
        )
        blocks = np.concatenate([cells[:, i : i + 6, j : j + 6] for i in (0, 1) for j in (0, 1)], axis=3)
        blocks = blocks / np.sqrt((blocks**2).sum(axis=3, keepdims=True) + 1e-3)
        return blocks.reshape(len(x), -1)


def image_models() -> dict[str, Classifier]:
    """Candidates for 28 by 28 images, engineered features included."""
    return {
        "logistic": make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=200)),
        "pca_svm": make_pipeline(PCA(50, random_state=0), SVC(C=10)),
        "hog_svm": make_pipeline(HOG(), PCA(100, random_state=0), SVC(C=10)),
        "forest": RandomForestClassifier(200, random_state=0, n_jobs=1),
        "boosting": HistGradientBoostingClassifier(max_features=0.1, random_state=0),
    }


def best_by_validation(
    x: Array, y: NDArray[np.int64], rows: int = 5_000, seed: int = 0
) -> tuple[str, Classifier]:
    """The candidate for images that is best on held-out training rows, fitted on all rows.

    Args:
        x: shape (n, 784).
        y: shape (n,).
        rows: candidates are compared on a random sample of this many rows, 80 % of them to fit.
        seed: of the sample.
    """
    kept = np.random.default_rng(seed).permutation(len(x))[:rows]
    x_fit, x_val, y_fit, y_val = train_test_split(
        x[kept], y[kept], test_size=0.2, stratify=y[kept], random_state=seed
    )
    scores: dict[str, float] = {}
    for name, model in image_models().items():
        scores[name] = float(model.fit(x_fit, y_fit).score(x_val, y_val))
        print(f"  {name:9s} {scores[name]:.4f} on held-out training rows")
    best = max(scores, key=lambda name: scores[name])
    return best, image_models()[best].fit(x, y)
