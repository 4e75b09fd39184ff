"""The classical side at its best: models of scikit-learn on features that a practitioner would build. Given.

The same form as `deep.py`: `name`, `fit(known)`, `predict(x)` and, after `fit`, `size`, the number of stored
numbers: coefficients, support vectors, or nodes of trees.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.cluster import MiniBatchKMeans
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from deepbridge.data import KEYS, PAIRS, VALUES, Inputs, Known, Labels


def stored_numbers(model: Any) -> int:
    """How many numbers a fitted scikit-learn model keeps to predict with. scikit-learn has no types."""
    if hasattr(model, "steps"):
        return sum(stored_numbers(part) for _, part in model.steps)
    if hasattr(model, "_predictors"):  # boosting: one list of trees a round
        return sum(len(tree.nodes) for round_ in model._predictors for tree in round_)
    if hasattr(model, "estimators_"):  # forest
        return sum(tree.tree_.node_count for tree in model.estimators_)
    if hasattr(model, "support_vectors_"):
        return model.support_vectors_.size + model.dual_coef_.size + model.intercept_.size
    if hasattr(model, "coef_"):
        return model.coef_.size + model.intercept_.size
    return 2 * int(model.n_features_in_)  # a scaler: a mean and a deviation for each column


class Classical:
    """A scikit-learn model on features.

    Args:
        name: for the record.
        model: an estimator, not fitted.
        features: maps x (n, ...) to (n, k); None: x as it is.
    """

    def __init__(self, name: str, model: Any, features: Callable[[Inputs], Inputs] | None = None) -> None:
        self.name, self.model, self.features = name, model, features
        self.size = 0

    def _columns(self, x: Inputs) -> Inputs:
        return x if self.features is None else self.features(x)

    def fit(self, known: Known) -> None:
        """Train on the training rows only."""
        self.model.fit(self._columns(known.x_train), known.y_train)
        self.size = stored_numbers(self.model)

    def predict(self, x: Inputs) -> Labels:
        """Labels, shape (n,)."""
        return np.asarray(self.model.predict(self._columns(x)), dtype=np.int64)


def logistic(strength: float = 1.0, features: Callable[[Inputs], Inputs] | None = None) -> Classical:
    """Logistic regression on standardized columns."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=300))
    return Classical(f"logistic, C {strength:g}", model, features)


def rbf_svm(strength: float = 3.0) -> Classical:
    """Support vector machine with a Gaussian kernel on standardized columns."""
    return Classical(f"rbf svm, C {strength:g}", make_pipeline(StandardScaler(), SVC(C=strength)))


def forest(seed: int, features: Callable[[Inputs], Inputs] | None = None) -> Classical:
    """Random forest of 150 trees."""
    return Classical("forest", RandomForestClassifier(150, random_state=seed, n_jobs=1), features)


def boosting(
    seed: int,
    rounds: int = 100,
    rate: float = 0.1,
    features: Callable[[Inputs], Inputs] | None = None,
) -> Classical:
    """Histogram gradient boosting."""
    model = HistGradientBoostingClassifier(max_iter=rounds, learning_rate=rate, random_state=seed)
    return Classical(f"boosting, {rounds} rounds", model, features)


# Cluttered digits -----------------------------------------------------------------------------------------


def fourier(canvases: Inputs) -> Inputs:
    """Magnitudes of the two-dimensional Fourier transform, which a (circular) shift leaves as they are."""
    return np.abs(np.fft.rfft2(canvases)).astype(np.float32).reshape(len(canvases), -1)


def fourier_svm() -> Classical:
    """The best of 25 whole-image models in `convolution`."""
    return Classical("fourier + svm", SVC(C=5), fourier)


