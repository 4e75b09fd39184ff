"""The sick run: the experiment on models with and without the fault."""

from __future__ import annotations

import math

from sick_models import CALLS, cases
from source_rules import foreign_names

from conftest import PROJECT, Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment


def test_experiment(seed: int, report: Report) -> None:
    wrong: dict[int, tuple[str, bool, Finding]] = {}
    for number, name, model, sick in cases(seed):
        CALLS[id(model)] = 0
        finding = experiment(model)
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != "future-visible":
            report(hint="sick-name")
        assert finding.fault == "future-visible", (
            f"{finding.fault!r} does not explain the log: the loss on held-out sequences is far below the "
            "entropy of the machine, which no honest model can beat."
        )
        if bool(finding.present) != sick or not math.isfinite(finding.measured):
            wrong[number] = name, sick, finding
        calls = CALLS[id(model)]
        if not 1 <= calls <= 4:
            report(hint="sick-control")
        assert 1 <= calls <= 4, (
            f"The experiment called the model {calls} times on {name}; it must look at what the model does, "
            "in four calls at most."
        )
    if wrong:
        # The simplest of them, not the first that was drawn.
        name, sick, finding = wrong[min(wrong)]
        report(hint="sick-random" if "drop" in name else "sick-control")
        raise AssertionError(
            f"On {name}, the experiment must find {'the fault' if sick else 'no fault'}; it says present="
            f"{finding.present}, measured={finding.measured:.3g}. What has to stay the same so that only the "
            "fault can make a difference?"
        )
    allowed = frozenset({"torch", "numpy", "deepbridge.colleague"})
    foreign = foreign_names(PROJECT / "src" / "deepbridge" / "diagnosis.py", allowed)
    if foreign:
        report(hint="sick-control")
    assert not foreign, f"diagnosis.py must judge by what the model does; it uses {', '.join(foreign)}."
