"""The sick run: the experiment on trainers whose restart is healthy, sick, or sick in other ways."""

from __future__ import annotations

import math

from sick_trainers import CALLS, cases
from source_rules import foreign_names

from conftest import PROJECT, Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment


def test_experiment(seed: int, report: Report) -> None:
    for name, trainer, sick in cases(seed):
        CALLS[0] = 0
        finding = experiment(trainer)
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != "optimizer-not-restored":
            report(hint="sick-name")
        assert finding.fault == "optimizer-not-restored", (
            f"{finding.fault!r} does not explain the log: rate, rows and loss at step 300 are those of the "
            "other run, to the last digit, and the weights move several times as far in that step."
        )
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says "
            f"present={finding.present}, measured={finding.measured}. What has to be the same for both "
            "trainers, so that only the optimizer's memory can make a difference?"
        )
        assert CALLS[0] <= 4, f"The experiment took {CALLS[0]} steps on {name}; four are enough."
    found = foreign_names(
        PROJECT / "src" / "deepbridge" / "diagnosis.py",
        frozenset({"numpy", "torch", "deepbridge.colleague"}),
    )
    if found:
        report(hint="sick-behavior")
    assert not found, (
        f"diagnosis.py uses {', '.join(found)}. The experiment is to decide on what the two trainers do, "
        "with torch and NumPy alone."
    )
