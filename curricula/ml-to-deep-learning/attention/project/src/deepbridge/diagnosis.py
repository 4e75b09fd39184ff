"""The sick run: name the fault of `colleague.Model` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import torch

from deepbridge.colleague import Model


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


def experiment(model: Model) -> Finding:
    """The smallest experiment that tells a model with the fault from one without it.

    It decides on what the model does, not on how its code reads, and calls the model four times at most. The
    model may be sick or healthy, new or trained, and it may have other faults: its scores, its positions or
    its dropout may be wrong, and its logits may be tiny. It may be changed: it is thrown away.

    Args:
        model: takes tokens from 0 to `model.vocabulary` - 1, shape (b, n) with n up to `model.length`.
    """
    ### BEGIN SOLUTION experiment
    generator = torch.Generator().manual_seed(0)
    tokens = torch.randint(model.vocabulary, (8, model.length), generator=generator)
    half = model.length // 2
    changed = tokens.clone()
    changed[:, half:] = (changed[:, half:] + 1) % model.vocabulary  # only the future of the first half
    model.eval()
    with torch.no_grad():
        torch.manual_seed(0)  # the same draws for both, should anything still be random
        before = model(tokens)[:, :half]
        torch.manual_seed(0)
        after = model(changed)[:, :half]
    size = max(float(before.abs().max()), 1e-30)
    change = float((after - before).abs().max()) / size
    return Finding("future-visible", change > 1e-4, change)
    ### END SOLUTION experiment
