"""Classical models at their best, to compare with. Given."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.svm import SVC

from deepbridge.neuron import Array

# Anything with `fit`, `predict` and `score`. scikit-learn declares no types of its own.
Classifier: TypeAlias = Any


def logistic() -> Classifier:
    """Logistic regression on standardized features: the model that this project rebuilds."""
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000))


def rbf_svm() -> Classifier:
    """Support vector machine with a Gaussian kernel, features scaled to 0..1."""
    return make_pipeline(MinMaxScaler(), SVC(C=10))


def forest() -> Classifier:
    """Random forest of 200 trees."""
    return RandomForestClassifier(200, random_state=0, n_jobs=1)


def boosting() -> Classifier:
    """Histogram gradient boosting."""
    return HistGradientBoostingClassifier(random_state=0)


def best_by_validation(x: Array, y: NDArray[np.int64], names: tuple[str, ...]) -> tuple[str, Classifier]:
    """The candidate with the best 3-fold accuracy on the training rows, fitted on all of them.

    Args:
        x: shape (n, d).
        y: shape (n,).
        names: of functions of this file, such as `("rbf_svm", "forest", "boosting")`.
    """
    makers = {"logistic": logistic, "rbf_svm": rbf_svm, "forest": forest, "boosting": boosting}
    scores = {name: float(cross_val_score(makers[name](), x, y, cv=3).mean()) for name in names}
    best = max(scores, key=lambda name: scores[name])
    return best, makers[best]().fit(x, y)
