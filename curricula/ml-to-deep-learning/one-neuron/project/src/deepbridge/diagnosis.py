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

    It decides on what the trainer does to `theta` in a step, not on how its code reads, and calls
    `trainer.step` four times at most. The trainer may be sick or healthy, new or in the middle of training,
    and its learning rate, labels, penalty or probabilities may be bad for other reasons. It may be changed:
    it is thrown away.

    Args:
        trainer: holds its training rows in `x` and `y`, weights and biases in `theta`.
    """
    ### BEGIN SOLUTION experiment
    trainer.learning_rate = 1.0
    start = trainer.theta.copy()
    moves = []
    for shift in (0.0, 100.0):  # the same constant on all biases: no probability may change
        before = start.copy()
        before[-1] += shift
        trainer.theta = before.copy()
        trainer.step()
        moves.append(trainer.theta[-1] - before[-1])
    change = float(np.abs(moves[1] - moves[0]).max())
    return Finding("bias-penalized", change > 1e-9, change)
    ### END SOLUTION experiment
