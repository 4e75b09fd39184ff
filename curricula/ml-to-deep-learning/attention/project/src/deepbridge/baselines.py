"""Classical models at their best, to compare with. Given.

Three kinds of features, from knowing nothing about the answer to knowing the rule:

- the row as it is: `logistic`, `forest`, `boosting`, `mlp`;
- crosses, which know that question, key and value act together: `crosses`, `slot_crosses`;
- the rule: `lookup` (the value whose key equals the question), `state_crosses` (the last value of each key,
  crossed with the question).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from deepbridge.data import Ints, Rows, Split

# Fewer rounds than the solvers ask for. On three draws 10 of the multi-layer perceptron and 15 of the
# logistic regression on crosses of places were as good as 25 and 300; boosting gained at most .01 by more
# than 25.
warnings.filterwarnings("ignore", category=ConvergenceWarning)

# A dense array or a sparse matrix. scikit-learn and SciPy declare no common type.
Features: TypeAlias = Any


def one_hot(rows: Rows, split: Split) -> NDArray[np.float64]:
    """Key and value of each write and the question, one column for each possible value."""
    key, value = np.eye(split.n_keys), np.eye(split.n_values)
    n = len(rows)
    parts = [key[rows.keys].reshape(n, -1), value[rows.values].reshape(n, -1), key[rows.query]]
    return np.concatenate(parts, axis=1)


def as_categories(rows: Rows, split: Split) -> Ints:
    """Key and value of each write and the question as they are, shape (n, 2 p + 1)."""
    return np.concatenate([rows.keys, rows.values, rows.query[:, None]], axis=1)


def with_matches(rows: Rows, split: Split) -> Ints:
    """The same, and for each write whether its key equals the question, shape (n, 3 p + 1)."""
    matches = (rows.keys == rows.query[:, None]).astype(np.int64)
    return np.concatenate([as_categories(rows, split), matches], axis=1)


def _counts(cells: Ints, n_cells: int, present: NDArray[np.bool_] | None = None) -> Features:
    """How often each cell is named in a row: `cells` of shape (n, p) to a sparse (n, n_cells)."""
    n, p = cells.shape
    row = np.repeat(np.arange(n), p)
    kept = np.ones(n * p, dtype=bool) if present is None else present.ravel()
    ones = np.ones(int(kept.sum()))
    return sparse.csr_matrix((ones, (row[kept], cells.ravel()[kept])), shape=(n, n_cells))


def triples(rows: Rows, split: Split) -> Features:
    """How often each (question, key, value) occurs among the writes of a row."""
    cells = (rows.query[:, None] * split.n_keys + rows.keys) * split.n_values + rows.values
    return _counts(cells, split.n_keys**2 * split.n_values)


def slot_triples(rows: Rows, split: Split) -> Features:
    """Whether (question, key, value) occurs at each place of the list, together with the plain triples."""
    size = split.n_keys**2 * split.n_values
    cells = (rows.query[:, None] * split.n_keys + rows.keys) * split.n_values + rows.values
    placed = _counts(cells + np.arange(rows.keys.shape[1]) * size, rows.keys.shape[1] * size)
    return sparse.hstack([placed, _counts(cells, size)], format="csr")


def last_state(rows: Rows, n_keys: int) -> Ints:
    """The last value of each key, -1 where there is none, shape (n, n_keys)."""
    state = np.full((len(rows), n_keys), -1)
    for place in range(rows.keys.shape[1]):
        state[np.arange(len(rows)), rows.keys[:, place]] = rows.values[:, place]
    return state


def state_triples(rows: Rows, split: Split) -> Features:
    """Whether (question, key, last value of that key) holds: the rule, but for the names."""
    state = last_state(rows, split.n_keys)
    cells = (rows.query[:, None] * split.n_keys + np.arange(split.n_keys)) * split.n_values + state
    return _counts(cells, split.n_keys**2 * split.n_values, state >= 0)


def _boosting(n_columns: int) -> HistGradientBoostingClassifier:
    columns: Any = list(range(n_columns))  # the declared type is guessed from the default, which is a word
    return HistGradientBoostingClassifier(max_iter=25, categorical_features=columns, random_state=0)


MODELS: dict[str, tuple[Callable[[Rows, Split], Features], Callable[[int], Any]]] = {
    "logistic": (one_hot, lambda _: LogisticRegression(max_iter=300)),
    "forest": (one_hot, lambda _: RandomForestClassifier(100, random_state=0, n_jobs=1)),
    "boosting": (as_categories, _boosting),
    "mlp": (one_hot, lambda _: MLPClassifier((128,), max_iter=10, random_state=0)),
    "matches_boosting": (with_matches, _boosting),
    "crosses": (triples, lambda _: LogisticRegression(C=1.0, max_iter=300)),
    "slot_crosses": (slot_triples, lambda _: LogisticRegression(C=1.0, max_iter=15)),
    "state_crosses": (state_triples, lambda _: LogisticRegression(C=10.0, max_iter=300)),
}
ROW_AS_IT_IS = ("logistic", "forest", "boosting", "mlp")
CROSSES = ("crosses", "slot_crosses")


def lookup(rows: Rows) -> Ints:
    """The value of the last write whose key equals the question, shape (n,); 0 where there is none."""
    same = rows.keys == rows.query[:, None]
    last = rows.keys.shape[1] - 1 - same[:, ::-1].argmax(axis=1)
    return np.where(same.any(axis=1), rows.values[np.arange(len(rows)), last], 0)


def predict(name: str, split: Split) -> Ints:
    """Train one of the models on the training rows; its answers on the test rows, shape (m,)."""
    if name == "lookup":
        return lookup(split.test)
    features, make = MODELS[name]
    train, test = features(split.train, split), features(split.test, split)
    model = make(train.shape[1]).fit(train, split.train.answer)
    return np.asarray(model.predict(test), dtype=np.int64)
