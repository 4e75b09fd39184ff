"""The same gradient from scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from reference_net import (
    Array,
    describe,
    draw_network,
    must_be_array,
    network_loss_and_gradients,
    relative_error,
)
from sklearn.neural_network import MLPClassifier
from test_network import make_model

from conftest import Report
from deepbridge.engine import Tensor
from deepbridge.library import library_gradients
from deepbridge.mlp import MLP


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
    factors = falsify(monkeypatch)
    rng = np.random.default_rng(seed + 3)
    for sizes, rows in (([4, 6, 3], 10), ([3, 5, 6, 4], 14)):
        weights, x, y = draw_network(rng, sizes, rows)
        model = make_model(sizes, weights)
        factors[:] = [1.0]
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
        if not falsified_too(model, x, y, expected, factors, rng):
            report(hint="library-call")
            raise AssertionError(
                "When the gradients inside scikit-learn's network are changed, the result of "
                "library_gradients does not change with them: it does not come from the library."
            )


def falsify(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Multiplies the gradients of scikit-learn's network by factors, cycled over its arrays.

    Returns:
        The factors, which may be changed; all 1 at first.
    """
    factors = [1.0]
    original = getattr(MLPClassifier, "_backprop", None)
    if original is None:
        return factors

    def changed(net: MLPClassifier, *args: object, **kwargs: object):
        loss, weights, biases = original(net, *args, **kwargs)
        for number, gradient in enumerate(array for pair in zip(weights, biases) for array in pair):
            gradient *= factors[number % len(factors)]
        return loss, weights, biases

    monkeypatch.setattr(MLPClassifier, "_backprop", changed)
    return factors


def falsified_too(
    model: MLP,
    x: Array,
    y: NDArray[np.int64],
    expected: list[Array],
    factors: list[float],
    rng: np.random.Generator,
) -> bool:
    """Whether the result follows when scikit-learn's gradients are multiplied."""
    if not hasattr(MLPClassifier, "_backprop"):
        return True
    factors[:] = list(rng.uniform(1.5, 3.0, size=len(expected)))
    changed = library_gradients(model, x, y)
    follows = all(
        relative_error(array, gradient * factor) < 1e-6
        for array, gradient, factor in zip(changed, expected, factors, strict=True)
    )
    factors[:] = [1.0]
    return follows
