"""The sick run: the experiment on studies with and without the fault."""

from __future__ import annotations

import copy
import math

import numpy as np
from sick_studies import cases
from support import must_stand_alone

from conftest import Report
from deepbridge.colleague import FAULTS
from deepbridge.diagnosis import Finding, experiment


def test_experiment(seed: int, report: Report) -> None:
    for name, study, pool, sick in cases(seed):
        kept = copy.deepcopy(pool)
        finding = experiment(study, pool)
        assert isinstance(finding, Finding), f"experiment must return a Finding, it returned {finding!r}."
        assert finding.fault in FAULTS, (
            f"The fault must be one of {', '.join(FAULTS)}; it is {finding.fault!r}."
        )
        if finding.fault != "test-rows-in-the-choice":
            report(hint="sick-name")
        assert finding.fault == "test-rows-in-the-choice", (
            f"{finding.fault!r} does not explain the log: of candidates with equal validation accuracy, "
            "those with the higher test accuracy were kept, every time."
        )
        unchanged = all(
            np.array_equal(getattr(pool, field), getattr(kept, field))
            for field in ("validation", "test", "validation_labels", "test_labels")
        )
        assert unchanged, "experiment changed the pool that it was given; make changed copies with `replace`."
        if bool(finding.present) != sick:
            report(hint="sick-half" if sick else "sick-control")
        words = (
            "Change the test labels alone, in several ways, and compare `kept` of every stage, in its order"
            if sick
            else "Its reported test accuracy follows the test labels, and its choices do not. Compare `kept`"
        )
        assert bool(finding.present) == sick and math.isfinite(finding.measured), (
            f"On {name} the experiment must find {'the fault' if sick else 'no fault'}; it says "
            f"present={finding.present}, measured={finding.measured}. {words}."
        )
        assert study.calls <= 12, f"The experiment ran {name} {study.calls} times; twelve are enough."
    must_stand_alone(
        "diagnosis.py",
        "sick-behavior",
        "The experiment is to decide on what the study does, from its outcomes alone.",
        report,
    )
