"""The two worlds of this project: questions about a list of writes `key = value`. Given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Questions about lists of writes, one a row; all entries are integers from 0.

    Attributes:
        keys: of the writes, in the order in which they were written, shape (n, p).
        values: what was written, shape (n, p).
        query: the question, shape (n,).
        answer: the value that is asked for, shape (n,).
        right: the number of the write that holds the answer, from 0 to p - 1, shape (n,). For judging an
            attention map only: no model is trained on it.
    """

    keys: Ints
    values: Ints
    query: Ints
    answer: Ints
    right: Ints

    def __len__(self) -> int:
        return len(self.query)


@dataclass(frozen=True)
class Split:
    """Rows for training and for testing, and how many keys (and questions) and values there are."""

    train: Rows
    test: Rows
    n_keys: int
    n_values: int


def plain_rows(n: int, rng: np.random.Generator, pairs: int = 6, n_keys: int = 12, n_values: int = 8) -> Rows:
    """Each key is written at most once, and the question is the key itself."""
    keys = rng.permuted(np.tile(np.arange(n_keys), (n, 1)), axis=1)[:, :pairs]
    values = rng.integers(0, n_values, size=(n, pairs))
    right = rng.integers(0, pairs, size=n)
    row = np.arange(n)
    return Rows(keys, values, keys[row, right], values[row, right], right)


def log_rows(
    n: int,
    rng: np.random.Generator,
    names: Ints,
    pairs: int = 10,
    n_present: int = 5,
    n_values: int = 8,
) -> Rows:
    """A log in which keys are overwritten: the last write counts. The question calls a key by another name.

    Args:
        names: the other name of each key, a permutation of 0 to number of keys - 1.
        pairs: writes in a log.
        n_present: how many different keys a log may hold.
    """
    present = rng.permuted(np.tile(np.arange(len(names)), (n, 1)), axis=1)[:, :n_present]
    keys = np.take_along_axis(present, rng.integers(0, n_present, size=(n, pairs)), axis=1)
    values = rng.integers(0, n_values, size=(n, pairs))
    row = np.arange(n)
    asked = keys[row, rng.integers(0, pairs, size=n)]
    right = pairs - 1 - (keys == asked[:, None])[:, ::-1].argmax(axis=1)
    return Rows(keys, values, names[asked], values[row, right], right)


def plain(seed: int, n_train: int = 4000, n_test: int = 1000) -> Split:
    """Associative recall: 6 writes to 6 of 12 keys, 8 values, a question that is one of the six keys."""
    rng = np.random.default_rng([seed, 1])
    return Split(plain_rows(n_train, rng), plain_rows(n_test, rng), 12, 8)


def log(seed: int, n_train: int = 4000, n_test: int = 1000, n_keys: int = 20) -> Split:
    """10 writes to at most 5 of 20 keys, 8 values; renamed questions, and the last write counts.

    The names are the same in training and test rows, and stand in no row: they show in the answers only.
    """
    rng = np.random.default_rng([seed, 2])
    names = rng.permutation(n_keys)
    return Split(log_rows(n_train, rng, names), log_rows(n_test, rng, names), n_keys, 8)
