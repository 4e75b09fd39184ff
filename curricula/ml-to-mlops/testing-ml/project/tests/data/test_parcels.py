"""The data: what cleaning may change, and what the label says."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from parcelops.data import clean, generate, late

Make = Callable[..., pd.DataFrame]


### BEGIN SOLUTION cleaning
def test_one_row_a_parcel_and_the_last_scan_counts() -> None:
    raw = generate(50, seed=3)
    again = raw.iloc[[4]].assign(scanned_at=raw["scanned_at"].max() + pd.Timedelta(hours=1), weight_kg=9.25)
    parcels = clean(pd.concat([again, raw], ignore_index=True)).set_index("parcel_id")
    assert parcels.index.is_unique and len(parcels) == 50
    assert parcels.loc[again["parcel_id"].iloc[0], "weight_kg"] == 9.25


def test_a_failed_scale_is_a_missing_weight() -> None:
    raw = generate(20, seed=4).drop_duplicates("parcel_id").assign(weight_kg=1.5)
    raw.loc[0, "weight_kg"], raw.loc[1, "weight_kg"] = 0.0, -2.0
    assert clean(raw)["weight_kg"].isna().tolist() == [True, True, *[False] * 18]


def test_distances_are_kilometers() -> None:
    raw = generate(20, seed=5).drop_duplicates("parcel_id").assign(distance=100.0, distance_unit="km")
    raw.loc[0, "distance_unit"] = "mi"
    assert clean(raw)["distance_km"].tolist() == pytest.approx([160.9344, *[100.0] * 19])


@pytest.mark.parametrize("distance", [-1.0, float("nan"), float("inf")])
def test_an_impossible_distance_is_refused(distance: float) -> None:
    raw = generate(20, seed=6).drop_duplicates("parcel_id")
    raw.loc[7, "distance"] = distance
    with pytest.raises(ValueError, match="P000007"):
        clean(raw)


def test_the_feed_is_repeatable_and_plausible() -> None:
    pd.testing.assert_frame_equal(generate(400, seed=1), generate(400, seed=1))
    assert not generate(400, seed=1).equals(generate(400, seed=2))
    parcels = clean(generate(2000, seed=1))
    assert 0.15 < late(parcels).mean() < 0.5
    assert 0.02 < parcels["weight_kg"].isna().mean() < 0.2


### STARTER
#| def test_cleaning() -> None:
#|     """Parcels scanned twice, weights of zero, miles, impossible distances, a feed that repeats itself."""
#|     raise NotImplementedError("cleaning: tests of generate and clean")
### END SOLUTION


### BEGIN SOLUTION labels
@pytest.mark.parametrize(
    ("delivered_at", "expected"),
    [
        ("2025-06-05T10:00Z", 0),  # a day early
        ("2025-06-06T10:00Z", 0),  # on the due day, Friday
        ("2025-06-06T21:50Z", 0),  # 23:50 local, still the due day
        ("2025-06-06T22:10Z", 1),  # 00:10 local on the day after
        ("2025-06-09T10:00Z", 1),
    ],
)
def test_late_means_after_the_due_day_in_local_time(ordinary: Make, delivered_at: str, expected: int) -> None:
    assert late(ordinary(delivered_at=delivered_at)).tolist() == [expected]


def test_a_parcel_on_its_way_has_no_label(ordinary: Make) -> None:
    with pytest.raises(ValueError, match="delivered_at"):
        late(ordinary(delivered_at=[None]))


### STARTER
#| def test_label(ordinary: Make) -> None:
#|     """Early, on the due day, after it; and ten minutes on either side of local midnight."""
#|     raise NotImplementedError("labels: tests of late")
### END SOLUTION
