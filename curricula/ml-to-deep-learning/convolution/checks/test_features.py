"""Features for digits that move."""

from __future__ import annotations

import numpy as np
from support import must_be_array, must_stand_alone

from conftest import Report
from deepbridge.baselines import plain_svm, raw
from deepbridge.data import shifted
from deepbridge.features import shift_features


def test_features_shape(seed: int, report: Report) -> None:
    must_stand_alone("features.py", report)
    canvases = shifted(seed).x_test[:12]
    kept = canvases.copy()
    features = shift_features(canvases)
    assert type(features) is np.ndarray and features.ndim == 2 and len(features) == 12, (
        "shift_features must return a plain NumPy array with one row for each of the 12 canvases, it "
        f"returned {type(features).__name__} of shape {getattr(features, 'shape', '?')}."
    )
    must_be_array(features, features.shape, "shift_features")
    assert np.issubdtype(features.dtype, np.floating), (
        f"shift_features must return real numbers (float32 or float64), it returned {features.dtype}."
    )
    assert np.array_equal(canvases, kept), "shift_features changed the canvases that it was given."
    alone = np.concatenate([shift_features(canvases[i : i + 1]) for i in (3, 0, 7)])
    same = alone.shape == (3, features.shape[1]) and np.allclose(alone, features[[3, 0, 7]], atol=1e-5)
    if not same:
        report(hint="features-alone")
    assert same, (
        "The features of a canvas must depend on that canvas only: described alone, canvases 3, 0 and 7 got "
        "other features than in a batch of 12."
    )


def test_features_gate(seed: int, report: Report) -> None:
    must_stand_alone("features.py", report)
    data = shifted(seed)
    kept = data.x_train.copy(), data.x_test.copy()
    train, test = shift_features(data.x_train), shift_features(data.x_test)
    assert np.array_equal(data.x_train, kept[0]) and np.array_equal(data.x_test, kept[1]), (
        "shift_features changed the canvases that it was given; the network is trained on the same ones."
    )
    right = plain_svm().fit(train, data.y_train).predict(test) == data.y_test
    pixels = plain_svm().fit(raw(data.x_train), data.y_train).score(raw(data.x_test), data.y_test)
    accuracy = float(right.mean())
    report(
        expected="at least 0.940",
        actual=f"{accuracy:.3f}",
        shifted_features=accuracy,
        shifted_raw=float(pixels),
    )
    assert accuracy >= 0.94, (
        f"An RBF-SVM on shift_features must reach 0.94 on 450 test canvases; it has {accuracy:.3f} (on plain "
        f"pixels {pixels:.3f}). Move one canvas by a pixel and look which of your features change."
    )
