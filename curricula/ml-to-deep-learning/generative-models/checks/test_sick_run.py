"""The sick run: the experiment on processes with and without the fault."""

from __future__ import annotations

import math

import torch
from reference import seed_for
from sick_processes import CALLS, cases

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment

torch.set_num_threads(1)


def test_experiment(seed: int, report: Report) -> None:
    for name, process, x, sick in cases(seed):
        finding = experiment(process, x.clone(), torch.Generator().manual_seed(seed_for("sick", seed)))
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != "signal-left-at-the-end":
            report(hint="sick-name")
        assert finding.fault == "signal-left-at-the-end", (
            f"{finding.fault!r} does not explain the log: the network is good at every step and at the last "
            "one its error stays far from 0, where nothing but noise should be left to name."
        )
        right = bool(finding.present) == sick and math.isfinite(finding.measured)
        if not right:
            report(hint="sick-control")
        assert right, (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says "
            f"present={finding.present}, measured={finding.measured:.4g}. By what is a row multiplied on its "
            "way to the last step? Healthy is a tenth or less, with the fault it is a third or more, "
            "whatever the scale and mean of the rows."
        )
        calls = CALLS[id(process)]
        assert calls <= 4, f"The experiment made {calls} calls on {name}; four are enough."
