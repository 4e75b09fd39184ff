"""Benchmarks for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import clone

from deepbridge.colleague import Benchmark, Rows

# What a benchmark does and how often it was asked, by its id: apart from the benchmark, on which an
# experiment could read and change it.
MODES: dict[int, str] = {}
REPEATS: dict[int, int] = {}
# What a missed fault and a false alarm have in common.
WHY = {
    True: (
        "A split is rows to train on and rows to test on; the fault may sit in one of the two, or show in "
        "few repeats."
    ),
    False: "Which two models must agree on every split, whatever else is wrong with the rows?",
}


class Case(Benchmark):
    """Counts repeats. What it does is decided when it is made, not by its class."""

    def __init__(self, mode: str, x: NDArray[Any], y: NDArray[np.int64], seed: int) -> None:
        super().__init__(x, y, 0.2, seed)
        MODES[id(self)] = mode
        REPEATS[id(self)] = 0

    def pair(self) -> tuple[tuple[Rows, Rows], tuple[Rows, Rows]]:
        """Rows of the first and of the second model in one repeat."""
        mode = MODES[id(self)]
        train, test = self.draw()
        if mode == "colleague" or (mode == "every-fourth" and REPEATS[id(self)] % 4 == 0):
            return (train, test), self.draw()
        if mode == "first-only-late" and REPEATS[id(self)] > 6:
            return (train, test), self.draw()
        half = len(train) // 2
        if mode == "other-training":
            return (train[:half], test), (train[half:], test)
        if mode == "other-test":
            return (train[:half], test), (train[:half], train[half : half + len(test)])
        if mode == "order":
            return (train, test), (self.rng.permutation(train), self.rng.permutation(test))
        if mode == "leak":
            both = np.concatenate([train, test])
            return (both, test), (both, test)
        return (train, test), (train, test)

    def compare(self, first: Any, second: Any, repeats: int) -> NDArray[np.float64]:
        scores = np.zeros((repeats, 2))
        for repeat in range(repeats):
            REPEATS[id(self)] += 1
            for column, (model, (train, test)) in enumerate(zip((first, second), self.pair())):
                fitted = clone(model).fit(self.x[train], self.y[train])
                scores[repeat, column] = fitted.score(self.x[test], self.y[test])
        return scores


class Colleague(Case):
    """The colleague's own `compare`, counted."""

    def compare(self, first: Any, second: Any, repeats: int) -> NDArray[np.float64]:
        REPEATS[id(self)] += repeats
        return Benchmark.compare(self, first, second, repeats)


def table(rng: np.random.Generator, shuffled: bool = False) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """400 rows of two overlapping classes."""
    y = rng.integers(0, 2, size=400)
    x = rng.normal(size=(400, 5)) + 0.5 * y[:, None]
    return x, rng.permutation(y) if shuffled else y


def cases(seed: int) -> list[tuple[str, Case, bool]]:
    """Name, benchmark, and whether its models get different splits; in an order drawn anew."""
    rng = np.random.default_rng([seed, 8])
    made: list[tuple[str, Case, bool]] = [
        ("the colleague's benchmark", Colleague("colleague", *table(rng), seed), True),
        (
            "the colleague's benchmark on shuffled labels",
            Colleague("colleague", *table(rng, True), seed),
            True,
        ),
        ("a healthy benchmark", Case("healthy", *table(rng), seed), False),
        ("a healthy benchmark on shuffled labels", Case("healthy", *table(rng, True), seed), False),
        ("one whose models get the same rows in another order", Case("order", *table(rng), seed), False),
        ("one with test rows in training, the same for both", Case("leak", *table(rng), seed), False),
        (
            "one whose models share the test rows and not the training rows",
            Case("other-training", *table(rng), seed),
            True,
        ),
        (
            "one whose models share the training rows and not the test rows",
            Case("other-test", *table(rng), seed),
            True,
        ),
        ("one that draws twice in every fourth repeat", Case("every-fourth", *table(rng), seed), True),
        ("one that draws twice from the seventh repeat on", Case("first-only-late", *table(rng), seed), True),
    ]
    return [made[number] for number in rng.permutation(len(made))]
