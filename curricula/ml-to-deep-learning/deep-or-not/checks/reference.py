"""The author's interval, bill and decision, and the figures of a record computed with them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from deepbridge.records import Result
from deepbridge.tasks import SEEDS, SIDES, TASKS, Task

RETRAININGS, PREDICTIONS = 12.0, 1e6


@cache
def quantile(level: float, freedom: int) -> float:
    """Student's quantile of a two-sided interval."""
    return float(stats.t.ppf((1 + level) / 2, freedom))


def interval(
    differences: NDArray[np.float64], overlap: float, level: float = 0.95
) -> tuple[float, float, float]:
    """Nadeau and Bengio (2003)."""
    count = len(differences)
    mean = float(np.mean(differences))
    variance = float(((differences - mean) ** 2).sum() / (count - 1))
    half = quantile(level, count - 1) * math.sqrt(variance * (1 / count + overlap))
    return mean, mean - half, mean + half


def decide(low: float, high: float, bills: tuple[float, float]) -> tuple[str, str]:
    """Verdict and side to take; bills of the deep side and of the classical side."""
    if low > 0:
        return "deep", "deep"
    if high < 0:
        return "classical", "classical"
    return "no difference", "deep" if bills[0] < bills[1] else "classical"


@dataclass(frozen=True)
class Figures:
    """What a record says about one task."""

    deep: float
    classical: float
    difference: float
    low: float
    high: float
    verdict: str
    take: str
    costs: dict[str, tuple[float, float, float]]
    bills: tuple[float, float]


def figures(
    task: Task, cells: dict[tuple[str, int, str], Result], gold: dict[int, NDArray[np.int64]]
) -> Figures:
    """Recomputed from the predictions and costs of a record, with none of the learner's functions."""
    accuracy = np.array(
        [
            [float((cells[task.name, seed, side].predictions == gold[seed]).mean()) for side in SIDES]
            for seed in SEEDS
        ]
    )
    mean, low, high = interval(accuracy[:, 0] - accuracy[:, 1], task.overlap)
    costs: dict[str, tuple[float, float, float]] = {}
    for side in SIDES:
        rows = np.array([tuple(cells[task.name, seed, side].cost) for seed in SEEDS], dtype=np.float64)
        train, predict, size = np.median(rows, axis=0)
        costs[side] = float(train), float(predict), float(size)
    bills = tuple(RETRAININGS * costs[side][0] + PREDICTIONS * costs[side][1] / 1e6 for side in SIDES)
    verdict, take = decide(low, high, (bills[0], bills[1]))
    deep, classical = accuracy.mean(axis=0)
    return Figures(float(deep), float(classical), mean, low, high, verdict, take, costs, (bills[0], bills[1]))


NAMES = tuple(task.name for task in TASKS)
