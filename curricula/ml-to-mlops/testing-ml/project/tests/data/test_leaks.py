"""Leaks: nothing that is learned may come from the future, from the outcome, or from the holdout."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from parcelops.data import clean, generate, split
from parcelops.features import build
from parcelops.model import Config, Model, predict, train

Make = Callable[..., pd.DataFrame]


### BEGIN SOLUTION leaks
def test_the_future_is_not_in_the_past(parcels: pd.DataFrame) -> None:
    cut = "2025-01-01"
    past, future = split(parcels, cut)
    assert len(past) and len(future)
    assert past["accepted_at"].max() < pd.Timestamp(cut, tz="UTC") <= future["accepted_at"].min()
    assert sorted([*past["parcel_id"], *future["parcel_id"]]) == sorted(parcels["parcel_id"])


def test_features_are_blind_to_the_outcome(parcels: pd.DataFrame) -> None:
    moved = parcels.assign(delivered_at=parcels["delivered_at"] + pd.Timedelta(days=5))
    pd.testing.assert_frame_equal(build(parcels), build(moved))
    pd.testing.assert_frame_equal(build(parcels), build(parcels.drop(columns="delivered_at")))


def test_the_holdout_does_not_move_the_model(parcels: pd.DataFrame) -> None:
    everything = clean(generate(1200, seed=21))
    spoiled = everything.copy()
    after = spoiled["accepted_at"] >= pd.Timestamp(Config().cut, tz="UTC")
    spoiled.loc[after, ["distance_km", "weight_kg"]] *= 40
    np.testing.assert_allclose(predict(train(everything), parcels), predict(train(spoiled), parcels), rtol=1e-9)


def test_the_score_is_neither_luck_nor_a_leak(trained: Model) -> None:
    """Better than the base rate, and below what an honest model of this noisy process can reach."""
    assert 0.70 < trained.metrics["auc"] < 0.92
    assert trained.metrics["brier"] < trained.metrics["brier_base"] - 0.02


### STARTER
#| def test_leaks(parcels: pd.DataFrame) -> None:
#|     """The split, features without the outcome, a model that the holdout can't move, a score not too good."""
#|     raise NotImplementedError("leaks: tests of split, build and train")
### END SOLUTION
