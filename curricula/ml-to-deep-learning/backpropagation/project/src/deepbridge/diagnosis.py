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

    It decides on what the trainer does, not on how its code reads, and calls `trainer.step` or
    `trainer.add_gradients` four times at most. The trainer may be sick or healthy, new or in the middle of
    training, and its learning rate, labels or weights may be bad for other reasons. It may be changed: it is
    thrown away.

    Args:
        trainer: holds its training rows in `x` and `y`.
    """
    ### BEGIN SOLUTION experiment
    rows = np.arange(min(32, len(trainer.x)))
    trainer.learning_rate = 0.0  # frozen weights and the same rows: the gradient must be the same
    trainer.step(rows)
    first = {name: gradient.copy() for name, gradient in trainer.gradients.items()}
    trainer.step(rows)
    moved = sum(float(np.abs(trainer.gradients[name] - first[name]).sum()) for name in first)
    size = sum(float(np.abs(gradient).sum()) for gradient in first.values())
    change = moved / max(size, 1e-300)
    return Finding("gradients-not-cleared", change > 1e-6, change)
    ### END SOLUTION experiment
