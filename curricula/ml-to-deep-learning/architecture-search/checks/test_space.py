"""Drawing configurations."""

from __future__ import annotations

import math

import numpy as np
from scipy import stats
from support import describe

from conftest import Report
from deepbridge.search import sample_config
from deepbridge.space import SPACE, Choice, Config, LogUniform, Space, Uniform


def draw_space(rng: np.random.Generator) -> Space:
    """A space with other values and limits than the project's."""
    low, decay = 10.0 ** rng.uniform(-6, -4), 10.0 ** rng.uniform(-8, -5)
    return {
        "blocks": Choice((2, 5)),
        "channels": Choice((6, 12, 24)),
        "kernel": Choice((1, 3, 7)),
        "hidden": Choice((10, 20, 40, 80, 160)),
        "dropout": Uniform(0.1, float(rng.uniform(0.4, 0.8))),
        "learning_rate": LogUniform(low, low * 10.0 ** rng.uniform(3, 5)),
        "weight_decay": LogUniform(decay, decay * 1e4),
    }


def test_fields(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for space in (SPACE, draw_space(rng)):
        for _ in range(20):
            config = sample_config(space, rng)
            assert isinstance(config, Config), (
                f"sample_config must return a Config, it returned {describe(config)}."
            )
            for name, field in space.items():
                value = getattr(config, name)
                if isinstance(field, Choice):
                    right = type(value) is int and value in field.values
                    words = f"an int out of {field.values}"
                else:
                    right = type(value) is float and field.low <= value <= field.high
                    words = f"a float from {field.low:g} to {field.high:g}"
                assert right, f"`{name}` must be {words}, it is {describe(value)} ({type(value).__name__})."


DRAWS = 2000
# Kolmogorov and Smirnov: right work is above this limit with a probability of 2 exp(-2 n d²) = 1.1e-5 for
# each of three fields; a uniform learning rate instead of a log-uniform one is never below it.
LIMIT = math.sqrt(math.log(2 / 1.1e-5) / (2 * DRAWS))


def test_distributions(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 1])
    for space in (draw_space(rng), SPACE):
        check_draws(space, rng, report)


def check_draws(space: Space, rng: np.random.Generator, report: Report) -> None:
    """Every field has its distribution, and none knows of another."""
    drawn = [sample_config(space, rng) for _ in range(DRAWS)]
    for name, field in space.items():
        values = np.array([getattr(config, name) for config in drawn], dtype=np.float64)
        if isinstance(field, Choice):
            counts = [int((values == value).sum()) for value in field.values]
            p = float(stats.chisquare(counts).pvalue)
            assert p > 1e-5, (
                f"The values {field.values} of `{name}` must be equally likely; {DRAWS} draws gave {counts}."
            )
            continue
        distinct = len(set(values.tolist()))
        if distinct < 0.99 * DRAWS:
            report(expected=DRAWS, actual=distinct, hint="sample-steps")
        assert distinct >= 0.99 * DRAWS, (
            f"`{name}` is {type(field).__name__}: every number from {field.low:.2g} to {field.high:.2g} can "
            f"come. {DRAWS} draws gave {distinct} different ones."
        )
        log = isinstance(field, LogUniform)
        if log:
            scaled = np.log(values / field.low) / math.log(field.high / field.low)
        else:
            scaled = (values - field.low) / (field.high - field.low)
        distance = float(stats.kstest(scaled, "uniform").statistic)
        if distance > LIMIT:
            below = float((values < math.sqrt(field.low * field.high)).mean()) if log else float("nan")
            report(expected=f"at most {LIMIT:.3f}", actual=f"{distance:.3f}")
            words = (
                f"half of the draws must be below {math.sqrt(field.low * field.high):.2g}, the middle in "
                f"factors of ten, {below:.0%} are"
                if log
                else "every stretch of equal length must be equally likely"
            )
            raise AssertionError(
                f"`{name}` is {type(field).__name__} from {field.low:.2g} to {field.high:.2g}: {words} "
                f"(Kolmogorov-Smirnov distance {distance:.3f}, limit {LIMIT:.3f})."
            )
    names = list(space)
    table = np.array([[getattr(config, name) for name in names] for config in drawn], dtype=np.float64)
    table = stats.rankdata(table, axis=0)
    correlation = np.abs(np.corrcoef(table.T) - np.eye(len(names)))
    first, second = np.unravel_index(correlation.argmax(), correlation.shape)
    # |r| sqrt(n) is normal: above 0.11 with a probability of 9e-7 for each of 21 pairs.
    if correlation.max() > 0.11:
        report(hint="sample-independent")
    assert correlation.max() <= 0.11, (
        f"The fields must be drawn independently; `{names[first]}` and `{names[second]}` have a correlation "
        f"of {correlation.max():.2f}. Does each field get a number of its own from rng?"
    )
