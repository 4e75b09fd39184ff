"""Behavior: what must not matter, what must matter and in which direction, and what any acceptable model gets right."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from parcelops.model import Model, predict

Make = Callable[..., pd.DataFrame]


### BEGIN SOLUTION invariance
@pytest.mark.invariance
def test_order_and_company_do_not_matter(trained: Model, parcels: pd.DataFrame) -> None:
    together = predict(trained, parcels)
    order = np.random.default_rng(5).permutation(len(parcels))
    np.testing.assert_allclose(predict(trained, parcels.iloc[order]), together[order], rtol=1e-9)
    few = parcels[parcels["weight_kg"].isna()].index[:3].tolist() + [0, 1, 2]
    alone = np.concatenate([predict(trained, parcels.loc[[row]]) for row in few])
    np.testing.assert_allclose(alone, together[few], rtol=1e-9)


@pytest.mark.invariance
def test_names_and_outcomes_do_not_matter(trained: Model, parcels: pd.DataFrame) -> None:
    renamed = parcels.assign(parcel_id=[f"X{number}" for number in range(len(parcels))][::-1])
    moved = parcels.assign(delivered_at=parcels["delivered_at"] + pd.Timedelta(days=9))
    zoned = parcels.assign(accepted_at=parcels["accepted_at"].dt.tz_convert("Asia/Tokyo"))
    for changed in (renamed, moved, zoned, parcels[parcels.columns[::-1]]):
        np.testing.assert_allclose(predict(trained, changed), predict(trained, parcels), rtol=1e-9)


### STARTER
#| @pytest.mark.invariance
#| def test_invariance(trained: Model, parcels: pd.DataFrame) -> None:
#|     """Row order, one row or a batch, the parcel's id, the outcome, the column order, the zone of an instant."""
#|     raise NotImplementedError("invariance: changes that must not change the prediction")
### END SOLUTION


### BEGIN SOLUTION directional
@pytest.mark.directional
@pytest.mark.parametrize(
    ("column", "better", "worse"),
    [
        ("distance_km", 100.0, 900.0),
        ("load", 0.5, 1.1),
        ("weather", "clear", "snow"),
        ("weather", "rain", "snow"),
        ("service", "standard", "express"),
        ("service", "economy", "standard"),
        ("accepted_at", "2025-09-02T08:00Z", "2025-12-02T08:00Z"),
    ],
)
def test_harder_circumstances_make_lateness_likelier(
    trained: Model, ordinary: Make, column: str, better: object, worse: object
) -> None:
    low, high = (predict(trained, ordinary(**{column: value}))[0] for value in (better, worse))
    assert high > low + 0.01


### STARTER
#| @pytest.mark.directional
#| def test_directional(trained: Model, ordinary: Make) -> None:
#|     """One column changes, all else equal: distance, load, weather, service, peak months."""
#|     raise NotImplementedError("directional: changes that must move the prediction one way")
### END SOLUTION


### BEGIN SOLUTION minimum
@pytest.mark.minimum
def test_obvious_parcels_are_obvious(trained: Model, ordinary: Make) -> None:
    easy = ordinary(distance_km=40.0, load=0.3, service="economy", weight_kg=0.5)
    hopeless = ordinary(
        distance_km=1500.0, load=1.2, weather="snow", service="express", accepted_at="2025-12-02T08:00Z"
    )
    assert predict(trained, easy)[0] < 0.15
    assert predict(trained, hopeless)[0] > 0.85


@pytest.mark.minimum
def test_probabilities_agree_with_the_rate(trained: Model, parcels: pd.DataFrame) -> None:
    probability = predict(trained, parcels)
    assert ((probability >= 0) & (probability <= 1)).all()
    assert 0.15 < probability.mean() < 0.5
    assert probability.std() > 0.05


### STARTER
#| @pytest.mark.minimum
#| def test_minimum(trained: Model, ordinary: Make) -> None:
#|     """A parcel that nothing can delay, one that nothing can save, and probabilities that are probabilities."""
#|     raise NotImplementedError("minimum: cases that any acceptable model gets right")
### END SOLUTION
