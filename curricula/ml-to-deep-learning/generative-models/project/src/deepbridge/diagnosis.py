"""The sick run: name the fault of `colleague.Process` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from deepbridge.colleague import Process


class Finding(NamedTuple):
    """What an experiment found.

    Attributes:
        fault: one of `colleague.FAULTS`.
        present: True if the process at hand has that fault.
        measured: the number that `present` was decided on.
    """

    fault: str
    present: bool
    measured: float


def experiment(process: Process, x: Tensor, generator: torch.Generator) -> Finding:
    """The smallest experiment that tells a process with the fault from one without it.

    It needs no training and no network. It decides on what the process does, not on how its code reads or on
    the numbers that it stores, and calls `process.noised` and `process.step_back` four times at most.

    The process may be healthy, sick, less sick or sick in another way; it may have 20 steps or 1,000. At its
    last step a healthy one multiplies a row by a tenth or less, one with the fault by a third or more.

    Args:
        x: real rows, shape (n, d), of any scale and any mean. The finding may not depend on these.
        generator: for random numbers.
    """
    ### BEGIN SOLUTION experiment
    last = torch.full((len(x),), process.n_steps - 1)
    noise = torch.randn(x.shape, generator=generator, dtype=x.dtype)
    # The same noise on rows and on zeros: the difference is what is left of the rows.
    rest = process.noised(x, last, noise) - process.noised(torch.zeros_like(x), last, noise)
    left = float(rest.norm() / x.norm())
    return Finding("signal-left-at-the-end", left > 0.2, left)
    ### END SOLUTION experiment
