"""The sick run: the experiment on studies with and without the fault."""

from __future__ import annotations

import math

import torch
from reference import must_stand_alone
from sick_studies import VALIDATIONS, cases

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment

FAULT = "held-out-images-in-training"


def test_experiment(seed: int, report: Report) -> None:
    must_stand_alone("diagnosis.py", report)
    torch.manual_seed(seed)
    for name, study, sick in cases(seed):
        finding = experiment(study)
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != FAULT:
            report(hint="sick-name")
        assert finding.fault == FAULT, (
            f"{finding.fault!r} does not explain the log: a fifth of the labels is wrong, also among the "
            "held-out ones, and the network predicts nearly all of them."
        )
        right = bool(finding.present) == sick and math.isfinite(finding.measured)
        if not right:
            report(hint="sick-control")
        assert right, (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says "
            f"present={finding.present}, measured={finding.measured}. What could a study only predict if it "
            "had seen the held-out images before?"
        )
        times = VALIDATIONS[id(study)]
        if times > 2:
            report(hint="sick-control")
        assert times <= 2, f"The experiment validated {times} times on {name}; two are enough."
