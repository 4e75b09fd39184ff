"""From a record to the figures of the report. Given; it computes with your interval, cost and decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deepbridge.costs import Cost
from deepbridge.data import Labels
from deepbridge.decide import Recommendation, recommend
from deepbridge.intervals import Interval, paired_interval
from deepbridge.records import Result
from deepbridge.tasks import SIDES, Task

RETRAININGS = 12.0  # a year
PREDICTIONS = 1e6  # a year


@dataclass(frozen=True)
class Summary:
    """One task over all seeds.

    Attributes:
        task: its name.
        accuracies: of the deep side and of the classical side on each seed, shape (s, 2).
        interval: of the mean difference, deep minus classical.
        costs: median over the seeds, by side.
        recommendation: what follows.
        models: the candidate that was chosen on each seed, by side.
    """

    task: str
    accuracies: NDArray[np.float64]
    interval: Interval
    costs: dict[str, Cost]
    recommendation: Recommendation
    models: dict[str, list[str]]


def median_cost(costs: Sequence[Cost]) -> Cost:
    """Median of each entry."""
    train, predict, size = (float(np.median([cost[entry] for cost in costs])) for entry in range(3))
    return Cost(train, predict, round(size))


def summarize(task: Task, results: Sequence[Result], gold: dict[int, Labels]) -> Summary:
    """The figures of one task.

    Args:
        task: the task.
        results: of a record; those of other tasks are left out.
        gold: test labels by seed.
    """
    own = [result for result in results if result.task == task.name]
    cells = {(result.seed, result.side): result for result in own}
    seeds = sorted({result.seed for result in own})
    accuracies = np.array(
        [[float((cells[seed, side].predictions == gold[seed]).mean()) for side in SIDES] for seed in seeds]
    )
    interval = paired_interval(accuracies[:, 0] - accuracies[:, 1], task.overlap)
    costs = {side: median_cost([cells[seed, side].cost for seed in seeds]) for side in SIDES}
    advice = recommend(interval, costs["deep"], costs["classical"], RETRAININGS, PREDICTIONS)
    models = {side: [cells[seed, side].model for seed in seeds] for side in SIDES}
    return Summary(task.name, accuracies, interval, costs, advice, models)
