"""What a model costs: training, prediction, size."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from deepbridge.data import Inputs, Labels


class Cost(NamedTuple):
    """Measured on the machine at hand, one thread.

    Attributes:
        train_seconds: to train every candidate of the side: choosing is part of the price.
        predict_us: microseconds to predict one row, in a batch.
        size: parameters, or stored numbers, of the model that was chosen.
    """

    train_seconds: float
    predict_us: float
    size: int


def cost_model(
    train_seconds: float,
    predict: Callable[[Inputs], Labels],
    x: Inputs,
    size: int,
    repeats: int = 5,
    clock: Callable[[], float] = time.perf_counter,
) -> Cost:
    """Time the prediction and put the cost together.

    `predict(x)` is called once without a clock (first calls load and allocate), then `repeats` times, each
    between two readings of the clock. The median counts: on a busy machine a mean measures the neighbors.

    Args:
        train_seconds: measured by the caller.
        predict: labels of rows.
        x: the rows to time it on, shape (m, ...), m at least 1.
        size: of the model.
        repeats: timed calls, at least 1.
        clock: seconds, from any start.
    """
    ### BEGIN SOLUTION cost_model
    predict(x)
    times: list[float] = []
    for _ in range(repeats):
        start = clock()
        predict(x)
        times.append(clock() - start)
    return Cost(train_seconds, 1e6 * float(np.median(times)) / len(x), size)
    ### END SOLUTION cost_model


def yearly_seconds(cost: Cost, retrainings: float, predictions: float) -> float:
    """Processor seconds of a year.

    Args:
        cost: of one side.
        retrainings: how often a year the model is trained and chosen again.
        predictions: how many rows a year it is asked about.
    """
    ### BEGIN SOLUTION yearly_seconds
    return retrainings * cost.train_seconds + predictions * cost.predict_us / 1e6
    ### END SOLUTION yearly_seconds
