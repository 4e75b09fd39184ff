"""A 95 % interval for the mean difference of two models over several splits."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats


class Interval(NamedTuple):
    """A mean difference (deep minus classical) and the interval around it.

    Attributes:
        mean: average over the splits.
        low: lower end.
        high: upper end.
    """

    mean: float
    low: float
    high: float


def paired_interval(differences: NDArray[np.float64], overlap: float = 0.0, level: float = 0.95) -> Interval:
    """Student's interval for the mean of paired differences, corrected for splits of one pool.

    With J differences, their variance s² (divided by J - 1) and the overlap q, the variance of the mean is
    estimated by (1 / J + q) s², and the interval has J - 1 degrees of freedom. Splits that are drawn anew
    are independent: q = 0, and this is the plain t-interval. Splits of one pool share training rows, so the
    differences are alike and s² / J is too small: q = test rows / other rows. Equal differences have
    s² = 0, and both ends are their mean.

    Source: Nadeau and Bengio (2003), "Inference for the Generalization Error", Machine Learning 52.

    Args:
        differences: accuracy of the first model minus that of the second, for each split, shape (J,), J at
            least 2.
        overlap: q, 0.0 or larger.
        level: share of such intervals that hold the true mean.

    Raises:
        ValueError: for fewer than two differences.
    """
    ### BEGIN SOLUTION paired_interval
    values = np.asarray(differences, dtype=np.float64)
    if values.ndim != 1 or len(values) < 2:
        raise ValueError(f"an interval needs two differences or more, not an array of shape {values.shape}")
    mean = float(values.mean())
    error = float(np.sqrt((1.0 / len(values) + overlap) * values.var(ddof=1)))
    half = float(stats.t.ppf(0.5 + level / 2.0, len(values) - 1)) * error
    return Interval(mean, mean - half, mean + half)
    ### END SOLUTION paired_interval
