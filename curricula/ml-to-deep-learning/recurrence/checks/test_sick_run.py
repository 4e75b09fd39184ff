"""The sick run: the experiment on models with and without the fault."""

from __future__ import annotations

import math

import torch
from sick_models import batch, cases

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment


def test_experiment(seed: int, report: Report) -> None:
    torch.set_num_threads(1)
    for equal in (False, True):
        x, lengths = batch(seed, equal)
        for name, model, sick in cases(seed + int(equal)):
            finding = experiment(model, x.clone(), lengths.clone())
            assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
            assert finding.fault in FAULTS, (
                f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
            )
            if finding.fault != "padding-read":
                report(hint="sick-name")
            assert finding.fault == "padding-read", (
                f"{finding.fault!r} does not explain live.csv: the same requests are right one at a time "
                "and wrong in "
                "a batch, the shorter the worse, from the first batch on."
            )
            assert bool(finding.present) == sick and math.isfinite(finding.measured), (
                f"On {name}{' and rows of equal length' if equal else ''} the experiment must find "
                f"{'the fault' if sick else 'no fault'}; it says present={finding.present}, measured="
                f"{finding.measured}. What has to stay the same so that only the padding can make a "
                "difference?"
            )
            assert model.calls <= 4, f"The experiment called {name} {model.calls} times; four are enough."
