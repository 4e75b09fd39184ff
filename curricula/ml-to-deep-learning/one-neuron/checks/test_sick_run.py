"""The sick run: the experiment on trainers with and without the fault."""

from __future__ import annotations

import math

from reference_neuron import must_stand_alone
from sick_trainers import COUNTS, cases

from conftest import PROJECT, Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment


def test_experiment(seed: int, report: Report) -> None:
    for name, trainer, sick in cases(seed):
        finding = experiment(trainer)
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != "bias-penalized":
            report(hint="sick-name")
        assert finding.fault == "bias-penalized", (
            f"{finding.fault!r} does not explain the log: where every slope is 0, the mean probability of "
            "fraud is .108 and its share .05. What does a slope of 0 at the bias say about these two?"
        )
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says present="
            f"{finding.present}, measured={finding.measured}. What may you change about the biases without "
            "changing a single probability?"
        )
        steps = COUNTS[id(trainer)]
        assert steps <= 4, f"The experiment took {steps} steps or slopes on {name}; four are enough."
    must_stand_alone(PROJECT, "diagnosis.py", report)