class TemplateBank:
    """How well each of 1,200 templates of 7 by 7 pixels fits at its best place, then ridge regression.

    The templates are centers of k-means on patches of the training canvases: a convolution with filters that
    nobody trained, then a global maximum. After Coates, Ng and Lee (2011), "An Analysis of Single-Layer
    Networks in Unsupervised Feature Learning".
    """

    def __init__(self, seed: int, templates: int = 1200) -> None:
        self.name = f"bank of {templates} templates"
        self.seed, self.templates = seed, templates
        self.size = 0

    @staticmethod
    def _patches(canvases: Inputs) -> Inputs:
        windows = np.lib.stride_tricks.sliding_window_view(canvases, (7, 7), axis=(1, 2))
        patches = windows.reshape(len(canvases), -1, 49)
        centered = patches - patches.mean(axis=-1, keepdims=True)
        return centered / (np.linalg.norm(centered, axis=-1, keepdims=True) + 0.5)

    def _fits(self, canvases: Inputs) -> Inputs:
        parts = [
            (self._patches(canvases[start : start + 8]) @ self.centers.T).max(axis=1)
            for start in range(0, len(canvases), 8)
        ]
        return np.concatenate(parts)

    def fit(self, known: Known) -> None:
        """Cluster patches without the flatter half, then train on the training rows."""
        rng = np.random.default_rng(self.seed)
        canvases = known.x_train[rng.permutation(len(known.x_train))[:300]]
        patches = self._patches(canvases).reshape(-1, 49)
        size = np.linalg.norm(patches, axis=1)
        patches = rng.permutation(patches[size > np.median(size)])[:12_000]
        clusters = MiniBatchKMeans(
            self.templates,
            random_state=self.seed,
            n_init=1,  # pyright: ignore[reportArgumentType]: guessed from the default, which is a word
            batch_size=2048,
            max_iter=30,
        ).fit(patches)
        centers = np.asarray(clusters.cluster_centers_, dtype=np.float32)
        self.centers = centers / np.linalg.norm(centers, axis=1, keepdims=True)
        self.model = make_pipeline(StandardScaler(), RidgeClassifier(alpha=1000.0))
        self.model.fit(self._fits(known.x_train), known.y_train)
        self.size = self.centers.size + stored_numbers(self.model)

    def predict(self, x: Inputs) -> Labels:
        """Labels, shape (n,)."""
        return np.asarray(self.model.predict(self._fits(x)), dtype=np.int64)


# State tracking -------------------------------------------------------------------------------------------


def last_events(x: Inputs) -> Inputs:
    """The last eight events, latest first, one column each; how often each event occurs, and its parity."""
    n = len(x)
    last = (x >= 0).sum(axis=1)
    back = last[:, None] - 1 - np.arange(8)
    events = x[np.arange(n)[:, None], np.maximum(back, 0)]
    columns = (np.eye(4)[events] * (back >= 0)[:, :, None]).reshape(n, -1)
    counts = np.stack([(x == event).sum(axis=1) for event in range(4)], axis=1)
    return np.concatenate([columns, counts, counts % 2], axis=1)


def grams(x: Inputs) -> Inputs:
    """How often each event, pair and triple of events in a row occurs, shape (n, 84)."""
    columns = []
    for size in (1, 2, 3):
        parts = [x[:, i : x.shape[1] - size + 1 + i] for i in range(size)]
        code = sum(part * 4 ** (size - 1 - i) for i, part in enumerate(parts))
        running = parts[-1] >= 0
        columns.append((np.eye(4**size)[np.where(running, code, 0)] * running[:, :, None]).sum(axis=1))
    return np.concatenate(columns, axis=1)


# Recall ---------------------------------------------------------------------------------------------------


def one_hot(x: Inputs) -> Inputs:
    """Keys, values and question, one column for each possible value."""
    n = len(x)
    key, value = np.eye(KEYS), np.eye(VALUES)
    parts = [key[x[:, :PAIRS]], value[x[:, PAIRS : 2 * PAIRS]], key[x[:, -1:]]]
    return np.concatenate([part.reshape(n, -1) for part in parts], axis=1)


class Lookup:
    """One engineered feature, which is the answer: the value whose key equals the question."""

    name = "lookup"

    def __init__(self) -> None:
        self.size = 0

    def fit(self, known: Known) -> None:
        """Nothing to learn."""

    def predict(self, x: Inputs) -> Labels:
        """Labels, shape (n,); 0 where no key equals the question."""
        same = x[:, :PAIRS] == x[:, -1:]
        values = x[np.arange(len(x)), PAIRS + same.argmax(axis=1)]
        return np.where(same.any(axis=1), values, 0)
