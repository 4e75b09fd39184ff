"""Random search and successive halving on runs that count every epoch."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from source_rules import shadowing_modules
from support import (
    RecordingBench,
    Sampling,
    Score,
    check_result,
    describe,
    must_stand_alone,
    plain,
    plan,
    plan_cost,
    rank,
    same_entries,
    simulate,
)

from conftest import PROJECT, Report
from deepbridge.bench import Entry, Rung
from deepbridge.search import plan_halving, random_search, successive_halving


def scores_of(seed: int, ties: bool = False, broken: tuple[int, ...] = ()) -> Score:
    """Learning curves that cross and shake: some candidates start slowly and end high."""
    rng = np.random.default_rng([seed, 3])
    final, slow = rng.uniform(0.5, 0.9, size=400), rng.uniform(0.3, 4.0, size=400)
    shake = rng.normal(0.0, 0.06, size=(400, 200))

    def score(candidate: int, epochs: int) -> float:
        if candidate in broken:
            return math.nan
        value = float(final[candidate] - 0.4 * math.exp(-epochs / slow[candidate]) + shake[candidate, epochs])
        return round(value * 10) / 10 if ties else value

    return score


def pairs(value: object) -> list[tuple[int, int]]:
    """A plan as (candidates, epochs)."""
    assert isinstance(value, list) and all(type(rung) is Rung for rung in value), (
        f"plan_halving must return a list of Rung, it returned {describe(value)}."
    )
    return [(int(plain(r.candidates, "`candidates`")), int(plain(r.epochs, "`epochs`"))) for r in value]


def made_plan(budget: int, low: int, high: int, eta: int, report: Report) -> list[tuple[int, int]]:
    """The learner's plan where there is one."""
    try:
        return pairs(plan_halving(budget, low, high, eta))
    except ValueError as error:
        report(hint="plan-powers")
        raise AssertionError(
            f"plan_halving({budget}, {low}, {high}, {eta}) raised ValueError ({error}), and there is a plan: "
            f"{plan(budget, low, high, eta)}."
        ) from None


def test_plan_by_hand(report: Report) -> None:
    for budget, expected in (
        (81, [(27, 1), (9, 3), (3, 9), (1, 27)]),
        (162, [(54, 1), (18, 3), (6, 9), (2, 27)]),
        (27, [(1, 1), (1, 3), (1, 9), (1, 27)]),
    ):
        actual = made_plan(budget, 1, 27, 3, report)
        if actual != expected:
            report(expected=expected, actual=actual)
            restarted = sum(n * epochs for n, epochs in actual) <= budget
            if restarted and plan_cost(actual) < budget:
                report(hint="plan-resume")
        assert actual == expected, (
            f"With {budget} epochs from 1 to 27 by 3 the stages are {expected} (candidates, epochs), "
            f"plan_halving says {describe(actual)}: {plan_cost(actual) if actual else 0} epochs when runs go "
            "on from where they stand."
        )
    for bad in ((81, 1, 20, 3), (26, 1, 27, 3)):
        try:
            made = plan_halving(*bad)
        except ValueError:
            continue
        raise AssertionError(
            f"plan_halving{bad} must raise a ValueError (20 is no power of 3; 26 epochs do not pay for 27); "
            f"it returned {describe(made)}."
        )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@example(low=1, steps=3, eta=5, extra=0)  # where a logarithm is not quite whole
@given(low=st.integers(1, 4), steps=st.integers(0, 3), eta=st.integers(2, 5), extra=st.integers(0, 400))
def test_plan_is_largest(report: Report, low: int, steps: int, eta: int, extra: int) -> None:
    high = low * eta**steps
    budget = high + extra
    actual, expected = made_plan(budget, low, high, eta, report), plan(budget, low, high, eta)
    assert plan_cost(actual) <= budget, (
        f"plan_halving({budget}, {low}, {high}, {eta}) costs {plan_cost(actual)} epochs: {describe(actual)}."
    )
    assert actual == expected, (
        f"plan_halving({budget}, {low}, {high}, {eta}) must start with as many candidates as the budget "
        f"allows: {expected}; it says {describe(actual)}."
    )


def test_random_search(seed: int, report: Report) -> None:
    for budget, epochs, ties, broken in ((60, 9, False, ()), (27, 27, False, ()), (50, 5, True, (0, 3))):
        score = scores_of(seed + budget, ties, broken)
        bench, sample = RecordingBench(score), Sampling()
        result = random_search(bench, sample, budget, epochs, np.random.default_rng(seed))
        n = budget // epochs
        assert len(bench.runs) == n, (
            f"A budget of {budget} epochs pays for {n} candidates with {epochs} epochs each; random_search "
            f"started {len(bench.runs)}."
        )
        check_result(result, bench, "random_search", sample)
        wrong = same_entries(result.trace, [Entry(i, epochs, score(i, epochs)) for i in range(n)])
        assert wrong is None, f"The trace of random_search is wrong: {wrong}."
        assert all(run.epochs == epochs for run in bench.runs), (
            f"Each candidate must be trained for {epochs} epochs; they have "
            f"{[run.epochs for run in bench.runs]}."
        )
        best = rank({i: score(i, epochs) for i in range(n)})[0]
        if result.best != best:
            report(expected=best, actual=result.best, hint="ties-and-nan" if ties else "random-best")
        assert result.best == best, (
            f"The scores are {[round(score(i, epochs), 3) for i in range(n)]}: the best is candidate {best} "
            f"(the highest number, of equal ones the first), random_search says {describe(result.best)}."
        )


