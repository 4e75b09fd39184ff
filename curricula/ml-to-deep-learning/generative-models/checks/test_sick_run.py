"""The sick run: the experiment on processes with and without the fault."""

from __future__ import annotations

import math

import torch
from sick_processes import cases

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment

torch.set_num_threads(1)


def test_experiment(seed: int, report: Report) -> None:
    for name, process, x, sick in cases(seed):
        finding = experiment(process, x.clone(), torch.Generator().manual_seed(seed))
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        if finding.fault != "signal-left-at-the-end":
            report(hint="sick-name")
        assert finding.fault == "signal-left-at-the-end", (
            f"{finding.fault!r} does not explain the log: the network is good at every step and at the last one "
            "its error stays far from 0, where nothing but noise should be left to name."
        )
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says present="
            f"{finding.present}, measured={finding.measured}. What of the rows is left after the last step, "
            "whatever their scale and mean?"
        )
        assert process.calls <= 4, f"The experiment made {process.calls} calls on {name}; four are enough."
