"""The features: exact columns, exact treatment of what is missing or unknown, no side effect."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from parcelops.features import FEATURES, build

Make = Callable[..., pd.DataFrame]


### BEGIN SOLUTION features
def test_the_columns_do_not_follow_those_of_the_caller(parcels: pd.DataFrame) -> None:
    shuffled = parcels[sorted(parcels.columns, reverse=True)]
    assert list(build(shuffled).columns) == list(FEATURES)
    pd.testing.assert_frame_equal(build(shuffled), build(parcels))


def test_a_missing_weight_stays_missing_and_is_flagged(ordinary: Make) -> None:
    x = build(ordinary(weight_kg=[2.0, float("nan")]))
    assert x["weight_kg"].isna().tolist() == [False, True]
    assert x["weight_missing"].tolist() == [0.0, 1.0]


def test_every_level_has_its_own_code(ordinary: Make) -> None:
    weather = build(ordinary(weather=["clear", "rain", "snow"]))
    assert weather[["rain", "snow"]].to_numpy().tolist() == [[0, 0], [1, 0], [0, 1]]
    service = build(ordinary(service=["standard", "express", "economy"]))
    assert service[["express", "economy"]].to_numpy().tolist() == [[0, 0], [1, 0], [0, 1]]


@pytest.mark.parametrize("column", ["weather", "service", "depot"])
def test_an_unknown_category_is_refused(ordinary: Make, column: str) -> None:
    with pytest.raises(ValueError, match="hovercraft"):
        build(ordinary(**{column: "hovercraft"}))


def test_the_hour_is_that_of_the_depot(ordinary: Make) -> None:
    x = build(ordinary(accepted_at=["2025-07-01T10:30Z", "2025-01-14T10:30Z"], depot="helsinki"))
    assert x["local_hour"].tolist() == [13.5, 12.5]


def test_the_callers_table_is_left_alone(parcels: pd.DataFrame) -> None:
    before = parcels.copy(deep=True)
    build(parcels)
    pd.testing.assert_frame_equal(parcels, before)


### STARTER
#| def test_features(ordinary: Make) -> None:
#|     """Column order, missing weight, each category, unknown categories, the local hour, the caller's table."""
#|     raise NotImplementedError("features: tests of build")
### END SOLUTION
