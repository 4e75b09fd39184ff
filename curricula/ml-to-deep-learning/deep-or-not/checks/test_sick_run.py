"""The sick run: the experiment on benchmarks with and without the fault."""

from __future__ import annotations

import math

from own_means import must_stand_alone
from sick_benchmarks import REPEATS, WHY, cases

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment

FAULT = "another-split-for-each-model"


def test_experiment(seed: int, report: Report) -> None:
    for name, benchmark, sick in cases(seed):
        finding = experiment(benchmark)
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != FAULT:
            report(hint="sick-name")
        assert finding.fault == FAULT, (
            f"{finding.fault!r} does not explain the log: the two columns of accuracies do not move "
            "together at all, in either run."
        )
        if bool(finding.present) != sick:
            report(hint="sick-few" if sick and REPEATS[id(benchmark)] < 12 else "sick-control")
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says present="
            f"{finding.present}, measured={finding.measured}. {WHY[sick]}"
        )
        assert REPEATS[id(benchmark)] <= 12, (
            f"The experiment asked for {REPEATS[id(benchmark)]} repeats on {name}; twelve are enough."
        )
    must_stand_alone("diagnosis.py", report)