def test_halving_stages(seed: int, report: Report) -> None:
    cases = (
        (81, 1, 27, 3, False, ()),
        (100, 2, 16, 2, False, ()),
        (162, 1, 27, 3, True, ()),
        (60, 1, 9, 3, True, (0, 2, 5)),
    )
    for budget, low, high, eta, ties, broken in cases:
        score = scores_of(seed + budget, ties, broken)
        bench, sample = RecordingBench(score), Sampling()
        result = successive_halving(bench, sample, budget, low, high, eta, np.random.default_rng(seed))
        trace, best = simulate(score, budget, low, high, eta)
        check_result(result, bench, "successive_halving", sample)
        words = f"successive_halving with {budget} epochs, {low} to {high} by {eta}"
        spent = sum(b - a for a, b in stage_steps(trace))
        if bench.spent != spent:
            report(expected=spent, actual=bench.spent, hint="halving-resume")
        assert bench.spent == spent, (
            f"{words} must train {spent} epochs in all, it trained {bench.spent}. `advance` takes the new "
            "epochs only: a run with 1 epoch needs 2 more to have 3."
        )
        wrong = same_entries(result.trace, trace)
        if wrong is not None:
            report(hint="ties-and-nan" if ties else "halving-keeps")
        rule = "of equal scores the first drawn, and no number last" if ties else "the highest first"
        assert wrong is None, (
            f"{words}: the trace is wrong: {wrong}. The next stage keeps the best by the scores of the stage "
            f"before it alone, {rule}."
        )
        if result.best != best:
            report(expected=best, actual=result.best, hint="ties-and-nan" if ties else "halving-best")
        assert result.best == best, (
            f"{words}: the best of the last stage is candidate {best}, `best` says {describe(result.best)}. "
            "A score of an earlier stage does not count: it was reached with other epochs."
        )


def stage_steps(trace: list[Entry]) -> list[tuple[int, int]]:
    """For each entry the epochs before and after it."""
    before: dict[int, int] = {}
    steps: list[tuple[int, int]] = []
    for entry in trace:
        steps.append((before.get(entry.candidate, 0), entry.epochs))
        before[entry.candidate] = entry.epochs
    return steps


def test_budget(seed: int) -> None:
    rng = np.random.default_rng([seed, 4])
    for _ in range(40):
        low, eta = int(rng.integers(1, 4)), int(rng.integers(2, 5))
        high = low * eta ** int(rng.integers(0, 4))
        budget = high + int(rng.integers(0, 300))
        halving = RecordingBench(scores_of(seed))
        successive_halving(halving, Sampling(), budget, low, high, eta, np.random.default_rng(seed))
        simple = RecordingBench(scores_of(seed))
        random_search(simple, Sampling(), budget, high, np.random.default_rng(seed))
        for name, bench in (("successive_halving", halving), ("random_search", simple)):
            assert bench.spent <= budget, (
                f"{name} trained {bench.spent} epochs with a budget of {budget} (stages from {low} to {high} "
                f"by {eta}). Epochs of candidates that were stopped count too."
            )
        expected = plan_cost(plan(budget, low, high, eta))
        assert halving.spent == expected, (
            f"successive_halving must spend what plan_halving plans, {expected} of {budget} epochs; it spent "
            f"{halving.spent}."
        )
        assert simple.spent == budget // high * high, (
            f"random_search must spend {budget // high * high} of {budget} epochs with {high} each; it spent "
            f"{simple.spent}."
        )


def drawn(name: str, seed: int, draw_seed: int) -> list[tuple[float, int]]:
    """Configurations and training seeds of one search."""
    bench = RecordingBench(scores_of(seed))
    rng = np.random.default_rng(draw_seed)
    if name == "random_search":
        random_search(bench, Sampling(), 60, 6, rng)
    else:
        successive_halving(bench, Sampling(), 60, 1, 9, 3, rng)
    return [(run.config.learning_rate, run.seed) for run in bench.runs]


def test_same_trace(seed: int, report: Report) -> None:
    for name in ("random_search", "successive_halving"):
        random.seed(seed)
        np.random.seed(seed % 2**32)
        torch.manual_seed(seed)
        first = drawn(name, seed, seed)
        random.seed(seed + 1)
        np.random.seed((seed + 1) % 2**32)
        torch.manual_seed(seed + 1)
        again, other = drawn(name, seed, seed), drawn(name, seed, seed + 1)
        assert first == again, (
            f"{name} with an equal generator must draw the same configurations and training seeds again; the "
            f"first were {first[:2]} and then {again[:2]}. Draw everything from rng, nothing from a global "
            "generator."
        )
        different = all(a[0] != b[0] and a[1] != b[1] for a, b in zip(first, other))
        assert different, (
            f"{name} with another generator must draw other configurations and other training seeds; the "
            f"first had {first[:1]}, the other {other[:1]}."
        )
    for file in ("search.py", "library.py"):
        must_stand_alone(
            file,
            "own-code",
            "A search works on the bench, the sampler and the generator that it is given; it does not look "
            "into runs, tables, test rows or other files.",
            report,
        )
    hidden = shadowing_modules(PROJECT)
    if hidden:
        report(hint="own-code")
    assert not hidden, f"Files in src/ stand in the way of libraries or checks: {', '.join(hidden)}."


@pytest.fixture(autouse=True)
def keep_global_generators():
    """Puts the global generators back."""
    states = random.getstate(), np.random.get_state(), torch.get_rng_state()
    yield
    random.setstate(states[0])
    np.random.set_state(states[1])
    torch.set_rng_state(states[2])
