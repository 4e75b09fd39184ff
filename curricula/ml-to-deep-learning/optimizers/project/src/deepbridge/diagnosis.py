"""The sick run: name the fault of `colleague.Trainer` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from deepbridge.colleague import Trainer


class Finding(NamedTuple):
    """What an experiment found.

    Attributes:
        fault: one of `colleague.FAULTS`.
        present: True if the trainer at hand has that fault.
        measured: the number that `present` was decided on.
    """

    fault: str
    present: bool
    measured: float


def experiment(trainer: Trainer) -> Finding:
    """The smallest experiment that tells a trainer with the fault from one without it.

    It decides on how far the weights move, beside the gradient that was used (`gradients`) and the plan
    (`planned_rate`); not on how the code reads or on what the trainer says of its schedule (`rate`, `ticks`).
    It calls `trainer.step` six times at most.

    The trainer may be sick or healthy, new, in the middle of its plan, near its end or past it. Its rate,
    clipping, labels or weights may be bad for other reasons: a rate that is wrong by the same factor in every
    step is another fault. The trainer may be changed: it is thrown away.

    Args:
        trainer: holds its training rows in `x` and `y`.
    """
    ### BEGIN SOLUTION experiment
    rows = np.arange(min(64, len(trainer.x)))
    shares: list[float] = []  # rate that moved the weights, over the rate that was planned
    for _ in range(6):
        planned = trainer.planned_rate()
        before = {name: weight.copy() for name, weight in trainer.weights.items()}
        trainer.step(rows)
        moved = sum(float(((before[name] - w) ** 2).sum()) for name, w in trainer.weights.items()) ** 0.5
        size = sum(float((g**2).sum()) for g in trainer.gradients.values()) ** 0.5
        if planned > 0 and size > 0:
            shares.append(moved / size / planned)
    if not shares:
        return Finding("schedule-counts-steps", False, 0.0)
    spread = max(shares) - min(shares)
    stopped = max(shares) < 1e-6
    return Finding("schedule-counts-steps", stopped or spread > 1e-4 * max(shares), spread)
    ### END SOLUTION experiment
