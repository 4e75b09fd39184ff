"""The interval: by hand, against SciPy, and on data where nobody is better."""

from __future__ import annotations

import math

import numpy as np
import pytest
from null_data import OVERLAP, null_differences
from numpy.typing import NDArray
from own_means import must_stand_alone
from reference import interval, quantile
from scipy import stats

from conftest import Report
from deepbridge.intervals import Interval, paired_interval


def ask(differences: NDArray[np.float64], overlap: float = 0.0, level: float = 0.95) -> Interval:
    """The learner's interval, or a failure that says what is wrong with its form."""
    before = differences.copy()
    found = paired_interval(differences, overlap, level)
    assert isinstance(found, Interval), f"paired_interval must return an Interval, it returned {found!r}."
    assert np.array_equal(before, differences), "paired_interval changed the differences."
    assert all(math.isfinite(float(end)) for end in found), (
        f"Differences {np.round(differences, 4).tolist()} with overlap {overlap:.3g} and level {level} have "
        f"finite ends; paired_interval gave {tuple(float(end) for end in found)}."
    )
    return found


def test_hand_example(report: Report) -> None:
    differences = np.array([0.02, 0.04, 0.03, 0.05, 0.01])
    # mean .03, variance .00025, t with 4 degrees of freedom 2.7764
    for overlap, half in (
        (0.0, 2.776445 * math.sqrt(0.00025 / 5)),
        (0.25, 2.776445 * math.sqrt(0.00025 * 0.45)),
    ):
        found = ask(differences, overlap)
        expected = (0.03, 0.03 - half, 0.03 + half)
        if not np.allclose(found, expected, atol=1e-6):
            normal = np.isclose(found.high - 0.03, half * 1.959964 / 2.776445, atol=1e-6)
            biased = np.isclose(found.high - 0.03, half * math.sqrt(0.8), atol=1e-6)
            hint = "interval-normal" if normal else "interval-deviation" if biased else "interval-correction"
            report(expected=expected, actual=tuple(found), hint=hint)
        assert np.allclose(found, expected, atol=1e-6), (
            f"Differences .02 .04 .03 .05 .01 with overlap {overlap} must give mean .03 and ends "
            f"{expected[1]:.5f} and {expected[2]:.5f}; paired_interval gave {tuple(float(e) for e in found)}."
        )
    for few in (np.array([]), np.array([0.1])):
        try:
            found = paired_interval(few)
        except ValueError:
            continue
        pytest.fail(f"{len(few)} differences make no interval: raise a ValueError; there came {found}.")
    must_stand_alone("intervals.py", report)


def test_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 1])
    for _ in range(60):
        differences = rng.normal(rng.normal(0, 0.1), rng.uniform(0.001, 0.2), size=rng.integers(2, 31))
        level = float(rng.choice([0.5, 0.8, 0.95, 0.99]))
        overlap = float(rng.choice([0.0, 1 / 9, 0.25, 0.43, 1.0]))
        found = ask(differences, overlap, level)
        expected = interval(differences, overlap, level)
        if overlap == 0:
            library = stats.ttest_1samp(differences, 0.0).confidence_interval(level)
            expected = (expected[0], float(library.low), float(library.high))
        if not np.allclose(found, expected, rtol=1e-6, atol=1e-9):
            always_95 = np.allclose(found, interval(differences, overlap, 0.95), rtol=1e-6, atol=1e-9)
            hint = "interval-correction" if overlap and not always_95 else "interval-normal"
            report(expected=expected, actual=tuple(found), hint=hint)
        assert np.allclose(found, expected, rtol=1e-6, atol=1e-9), (
            f"{len(differences)} differences, overlap {overlap:.3f}, level {level}: expected mean and ends "
            f"{tuple(round(e, 6) for e in expected)}, paired_interval gave "
            f"{tuple(round(float(e), 6) for e in found)}."
        )
        shifted = ask(differences + 0.25, overlap, level)
        assert np.allclose(np.array(shifted) - 0.25, found, atol=1e-9), (
            "All differences larger by .25 must move mean and ends by .25."
        )
    report(hint="interval-equal")
    for value in (0.5, 0.0):
        same = ask(np.full(5, value), 0.25)
        assert np.allclose(same, value, atol=1e-12), (
            f"Five differences of {value} have the variance 0, so both ends are {value}; paired_interval "
            f"gave {tuple(float(end) for end in same)}."
        )


def test_calibrated(seed: int, report: Report) -> None:
    rates: dict[str, float] = {}
    for name, fresh, overlap in (("pool", False, OVERLAP), ("fresh", True, 0.0)):
        differences = null_differences(seed, 4000, 5, fresh)
        ends = np.array([ask(row, overlap)[1:] for row in differences])
        rates[name] = float(((ends[:, 0] > 0) | (ends[:, 1] < 0)).mean())
        if not fresh:
            error = differences.std(axis=1, ddof=1) / math.sqrt(differences.shape[1])
            naive = np.abs(differences.mean(axis=1)) > quantile(0.95, differences.shape[1] - 1) * error
            rates["naive"] = float(naive.mean())
    report(
        null_pool=rates["pool"],
        null_fresh=rates["fresh"],
        null_naive=rates["naive"],
        hint="interval-correction",
    )
    for name, words in (("pool", "five splits of one pool of 500 rows"), ("fresh", "five fresh draws")):
        assert 0.035 <= rates[name] <= 0.065, (
            f"Two equally good models, {words}, 4,000 times: a 95 % interval must leave out 0 in about 5 % "
            f"of them (3.5 to 6.5); yours did in {100 * rates[name]:.1f} %."
        )
