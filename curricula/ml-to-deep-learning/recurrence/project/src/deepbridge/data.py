"""The two data sets of this project. Given."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

IGNORE = -100  # no label at this step
EVENTS = ("swap", "rotate", "scan", "wait")
ARRANGEMENTS = tuple(itertools.permutations("ABC"))  # which crate stands on bay 0, 1, 2; state 0 is A B C


def _moves() -> Integers:
    """State after each event, shape (6, 4): two moves generate the group S3, the other events do nothing."""
    number = {arrangement: state for state, arrangement in enumerate(ARRANGEMENTS)}
    table = np.zeros((6, 4), dtype=np.int64)
    for (a, b, c), state in number.items():
        table[state] = number[b, a, c], number[b, c, a], state, state
    return table


MOVES = _moves()


@dataclass(frozen=True)
class Shifts:
    """Sequences of events, each from state 0 on.

    Attributes:
        x: event numbers, shape (n, T); 0 after the end of a row.
        lengths: events of each row, shape (n,), from 1 to T.
        states: state after each event, shape (n, T); after the end of a row it stays.
    """

    x: Integers
    lengths: Integers
    states: Integers

    @property
    def final(self) -> Integers:
        """State after the last event of each row, shape (n,)."""
        return self.states[np.arange(len(self.x)), self.lengths - 1]

    @property
    def labels(self) -> Integers:
        """The final state at the last event of each row, IGNORE elsewhere; shape (n, T)."""
        labels = np.full_like(self.states, IGNORE)
        labels[np.arange(len(self.x)), self.lengths - 1] = self.final
        return labels


def shifts(rng: np.random.Generator, n: int, shortest: int, longest: int) -> Shifts:
    """`n` shifts whose lengths are uniform from `shortest` to `longest` and whose events are independent."""
    x = rng.integers(0, len(EVENTS), size=(n, longest))
    lengths = rng.integers(shortest, longest + 1, size=n)
    running = np.arange(longest) < lengths[:, None]
    x[~running] = 0
    states = np.zeros_like(x)
    state = np.zeros(n, dtype=np.int64)
    for step in range(longest):
        state = np.where(running[:, step], MOVES[state, x[:, step]], state)
        states[:, step] = state
    return Shifts(x, lengths, states)


@dataclass(frozen=True)
class Tracking:
    """State tracking: 3,000 shifts of 1 to 30 events to learn from, whole ones to test on.

    Attributes:
        train: only the final state of each shift is known to the models.
        test: 1,000 shifts of 30 events.
        test_long: 500 shifts of 120 events, four times as long as any in training.
    """

    train: Shifts
    test: Shifts
    test_long: Shifts


def state_tracking(seed: int) -> Tracking:
    """A draw of the data."""
    rng = np.random.default_rng([seed, 30])
    return Tracking(shifts(rng, 3000, 1, 30), shifts(rng, 1000, 30, 30), shifts(rng, 500, 120, 120))


@dataclass(frozen=True)
class Motifs:
    """Which of two shapes came first? Shapes: x (n, 100), y (n,) with 1 where the round one came first."""

    x_train: Array
    y_train: Integers
    x_test: Array
    y_test: Integers


ROUND, SHARP = np.array([1.0, 2.0, 1.0]), np.array([-1.0, 2.0, -1.0])


def motifs(seed: int, n_train: int = 2000, n_test: int = 1000, length: int = 100) -> Motifs:
    """Noise (deviation 0.4) that holds the shapes 1 2 1 and -1 2 -1 once each, at least four steps apart."""
    rng = np.random.default_rng([seed, 100])
    n = n_train + n_test
    x = rng.normal(0.0, 0.4, size=(n, length))
    y = rng.integers(0, 2, size=n)
    for row in range(n):
        first, second = 0, 0
        while second - first < 4:
            first, second = np.sort(rng.integers(0, length - 3, size=2))
        shapes = (ROUND, SHARP) if y[row] else (SHARP, ROUND)
        x[row, first : first + 3] += shapes[0]
        x[row, second : second + 3] += shapes[1]
    return Motifs(x[:n_train], y[:n_train], x[n_train:], y[n_train:])
