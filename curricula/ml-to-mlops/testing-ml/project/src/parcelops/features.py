"""From cleaned parcels to the numbers that the model sees. Nothing here may look at what happened afterwards."""

from __future__ import annotations

import pandas as pd

from parcelops.workdays import promise

FEATURES = (
    "distance_km",
    "weight_kg",
    "weight_missing",
    "load",
    "local_hour",
    "peak",
    "calendar_days",
    "express",
    "economy",
    "rain",
    "snow",
    "london",
    "helsinki",
)
"""The columns of `build`, in this order. Standard service, clear weather and Berlin are the zero levels."""

SERVICES = ("express", "standard", "economy")
WEATHERS = ("clear", "rain", "snow")
DEPOTS = ("berlin", "london", "helsinki")

PEAK_MONTHS = (11, 12)
"""Local acceptance months in which the network is busy."""


def build(parcels: pd.DataFrame) -> pd.DataFrame:
    """Features of each parcel, from what is known when it is accepted.

    One row depends on that row alone: not on other rows, not on their order, not on the order of the columns, not on
    `parcel_id`, and never on `delivered_at`, which need not be there. The input is left as it was.

    Args:
        parcels: (n rows) as `data.clean` returns them.

    Returns:
        (n, 13) float64 on the same index, columns exactly `FEATURES`:
        distance_km, km · weight_kg, kg, NaN where unknown · weight_missing, 1 where it is · load, share of capacity ·
        local_hour, hours since local midnight with fractions (13.5 is half past one) · peak, 1 if accepted in
        November or December, local time · calendar_days, days from `start_date` to `due_date` · the rest, 1 or 0.

    Raises:
        ValueError: a service, a weather or a depot that is not known; the message names it.
    """
    _known(parcels["service"], SERVICES, "service")
    _known(parcels["weather"], WEATHERS, "weather")
    _known(parcels["depot"], DEPOTS, "depot")
    wall, start, due = promise(parcels["accepted_at"], parcels["depot"], parcels["service"])
    out = pd.DataFrame(index=parcels.index)
    out["distance_km"] = parcels["distance_km"]
    out["weight_kg"] = parcels["weight_kg"]
    out["weight_missing"] = parcels["weight_kg"].isna()
    out["load"] = parcels["load"]
    out["local_hour"] = wall.dt.hour + wall.dt.minute / 60
    out["peak"] = wall.dt.month.isin(PEAK_MONTHS)
    out["calendar_days"] = (due - start).dt.days
    for column, levels in (("service", SERVICES), ("weather", WEATHERS), ("depot", DEPOTS)):
        for level in levels:
            if level in FEATURES:
                out[level] = parcels[column] == level
    return out[list(FEATURES)].astype("float64")


def _known(values: pd.Series, allowed: tuple[str, ...], name: str) -> None:
    """Raises ValueError, naming them, if values outside `allowed` occur."""
    unknown = sorted(set(values.astype(str)) - set(allowed))
    if unknown:
        raise ValueError(f"unknown {name}: {unknown}")
