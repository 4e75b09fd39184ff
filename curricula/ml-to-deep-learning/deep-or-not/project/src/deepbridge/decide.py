"""From an interval and two costs to a recommendation."""

from __future__ import annotations

import math
from typing import NamedTuple

from deepbridge.costs import Cost, yearly_seconds
from deepbridge.intervals import Interval


class Recommendation(NamedTuple):
    """What the figures say and what to do.

    Attributes:
        verdict: `deep`, `classical` or `no difference`.
        take: `deep` or `classical`.
    """

    verdict: str
    take: str


def recommend(
    interval: Interval,
    deep: Cost,
    classical: Cost,
    retrainings: float = 12.0,
    predictions: float = 1e6,
) -> Recommendation:
    """Take the better side; where the interval holds 0, the cheaper one.

    The verdict is `deep` if the whole interval is above 0, `classical` if it is below 0, else
    `no difference`: an end that is exactly 0 decides nothing. Cheaper is who has fewer `yearly_seconds`; with
    equal ones take `classical`, which has fewer parts.

    Args:
        interval: accuracy of the deep side minus that of the classical side.
        deep: cost of the deep side.
        classical: cost of the classical side.
        retrainings: a year.
        predictions: a year.

    Raises:
        ValueError: if an end of the interval is not a finite number, or `low` is above `high`.
    """
    ### BEGIN SOLUTION recommend
    if not (math.isfinite(interval.low) and math.isfinite(interval.high) and interval.low <= interval.high):
        raise ValueError(f"{interval} is no interval")
    if interval.low > 0:
        return Recommendation("deep", "deep")
    if interval.high < 0:
        return Recommendation("classical", "classical")
    bills = [yearly_seconds(cost, retrainings, predictions) for cost in (deep, classical)]
    return Recommendation("no difference", "deep" if bills[0] < bills[1] else "classical")
    ### END SOLUTION recommend
