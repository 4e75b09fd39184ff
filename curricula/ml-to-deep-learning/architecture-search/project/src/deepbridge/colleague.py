"""A colleague's successive halving, on stored predictions. Given, and sick.

Its log is in `sick/log.csv` and its curves in `sick/curves.svg`. Trainings are right, the arithmetic of the
stages is right, and each score is the accuracy that it says. Something else is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FAULTS = (
    "test-rows-in-the-choice",
    "one-training-seed-for-all",
    "weak-candidates-kept",
    "budget-counts-survivors-only",
    "validation-rows-in-training",
)


@dataclass(frozen=True)
class Pool:
    """What all candidates answered after each stage, and the right answers.

    Attributes:
        validation: predicted labels of the validation rows, shape (stages, candidates, v).
        test: predicted labels of the test rows, shape (stages, candidates, m).
        validation_labels: shape (v,).
        test_labels: shape (m,).
    """

    validation: NDArray[np.int64]
    test: NDArray[np.int64]
    validation_labels: NDArray[np.int64]
    test_labels: NDArray[np.int64]


@dataclass(frozen=True)
class Outcome:
    """What a search says about itself.

    Attributes:
        kept: the numbers of the candidates that each stage keeps, the best first; the last stage keeps one.
        validation_accuracy: of the candidate kept last.
        test_accuracy: of the candidate kept last.
        epochs: that the search says it has used.
    """

    kept: tuple[tuple[int, ...], ...]
    validation_accuracy: float
    test_accuracy: float
    epochs: int


class Study:
    """Successive halving from 27 candidates to one: 9 after 3 epochs, 3 after 9 epochs, 1 after 27."""

    sizes = (9, 3, 1)
    epochs = (3, 9, 27)

    def run(self, pool: Pool) -> Outcome:
        """The stages on stored predictions: equal pools give equal outcomes."""
        alive = list(range(pool.validation.shape[1]))
        kept: list[tuple[int, ...]] = []
        spent = before = 0
        for stage, size in enumerate(self.sizes):
            spent += len(alive) * (self.epochs[stage] - before)
            before = self.epochs[stage]
            alive = self.ranked(pool, stage, alive)[:size]
            kept.append(tuple(alive))
        winner = alive[0]
        return Outcome(
            tuple(kept),
            float((pool.validation[-1, winner] == pool.validation_labels).mean()),
            float((pool.test[-1, winner] == pool.test_labels).mean()),
            spent,
        )

    def ranked(self, pool: Pool, stage: int, alive: list[int]) -> list[int]:
        """The candidates of a stage, the best first."""
        right = (pool.validation[stage] == pool.validation_labels).mean(axis=1)
        scores = {c: (float(right[c]), self.second_look(pool, stage, c)) for c in alive}
        return sorted(alive, key=lambda candidate: scores[candidate], reverse=True)

    def second_look(self, pool: Pool, stage: int, candidate: int) -> float:
        """Decides between candidates with equal validation accuracy."""
        return float((pool.test[stage, candidate] == pool.test_labels).mean())
