"""A golden-file suite: today's answers, written down. It notices nearly every change, the right ones included."""

from __future__ import annotations

import numpy as np
import pytest

from parcelops.data import clean, generate, late
from parcelops.features import build
from parcelops.model import predict, train

PROBABILITIES = [0.1337, 0.216, 0.0979, 0.0702, 0.1913, 0.9587, 0.0337, 0.6982]
LABELS = [0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1]


def test_labels_are_those_of_last_week() -> None:
    assert late(clean(generate(40, seed=3))).tolist()[:12] == LABELS


def test_features_are_those_of_last_week() -> None:
    features = build(clean(generate(40, seed=3))).drop(columns="weight_kg")
    assert features.to_numpy().sum() == pytest.approx(17638.041, abs=1e-2)


def test_predictions_are_those_of_last_week() -> None:
    trained = train(clean(generate(seed=11)))
    np.testing.assert_allclose(predict(trained, clean(generate(40, seed=3)))[:8], PROBABILITIES, atol=1e-3)


def test_the_score_is_that_of_last_week() -> None:
    assert train(clean(generate(seed=11))).metrics["auc"] == pytest.approx(0.8206, abs=1e-3)
