"""Classical models at their best, to compare with. Given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from deepbridge.data import Array, Integers, Shifts

# Anything with `fit`, `predict` and `score`. scikit-learn declares no types of its own.
Classifier: TypeAlias = Any


def logistic() -> Classifier:
    """Logistic regression on standardized features."""
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=300))


def rbf_svm() -> Classifier:
    """Support vector machine with a Gaussian kernel on standardized features."""
    return make_pipeline(StandardScaler(), SVC(C=3))


def forest() -> Classifier:
    """Random forest of 60 trees."""
    return RandomForestClassifier(60, random_state=0, n_jobs=1)


def boosting() -> Classifier:
    """Histogram gradient boosting."""
    return HistGradientBoostingClassifier(max_iter=20, max_bins=32, random_state=0)


MODELS = {"logistic": logistic, "rbf_svm": rbf_svm, "forest": forest, "boosting": boosting}


def one_hot(data: Shifts, steps: int = 30) -> Array:
    """The last `steps` events, latest first, each as four columns; zeros before the shift began."""
    n = len(data.x)
    back = data.lengths[:, None] - 1 - np.arange(steps)
    events = data.x[np.arange(n)[:, None], np.maximum(back, 0)]
    columns = np.eye(4)[events] * (back >= 0)[:, :, None]
    return columns.reshape(n, -1)


def counts(data: Shifts) -> Array:
    """How often each event, pair and triple of events in a row occurs; shape (n, 84)."""
    n, longest = data.x.shape
    running = np.arange(longest) < data.lengths[:, None]
    columns = []
    for size in (1, 2, 3):
        code = sum(data.x[:, i : longest - size + 1 + i] * 4 ** (size - 1 - i) for i in range(size))
        grams = np.eye(4**size)[code] * running[:, size - 1 :, None]
        columns.append(grams.sum(axis=1))
    return np.concatenate(columns, axis=1)


def window(data: Shifts) -> Array:
    """The last eight events, the number of each event, and whether that number is odd."""
    singles = counts(data)[:, :4]
    length = data.lengths[:, None].astype(np.float64)
    return np.concatenate([one_hot(data, 8), singles, singles % 2, length], axis=1)


FEATURES = {"one_hot": one_hot, "counts": counts, "window": window}


@dataclass(frozen=True)
class Fitted:
    """A fitted classical model, with the features that it reads.

    Attributes:
        features: from shifts to a table, shape (n, columns).
        model: predicts the final state from a row of that table.
    """

    features: Callable[[Shifts], Array]
    model: Classifier

    def predict(self, data: Shifts) -> Integers:
        """The final state of each shift, shape (n,)."""
        return self.model.predict(self.features(data))


def fit_classical(train: Shifts) -> dict[str, Fitted]:
    """Ten models for the final state of a shift, named `features + model`.

    Logistic regression, forest and boosting on every kind of features; the SVM, which is slow, on the window.
    """
    fitted: dict[str, Fitted] = {}
    for kind, features in FEATURES.items():
        x = features(train)
        for name, make in MODELS.items():
            if name == "rbf_svm" and kind != "window":
                continue
            fitted[f"{kind} + {name}"] = Fitted(features, make().fit(x, train.final))
    return fitted


def logged_table(train: Shifts, test: Shifts) -> Integers:
    """Final states, if somebody had logged the state after every event.

    The lag features of a forecaster: count how often (state before, event) was followed by which state, then
    go through the test shift step by step. It uses `train.states`, which the other models are not given.
    """
    before = np.concatenate([np.zeros((len(train.x), 1), dtype=np.int64), train.states[:, :-1]], axis=1)
    running = np.arange(train.x.shape[1]) < train.lengths[:, None]
    table = np.zeros((6, 4, 6))
    np.add.at(table, (before[running], train.x[running], train.states[running]), 1)
    state = np.zeros(len(test.x), dtype=np.int64)
    for step in range(test.x.shape[1]):
        moved = table[state, test.x[:, step]].argmax(axis=1)
        state = np.where(step < test.lengths, moved, state)
    return state


def best_by_validation(
    x: Array, y: NDArray[Any], names: tuple[str, ...] = tuple(MODELS)
) -> tuple[str, Classifier]:
    """The candidate with the best 3-fold accuracy on the training rows, fitted on all of them."""
    scores = {name: float(cross_val_score(MODELS[name](), x, y, cv=3).mean()) for name in names}
    best = max(scores, key=lambda name: scores[name])
    return best, MODELS[best]().fit(x, y)
