"""What most teams have: every function is called once, shapes are looked at, and the score has a floor.

It runs nearly every line of the package. `explore.py` measures how many lines, and how many mutants it catches.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from parcelops.data import clean, generate, late, split
from parcelops.features import FEATURES, build
from parcelops.model import Model, predict, train


@pytest.fixture(scope="module")
def parcels() -> pd.DataFrame:
    return clean(generate(1000, seed=11))


@pytest.fixture(scope="module")
def model(parcels: pd.DataFrame) -> Model:
    return train(parcels)


def test_clean_keeps_every_parcel(parcels: pd.DataFrame) -> None:
    assert len(parcels) == 1000
    assert parcels["distance_km"].notna().all()


def test_label_is_binary(parcels: pd.DataFrame) -> None:
    assert set(late(parcels)) == {0, 1}


def test_split_keeps_every_parcel(parcels: pd.DataFrame) -> None:
    past, future = split(parcels, "2025-01-01")
    assert len(past) + len(future) == len(parcels)


def test_features_have_the_right_shape(parcels: pd.DataFrame) -> None:
    assert build(parcels).shape == (len(parcels), len(FEATURES))


def test_the_score_has_a_floor(model: Model) -> None:
    assert model.metrics["auc"] > 0.70


def test_predictions_are_probabilities(model: Model, parcels: pd.DataFrame) -> None:
    probability = predict(model, parcels)
    assert np.isfinite(probability).all()
    assert (probability >= 0).all() and (probability <= 1).all()
