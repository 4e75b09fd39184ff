"""The same features, built another way."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parcelops import workdays

NUMBERS = ("distance_km", "weight_kg", "weight_missing", "load", "local_hour", "peak", "calendar_days")
SWITCHES = {"service": ("express", "economy"), "weather": ("rain", "snow"), "depot": ("london", "helsinki")}
ZERO_LEVEL = {"service": "standard", "weather": "clear", "depot": "berlin"}
FEATURES = NUMBERS + tuple(level for levels in SWITCHES.values() for level in levels)


def build(parcels: pd.DataFrame) -> pd.DataFrame:
    """See the contract of the released package."""
    switches: list[np.ndarray] = []
    for column, levels in SWITCHES.items():
        values = parcels[column].to_numpy(dtype=object)
        allowed = (*levels, ZERO_LEVEL[column])
        wrong = [str(value) for value in values if value not in allowed]
        if wrong:
            raise ValueError(f"{column} not known: {wrong}")
        switches += [np.array([value == level for value in values], dtype=float) for level in levels]
    clock = workdays.local_time(parcels["accepted_at"], parcels["depot"])
    promised = workdays.due_date(parcels["accepted_at"], parcels["depot"], parcels["service"])
    since = workdays.start_date(parcels["accepted_at"], parcels["depot"])
    weight = parcels["weight_kg"].to_numpy(dtype=float)
    numbers = [
        parcels["distance_km"].to_numpy(dtype=float),
        weight,
        np.isnan(weight).astype(float),
        parcels["load"].to_numpy(dtype=float),
        clock.dt.hour.to_numpy(dtype=float) + clock.dt.minute.to_numpy(dtype=float) / 60.0,
        (clock.dt.month.to_numpy() > 10).astype(float),
        ((promised - since) / pd.Timedelta(days=1)).to_numpy(dtype=float),
    ]
    return pd.DataFrame(dict(zip(FEATURES, numbers + switches, strict=True)), index=parcels.index, dtype="float64")
