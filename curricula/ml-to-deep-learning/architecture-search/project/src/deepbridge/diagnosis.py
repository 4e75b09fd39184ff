"""The sick run: name the fault of `colleague.Study` and prove it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from deepbridge.colleague import Pool, Study


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


def experiment(study: Study, pool: Pool) -> Finding:
    """The smallest experiment that tells a study with the fault from one without it.

    It decides on what the study does, not on how its code reads, and calls `study.run` twelve times at most.
    The study may be sick or healthy, wholly or in part, or sick in other ways. Make changed pools with
    `dataclasses.replace`; the given one stays as it is.

    Args:
        study: gives equal outcomes for equal pools.
        pool: predictions and labels to run it on.
    """
    ### BEGIN SOLUTION experiment
    honest = study.run(pool).kept
    finalists = honest[-2] if len(honest) > 1 else range(pool.test.shape[1])
    changed = 0
    # No choice may move with the test labels: once they make no sense, then each finalist is perfect on them.
    labels = [(pool.test_labels[::-1] * 3 + 1) % 10, *(pool.test[-1, f] for f in finalists)]
    for test_labels in labels:
        changed += study.run(replace(pool, test_labels=test_labels.copy())).kept != honest
    return Finding("test-rows-in-the-choice", changed > 0, changed / len(labels))
    ### END SOLUTION experiment
