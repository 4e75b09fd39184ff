"""The sick run: name the fault of `colleague.Trainer` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import torch

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

    It compares the trainer with `trainer.restored()`, decides on what the two do and not on how their code or
    their state reads, and calls `step` or `apply` four times at most, both trainers together. The trainer may
    be sick, partly sick or healthy, and its restart may be wrong in other ways. It has trained for a while,
    and may be changed: it is thrown away.
    """
    ### BEGIN SOLUTION experiment
    moves = []
    for each in (trainer, trainer.restored()):
        # The same gradients for both, so that rows, noise and weights play no part; and the move for a rate
        # of 1, so that the schedule plays none. What is left is Adam's memory.
        gradients = [torch.ones_like(weight) for weight in each.parameters()]
        before = [weight.detach().clone() for weight in each.parameters()]
        rate = each.optimizer.param_groups[0]["lr"]
        each.apply(gradients)
        moves.append(
            torch.cat([(new.detach() - old).flatten() / rate for new, old in zip(each.parameters(), before)])
        )
    change = float((moves[0] - moves[1]).norm() / moves[0].norm())
    return Finding("optimizer-not-restored", change > 1e-6, change)
    ### END SOLUTION experiment
