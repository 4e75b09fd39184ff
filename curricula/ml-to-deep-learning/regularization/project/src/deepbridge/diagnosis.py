"""The sick run: name the fault of `colleague.Study` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import torch

from deepbridge.colleague import Study


class Finding(NamedTuple):
    """What an experiment found.

    Attributes:
        fault: one of `colleague.FAULTS`.
        present: True if the study at hand has that fault.
        measured: the number that `present` was decided on.
    """

    fault: str
    present: bool
    measured: float


def experiment(study: Study) -> Finding:
    """The smallest experiment that tells a study with the fault from one without it.

    It decides on what the study does, not on how its code reads, and calls `study.validate` twice at
    most. The study may be sick or healthy, its labels clean, noisy or worthless, and it may be bad for
    other reasons. It may be changed: it is thrown away.

    Args:
        study: holds its images in `x` and its labels in `y`; 300 rows or more.
    """
    ### BEGIN SOLUTION experiment
    order = torch.randperm(len(study.y), generator=torch.Generator().manual_seed(0))
    study.y = study.y[order]  # now no image says anything about its label
    reached = study.validate().validation_accuracy[-1]
    chance = float(study.y.bincount().max()) / len(study.y)
    return Finding("held-out-images-in-training", reached > chance + 0.15, reached)
    ### END SOLUTION experiment
