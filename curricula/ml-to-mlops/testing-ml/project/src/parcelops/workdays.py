"""The calendar of the promise: local time, working days, closed days, the day on which a parcel is due.

A day is a *working day* of a depot when it is Monday to Friday and not one of the depot's closed days.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

ZONES = {"berlin": "Europe/Berlin", "london": "Europe/London", "helsinki": "Europe/Helsinki"}
"""Depot -> IANA time zone."""

WORKING_DAYS = {"express": 1, "standard": 3, "economy": 5}
"""Service -> promised working days after the start date."""

CUTOFF_HOUR = 17
"""A parcel accepted at 17:00:00 local time or later starts on the next working day."""

CLOSED = {
    "berlin": (
        "2024-01-01 2024-03-08 2024-03-29 2024-04-01 2024-05-01 2024-05-09 2024-05-20 2024-10-03 2024-12-25 2024-12-26 "
        "2025-01-01 2025-04-18 2025-04-21 2025-05-01 2025-05-08 2025-05-29 2025-06-09 2025-10-03 2025-12-25 2025-12-26 "
        "2026-01-01"
    ).split(),
    "london": (
        "2024-01-01 2024-03-29 2024-04-01 2024-05-06 2024-05-27 2024-08-26 2024-12-25 2024-12-26 "
        "2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26 "
        "2026-01-01"
    ).split(),
    "helsinki": (
        "2024-01-01 2024-03-29 2024-04-01 2024-05-01 2024-05-09 2024-12-06 2024-12-25 2024-12-26 "
        "2025-01-01 2025-01-06 2025-04-18 2025-04-21 2025-05-01 2025-05-29 2025-12-25 2025-12-26 "
        "2026-01-01 2026-01-06"
    ).split(),
}
"""Depot -> the days (ISO dates, depot's local calendar) on which it does not work, weekends apart."""


def local_time(at: pd.Series, depot: pd.Series) -> pd.Series:
    """Wall-clock time at the depot, daylight saving included.

    Args:
        at: (n,) instants, time-zone aware (any zone).
        depot: (n,) keys of `ZONES`, on the same index.

    Returns:
        (n,) naive datetime64 on the same index: what a clock on the depot's wall showed. Missing stays missing.

    Raises:
        ValueError: an unknown depot; the message names it.
    """
    unknown = sorted(set(depot.astype(str)) - set(ZONES))
    if unknown:
        raise ValueError(f"unknown depot: {unknown}")
    utc = at.dt.tz_convert("UTC")
    wall = utc.dt.tz_localize(None)
    for name, zone in ZONES.items():
        here = (depot == name).to_numpy()
        if here.any():
            wall = wall.where(~here, utc.dt.tz_convert(zone).dt.tz_localize(None))
    return wall


def start_date(accepted_at: pd.Series, depot: pd.Series) -> pd.Series:
    """The local working day on which the promise starts to count.

    The acceptance day itself, if it is a working day and the parcel was accepted before 17:00:00 local time; otherwise
    the next working day after it.

    Args:
        accepted_at: (n,) instants, time-zone aware.
        depot: (n,) keys of `ZONES`.

    Returns:
        (n,) naive datetime64 at midnight, on the same index.

    Raises:
        ValueError: an unknown depot.
    """
    return _start(local_time(accepted_at, depot), depot)


def due_date(accepted_at: pd.Series, depot: pd.Series, service: pd.Series) -> pd.Series:
    """The last local day on which delivery keeps the promise: `WORKING_DAYS[service]` working days after the start.

    Args:
        accepted_at: (n,) instants, time-zone aware.
        depot: (n,) keys of `ZONES`.
        service: (n,) keys of `WORKING_DAYS`.

    Returns:
        (n,) naive datetime64 at midnight, on the same index.

    Raises:
        ValueError: an unknown depot or service; the message names it.
    """
    return promise(accepted_at, depot, service)[2]


def promise(accepted_at: pd.Series, depot: pd.Series, service: pd.Series) -> tuple[pd.Series, pd.Series, pd.Series]:
    """`local_time`, `start_date` and `due_date` of the same parcels in one go; arguments and errors as theirs."""
    unknown = sorted(set(service.astype(str)) - set(WORKING_DAYS))
    if unknown:
        raise ValueError(f"unknown service: {unknown}")
    wall = local_time(accepted_at, depot)
    start = _start(wall, depot)
    promised = service.map(WORKING_DAYS).to_numpy(dtype=int)
    due = _each_depot(_days(start), depot, promised)
    return wall, start, pd.Series(due.astype("datetime64[s]"), index=accepted_at.index)


def _start(wall: pd.Series, depot: pd.Series) -> pd.Series:
    """`start_date` from local times."""
    days = _days(wall)
    too_late = (wall.dt.hour >= CUTOFF_HOUR).to_numpy()
    first = _each_depot(days + too_late.astype("timedelta64[D]"), depot, np.zeros(len(days), dtype=int))
    return pd.Series(first.astype("datetime64[s]"), index=wall.index)


def _days(moments: pd.Series) -> np.ndarray:
    """(n,) datetime64[D]: the calendar day of each naive moment."""
    return moments.to_numpy().astype("datetime64[D]")


def _each_depot(days: np.ndarray, depot: pd.Series, steps: np.ndarray) -> np.ndarray:
    """(n,) datetime64[D]: each day rolled forward to a working day of its depot, then moved by `steps` of them."""
    moved = days.copy()
    for name, closed in CLOSED.items():
        here = (depot == name).to_numpy()
        if here.any():
            moved[here] = np.busday_offset(days[here], steps[here], roll="forward", holidays=closed)
    return moved
