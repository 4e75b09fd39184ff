"""The same gradient from scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from reference_net import describe, draw_network, must_be_array, network_loss_and_gradients, relative_error
from sklearn.neural_network import MLPClassifier
from test_network import make_model

from conftest import Report
from deepbridge.engine import Tensor
from deepbridge.library import library_gradients


def test_library_gradients(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    for name in ("fit", "partial_fit"):
        original = getattr(MLPClassifier, name)

        def counted(
            net: MLPClassifier, *args: object, _name: str = name, _original=original, **kwargs: object
        ):
            calls.append(_name)
            return _original(net, *args, **kwargs)

        monkeypatch.setattr(MLPClassifier, name, counted)

    def closed(_tensor: Tensor) -> None:
        report(hint="library-call")
        raise AssertionError(
            "library_gradients called the engine's backward; scikit-learn is to give the gradient."
        )

    monkeypatch.setattr(Tensor, "backward", closed)
    rng = np.random.default_rng(seed + 3)
    for sizes, rows in (([4, 6, 3], 10), ([3, 5, 6, 4], 14)):
        weights, x, y = draw_network(rng, sizes, rows)
        model = make_model(sizes, weights)
        actual = library_gradients(model, x, y)
        _, expected = network_loss_and_gradients(weights, x, y)
        if not calls:
            report(hint="library-call")
        assert calls, (
            "library_gradients must train scikit-learn's MLPClassifier; neither fit nor partial_fit was "
            "called."
        )
        assert isinstance(actual, list) and len(actual) == len(expected), (
            f"library_gradients must return a list of {len(expected)} arrays, in the order of "
            f"model.parameters; it returned {describe(actual)}."
        )
        assert all(np.array_equal(p.data, w) for p, w in zip(model.parameters, weights)), (
            "library_gradients changed the model; give scikit-learn copies of the weights."
        )
        for number, (ours, theirs) in enumerate(zip(actual, expected)):
            name = f"{'Wb'[number % 2]}{number // 2 + 1}"
            array = must_be_array(ours, theirs.shape, f"the gradient of {name}")
            if relative_error(array, theirs) >= 1e-6:
                report(expected=theirs, actual=array)
            assert relative_error(array, theirs) < 1e-6, (
                f"Layers {sizes}: the gradient of {name} must be {describe(theirs)}, library_gradients gave "
                f"{describe(array)}. One step, rate 1, no momentum, no penalty, all rows in one batch?"
            )
