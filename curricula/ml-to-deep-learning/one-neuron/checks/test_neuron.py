"""The neuron: scores, softmax, log-loss, their slopes, and the safe rate."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
from reference_neuron import (
    Array,
    Labels,
    describe,
    differences,
    draw_problem,
    log_probabilities,
    must_be_array,
    must_be_number,
    must_stand_alone,
    objective_and_gradients,
    rate_of,
    relative_error,
)

from conftest import PROJECT, Report
from deepbridge.neuron import Neuron, cross_entropy, gradients, logits, predict_proba, safe_rate, softmax


def two_gradients(x: Array, y: Labels, weight: Array, bias: Array, c: float) -> tuple[Array, Array]:
    """What `gradients` returns, as two arrays of the right shapes."""
    pair = gradients(x, y, weight, bias, c)
    assert isinstance(pair, tuple) and len(pair) == 2, (
        f"gradients must return (weight_gradient, bias_gradient), it returned {describe(pair)}."
    )
    return (
        must_be_array(pair[0], weight.shape, "the first result of gradients"),
        must_be_array(pair[1], bias.shape, "the second result of gradients"),
    )


def test_softmax_shape() -> None:
    for shape in ((5, 3), (1, 4), (4, 2)):
        must_be_array(softmax(np.zeros(shape)), shape, f"softmax of an array of shape {shape}")


def test_gradient_shapes(seed: int) -> None:
    x, y = draw_problem(np.random.default_rng(seed), 9, 4, 3)
    two_gradients(x, y, np.zeros((4, 3)), np.zeros(3), 1.0)


def test_logits(seed: int, report: Report) -> None:
    x, weight = np.array([[1.0, 2.0]]), np.array([[3.0, 0.0, -1.0], [0.5, 1.0, 1.0]])
    rng = np.random.default_rng(seed)
    cases = [(x, weight, np.array([0.0, 10.0, 0.0]), np.array([[4.0, 12.0, 1.0]]))]
    drawn = rng.normal(size=(6, 4)), rng.normal(size=(4, 3)), rng.normal(size=3)
    cases.append((*drawn, np.einsum("nd,dk->nk", drawn[0], drawn[1]) + drawn[2]))
    for rows, w, b, expected in cases:
        actual = must_be_array(logits(rows, w, b), expected.shape, "the result of logits")
        if not np.allclose(actual, expected):
            without = np.allclose(actual + b, expected)
            report(expected=expected, actual=actual, hint="logits-bias" if without else "logits-product")
        assert np.allclose(actual, expected), (
            f"The logits of the first row must be {describe(expected[0])}, they are {describe(actual[0])}: "
            "the weighted sum of its features for each class, plus the bias of the class."
        )


def test_softmax_hand_example(report: Report) -> None:
    scores = np.log(np.array([[1.0, 3.0], [4.0, 1.0]]))
    expected = np.array([[0.25, 0.75], [0.8, 0.2]])
    actual = must_be_array(softmax(scores.copy()), (2, 2), "softmax")
    if not np.allclose(actual, expected):
        down = np.allclose(actual, np.exp(scores) / np.exp(scores).sum(axis=0))
        report(expected=expected, actual=actual, hint="softmax-axis" if down else "softmax-formula")
    assert np.allclose(actual, expected), (
        f"softmax of [[0, log 3], [log 4, 0]] must be {describe(expected)}, it is {describe(actual)}. "
        "Each row is one example, and its probabilities sum to 1."
    )


def test_cross_entropy_hand_example(report: Report) -> None:
    scores, y = np.log(np.array([[1.0, 1.0, 2.0], [3.0, 1.0, 1.0]])), np.array([2, 1])
    expected = (math.log(2) + math.log(5)) / 2
    actual = must_be_number(cross_entropy(scores, y), "cross_entropy")
    if abs(actual - expected) > 1e-9:
        summed = abs(actual - 2 * expected) < 1e-9
        averaged = abs(actual - expected / 3) < 1e-9
        # log(sum exp(z - m)) - z_y: the maximum was taken from one half only.
        half = abs(actual - expected + (math.log(2) + math.log(3)) / 2) < 1e-9
        hint = "loss-mean" if summed or averaged else "loss-one-shift" if half else "loss-right-class"
        report(expected=expected, actual=actual, hint=hint)
    assert abs(actual - expected) < 1e-9, (
        f"Two rows give their right classes 1/2 and 1/5; the mean log-loss is (log 2 + log 5) / 2 = "
        f"{expected:.6f}, cross_entropy gave {actual:.6f}."
    )


def test_gradient_hand_example(report: Report) -> None:
    x, y = np.array([[2.0], [4.0]]), np.array([1, 1])
    weight, bias = np.array([[1.0, 1.0]]), np.zeros(2)
    for c, expected in ((math.inf, [[1.5, -1.5]]), (0.25, [[3.5, 0.5]])):
        by_weight, by_bias = two_gradients(x, y, weight, bias, c)
        if not np.allclose(by_weight, expected):
            per_row = np.allclose(by_weight, [[3.0 + 1 / c, -3.0 + 1 / c]])
            undivided = np.allclose(by_weight, [[1.5 + 1 / c, -1.5 + 1 / c]]) and math.isfinite(c)
            half = np.allclose(by_weight, [[1.5 + 1 / (4 * c), -1.5 + 1 / (4 * c)]])
            hint = "gradient-penalty" if (undivided or half) else "gradient-formula"
            report(hint="gradient-mean" if per_row and not math.isfinite(c) else hint)
            report(expected=expected, actual=by_weight)
        assert np.allclose(by_weight, expected), (
            f"x = [[2], [4]], both rows of class 1, weight [[1, 1]], bias [0, 0], c = {c}: p is (.5, .5) in "
            f"both rows, so the weight's gradient must be {expected}, it is {by_weight.tolist()}."
        )
        if not np.allclose(by_bias, [0.5, -0.5]):
            report(expected=[0.5, -0.5], actual=by_bias, hint="gradient-mean")
        assert np.allclose(by_bias, [0.5, -0.5]), (
            f"The bias's gradient is the mean of p - onehot over the rows, [.5, -.5]; it is "
            f"{by_bias.tolist()}."
        )


def test_predict_proba(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(7, 3))
    for k in (2, 4):
        neuron = Neuron(rng.normal(size=(3, k)), rng.normal(size=k), [1.0])
        expected = np.exp(log_probabilities(x @ neuron.weight + neuron.bias))
        actual = must_be_array(predict_proba(neuron, x), (7, k), "predict_proba")
        if not np.allclose(actual, expected):
            report(expected=expected, actual=actual)
        assert np.allclose(actual, expected), (
            f"The probabilities of the first row must be {describe(expected[0])} (softmax of its logits), "
            f"they are {describe(actual[0])}."
        )


def test_cross_entropy_oracle(seed: int, report: Report) -> None:
    from sklearn.metrics import log_loss

    rng = np.random.default_rng(seed)
    for n, k in ((8, 3), (5, 2), (20, 7)):
        scores, y = rng.normal(0.0, 3.0, size=(n, k)), rng.integers(0, k, size=n)
        kept = scores.copy()
        actual = must_be_number(cross_entropy(scores, y), "cross_entropy")
        p = np.exp(log_probabilities(kept))
        expected = float(log_loss(y, p / p.sum(axis=1, keepdims=True), labels=np.arange(k)))
        same = np.array_equal(scores, kept)
        softmax(scores)
        if not (same and np.array_equal(scores, kept)):
            report(hint="loss-inplace")
        assert same, "cross_entropy changed the logits that it was given; they belong to the caller."
        assert np.array_equal(scores, kept), "softmax changed the logits that it was given."
        if abs(actual - expected) > 1e-6:
            report(expected=expected, actual=actual)
        assert abs(actual - expected) < 1e-6, (
            f"{n} rows of {k} classes: sklearn.metrics.log_loss gives {expected:.8f}, cross_entropy gave "
            f"{actual:.8f}."
        )


def test_gradient_formula(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed + 1)
    for n, d, k, c in ((12, 4, 3, 0.7), (30, 6, 2, 20.0), (9, 3, 5, math.inf)):
        x, y = draw_problem(rng, n, d, k)
        weight, bias = rng.normal(size=(d, k)), rng.normal(size=k)
        kept = [array.copy() for array in (x, y, weight, bias)]
        actual = two_gradients(x, y, weight, bias, c)
        same = all(np.array_equal(a, b) for a, b in zip(kept, (x, y, weight, bias)))
        assert same, "gradients changed an array that it was given; they belong to the caller."
        _, *expected = objective_and_gradients(x, y, weight, bias, c)
        for name, ours, theirs in zip(("weight", "bias"), actual, expected):
            if relative_error(ours, theirs) >= 1e-12:
                data = theirs - (weight / (c * n) if name == "weight" else 0.0)
                lacking = relative_error(ours, data) < 1e-9
                only_penalty = name == "bias" and np.ptp((ours - theirs) / bias) < 1e-9
                near = relative_error(ours, theirs) < 1e-5
                hint = "gradient-penalty" if lacking or only_penalty else "gradient-formula"
                report(expected=theirs, actual=ours, hint="gradient-difference" if near else hint)
            assert relative_error(ours, theirs) < 1e-12, (
                f"n={n}, d={d}, k={k}, c={c}: the gradient at the {name} must be {describe(theirs)}, it is "
                f"{describe(ours)}."
            )
    must_stand_alone(PROJECT, "neuron.py", report)


def test_safe_rate(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    cases: list[tuple[Array, float, float]] = [(np.array([[1.0], [-1.0]]), math.inf, 2.0)]
    cases.append((np.array([[3.0], [-3.0]]), 0.25, 1.0 / (4.5 + 2.0)))
    for n, d, c in ((20, 3, 1.0), (15, 6, 0.1)):
        x = rng.normal(loc=rng.normal(size=d), size=(n, d)) * rng.uniform(0.1, 30.0, size=d)
        cases.append((x, c, rate_of(x, c)))
    for x, c, expected in cases:
        actual = must_be_number(safe_rate(x, c), "safe_rate")
        if abs(actual / expected - 1) > 1e-6:
            inverse = 1 / expected - 1 / (c * len(x))  # half the largest eigenvalue
            whole = 1 / (2 * inverse + 1 / (c * len(x)))
            penalty = math.isclose(actual, 1 / inverse, rel_tol=1e-6)
            half = math.isclose(actual, whole, rel_tol=1e-6)
            report(
                expected=expected,
                actual=actual,
                hint="rate-half" if half else "rate-penalty" if penalty else "rate-ones",
            )
        assert abs(actual / expected - 1) < 1e-6, (
            f"For x of shape {x.shape} with first row {describe(x[0])} and c={c} the safe rate is "
            f"{expected:.6g}, safe_rate gave {actual:.6g}."
        )


def test_softmax_shift(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed + 4)
    for _ in range(60):
        scores = rng.uniform(-30.0, 30.0, size=(int(rng.integers(1, 5)), 3))
        shift = float(rng.uniform(-10_000.0, 10_000.0))
        p = must_be_array(softmax(scores.copy()), scores.shape, "softmax")
        q = must_be_array(softmax(scores + shift), scores.shape, "softmax")
        finite = bool(np.isfinite(p).all() and np.isfinite(q).all())
        if not finite:
            report(hint="softmax-stable")
        assert finite, f"softmax of {describe(scores)}, shifted by {shift:.6g}, is not finite: {describe(q)}."
        if not np.allclose(p.sum(axis=1), 1):
            report(hint="softmax-axis" if np.allclose(p.sum(axis=0), 1) else "softmax-formula")
        assert np.allclose(p.sum(axis=1), 1), f"Rows must sum to 1, they sum to {describe(p.sum(axis=1))}."
        assert np.allclose(p, q, atol=1e-8), (
            f"softmax(z + c) must equal softmax(z). For z = {describe(scores)} and c = {shift:.6g} it went "
            f"from {describe(p)} to {describe(q)}."
        )
    far = must_be_array(softmax(np.array([[10_000.0, 0.0], [-10_000.0, 0.0]])), (2, 2), "softmax")
    if not np.allclose(far, [[1.0, 0.0], [0.0, 1.0]]):
        report(hint="softmax-stable")
    assert np.allclose(far, [[1.0, 0.0], [0.0, 1.0]]), (
        f"softmax of [[10000, 0], [-10000, 0]] is [[1, 0], [0, 1]], it gave {describe(far)}."
    )
    must_stand_alone(PROJECT, "neuron.py", report)


def test_cross_entropy_stable(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    scores, y = rng.normal(size=(6, 4)), rng.integers(0, 4, size=6)
    plain = must_be_number(cross_entropy(scores, y), "cross_entropy")
    shifted = must_be_number(cross_entropy(scores + 10_000.0, y), "cross_entropy")
    far = np.array([[10_000.0, 0.0]])
    sure_and_wrong = must_be_number(cross_entropy(far, np.array([1])), "cross_entropy")
    right = abs(shifted - plain) < 1e-6 and abs(sure_and_wrong - 10_000.0) < 1e-6
    if not right:
        report(
            expected=f"{plain:.6f} and 10000", actual=f"{shifted} and {sure_and_wrong}", hint="loss-stable"
        )
    assert right, (
        f"The loss must not move when 10,000 is added to all logits ({plain:.6f}, it became {shifted:.6g}), "
        f"and logits [10000, 0] with the right class 1 have the loss 10,000 (it is {sure_and_wrong:.6g}). "
        "Compute it from the logits, not from probabilities that may have become 0."
    )
    must_stand_alone(PROJECT, "neuron.py", report)


def test_gradient_differences(seed: int, evidence: Path, report: Report) -> None:
    rng = np.random.default_rng(seed + 2)
    rows, worst = [], 0.0
    for c in (0.3, math.inf):
        x, y = draw_problem(rng, 14, 5, 4)
        weight, bias = rng.normal(size=(5, 4)), rng.normal(size=4)
        exact = two_gradients(x, y, weight, bias, c)
        for name, array, gradient in zip(("weight", "bias"), (weight, bias), exact):
            # The objective by formula: the learner's own loss plays no part.
            approximate = differences(lambda: objective_and_gradients(x, y, weight, bias, c)[0], array)
            error = relative_error(gradient, approximate)
            worst = max(worst, error)
            norms = [f"{float(np.linalg.norm(g)):.10f}" for g in (gradient, approximate)]
            rows.append([name, str(c), *norms, f"{error:.2e}"])
    with (evidence / "gradients.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["array", "c", "exact_norm", "approximate_norm", "largest_relative_difference"])
        writer.writerows(rows)
    report(expected="below 1e-6", actual=f"{worst:.2e}", gradient_error=worst)
    assert worst < 1e-6, (
        f"The gradients differ from central differences of the objective by {worst:.2e} of the largest "
        "entry (allowed 1e-6). evidence/gradients.csv has the table."
    )
