"""The calendar of the promise: hand-checked dates, and an oracle that counts days one at a time."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parcelops.workdays import CLOSED, WORKING_DAYS, due_date, local_time, start_date


def due(accepted_at: str, depot: str, service: str) -> str:
    """The due day of one parcel as an ISO date; `accepted_at` is an instant such as "2025-04-17T08:00Z"."""
    at = pd.Series(pd.to_datetime([accepted_at], utc=True))
    return due_date(at, pd.Series([depot]), pd.Series([service])).iloc[0].date().isoformat()


### BEGIN SOLUTION workdays
def wall(at: str, depot: str) -> str:
    return str(local_time(pd.Series(pd.to_datetime([at], utc=True)), pd.Series([depot])).iloc[0])


@pytest.mark.parametrize(
    ("at", "depot", "expected"),
    [
        ("2025-01-15T12:00Z", "berlin", "2025-01-15 13:00:00"),
        ("2025-07-15T12:00Z", "berlin", "2025-07-15 14:00:00"),
        ("2025-07-15T12:00Z", "london", "2025-07-15 13:00:00"),
        ("2025-01-15T22:30Z", "helsinki", "2025-01-16 00:30:00"),
    ],
)
def test_the_clock_on_the_wall(at: str, depot: str, expected: str) -> None:
    assert wall(at, depot) == expected


@pytest.mark.parametrize(
    ("at", "depot", "service", "expected"),
    [
        ("2025-06-03T08:00Z", "berlin", "standard", "2025-06-06"),  # Tuesday morning, three working days
        ("2025-06-13T08:00Z", "berlin", "express", "2025-06-16"),  # Friday, over the weekend
        ("2025-04-17T08:00Z", "berlin", "standard", "2025-04-24"),  # before Easter: Friday and Monday closed
        ("2025-06-03T14:59Z", "berlin", "express", "2025-06-04"),  # 16:59 local
        ("2025-06-03T15:00Z", "berlin", "express", "2025-06-05"),  # 17:00 local: starts tomorrow
        ("2025-06-07T08:00Z", "london", "express", "2025-06-10"),  # Saturday: starts on Monday
    ],
)
def test_due_days_counted_by_hand(at: str, depot: str, service: str, expected: str) -> None:
    assert due(at, depot, service) == expected


@settings(max_examples=40)
@given(
    day=st.dates(date(2024, 2, 1), date(2025, 11, 30)),
    depot=st.sampled_from(sorted(CLOSED)),
    service=st.sampled_from(sorted(WORKING_DAYS)),
)
def test_due_day_equals_counting_one_day_at_a_time(day: date, depot: str, service: str) -> None:
    """Accepted at 10:00 UTC, which is before the cut-off in all three depots."""
    left, current = WORKING_DAYS[service], day

    def works(when: date) -> bool:
        return when.weekday() < 5 and when.isoformat() not in CLOSED[depot]

    while not works(current):
        current += timedelta(days=1)
    while left:
        current += timedelta(days=1)
        left -= works(current)
    assert due(f"{day}T10:00Z", depot, service) == current.isoformat()


def test_a_parcel_at_the_cutoff_starts_on_the_next_working_day() -> None:
    at = pd.Series(pd.to_datetime(["2025-06-13T15:59Z", "2025-06-13T16:00Z"], utc=True))
    start = start_date(at, pd.Series(["london", "london"]))
    assert [str(day.date()) for day in start] == ["2025-06-13", "2025-06-16"]


### STARTER
#| def test_due_days_counted_by_hand() -> None:
#|     """Dates counted on a calendar: a weekend, a closed day, both sides of the cut-off, summer and winter."""
#|     raise NotImplementedError("workdays: tests of local_time, start_date and due_date")
### END SOLUTION
