"""The sick run: the experiment on services with and without the fault."""

from __future__ import annotations

import math

import torch
from sick_services import cases
from source_rules import foreign_names

from conftest import PROJECT, Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment

torch.set_num_threads(1)


def test_experiment(seed: int, report: Report) -> None:
    for name, service, requests, raw, sick in cases(seed):
        finding = experiment(service, raw.clone())
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        if finding.fault != "preprocessed-twice":
            report(hint="sick-name")
        assert finding.fault == "preprocessed-twice", (
            f"{finding.fault!r} does not explain the log: both files are equally bad, a second request gives the same "
            "answer, and nearly all images get one class."
        )
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says present="
            f"{finding.present}, measured={finding.measured}. What would you have to send so that a service with the "
            "fault, and no other, gives the right answer?"
        )
        assert requests() <= 4, f"The experiment made {requests()} requests on {name}; four are enough."
    path = PROJECT / "src" / "deepbridge" / "diagnosis.py"
    foreign = foreign_names(path, frozenset({"numpy", "torch", "deepbridge.colleague"}))
    if foreign:
        report(hint="sick-answers")
    assert not foreign, f"diagnosis.py must judge by what the service answers; it uses {', '.join(foreign)}."
