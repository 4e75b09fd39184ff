"""The ablation on made-up scores: each run once, differences draw by draw, Student's t."""

from __future__ import annotations

import math

import numpy as np
from reference import describe
from scipy import stats

from conftest import Report
from deepbridge.scores import Effect, Score
from deepbridge.trainer import ablation


def made_up(rng: np.random.Generator, variants: list[str], seeds: list[int]) -> dict[tuple[str, int], Score]:
    """Scores in which the draw matters more than the variant, as in real runs."""
    level = {seed: float(rng.uniform(0.5, 0.8)) for seed in seeds}
    return {
        (variant, seed): Score(
            float(rng.uniform(0.6, 1.0)), level[seed] + 0.02 * number + float(rng.normal(0, 0.01))
        )
        for number, variant in enumerate(variants)
        for seed in seeds
    }


def check(
    effects: object,
    scores: dict[tuple[str, int], Score],
    variants: list[str],
    seeds: list[int],
    baseline: str,
    report: Report,
) -> None:
    """Every number of every row against the formula, with the mistake that explains a difference."""
    assert isinstance(effects, list) and [type(effect) for effect in effects] == [Effect] * len(variants), (
        f"ablation must return a list of {len(variants)} Effect; it returned {describe(effects)}."
    )
    names = [effect.variant for effect in effects]
    assert names == variants, f"The effects must come in the order {variants}, they came as {names}."
    n = len(seeds)
    t = float(stats.t.ppf(0.975, n - 1))
    base = np.array([scores[baseline, seed].test for seed in seeds])
    for effect in effects:
        test = np.array([scores[effect.variant, seed].test for seed in seeds])
        train = np.array([scores[effect.variant, seed].train for seed in seeds])
        d = test - base
        half = t * float(d.std(ddof=1)) / math.sqrt(n)
        for name, value in (("train", train.mean()), ("test", test.mean()), ("difference", d.mean())):
            claimed = float(getattr(effect, name))
            assert abs(claimed - value) < 1e-9, (
                f"{effect.variant}: {name} must be {value:.6f}, it is {claimed:.6f} (test minus {baseline}'s "
                "test for the difference)."
            )
        low, high = float(effect.low), float(effect.high)
        if abs(low - (d.mean() - half)) < 1e-9 and abs(high - (d.mean() + half)) < 1e-9:
            continue
        got = (high - low) / 2
        unpaired = t * math.sqrt(float(test.var(ddof=1) + base.var(ddof=1)) / n)
        reasons = {
            "1.96 stands where t must stand; for few draws it is too small": (1.96 * half / t, "ablation-t"),
            "the deviation was divided by n, not by n - 1": (
                half * math.sqrt((n - 1) / n),
                "ablation-deviation",
            ),
            "the division by the root of n is missing": (half * math.sqrt(n), "ablation-deviation"),
            "the draws were not paired: take differences first, then their deviation": (
                unpaired,
                "ablation-paired",
            ),
        }
        for words, (value, hint) in reasons.items():
            if abs(got - value) < 1e-9 + 1e-6 * value and half > 0:
                report(hint=hint)
                break
        else:
            words = "look at the formula in the docstring"
        report(expected=f"{d.mean() - half:.6f} to {d.mean() + half:.6f}", actual=f"{low:.6f} to {high:.6f}")
        raise AssertionError(
            f"{effect.variant}: the interval must be {d.mean() - half:.6f} to {d.mean() + half:.6f}, it is "
            f"{low:.6f} to {high:.6f}: {words}."
        )


def test_hand_example(report: Report) -> None:
    """Differences .10, .14, .06, .12, .08: mean .10, sd .0316, half 2.776 * .0316 / sqrt(5) = .0393."""
    plain = [0.70, 0.62, 0.75, 0.66, 0.71]
    extra = [0.10, 0.14, 0.06, 0.12, 0.08]
    scores = {("plain", i): Score(1.0, p) for i, p in enumerate(plain)}
    scores |= {("all", i): Score(0.8, p + e) for i, (p, e) in enumerate(zip(plain, extra))}
    effects = ablation(lambda variant, seed: scores[variant, seed], ["plain", "all"], range(5))
    check(effects, scores, ["plain", "all"], list(range(5)), "plain", report)


def test_runs(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    variants, seeds = ["dropout", "plain", "decay", "all"], [11, 4, 7, 20, 3, 8, 15]
    scores = made_up(rng, variants, seeds)
    calls: list[tuple[str, int]] = []

    def run(variant: str, seed: int) -> Score:
        calls.append((variant, seed))
        return scores[variant, seed]

    check(ablation(run, variants, seeds), scores, variants, seeds, "plain", report)
    right = sorted(calls) == sorted(scores)
    if not right:
        report(hint="ablation-once")
    assert right, (
        f"run takes seconds: it must be called once for each of {len(scores)} pairs of variant and seed. It "
        f"was called {len(calls)} times, for {len(set(calls))} different pairs."
    )
    check(ablation(run, variants, seeds, baseline="decay"), scores, variants, seeds, "decay", report)
    report(hint="ablation-few")
    try:
        ablation(lambda variant, seed: scores[variant, seed], variants, seeds[:4])
    except ValueError:
        return
    raise AssertionError("With four seeds ablation must raise ValueError; it returned an interval.")
