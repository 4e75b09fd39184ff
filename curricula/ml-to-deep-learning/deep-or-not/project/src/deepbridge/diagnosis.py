"""The sick run: name the fault of `colleague.Benchmark` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from sklearn.naive_bayes import GaussianNB

from deepbridge.colleague import Benchmark


class Finding(NamedTuple):
    """What an experiment found.

    Attributes:
        fault: one of `colleague.FAULTS`.
        present: True if the benchmark at hand has that fault.
        measured: the number that `present` was decided on.
    """

    fault: str
    present: bool
    measured: float


def experiment(benchmark: Benchmark) -> Finding:
    """The smallest experiment that tells a benchmark with the fault from one without it.

    It decides on what `benchmark.compare` returns, not on how its code reads, and asks for 12 repeats at most
    in all. The benchmark may be sick or healthy: sick in all repeats or in few, in the rows to train on or in
    those to test on. Its rows or labels may be bad for other reasons. It may be changed: it is thrown away.

    Args:
        benchmark: with at least 300 rows and two classes.
    """
    ### BEGIN SOLUTION experiment
    model = GaussianNB()  # the same model on both sides: on the same rows it must tie with itself every time
    scores = benchmark.compare(model, model, 12)
    gap = float(np.abs(scores[:, 0] - scores[:, 1]).max())
    return Finding("another-split-for-each-model", gap > 1e-9, gap)
    ### END SOLUTION experiment
