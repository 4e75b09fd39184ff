"""The sick run: the experiment on trainers with and without the fault."""

from __future__ import annotations

import math

from sick_trainers import PASSES, cases

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.data import digits
from deepbridge.diagnosis import Finding, experiment


def test_experiment(seed: int, report: Report) -> None:
    measured: dict[bool, set[float]] = {True: set(), False: set()}
    for name, trainer, sick in cases(digits(seed), seed):
        finding = experiment(trainer)
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != "gradients-not-cleared":
            report(hint="sick-name")
        assert finding.fault == "gradients-not-cleared", (
            f"{finding.fault!r} does not explain the log: the gradient norm grows from 0.8 to 24 at both "
            "rates, and it grows while the batches are classified right."
        )
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says present="
            f"{finding.present}, measured={finding.measured}. What has to stay the same so that only the "
            "fault can make a difference?"
        )
        passes = PASSES[id(trainer)]
        assert passes <= 4, f"The experiment made {passes} passes on {name}; four are enough."
        measured[sick].add(float(finding.measured))
    same = measured[True] & measured[False]
    if same:
        report(hint="sick-measured")
    assert not same, (
        f"On a sick trainer and on a healthy one the experiment says measured={min(same)}. It is the number "
        "that `present` was decided on, so the two must differ."
    )
