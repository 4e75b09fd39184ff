"""The sick run: name the fault of `colleague.Run` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import torch

from deepbridge.colleague import Run


class Finding(NamedTuple):
    """What an experiment found.

    Attributes:
        fault: one of `colleague.FAULTS`.
        present: True if the run at hand has that fault.
        measured: the number that `present` was decided on.
    """

    fault: str
    present: bool
    measured: float


def experiment(run: Run) -> Finding:
    """The smallest experiment that tells a run with the fault from one without it.

    It decides on what the run does, not on how its code reads or which mode its modules claim to be in. It
    calls `run.evaluate` four times at most. The run may be healthy, sick, sick in other ways, or both: a run
    that has this fault and evaluates other rows each time has this fault. It may be changed: it is thrown
    away.

    Two readings count as equal if they differ by less than 1e-4 of the largest logit: another order of the
    same sums already changes the last digits of float32.

    Args:
        run: new or in the middle of training.
    """
    ### BEGIN SOLUTION experiment
    run.learning_rate = 0.0
    before = [parameter.detach().clone() for parameter in run.model.parameters()]
    first, second = run.evaluate(), run.evaluate()
    same_weights = all(torch.equal(old, new) for old, new in zip(before, run.model.parameters()))
    place = {row: number for number, row in enumerate(second.ids.tolist())}
    pairs = [(i, place[row]) for i, row in enumerate(first.ids.tolist()) if row in place]
    pairs = [(i, j) for i, j in pairs if torch.equal(first.x[i], second.x[j])]
    if not same_weights or not pairs:
        return Finding("dropout-on-in-evaluation", False, 0.0)
    mine, other = (list(numbers) for numbers in zip(*pairs))
    change = (first.logits[mine] - second.logits[other]).abs().max() / first.logits.abs().max()
    return Finding("dropout-on-in-evaluation", bool(change > 1e-4), float(change))
    ### END SOLUTION experiment
