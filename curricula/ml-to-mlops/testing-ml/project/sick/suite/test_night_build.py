"""The suite of another team, as it runs every night in a random order. It is green on some nights and red on others."""

from __future__ import annotations

import pandas as pd
import pytest

from parcelops.data import clean, generate, late
from parcelops.features import build
from parcelops.model import Model, predict, train


@pytest.fixture(scope="module")
def month() -> pd.DataFrame:
    """Cleaned once for all tests, because cleaning takes time."""
    return clean(generate(600, seed=5))


@pytest.fixture(scope="module")
def model() -> Model:
    return train(clean(generate(seed=5)))


def test_some_parcels_are_late(month: pd.DataFrame) -> None:
    assert 0.1 < late(month).mean() < 0.6


def test_snow_makes_lateness_likelier(month: pd.DataFrame, model: Model) -> None:
    snowed = month.assign(weather="snow")
    assert predict(model, snowed).mean() > predict(model, month).mean() + 0.05


def test_heavy_parcels_keep_their_weight(month: pd.DataFrame) -> None:
    heavy = month.loc[month["weight_kg"] > 10].copy()
    heavy["weight_kg"] = heavy["weight_kg"].round()
    assert (build(heavy)["weight_kg"] >= 10).all()


def test_long_hauls_are_risky(month: pd.DataFrame, model: Model) -> None:
    hauls = month
    hauls["distance_km"] = 1600.0
    assert predict(model, hauls).mean() > 0.6


def test_some_weights_are_missing(month: pd.DataFrame) -> None:
    assert 0 < build(month)["weight_missing"].mean() < 0.2


def test_near_parcels_are_safer_than_far_ones(month: pd.DataFrame, model: Model) -> None:
    far = month["distance_km"] > 400
    assert predict(model, month[~far]).mean() < predict(model, month[far]).mean()


def test_features_ignore_the_name(month: pd.DataFrame) -> None:
    renamed = month.assign(parcel_id="X")
    pd.testing.assert_frame_equal(build(renamed), build(month))


def test_load_raises_the_risk(month: pd.DataFrame, model: Model) -> None:
    loaded = month.copy()
    loaded["load"] = 1.2
    assert predict(model, loaded).mean() > predict(model, month).mean()
