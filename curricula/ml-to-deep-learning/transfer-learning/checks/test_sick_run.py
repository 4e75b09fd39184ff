"""The sick run: the experiment on runs with and without the fault."""

from __future__ import annotations

import math

import torch
from sick_tuners import batch, cases

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment


def test_experiment(seed: int, report: Report) -> None:
    torch.set_num_threads(1)
    for name, tuner, sick in cases(seed):
        x, y = batch(seed)
        finding = experiment(tuner, x, y)
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != "statistics-moved":
            report(hint="sick-name")
        assert finding.fault == "statistics-moved", (
            f"{finding.fault!r} does not explain log.csv: the frozen parameters stay, the loop is right, "
            "and a head that nobody touched fails."
        )
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says "
            f"present={finding.present}, measured={finding.measured}. What must stay equal, and what must "
            "change?"
        )
        assert tuner.calls <= 5, f"The experiment called {name} {tuner.calls} times; five are enough."
