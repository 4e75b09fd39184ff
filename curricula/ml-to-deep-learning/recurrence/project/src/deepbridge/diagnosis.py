"""The sick run: name the fault of `colleague.Classifier` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from deepbridge.colleague import PAD, Classifier


class Finding(NamedTuple):
    """What an experiment found.

    Attributes:
        fault: one of `colleague.FAULTS`.
        present: True if the model at hand has that fault.
        measured: the number that `present` was decided on.
    """

    fault: str
    present: bool
    measured: float


def experiment(model: Classifier, x: Tensor, lengths: Tensor) -> Finding:
    """The smallest experiment that tells a model with the fault from one without it.

    It decides on what the model does, not on how its code reads, and calls `model(x, lengths)` four times at
    most. The model may be healthy, have this fault, or have one other fault, in training mode or not; it has
    one fault at most. A model whose result differs between two equal calls has another fault.

    Args:
        model: maps events (n, T) and lengths (n,) to logits (n, 6).
        x: a batch, right-padded with PAD, shape (n, T).
        lengths: shape (n,).
    """
    ### BEGIN SOLUTION experiment
    wider = torch.cat([x, torch.full((len(x), 7), PAD)], dim=1)
    with torch.no_grad():
        first = model(x, lengths)
        again = model(x, lengths)  # the control: nothing changed
        padded = model(wider, lengths)  # only the padding changed
    control = float((again - first).abs().max())
    change = float((padded - first).abs().max())
    return Finding("padding-read", control < 1e-6 and change > 1e-5, change)
    ### END SOLUTION experiment
