"""The five data sets of the benchmark, as splits into known rows and test rows. Given.

Three sets are generated, so every seed draws new rows. Two have a limited pool, scikit-learn's digits and
breast cancer, so every seed draws another split of the same rows.
"""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.model_selection import train_test_split

# Rows first; floats for measurements and pixels, integers for events and keys.
Inputs = NDArray[Any]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Known:
    """What a model may see before the test: rows to train on, and rows to choose between settings by.

    Shapes: x_train (n, ...), y_train (n,), x_valid (v, ...), y_valid (v,).
    """

    x_train: Inputs
    y_train: Labels
    x_valid: Inputs
    y_valid: Labels


@dataclass(frozen=True)
class Split:
    """Known rows and test rows. Shapes: x_test (m, ...), y_test (m,)."""

    known: Known
    x_test: Inputs
    y_test: Labels


def fingerprint(split: Split) -> str:
    """16 hexadecimal digits that change when any row of a split changes.

    Floats are rounded to five decimals first, so that processors that differ in the last bit agree.
    """
    digest = hashlib.sha256()
    known = split.known
    parts = (known.x_train, known.y_train, known.x_valid, known.y_valid, split.x_test, split.y_test)
    for part in parts:
        array = np.asarray(part)
        if array.dtype.kind == "f":
            array = np.round(array.astype(np.float64), 5) + 0.0  # + 0.0: no negative zero
        digest.update(str(array.shape).encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()[:16]


def _cut(x: Inputs, y: Labels, train: int, valid: int) -> Split:
    """The first rows train, the next validate, the rest test."""
    end = train + valid
    return Split(Known(x[:train], y[:train], x[train:end], y[train:end]), x[end:], y[end:])


def rule_table(seed: int) -> Split:
    """A table whose label is made of 60 rules with three thresholds each.

    30 columns, of which the rules use the first eight; a third of the columns is log-normal; 5 % of the
    labels are flipped. 3,000 rows to train on, 1,000 to validate, 1,000 to test. It has what makes tables
    hard for networks: irregular functions of single columns, and columns without information (Grinsztajn,
    Oyallon and Varoquaux 2022, section 5).
    """
    rng = np.random.default_rng([seed, 41])
    n = 5000
    x = rng.normal(size=(n, 30))
    x[:, ::3] = np.exp(x[:, ::3])
    score = np.zeros(n)
    for _ in range(60):
        fits = np.ones(n, dtype=bool)
        for column in rng.choice(8, size=3, replace=False):
            threshold = np.quantile(x[:, column], rng.uniform(0.2, 0.8))
            above = x[:, column] > threshold
            fits &= above if rng.random() < 0.5 else ~above
        score += rng.normal() * fits
    y = (score > np.median(score)).astype(np.int64)
    flipped = rng.random(n) < 0.05
    return _cut(x, np.where(flipped, 1 - y, y), 3000, 1000)


SIZE, DIGIT, FRAGMENT = 20, 8, 6  # pixels, each way
DIGITS_TEST, DIGITS_VALID = 360, 180


def _windows(room: int, size: int, n: int, rng: np.random.Generator) -> tuple[Labels, Labels]:
    """Rows (n, size, 1) and columns (n, 1, size) of n windows at random places of room by room pixels."""
    top, left = rng.integers(0, room - size + 1, size=(2, n, 1, 1))
    steps = np.arange(size)
    return top + steps[:, None], left + steps


def _paste(digits: NDArray[np.float32], copies: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Each digit at a random place of an empty canvas, over four fragments of other digits."""
    n = copies * len(digits)
    canvases = np.zeros((n, SIZE, SIZE), dtype=np.float32)
    number = np.arange(n)[:, None, None]
    for _ in range(4):
        source = rng.integers(len(digits), size=(n, 1, 1))
        pieces = digits[source, *_windows(DIGIT, FRAGMENT, n, rng)]
        place = number, *_windows(SIZE, FRAGMENT, n, rng)
        canvases[place] = np.maximum(canvases[place], pieces)
    canvases[number, *_windows(SIZE, DIGIT, n, rng)] = np.tile(digits, (copies, 1, 1))
    return canvases


def cluttered_digits(seed: int) -> Split:
    """Digits that move among fragments of other digits, as in `convolution`; canvases (n, 20, 20).

    The pool has 1,797 digits: 360 test, 180 validate, 1,257 train. A training digit stands on three canvases,
    the others on one. Fragments come from digits of the same part.
    """
    x, y = load_digits(return_X_y=True)
    digits = (np.asarray(x) / 16.0).astype(np.float32).reshape(-1, DIGIT, DIGIT)
    labels = np.asarray(y, dtype=np.int64)
    rest, test = train_test_split(
        np.arange(len(labels)), test_size=DIGITS_TEST, stratify=labels, random_state=seed
    )
    train, valid = train_test_split(rest, test_size=DIGITS_VALID, stratify=labels[rest], random_state=seed)
    rng = np.random.default_rng([seed, 42])
    known = Known(
        _paste(digits[train], 3, rng),
        np.tile(labels[train], 3),
        _paste(digits[valid], 1, rng),
        labels[valid],
    )
    return Split(known, _paste(digits[test], 1, rng), labels[test])


ARRANGEMENTS = tuple(itertools.permutations("ABC"))  # which crate stands on bay 0, 1, 2; state 0 is A B C
STEPS = 30


def _moves() -> Labels:
    """State after each event, shape (6, 4): swap and rotate generate S3, scan and wait do nothing."""
    number = {arrangement: state for state, arrangement in enumerate(ARRANGEMENTS)}
    table = np.zeros((6, 4), dtype=np.int64)
    for (a, b, c), state in number.items():
        table[state] = number[b, a, c], number[b, c, a], state, state
    return table


def state_tracking(seed: int) -> Split:
    """Shifts of four kinds of events, as in `recurrence`; the label is the state after the last event.

    x has shape (n, 30): event numbers, and -1 after the end of a shift. 3,000 shifts of 1 to 30 events to
    train on; 500 and 500 whole ones to validate and to test.
    """
    rng = np.random.default_rng([seed, 43])
    n = 4000
    x = rng.integers(0, 4, size=(n, STEPS))
    lengths = np.where(np.arange(n) < 3000, rng.integers(1, STEPS + 1, size=n), STEPS)
    x[np.arange(STEPS) >= lengths[:, None]] = -1
    moves = _moves()
    state = np.zeros(n, dtype=np.int64)
    for step in range(STEPS):
        state = np.where(x[:, step] >= 0, moves[state, x[:, step]], state)
    return _cut(x, state, 3000, 500)


PAIRS, KEYS, VALUES = 6, 12, 8


def recall(seed: int) -> Split:
    """Six writes `key = value` and a question, as in `attention`; the label is the value of the asked key.

    x has shape (n, 13): the six keys, the six values, the question. Each key is written at most once. 4,000
    rows to train on, 500 to validate, 500 to test.
    """
    rng = np.random.default_rng([seed, 44])
    n = 5000
    keys = rng.permuted(np.tile(np.arange(KEYS), (n, 1)), axis=1)[:, :PAIRS]
    values = rng.integers(0, VALUES, size=(n, PAIRS))
    right = rng.integers(0, PAIRS, size=n)
    row = np.arange(n)
    x = np.column_stack([keys, values, keys[row, right]])
    return _cut(x, values[row, right], 4000, 500)


CANCER_TEST, CANCER_VALID = 114, 91


def breast_cancer(seed: int) -> Split:
    """The Wisconsin breast cancer table: 569 rows, 30 columns; 364 train, 91 validate, 114 test."""
    x, y = load_breast_cancer(return_X_y=True)
    x, y = np.asarray(x), np.asarray(y, dtype=np.int64)
    rest, test = train_test_split(np.arange(len(y)), test_size=CANCER_TEST, stratify=y, random_state=seed)
    train, valid = train_test_split(rest, test_size=CANCER_VALID, stratify=y[rest], random_state=seed)
    return Split(Known(x[train], y[train], x[valid], y[valid]), x[test], y[test])
