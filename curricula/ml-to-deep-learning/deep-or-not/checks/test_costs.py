"""Costs with a clock that the check turns, and the decision on every kind of interval."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from own_means import must_stand_alone
from reference import decide

from conftest import Report
from deepbridge.costs import Cost, cost_model, yearly_seconds
from deepbridge.decide import Recommendation, recommend
from deepbridge.intervals import Interval


def test_cost_model(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 2])
    for repeats in (1, 5, 4):
        rows = int(rng.integers(50, 400))
        first = 9.0  # a first call that loads and allocates
        times = [first, *rng.uniform(0.001, 0.004, size=repeats).tolist()]
        if repeats > 1:
            times[2] = 5.0  # a neighbor took the processor
        now, calls = [float(rng.uniform(0, 1e5))], [0]

        def clock() -> float:
            now[0] += 1e-9
            return now[0]

        def predict(x: np.ndarray) -> np.ndarray:
            assert len(x) == rows, f"predict must be asked about all {rows} rows at once, it got {len(x)}."
            now[0] += times[min(calls[0], len(times) - 1)]
            calls[0] += 1
            return np.zeros(len(x), dtype=np.int64)

        cost = cost_model(12.5, predict, np.zeros((rows, 3)), 91, repeats, clock)
        assert isinstance(cost, Cost), f"cost_model must return a Cost, it returned {cost!r}."
        if calls[0] != repeats + 1:
            report(hint="cost-warm-up")
        assert calls[0] == repeats + 1, (
            f"With repeats={repeats}, predict must be called {repeats + 1} times, one of them without a "
            f"clock; it was called {calls[0]} times."
        )
        expected = 1e6 * float(np.median(times[1:])) / rows
        if not np.isclose(cost.predict_us, expected, rtol=1e-4):
            without = np.isclose(cost.predict_us, 1e6 * float(np.mean(times[1:])) / rows, rtol=1e-4)
            report(expected=expected, actual=cost.predict_us, hint="cost-median" if without else "cost-unit")
        assert np.isclose(cost.predict_us, expected, rtol=1e-4), (
            f"Calls of {[round(t, 4) for t in times]} s (the first is the warm-up) on {rows} rows: "
            f"predict_us must be {expected:.3f}, it is {cost.predict_us:.3f}. Median, microseconds, one row?"
        )
        assert cost.train_seconds == 12.5 and cost.size == 91, (
            f"train_seconds and size are passed on as they are, 12.5 and 91; they are {cost.train_seconds} "
            f"and {cost.size}."
        )
    must_stand_alone("costs.py", report)


def test_yearly_seconds() -> None:
    for cost, retrainings, predictions, expected in (
        (Cost(30.0, 40.0, 5), 12.0, 1e6, 400.0),
        (Cost(2.5, 2.0, 5), 0.0, 5e5, 1.0),
        (Cost(2.5, 2.0, 5), 4.0, 0.0, 10.0),
    ):
        found = yearly_seconds(cost, retrainings, predictions)
        assert np.isclose(found, expected), (
            f"{cost}, {retrainings:g} trainings and {predictions:g} predictions a year take {expected:g} s; "
            f"yearly_seconds gave {found}. predict_us is in microseconds a row."
        )


def test_recommend(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 3])
    ends = [(0.01, 0.05), (-0.05, -0.01), (-0.02, 0.03), (-0.03, 0.02), (0.0, 0.04), (-0.04, 0.0), (0.0, 0.0)]
    ends += [
        (float(low), float(low + width))
        for low, width in zip(rng.normal(0, 0.02, 12), rng.uniform(0, 0.04, 12))
    ]
    costs = [Cost(100.0, 1.0, 9), Cost(1.0, 50.0, 90_000), Cost(2.0, 2.0, 4), Cost(2.0, 2.0, 7)]
    for (low, high), deep, classical in itertools.product(ends, costs, costs):
        for retrainings, predictions in ((12.0, 1e6), (365.0, 1e3), (1.0, 1e9)):
            bills = tuple(
                retrainings * cost.train_seconds + predictions * cost.predict_us / 1e6
                for cost in (deep, classical)
            )
            expected = Recommendation(*decide(low, high, (bills[0], bills[1])))
            found = recommend(
                Interval((low + high) / 2, low, high), deep, classical, retrainings, predictions
            )
            assert isinstance(found, Recommendation), (
                f"recommend must return a Recommendation, not {found!r}."
            )
            if found != expected:
                wrong = "recommend-verdict" if found.verdict != expected.verdict else "recommend-cheaper"
                report(expected=expected, actual=found, hint=wrong)
            assert found == expected, (
                f"Interval {low:+.4f} to {high:+.4f}, yearly seconds {bills[0]:g} (deep) and {bills[1]:g} "
                f"(classical): expected {expected}, recommend gave {found}."
                f"{blame(deep, classical, retrainings, predictions, bills)}"
            )
    nan, infinity = float("nan"), float("inf")
    for low, high in ((nan, 0.1), (-0.1, nan), (nan, nan), (-0.1, infinity), (-infinity, -0.1), (0.2, 0.1)):
        try:
            found = recommend(Interval(0.0, low, high), costs[0], costs[1])
        except ValueError:
            continue
        report(hint="recommend-broken")
        pytest.fail(f"{low} to {high} is no interval: raise a ValueError; recommend gave {found}.")
    must_stand_alone("decide.py", report)


def blame(
    deep: Cost, classical: Cost, retrainings: float, predictions: float, bills: tuple[float, ...]
) -> str:
    """Where a wrong recommendation comes from, if it is not `recommend`."""
    theirs = [yearly_seconds(cost, retrainings, predictions) for cost in (deep, classical)]
    if np.allclose(theirs, bills):
        return ""
    return f" Mend yearly_seconds first: it says {theirs[0]:g} and {theirs[1]:g}."
