"""The profile names what was planted, and the estimate is arithmetic."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import torch
from conftest import Report
from deepbridge.scale import Estimate, Profile, estimate_run, profile_step
from helpers import describe, must_be_number
from torch.profiler import record_function

STAGES = ("load", "forward", "backward", "update")
OPERATORS = {
    "aten::sort": lambda big: torch.sort(big),
    "aten::cumsum": lambda big: [torch.cumsum(big, 0) for _ in range(12)],
    "aten::exp": lambda big: [torch.exp(big) for _ in range(16)],
    "aten::bmm": lambda big: [torch.matmul(big.view(2, 250, 400), big.view(2, 400, 250)) for _ in range(5)],
}


def planted(
    stage: str, operator: str, cold: str, times: int = 1, cold_calls: int = 2
) -> tuple[Callable[[], None], list[int]]:
    """A step whose slowest stage and operator are known. Its first calls are slow for another reason.

    Args:
        times: how often the slow part is done.

    Returns:
        The step, and a list that grows by one entry with each call.
    """
    big = torch.rand(200_000)
    weight = torch.rand(64, 64, requires_grad=True)
    x = torch.rand(32, 64)
    calls: list[int] = []

    def slow_part() -> None:
        if operator == "sleep":
            time.sleep(0.03 * times)  # the disk, or Python: no operator of torch
            return
        for _ in range(times):
            OPERATORS[operator](big)

    # Whoever counts the first calls must find them, however much is planted and however slow the machine is.
    began = time.perf_counter()
    slow_part()
    hold = max(0.2, 8 * (time.perf_counter() - began))

    def step() -> None:
        calls.append(len(calls))
        loss = torch.zeros(())
        for name in STAGES:
            with record_function(f"stage/{name}"):
                if name == "forward":
                    loss = torch.nn.functional.linear(x, weight).sum()
                elif name == "backward":
                    loss.backward()
                if name == cold and len(calls) <= cold_calls:
                    time.sleep(hold)
                if name == stage:
                    slow_part()

    return step, calls


def names(profiled: object, stage: str, operator: str) -> bool:
    """Whether a profile says what was planted."""
    return (
        isinstance(profiled, Profile)
        and profiled.bottleneck == stage
        and profiled.shares.get(stage, 0) > 0.5
        and operator in ("sleep", profiled.operator)
    )


def check(profiled: Profile, stage: str, operator: str | None, report: Report) -> None:
    """Stage, operator and shares."""
    assert isinstance(profiled, Profile), (
        f"profile_step must return a Profile, it returned {describe(profiled)}."
    )
    assert set(profiled.shares) == set(STAGES), (
        f"The shares must have the keys {', '.join(STAGES)}; they have "
        f"{', '.join(map(str, profiled.shares))}."
    )
    total = sum(must_be_number(share, "A share") for share in profiled.shares.values())
    assert abs(total - 1) < 1e-6, f"The shares of the stages must add up to 1, they add up to {total:.4g}."
    shown = ", ".join(f"{name} {share:.0%}" for name, share in profiled.shares.items())
    report(
        expected=f"{stage}, {operator or 'any operator'}",
        actual=f"{profiled.bottleneck}, {profiled.operator}; {shown}",
    )
    assert profiled.bottleneck == stage and profiled.shares[stage] > 0.5, (
        f"In this step `{stage}` takes most of the time once it is warm; the profile says "
        f"{profiled.bottleneck!r} ({shown})."
    )
    if operator is not None:
        if profiled.operator != operator:
            report(hint="profile-self")
        assert profiled.operator == operator, (
            f"The operator with the most time of its own is {operator}; the profile says "
            f"{profiled.operator!r}. An operator that only calls others has no time of its own."
        )


def test_profile(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 6])
    stages = rng.permutation(STAGES).tolist()
    operators = rng.permutation([name for name in OPERATORS if name != "aten::bmm"]).tolist()
    # A product of stacked matrices is the work of `bmm`, which `matmul` calls.
    for number, operator in enumerate([operators[0], "sleep", "aten::bmm"]):
        # A busy machine holds up any stage or operator: then more is planted, and it is asked again.
        for times in (1, 4, 16):
            step, calls = planted(stages[number], operator, stages[3], times)
            profiled = profile_step(step, warmup=2, active=4)
            if len(calls) != 6 or names(profiled, stages[number], operator):
                break
        if len(calls) != 6:
            report(hint="profile-warmup")
        assert len(calls) == 6, (
            f"profile_step with warmup=2 and active=4 must call the step 6 times, it called it {len(calls)} "
            "times."
        )
        if isinstance(profiled, Profile) and profiled.bottleneck == stages[3]:
            report(hint="profile-warmup")
        check(profiled, stages[number], None if operator == "sleep" else operator, report)


def expected_estimate(
    *,
    rows: int,
    epochs: int,
    batch: int,
    rows_per_second: float,
    checkpoint_every: int,
    checkpoint_seconds: float,
    interruptions: int,
    restart_seconds: float,
    price_per_hour: float,
) -> tuple[int, float, float]:
    """Steps, hours and cost by the formula of the guide."""
    steps = math.ceil(rows / batch) * epochs
    seconds = rows * epochs / rows_per_second + steps // checkpoint_every * checkpoint_seconds
    seconds += interruptions * (restart_seconds + checkpoint_every * batch / rows_per_second / 2)
    return steps, seconds / 3600, seconds / 3600 * price_per_hour


def test_estimate(seed: int, report: Report) -> None:
    given = {
        "rows": 1_000,
        "epochs": 3,
        "batch": 64,
        "rows_per_second": 100.0,
        "checkpoint_every": 10,
        "checkpoint_seconds": 1.5,
        "interruptions": 2,
        "restart_seconds": 30.0,
        "price_per_hour": 3.6,
    }
    rng = np.random.default_rng([seed, 5])
    drawn = {
        "rows": int(rng.integers(10_000, 1_000_000)),
        "epochs": int(rng.integers(2, 9)),
        "batch": int(rng.integers(50, 500)),
        "rows_per_second": float(rng.uniform(100, 5_000)),
        "checkpoint_every": int(rng.integers(20, 300)),
        "checkpoint_seconds": float(rng.uniform(0.5, 20)),
        "interruptions": int(rng.integers(1, 6)),
        "restart_seconds": float(rng.uniform(10, 300)),
        "price_per_hour": float(rng.uniform(0.2, 9)),
    }
    for case in (
        given,
        {**given, "interruptions": 0},
        {**given, "checkpoint_every": 1_000_000, "interruptions": 0},
        drawn,
    ):
        estimate = estimate_run(**case)
        assert isinstance(estimate, Estimate), (
            f"estimate_run must return an Estimate, it returned {describe(estimate)}."
        )
        steps, hours, cost = expected_estimate(**case)
        if estimate.steps != steps:
            report(hint="estimate-steps")
        assert estimate.steps == steps, (
            f"{case['rows']} rows in batches of {case['batch']}, {case['epochs']} epochs, are {steps} steps; "
            f"estimate_run says {estimate.steps}."
        )
        seconds = must_be_number(estimate.hours, "hours") * 3600
        right = abs(seconds - hours * 3600) < 1e-6 * hours * 3600
        if not right:
            report(
                expected=f"{hours * 3600:.4f} s",
                actual=f"{seconds:.4f} s",
                hint="estimate-lost",
            )
        assert right, f"{case} must take {hours * 3600:.2f} s; estimate_run says {seconds:.2f} s."
        assert abs(must_be_number(estimate.cost, "cost") - cost) < 1e-6 * max(cost, 1e-9), (
            f"{hours:.6f} hours at {case['price_per_hour']} cost {cost:.6f}; estimate_run says "
            f"{estimate.cost:.6f}."
        )
