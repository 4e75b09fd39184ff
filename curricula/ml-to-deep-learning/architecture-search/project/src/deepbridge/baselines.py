"""Classical models, searched with as many candidates as the network. Given."""

from __future__ import annotations

import warnings
from typing import Any, TypeAlias

import numpy as np
from scipy.stats import loguniform
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit, RandomizedSearchCV
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.svm import SVC

from deepbridge.data import Array, Split

# Anything with `fit`, `predict` and `score`. scikit-learn declares no types of its own.
Classifier: TypeAlias = Any

warnings.filterwarnings("ignore", category=ConvergenceWarning)


def with_edges(x: Array) -> Array:
    """Pixels of one-channel images, and their differences to the right and downward: engineered features."""
    side = round(x.shape[1] ** 0.5)
    images = x.reshape(-1, side, side)
    parts = (images, np.diff(images, axis=1), np.diff(images, axis=2))
    return np.concatenate([part.reshape(len(x), -1) for part in parts], axis=1)


def spaces(seed: int, edges: bool) -> list[dict[str, Any]]:
    """Four families of models, on pixels or on pixels with edges; an RBF-SVM twice as often as the others."""
    features = [FunctionTransformer(), FunctionTransformer(with_edges)] if edges else [FunctionTransformer()]
    svm = {
        "features": features,
        "scale": ["passthrough"],
        "model": [SVC()],
        "model__C": loguniform(1e-1, 1e3),
        "model__gamma": loguniform(1e-3, 1e0),
    }
    logistic = {
        "features": features,
        "scale": [StandardScaler(), "passthrough"],
        "model": [LogisticRegression(max_iter=200)],
        "model__C": loguniform(1e-3, 1e2),
    }
    trees = {
        "features": features,
        "scale": ["passthrough"],
        "model": [ExtraTreesClassifier(100, random_state=seed, n_jobs=1)],
        "model__max_features": [0.05, 0.1, "sqrt", 0.3],
        "model__min_samples_leaf": [1, 2, 4],
    }
    neighbors = {
        "features": features,
        "scale": ["passthrough"],
        "model": [KNeighborsClassifier()],
        "model__n_neighbors": [1, 2, 3, 5, 8],
        "model__weights": ["uniform", "distance"],
    }
    return [svm, svm, logistic, trees, neighbors]


def tuned_classical(split: Split, candidates: int, seed: int) -> tuple[str, Classifier]:
    """The best of random classical models by accuracy on the validation rows, fitted on the training rows.

    The network chooses on the same validation rows and trains on the same training rows.

    Returns:
        Its name, and the fitted model.
    """
    pipeline = Pipeline([("features", FunctionTransformer()), ("scale", StandardScaler()), ("model", SVC())])
    fold = np.concatenate([np.full(len(split.y_train), -1), np.zeros(len(split.y_validation), dtype=int)])
    search = RandomizedSearchCV(
        pipeline,
        spaces(seed, edges=split.shape.inputs == 1),
        n_iter=candidates,
        cv=PredefinedSplit(fold),
        refit=False,
        random_state=seed,
    )
    search.fit(
        np.concatenate([split.x_train, split.x_validation]),
        np.concatenate([split.y_train, split.y_validation]),
    )
    best: dict[str, Any] = search.best_params_
    model = pipeline.set_params(**best).fit(split.x_train, split.y_train)
    return type(model.named_steps["model"]).__name__, model
