"""The tabular task, trained anew on rows that are not in the record."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from conftest import Report
from deepbridge import baselines
from deepbridge.benchmark import run_benchmark
from deepbridge.tasks import TASKS

GATE, MARGIN = 0.66, 0.04


def test_tabular(seed: int, report: Report) -> None:
    whole = next(task for task in TASKS if task.name == "tabular")
    # Without the forest, which validation never preferred and which takes longer than boosting.
    classical = lambda number: [baselines.logistic(), baselines.boosting(number, 200)]  # noqa: E731
    task = replace(whole, candidates={**whole.candidates, "classical": classical})
    number = 1000 + seed % 9973
    results = {result.side: result for result in run_benchmark((task,), (number,))}
    gold = task.split(number).y_test
    accuracy = {side: float(np.mean(result.predictions == gold)) for side, result in results.items()}
    boosting, mlp = accuracy["classical"], accuracy["deep"]
    gap = boosting - mlp
    report(tabular_boosting=boosting, tabular_mlp=mlp, tabular_gap=gap, hint="gate-low")
    assert boosting >= GATE, (
        f"Boosting is right on {boosting:.3f} of new test rows; at least {GATE} is expected. Are rows and "
        "labels of one split?"
    )
    assert gap >= MARGIN, (
        f"Boosting has {boosting:.3f} and the network {mlp:.3f}: a gap of {gap:.3f}, expected {MARGIN} "
        "or more."
    )
