"""Parcels: a generator with calendar effects, the cleaning of the raw feed, the label, the split."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parcelops.units import to_km
from parcelops.workdays import WORKING_DAYS, ZONES, due_date, local_time, promise

RAW_COLUMNS = (
    "parcel_id",
    "scanned_at",
    "accepted_at",
    "depot",
    "service",
    "distance",
    "distance_unit",
    "weight_kg",
    "weather",
    "load",
    "delivered_at",
)
"""The feed: one row a scan. A parcel that was scanned again has several rows."""

COLUMNS = (
    "parcel_id",
    "accepted_at",
    "depot",
    "service",
    "distance_km",
    "weight_kg",
    "weather",
    "load",
    "delivered_at",
)
"""What `clean` returns: one row a parcel."""

_RAIN_BY_MONTH = (0.30, 0.28, 0.30, 0.28, 0.25, 0.25, 0.28, 0.28, 0.28, 0.32, 0.35, 0.32)
_SNOW_BY_MONTH = (0.25, 0.25, 0.12, 0.02, 0.00, 0.00, 0.00, 0.00, 0.00, 0.02, 0.12, 0.22)


def generate(n: int = 3000, seed: int = 0, start: str = "2024-01-08", days: int = 700) -> pd.DataFrame:
    """A raw feed of made-up parcels. The same arguments give the same feed, another seed another one.

    About three parcels in ten are late. Distance, load, rain, snow (more than rain), express service, the peak months
    and a late hour of the day make lateness likelier; economy service makes it less likely. About 8 % of the weights
    are missing, about 2 % of the parcels are scanned twice. London measures in miles.

    Args:
        n: parcels.
        seed: of all draws.
        start: first local acceptance day, ISO date.
        days: acceptance days from there on.

    Returns:
        at least n rows, columns `RAW_COLUMNS`; instants in UTC.
    """
    rng = np.random.default_rng(seed)
    depot = pd.Series(rng.choice(list(ZONES), size=n, p=[0.4, 0.35, 0.25]))
    service = pd.Series(rng.choice(list(WORKING_DAYS), size=n, p=[0.3, 0.5, 0.2]))
    day = np.datetime64(start, "D") + rng.integers(0, days, size=n)
    minute = np.clip(rng.normal(13.5, 3.2, size=n), 6, 21.9) * 60
    wall = pd.Series(day.astype("datetime64[s]") + minute.astype("timedelta64[m]"))
    accepted_at = _to_utc(wall, depot)
    distance_km = np.clip(rng.lognormal(5.8, 0.7, size=n), 15, 1800)
    weight = rng.lognormal(1.0, 0.8, size=n).round(2) + 0.05
    missing = rng.random(n) < 0.08
    load = rng.uniform(0.3, 1.2, size=n).round(3)
    month = wall.dt.month.to_numpy() - 1
    draw = rng.random(n)
    snow = draw < np.take(_SNOW_BY_MONTH, month)
    rain = ~snow & (draw < np.take(_SNOW_BY_MONTH, month) + np.take(_RAIN_BY_MONTH, month))
    logit = (
        -2.45
        + 0.0020 * distance_km
        + 3.2 * (load - 0.75)
        + 0.6 * rain
        + 1.8 * snow
        + 1.0 * (month >= 10)
        + 1.1 * (service == "express").to_numpy()
        - 1.6 * (service == "economy").to_numpy()
        + 0.06 * (minute / 60 - 13.5)
        + 0.05 * weight
        + 0.3 * (depot == "helsinki").to_numpy()
    )
    is_late = rng.random(n) < 1 / (1 + np.exp(-logit))
    delivered_at = _delivery(rng, accepted_at, depot, service, is_late)
    raw = pd.DataFrame(
        {
            "parcel_id": [f"P{number:06d}" for number in range(n)],
            "scanned_at": accepted_at + pd.to_timedelta(rng.integers(1, 30, size=n), unit="min"),
            "accepted_at": accepted_at,
            "depot": depot,
            "service": service,
            "distance": distance_km / np.where(depot == "london", 1.609344, 1.0),
            "distance_unit": np.where(depot == "london", "mi", "km"),
            "weight_kg": np.where(missing, np.nan, weight),
            "weather": np.select([snow, rain], ["snow", "rain"], "clear"),
            "load": load,
            "delivered_at": delivered_at,
        }
    )
    again = raw[rng.random(n) < 0.02].copy()
    again["scanned_at"] = again["scanned_at"] + pd.Timedelta(hours=2)
    again["weight_kg"] = (again["weight_kg"] * 1.1).round(2)
    return pd.concat([raw, again], ignore_index=True)[list(RAW_COLUMNS)]


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """One row a parcel, distances in kilometers, impossible values refused or marked as missing.

    - Of a parcel with several scans the one with the latest `scanned_at` counts, wherever its row stands.
    - `distance` and `distance_unit` become `distance_km`.
    - A weight of zero or less is a scale that failed: it becomes NaN. A missing weight stays NaN. No other weight
      changes, and no parcel is dropped.

    Args:
        raw: rows with `RAW_COLUMNS`; `delivered_at` may be absent (parcels on their way). Left as it was.

    Returns:
        rows with `COLUMNS` (without `delivered_at` if it was absent), sorted by `parcel_id`, index 0 … n − 1.

    Raises:
        ValueError: a distance is missing, negative or infinite, or its unit is unknown.
    """
    latest = raw.sort_values("scanned_at", kind="stable").drop_duplicates("parcel_id", keep="last")
    parcels = latest.sort_values("parcel_id", kind="stable").reset_index(drop=True)
    parcels["distance_km"] = to_km(parcels["distance"], parcels["distance_unit"])
    bad = ~np.isfinite(parcels["distance_km"]) | (parcels["distance_km"] < 0)
    if bad.any():
        raise ValueError(f"distance missing, negative or infinite: {parcels.loc[bad, 'parcel_id'].tolist()[:5]}")
    parcels["weight_kg"] = parcels["weight_kg"].where(parcels["weight_kg"] > 0)
    return parcels[[name for name in COLUMNS if name in parcels.columns]]


def late(parcels: pd.DataFrame) -> pd.Series:
    """The label: 1 if the parcel came after its due day, else 0. Delivery on the due day keeps the promise.

    Both days are local days of the depot: a parcel that comes ten minutes after local midnight came on the new day.

    Args:
        parcels: rows with `accepted_at`, `depot`, `service`, `delivered_at`.

    Returns:
        (n,) int64 of 0 and 1, on the same index, named "late".

    Raises:
        ValueError: a parcel is not delivered yet (`delivered_at` is missing): its label is not known.
    """
    if parcels["delivered_at"].isna().any():
        raise ValueError("delivered_at is missing: a parcel on its way has no label yet")
    due = due_date(parcels["accepted_at"], parcels["depot"], parcels["service"])
    delivered_on = local_time(parcels["delivered_at"], parcels["depot"]).dt.normalize()
    return (delivered_on > due).astype("int64").rename("late")


def split(parcels: pd.DataFrame, cut: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Past and future: a model is judged on parcels that were accepted after all those it learned from.

    Args:
        parcels: rows with `accepted_at`.
        cut: ISO date or instant, UTC.

    Returns:
        (accepted before the cut, accepted at the cut or after it): every parcel is in exactly one of the two.
    """
    before = parcels["accepted_at"] < pd.Timestamp(cut, tz="UTC")
    return parcels[before], parcels[~before]


