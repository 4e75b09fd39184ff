"""The sick run: the experiment on runs with and without the fault."""

from __future__ import annotations

import math

from sick_runs import cases

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.data import digits
from deepbridge.diagnosis import Finding, experiment


def test_experiment(seed: int, report: Report) -> None:
    for name, run, sick in cases(digits(seed), seed):
        finding = experiment(run)
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != "dropout-on-in-evaluation":
            report(hint="sick-name")
        assert finding.fault == "dropout-on-in-evaluation", (
            f"{finding.fault!r} does not explain the log: with frozen weights, the same 180 rows have "
            "another accuracy each time, in both columns."
        )
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says present="
            f"{finding.present}, measured={finding.measured}. What has to stay the same so that only dropout "
            "can make a difference?"
        )
        assert run.evaluations <= 4, (
            f"The experiment evaluated {name} {run.evaluations} times; four are enough."
        )
