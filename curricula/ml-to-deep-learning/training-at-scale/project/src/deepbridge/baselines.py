"""What a practitioner of classical models does with a table that is larger than memory. Given.

Two models read the whole table in chunks and are trained with `partial_fit`; their features are engineered.
Two are boosted trees: on the sample that fits, and on all rows, for the case that memory can be had after
all.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.kernel_approximation import RBFSampler
from sklearn.linear_model import SGDClassifier
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

# Anything with `predict` and `predict_proba`. scikit-learn declares no types of its own.
Classifier: TypeAlias = Any

CHUNK = 8_192
SAMPLE = 0.1  # share of the rows that fits into memory


@dataclass
class Streamed:
    """Features, a scaler and a linear model, fitted chunk by chunk."""

    features: Classifier
    scaler: StandardScaler
    linear: SGDClassifier

    def predict_proba(self, x: NDArray[np.float32]) -> NDArray[np.float64]:
        """Probabilities of the classes, shape (n, 2)."""
        return self.linear.predict_proba(self.scaler.transform(self.features.transform(x)))

    def predict(self, x: NDArray[np.float32]) -> NDArray[np.int64]:
        """0 or 1 for each row."""
        return self.predict_proba(x).argmax(axis=1)


def streamed(features: Classifier, folder: Path, epochs: int, seed: int) -> Streamed:
    """Fit logistic regression by stochastic gradient descent on the chunks of a table.

    The features and their scaler are fitted on the first chunk, the model on all of them, in a new order for
    each pass.
    """
    x = np.load(folder / "x.npy", mmap_mode="r")
    y = np.load(folder / "y.npy", mmap_mode="r")
    rng = np.random.default_rng(seed)
    scaler = StandardScaler().fit(features.fit_transform(x[:CHUNK]))
    linear = SGDClassifier(loss="log_loss", alpha=1e-5, average=True, random_state=seed)
    starts = np.arange(0, len(y), CHUNK)
    for _ in range(epochs):
        for start in rng.permutation(starts):
            rows = slice(int(start), int(start) + CHUNK)
            linear.partial_fit(scaler.transform(features.transform(x[rows])), y[rows], classes=[0, 1])
    return Streamed(features, scaler, linear)


def polynomial_sgd(folder: Path, seed: int = 0) -> Classifier:
    """All squares and products of two columns, logistic regression, two passes."""
    return streamed(PolynomialFeatures(2, include_bias=False), folder, epochs=2, seed=seed)


def kernel_sgd(folder: Path, seed: int = 0) -> Classifier:
    """1,000 random waves that approximate a Gaussian kernel (Rahimi and Recht 2007), logistic regression."""
    waves = RBFSampler(gamma=0.1, n_components=1000, random_state=seed)
    return streamed(waves, folder, epochs=2, seed=seed)


def _boosting(folder: Path, share: float, seed: int) -> Classifier:
    x = np.load(folder / "x.npy", mmap_mode="r")
    y = np.load(folder / "y.npy", mmap_mode="r")
    rows = int(share * len(y))  # the rows of a generated table have no order: the first ones are a sample
    return HistGradientBoostingClassifier(max_iter=150, random_state=seed).fit(x[:rows], y[:rows])


def boosting_sample(folder: Path, seed: int = 0) -> Classifier:
    """Histogram gradient boosting on the sample that fits into memory."""
    return _boosting(folder, SAMPLE, seed)


def boosting_all(folder: Path, seed: int = 0) -> Classifier:
    """The same on all rows, should they fit: it keeps one byte for each value."""
    return _boosting(folder, 1.0, seed)


MODELS: dict[str, Callable[[Path, int], Classifier]] = {
    "polynomial_sgd": polynomial_sgd,
    "kernel_sgd": kernel_sgd,
    "boosting_sample": boosting_sample,
    "boosting_all": boosting_all,
}


@dataclass(frozen=True)
class Fitted:
    """A classical model, its accuracy on the rows to choose with, and the seconds of its training."""

    model: Classifier
    validation: float
    seconds: float


def fit_all(
    folder: Path,
    x: NDArray[np.float32],
    y: NDArray[np.uint8],
    seed: int = 0,
    names: tuple[str, ...] = tuple(MODELS),
) -> dict[str, Fitted]:
    """Each model, fitted on the table and scored on rows x, y to choose the best with."""
    fitted: dict[str, Fitted] = {}
    for name in names:
        start = time.perf_counter()
        model = MODELS[name](folder, seed)
        seconds = time.perf_counter() - start
        fitted[name] = Fitted(model, float((model.predict(x) == y).mean()), seconds)
    return fitted
