"""The sick run: name the fault of `suite/test_night_build.py`, and give the smallest experiment that proves it."""

from __future__ import annotations

from dataclasses import dataclass

FAULTS = {
    "golden-value": "a test compares with a number that one training happened to give",
    "tolerance": "a tolerance is so tight that honest variation is red",
    "unseeded-data": "the data differ from run to run",
    "shared-state": "a test changes an object that another test uses afterwards",
    "leak": "the model has seen the data that it is judged on",
}
"""What it could be."""


@dataclass(frozen=True)
class Diagnosis:
    """A fault and its proof.

    Attributes:
        fault: a key of `FAULTS`.
        order: two test names. Run in this order, on the correct package, the second is red; alone, or in the other
            order, both are green.
        repair: the change that heals the suite, in a sentence.
    """

    fault: str
    order: tuple[str, str]
    repair: str


def diagnose() -> Diagnosis:
    """What is wrong with the nightly suite; read `ci.log` and the suite first."""
    ### BEGIN SOLUTION diagnose
    return Diagnosis(
        fault="shared-state",
        order=("test_long_hauls_are_risky", "test_near_parcels_are_safer_than_far_ones"),
        repair="Let test_long_hauls_are_risky work on a copy, and give the fixture function scope.",
    )
    ### END SOLUTION
