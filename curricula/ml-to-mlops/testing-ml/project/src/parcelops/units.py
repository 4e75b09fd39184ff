"""Distances arrive in the unit of the depot that measured them."""

from __future__ import annotations

import numpy as np
import pandas as pd

KM_PER_MILE = 1.609344
"""International mile, exact by definition (1959 agreement)."""

UNITS = ("km", "mi")


def to_km(distance: pd.Series, unit: pd.Series) -> pd.Series:
    """Distances in kilometers.

    Args:
        distance: (n,) numbers in the unit beside them.
        unit: (n,) of "km" or "mi", on the same index.

    Returns:
        (n,) float64 on the same index. A missing distance stays missing.

    Raises:
        ValueError: a unit is neither "km" nor "mi"; the message names it.
    """
    unknown = sorted(set(unit.astype(str)) - set(UNITS))
    if unknown:
        raise ValueError(f"unknown distance unit: {unknown}")
    factor = np.where(unit == "mi", KM_PER_MILE, 1.0)
    return distance.astype("float64") * factor