def _to_utc(wall: pd.Series, depot: pd.Series) -> pd.Series:
    """(n,) instants in UTC of naive local times."""
    at = wall.dt.tz_localize("UTC")
    for name, zone in ZONES.items():
        here = depot == name
        at = at.where(~here, wall.dt.tz_localize(zone, ambiguous="NaT", nonexistent="NaT").dt.tz_convert("UTC"))
    return at


def _delivery(
    rng: np.random.Generator,
    accepted_at: pd.Series,
    depot: pd.Series,
    service: pd.Series,
    is_late: np.ndarray,
) -> pd.Series:
    """(n,) instants of delivery that agree with `is_late`; one in twenty at night, into a parcel locker."""
    n = len(depot)
    _, start, due = promise(accepted_at, depot, service)
    span = (due - start).dt.days.to_numpy()
    early = np.floor(rng.random(n) * span).astype(int)
    over = rng.integers(1, 4, size=n)
    shift = pd.to_timedelta(np.where(is_late, over, -early), unit="D")
    night = rng.random(n) < 0.05
    minute = np.where(night, rng.integers(5, 55, size=n), rng.integers(7 * 60, 23 * 60, size=n))
    wall = due + shift + pd.to_timedelta(minute, unit="min")
    return _to_utc(wall, depot)
