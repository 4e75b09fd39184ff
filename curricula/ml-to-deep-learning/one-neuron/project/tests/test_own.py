"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import numpy as np

from deepbridge.neuron import gradients, objective


def test_one_slope_by_hand() -> None:
    """The slope at one bias is near the difference quotient there."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(12, 3)), rng.integers(0, 3, size=12)
    weight, bias = rng.normal(size=(3, 3)), rng.normal(size=3)
    _, slopes = gradients(x, y, weight, bias, 0.5)
    step = np.array([1e-5, 0.0, 0.0])
    above = objective(x, y, weight, bias + step, 0.5)
    below = objective(x, y, weight, bias - step, 0.5)
    assert abs((above - below) / 2e-5 - slopes[0]) < 1e-8
