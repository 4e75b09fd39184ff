"""The sick run: name the fault of `colleague.Service` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from deepbridge.colleague import Service


class Finding(NamedTuple):
    """What an experiment found.

    Attributes:
        fault: one of `colleague.FAULTS`.
        present: True if the service at hand has that fault.
        measured: the number that `present` was decided on.
    """

    fault: str
    present: bool
    measured: float


def experiment(service: Service, raw: Tensor) -> Finding:
    """The smallest experiment that tells a service with the fault from one without it.

    It decides on what the service answers, not on how its code reads, and calls `service.predict` four times at
    most. `service.model`, `service.preprocess` and `service.undo` are free: they are the notebook's. The service
    may be healthy, sick, sick in another way or rounded to 8 bits, which moves its logits by a few percent; the
    preprocessing may be any shift and scale.

    Args:
        raw: images as the camera gives them, shape (n, 1, 8, 8).
    """
    ### BEGIN SOLUTION experiment
    with torch.no_grad():
        right = service.model(service.preprocess(raw))
    # One preprocessing taken away beforehand: a service that does it twice now does it once.
    answered = service.predict(service.undo(raw))
    difference = float((answered - right).abs().mean() / right.abs().mean())
    return Finding("preprocessed-twice", difference < 0.25, difference)
    ### END SOLUTION experiment
