"""The same minimum from scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from reference_neuron import (
    Array,
    describe,
    draw_problem,
    must_be_array,
    must_stand_alone,
    objective_and_gradients,
)
from sklearn.linear_model import LogisticRegression

from conftest import PROJECT, Report
from deepbridge.library import library_fit


def two_arrays(result: object, d: int, k: int, report: Report) -> tuple[Array, Array]:
    """Weight and bias of the right shapes."""
    assert isinstance(result, tuple) and len(result) == 2, (
        f"library_fit must return (weight, bias), it returned {describe(result)}."
    )
    if np.shape(result[0]) != (d, k):
        report(hint="library-columns")
    return (
        must_be_array(result[0], (d, k), f"the weight of library_fit for {k} classes"),
        must_be_array(result[1], (k,), f"the bias of library_fit for {k} classes"),
    )


def test_library_fit(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    factor, calls = [1.0], [0]
    original = LogisticRegression.fit

    def fit(model: LogisticRegression, *args: object, **kwargs: object) -> LogisticRegression:
        calls[0] += 1
        original(model, *args, **kwargs)
        model.coef_ = model.coef_ * factor[0]
        model.intercept_ = model.intercept_ * factor[0]
        return model

    monkeypatch.setattr(LogisticRegression, "fit", fit)
    rng = np.random.default_rng(seed + 3)
    for n, d, k, decay in ((60, 4, 3, 0.02), (45, 4, 2, 0.05), (80, 3, 4, 0.3)):
        x, y = draw_problem(rng, n, d, k)
        y[k:][rng.random(n - k) < 0.4] = 0  # classes of different sizes: a penalty on the bias would show
        factor[0] = 1.0
        weight, bias = two_arrays(library_fit(x, y, decay), d, k, report)
        if not calls[0]:
            report(hint="library-call")
        assert calls[0], "library_fit must fit scikit-learn's LogisticRegression; its `fit` was not called."
        # At the minimum every slope is 0. decay = 1 / (c n) turns one form of the penalty into the other.
        _, by_weight, by_bias = objective_and_gradients(x, y, weight, bias, 1.0 / (decay * n))
        largest = float(max(np.abs(by_weight).max(), np.abs(by_bias).max()))
        if largest > 5e-6:
            reason, hint = explain(by_weight, by_bias, weight, bias, decay, k)
            report(expected="below 5e-6", actual=f"{largest:.2e}", hint=hint)
            raise AssertionError(
                f"{n} rows, {k} classes, decay {decay}: at the minimum of the objective every slope is 0, at "
                f"the weight and bias of library_fit one is {largest:.2e} (allowed 5e-6). {reason}"
            )
        centered = bool(np.abs(weight.sum(axis=1)).max() < 1e-5)
        if not centered:
            report(hint="library-columns")
        assert centered, (
            f"The columns of the weight must sum to 0 in each row, the sums are "
            f"{describe(weight.sum(axis=1))}."
        )
        factor[0] = float(rng.uniform(1.5, 3.0))
        changed = two_arrays(library_fit(x, y, decay), d, k, report)
        follows = np.allclose(changed[0], weight * factor[0], atol=1e-4) and np.allclose(
            changed[1] - changed[1][0], (bias - bias[0]) * factor[0], atol=1e-4
        )
        if not follows:
            report(hint="library-call")
        assert follows, (
            "When the coefficients of scikit-learn's model are changed, the result of library_fit does not "
            "change with them: it does not come from the library."
        )
    must_stand_alone(PROJECT, "library.py", report)


def explain(
    by_weight: Array, by_bias: Array, weight: Array, bias: Array, decay: float, k: int
) -> tuple[str, str]:
    """Which decay these weights are the minimum for, in words, and the hint."""
    size = float((weight**2).sum())
    sums = weight.sum(axis=1)
    if k == 2 and float(np.abs(sums).max()) > 1e-3 * np.sqrt(size):
        return (
            f"The two columns must sum to 0 in each row, the sums are {describe(sums)}: was scikit-learn's "
            "vector split between them?"
        ), "library-two-classes"
    # A penalized bias has the slope -decay * bias where the penalized objective has slope 0.
    if float(np.abs(by_bias).max()) > 5e-6 and np.allclose(by_bias, -decay * bias, rtol=0.05, atol=1e-6):
        return f"It is at the bias ({describe(by_bias)}): was the bias penalized?", "library-bias"
    if size < 1e-12:
        return "All weights are 0.", "library-c"
    # Weights of another strength have a slope along themselves; those of a solver that stopped do not.
    aligned = abs(float((by_weight * weight).sum())) / np.sqrt(size * float((by_weight**2).sum()) + 1e-300)
    if aligned < 0.99:
        return "It is not along the weights, so the strength may be right: the solver stopped early.", (
            "library-tolerance"
        )
    effective = decay - float((by_weight * weight).sum()) / size
    ratio = effective / decay
    words = f"These weights fit a decay of {effective:.4g}, {ratio:.3g} times the one asked for."
    if k == 2 and (abs(ratio - 2) < 0.02 or abs(ratio - 0.5) < 0.01):
        return words, "library-two-classes"
    return words, "library-c"
