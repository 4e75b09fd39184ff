"""The sick run: name the fault of `colleague.FineTuner` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from deepbridge.colleague import FineTuner


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


def experiment(tuner: FineTuner, x: Tensor, y: Tensor) -> Finding:
    """The smallest experiment that tells a run with the fault from one without it.

    It decides on what the run does, not on how its code reads, and calls `step`, `features` and `predict`
    five times at most in all. The run may be healthy, have this fault, or have one other fault; it has one at
    most. A backbone may have several batch norms, norms of another kind, or none.

    Args:
        tuner: with `step(x, y)`, `features(x)`, `predict(x)` and the module `backbone`.
        x: a batch of images, shape (n, 1, 8, 8).
        y: shape (n,).
    """
    ### BEGIN SOLUTION experiment
    first = tuner.features(x)
    again = tuner.features(x)  # the control: nothing happened between the two
    before = [parameter.detach().clone() for parameter in tuner.backbone.parameters()]
    tuner.step(x, y)
    after = tuner.features(x)
    frozen = all(torch.equal(old, new) for old, new in zip(before, tuner.backbone.parameters()))
    change = float((after - first).abs().max())
    return Finding("statistics-moved", torch.equal(first, again) and frozen and change > 1e-7, change)
    ### END SOLUTION experiment
