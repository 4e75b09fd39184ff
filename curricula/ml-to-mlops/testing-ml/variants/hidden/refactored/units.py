"""The same units, built another way."""

from __future__ import annotations

import pandas as pd

KM_PER_MILE = 1.609344
UNITS = ("km", "mi")


def to_km(distance: pd.Series, unit: pd.Series) -> pd.Series:
    """See the contract of the released package."""
    factor = unit.map({"km": 1.0, "mi": KM_PER_MILE})
    if factor.isna().any():
        raise ValueError(f"this unit is not one of ours: {unit[factor.isna()].tolist()}")
    return (distance * factor).astype("float64")
