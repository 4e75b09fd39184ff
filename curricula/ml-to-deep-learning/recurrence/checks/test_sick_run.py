"""The sick run: the experiment on models with and without the fault."""

from __future__ import annotations

import math

import torch
from sick_models import CALLS, batch, cases

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
                f"{finding.fault!r} does not explain live.csv: the same requests are right one at a time and "
                "wrong in a batch, the shorter the worse, from the first batch on."
            )
            right = bool(finding.present) == sick and math.isfinite(finding.measured)
            if not right and "mixes" in name:
                report(hint="sick-rows")
            where = f"{name}{' and rows of equal length' if equal else ''}"
            assert right, (
                f"On {where} the experiment must find {'the fault' if sick else 'no fault'}; it says "
                f"present={finding.present}, measured={finding.measured}. {advice(name, sick)}"
            )
            calls = CALLS[id(model)]
            assert 1 <= calls <= 4, (
                f"The experiment called {name} {calls} times; call it four times at most, and once at least."
            )
            measured = finding.measured > 0 or not sick
            if not measured:
                report(hint="sick-measured")
            assert measured, (
                f"On {where} the fault is present and measured={finding.measured}. Return the number that "
                "you decided on, such as the largest change of a logit."
            )


def advice(name: str, sick: bool) -> str:
    """Where to look, for a model that was misjudged."""
    if "mixes" in name:
        return (
            "There one row changes another's result. The fault is that a row's own padding changes the "
            "row's own result: where rows are mixed, what you put behind one row can arrive in another."
        )
    if "carries" in name or "dropout" in name:
        return "There two equal calls differ already, so a difference of two calls proves nothing yet."
    if sick:
        return "There what stands behind a row changes its result. Is there padding behind every row?"
    return "There padding changes nothing. What else differs between your calls?"
