"""The sick run: the experiment on trainers with and without the fault."""

from __future__ import annotations

import math

from reference_optim import must_stand_alone
from sick_trainers import DONE, cases

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.data import digits
from deepbridge.diagnosis import Finding, experiment


def test_experiment(seed: int, report: Report) -> None:
    must_stand_alone("diagnosis.py", report)
    for name, trainer, sick in cases(digits(seed), seed):
        before = DONE[id(trainer)]
        finding = experiment(trainer)
        made = DONE[id(trainer)] - before
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != "schedule-counts-steps":
            report(hint="sick-name")
        assert finding.fault == "schedule-counts-steps", (
            f"{finding.fault!r} does not explain the log: the loss of the fixed rows falls for 30 steps and "
            "then stays the same to the last digit, at both rates, while the gradient is far from zero."
        )
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says present="
            f"{finding.present}, measured={finding.measured}. In each step, divide the rate that moved the "
            "weights by the planned one. The fault makes this share change from step to step, or 0; a share "
            "that is wrong and stays the same is another fault."
        )
        assert made <= 6, f"The experiment made {made} steps on {name}; six are enough."
