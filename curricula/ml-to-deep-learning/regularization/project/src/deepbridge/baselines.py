"""Classical models at their best, on the same noisy rows, with the same augmentation on request. Given."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC
from torch import Tensor

Array: TypeAlias = NDArray[np.float32]
Labels: TypeAlias = NDArray[np.int64]
# Anything with `fit`, `predict` and `score`. scikit-learn declares no types of its own.
Classifier: TypeAlias = Any
Augment = Callable[[Tensor, torch.Generator], Tensor]


def boosted_trees() -> Classifier:
    """Histogram gradient boosting for few rows: shallow trees, and no rows given up for early stopping."""
    settings: dict[str, Any] = {
        "max_iter": 20,
        "max_depth": 2,
        "min_samples_leaf": 5,
        "early_stopping": False,
    }
    return HistGradientBoostingClassifier(random_state=0, **settings)


def svm(c: float) -> Classifier:
    """Support vector machine with a Gaussian kernel, whose width follows the spread of the pixels."""
    return SVC(C=c, gamma="scale")


def forest() -> Classifier:
    """Random forest of 60 full trees; bagging is its regularization."""
    return RandomForestClassifier(60, random_state=0, n_jobs=1)


# How each model is regularized: its knobs, chosen by cross-validation on the delivered labels.
CANDIDATES: dict[str, list[Callable[[], Classifier]]] = {
    "logistic": [partial(LogisticRegression, C=c, max_iter=300) for c in (0.01, 0.1, 1.0)],
    "rbf_svm": [partial(svm, c) for c in (0.3, 1.0, 3.0)],
    "forest": [forest],
    "boosting": [boosted_trees],
}


def augmented(x: Array, y: Labels, copies: int, augment: Augment, seed: int) -> tuple[Array, Labels]:
    """The rows, and `copies` moved and noised versions of each behind them with the same labels."""
    generator = torch.Generator().manual_seed(seed)
    parts = [x, *(augment(torch.from_numpy(x), generator).numpy() for _ in range(copies))]
    return np.concatenate(parts), np.tile(y, copies + 1)


def tuned(
    name: str, x: Array, y: Labels, augment: Augment | None = None, copies: int = 4, folds: int = 3
) -> Classifier:
    """The candidate with the best cross-validated accuracy on the delivered labels, fitted on all rows.

    With `augment` each fold's training part is augmented after the fold is cut, so that no copy of a held-out
    row is trained on; held-out rows stay as they are.

    Args:
        name: a key of `CANDIDATES`.
        x: shape (n, d).
        y: labels as delivered, shape (n,).
        augment: `augment_shift_noise`, or None.
        copies: augmented versions of each row.
        folds: of the cross-validation.
    """

    def rows(part: NDArray[np.int64]) -> tuple[Array, Labels]:
        if augment is None:
            return x[part], y[part]
        return augmented(x[part], y[part], copies, augment, seed=0)

    makers = CANDIDATES[name]
    scores = np.zeros(len(makers))
    if len(makers) > 1:
        for fit, held in StratifiedKFold(folds, shuffle=True, random_state=0).split(x, y):
            x_fit, y_fit = rows(fit)
            for number, make in enumerate(makers):
                scores[number] += make().fit(x_fit, y_fit).score(x[held], y[held])
    return makers[int(scores.argmax())]().fit(*rows(np.arange(len(x))))


def best_by_validation(x: Array, y: Labels, augment: Augment) -> tuple[str, Classifier]:
    """The best of all candidates, with and without augmentation, by cross-validation on the delivered labels.

    Returns:
        Its name and the model, fitted on all rows.
    """
    choices = [(name, how) for name in CANDIDATES for how in (None, augment)]
    scores = []
    for name, how in choices:
        parts = StratifiedKFold(3, shuffle=True, random_state=1).split(x, y)
        scores.append(
            np.mean([tuned(name, x[fit], y[fit], how).score(x[held], y[held]) for fit, held in parts])
        )
    name, how = choices[int(np.argmax(scores))]
    return name + ("_augmented" if how else ""), tuned(name, x, y, how)
