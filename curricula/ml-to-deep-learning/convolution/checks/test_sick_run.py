"""The sick run: the experiment on pipelines with and without the fault."""

from __future__ import annotations

import math

from sick_pipelines import CALLS, cases
from support import must_stand_alone

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment


def test_experiment(seed: int, report: Report) -> None:
    must_stand_alone("diagnosis.py", report)
    for name, pipeline, sick in cases(seed):
        finding = experiment(pipeline)
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert type(finding.fault) is str and finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != "pixels-out-of-order":
            report(hint="sick-name")
        assert finding.fault == "pixels-out-of-order", (
            f"{finding.fault!r} does not explain the message: an SVM on pixels has the same accuracy on the "
            "colleague's arrays as on the canvases, and the network does not."
        )
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says present="
            f"{finding.present}, measured={finding.measured}. What must stay next to what, for a convolution?"
        )
        assert CALLS[id(pipeline)] <= 4, (
            f"The experiment called prepare {CALLS[id(pipeline)]} times on {name}; four are enough."
        )
