"""scikit-learn's cross_validate on the same splits."""

from __future__ import annotations

import numpy as np
import pytest
import sklearn.model_selection
from own_means import must_stand_alone
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RepeatedStratifiedKFold, ShuffleSplit
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import deepbridge.library
from conftest import Report
from deepbridge.library import library_differences


class Careless:
    """Draws other splits each time it is asked, as `ShuffleSplit` does without a `random_state`."""

    def __init__(self, seed: int, repeats: int) -> None:
        self.rng, self.repeats = np.random.default_rng(seed), repeats
        self.drawn: list[list[tuple[np.ndarray, np.ndarray]]] = []

    def split(self, x: np.ndarray, y: np.ndarray | None = None, groups: object = None):
        orders = [self.rng.permutation(len(x)) for _ in range(self.repeats)]
        self.drawn.append([(order[100:], order[:100]) for order in orders])
        return iter(self.drawn[-1])

    def get_n_splits(self, x: object = None, y: object = None, groups: object = None) -> int:
        return self.repeats


def test_library(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    original = deepbridge.library.cross_validate
    scores: list[np.ndarray] = []

    def counted(*args: object, **kwargs: object) -> object:
        found = original(*args, **kwargs)  # pyright: ignore[reportArgumentType]
        scores.append(np.array(found["test_score"]))
        return found

    for module in (deepbridge.library, sklearn.model_selection):
        monkeypatch.setattr(module, "cross_validate", counted)
    x, y = (np.asarray(part) for part in load_breast_cancer(return_X_y=True))
    rows = np.random.default_rng([seed, 5]).permutation(len(y))[:400]
    x, y = x[rows], y[rows]
    first = make_pipeline(StandardScaler(), LogisticRegression(max_iter=300))
    second = GaussianNB()
    for cv in (
        Careless(seed, 5),
        RepeatedStratifiedKFold(n_splits=5, n_repeats=1, random_state=seed),
        ShuffleSplit(4, test_size=0.2, random_state=seed),
    ):
        scores.clear()
        found = library_differences(first, second, x, y, cv)
        if isinstance(cv, Careless):
            if len(cv.drawn) != 1:
                report(hint="library-splits")
            assert len(cv.drawn) == 1, (
                f"The splitter was asked for splits {len(cv.drawn)} times. Ask once, keep the list, and give "
                "the list to both."
            )
            splits = cv.drawn[0]
        else:
            splits = list(cv.split(x, y))
        expected = [
            clone(first).fit(x[train], y[train]).score(x[test], y[test])
            - clone(second).fit(x[train], y[train]).score(x[test], y[test])
            for train, test in splits
        ]
        array = np.asarray(found)
        assert array.shape == (len(splits),) and np.allclose(array, expected, atol=1e-9), (
            f"{type(cv).__name__}: the differences of the two accuracies, split by split, are "
            f"{np.round(expected, 4)}; library_differences gave {np.round(array, 4)}."
        )
        used = sum(len(each) for each in scores) == 2 * len(splits)
        if not used:
            report(hint="library-call")
        assert used, (
            f"library_differences must score both models on {len(splits)} splits by cross_validate, imported "
            f"as it is in library.py: {2 * len(splits)} scores. cross_validate gave "
            f"{sum(len(each) for each in scores)}."
        )
    must_stand_alone("library.py", report)
