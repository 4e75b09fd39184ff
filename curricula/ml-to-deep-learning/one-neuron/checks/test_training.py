"""Training: the loop step by step, the same minimum as scikit-learn's, scaling, and the gates."""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path

import numpy as np
from reference_neuron import (
    Array,
    Labels,
    describe,
    draw_problem,
    must_be_array,
    must_be_neuron,
    must_have_right_pieces,
    objective_and_gradients,
    probabilities_of,
    rate_of,
    wrong_pieces,
)

from conftest import Report
from deepbridge.experiments import (
    TARGET_LOSS,
    Comparison,
    SameModel,
    compare_on_breast_cancer,
    compare_on_digits,
    compare_scaling,
    same_model_on_breast_cancer,
    same_model_on_iris,
    steps_to,
)
from deepbridge.neuron import Neuron, fit_gd, predict_proba

RATE, C, STEPS = 0.3, 0.7, 5


def must_give_every_class(seed: int, report: Report) -> None:
    """A column of probabilities for each class, for two classes in the sigmoid form too."""
    rng = np.random.default_rng(seed)
    for k in (3, 2):
        x, y = draw_problem(rng, 12, 4, k)
        neuron = must_be_neuron(fit_gd(x, y, max_steps=3), 4, k)
        p = predict_proba(neuron, x)
        one_column = neuron.weight.shape[1] == 1 and np.shape(p) != (12, k)
        if one_column:
            report(hint="predict-sigmoid")
        assert not one_column, (
            "fit_gd learned one column for two classes, the sigmoid form; then predict_proba must still give "
            f"two columns, and for 12 rows it has the shape {np.shape(p)}."
        )
        must_be_array(p, (12, k), "predict_proba of what fit_gd returned")


def test_fit_shapes(seed: int, report: Report) -> None:
    must_give_every_class(seed, report)


def simulate(
    x: Array, y: Labels, c: float, rate: float, steps: int, mode: str = "right", tolerance: float = -1.0
) -> tuple[Array, Array, list[float]]:
    """Gradient descent from the formulas, right or with a well-known mistake.

    Returns:
        Weight, bias, and the objective before each step.
    """
    k = int(y.max()) + 1
    weight, bias = np.zeros((x.shape[1], k)), np.zeros(k)
    history: list[float] = []
    for _ in range(steps):
        value, by_weight, by_bias = objective_and_gradients(x, y, weight, bias, c)
        history.append(value)
        if max(np.abs(by_weight).max(), np.abs(by_bias).max()) <= tolerance:
            break
        if mode == "penalized-bias":
            by_bias = by_bias + bias / (c * len(x))
        if mode == "no-penalty":
            by_weight = by_weight - weight / (c * len(x))
        if mode == "sum":
            by_weight, by_bias = by_weight * len(x), by_bias * len(x)
        sign = -1.0 if mode == "uphill" else 1.0
        weight = weight - sign * rate * by_weight
        if mode == "one-after-the-other":
            by_bias = objective_and_gradients(x, y, weight, bias, c)[2]
        bias = bias - sign * rate * by_bias
    return weight, bias, history


MISTAKES = {
    "one-after-the-other": ("the bias moved with the gradient at the new weight", "fit-same-point"),
    "penalized-bias": ("the bias is penalized too", "fit-bias"),
    "no-penalty": ("the penalty is missing", "fit-penalty"),
    "sum": ("the gradient is a sum over the rows, not their mean", "gradient-mean"),
    "uphill": ("the step went uphill", "fit-sign"),
}


def compare_steps(neuron: Neuron, x: Array, y: Labels, rate: float, words: str, report: Report) -> None:
    """Compare a run of some steps with the simulation; name the mistake that explains a difference."""
    weight, bias, history = simulate(x, y, C, rate, STEPS)

    def equal(w: Array, b: Array) -> bool:
        return np.allclose(neuron.weight, w, rtol=1e-7, atol=1e-9) and np.allclose(
            neuron.bias, b, rtol=1e-7, atol=1e-9
        )

    if not equal(weight, bias):
        reason = "look at the order: both gradients of one point, then both steps"
        for mode, (text, hint) in MISTAKES.items():
            if equal(*simulate(x, y, C, rate, STEPS, mode)[:2]):
                reason = text
                report(hint=hint)
        if equal(*simulate(x, y, C, rate_of(x, C), STEPS)[:2]) and rate == RATE:
            reason = "the learning rate that was given is not used"
            report(hint="fit-rate")
        for other in (STEPS - 1, STEPS + 1):
            if equal(*simulate(x, y, C, rate, other)[:2]):
                reason = f"these are the values after {other} steps"
                report(hint="fit-count")
        report(expected=weight, actual=neuron.weight)
        raise AssertionError(
            f"After {STEPS} steps from zero with {words} the bias must be {describe(bias)}, it is "
            f"{describe(neuron.bias)}: {reason}.{wrong_pieces()}"
        )
    noted = [float(entry) for entry in neuron.history]
    right = len(noted) == STEPS and np.allclose(noted, history, rtol=1e-7)
    if not right:
        report(expected=history, actual=noted, hint="fit-history")
    assert right, (
        f"The history must hold the objective (log-loss plus penalty) before each of the {STEPS} steps, "
        f"{[round(entry, 6) for entry in history]}; it holds {[round(entry, 6) for entry in noted]}."
    )


def test_fit_steps(seed: int, report: Report) -> None:
    x, y = draw_problem(np.random.default_rng(seed), 12, 4, 3)
    kept = x.copy(), y.copy()
    given = fit_gd(x, y, c=C, learning_rate=RATE, max_steps=STEPS, tolerance=0.0)
    compare_steps(must_be_neuron(given, 4, 3), x, y, RATE, f"learning rate {RATE} and c = {C}", report)
    safe = fit_gd(x, y, c=C, max_steps=STEPS, tolerance=0.0)
    words = f"no learning rate given (so the safe one) and c = {C}"
    compare_steps(must_be_neuron(safe, 4, 3), x, y, rate_of(x, C), words, report)
    assert np.array_equal(x, kept[0]) and np.array_equal(y, kept[1]), (
        "fit_gd changed the x or y that it was given. They belong to the caller."
    )


def test_fit_stops(seed: int, report: Report) -> None:
    x, y = draw_problem(np.random.default_rng(seed + 1), 40, 4, 3)
    tolerance = 1e-3
    *_, history = simulate(x, y, C, rate_of(x, C), 20_000, tolerance=tolerance)
    neuron = must_be_neuron(fit_gd(x, y, c=C, max_steps=20_000, tolerance=tolerance), 4, 3)
    steps = len(neuron.history)
    if abs(steps - len(history)) > 1:
        report(expected=len(history), actual=steps, hint="fit-stop")
    assert abs(steps - len(history)) <= 1, (
        f"With tolerance {tolerance} the largest entry of both gradients is small enough after "
        f"{len(history)} entries of history; there are {steps}.{wrong_pieces()}"
    )
    rise = float(np.diff(neuron.history).max(initial=-1.0))
    if rise > 1e-12:
        report(hint="rate-ones")
    assert rise <= 1e-12, f"With the safe rate the objective cannot rise, it rose by {rise:.3g} in one step."


@cache
def iris_twice() -> SameModel:
    """Iris by `fit_gd` and by scikit-learn, made once for all checks."""
    return same_model_on_iris()


@cache
def tumors_twice() -> SameModel:
    """Breast cancer by `fit_gd` and by scikit-learn; the longest run of all checks, made once."""
    return same_model_on_breast_cancer()


def must_agree(run: SameModel, c: float, report: Report, evidence: Path) -> None:
    """Probabilities within 1e-4 of scikit-learn's; the table for the reader."""
    n, k = run.theirs.shape
    must_be_array(run.ours, (n, k), "predict_proba")
    worst = int(np.abs(run.ours - run.theirs).max(axis=1).argmax())
    with (evidence / f"same_model_{run.name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["what", "index", "column", "fit_gd", "scikit_learn", "difference"])
        tables = [("probability", run.ours, run.theirs)]
        if run.our_coefficients.shape == run.their_coefficients.shape:
            tables.append(("coefficient", run.our_coefficients, run.their_coefficients))
        tables.append(("mean log-loss", np.array([[run.our_loss]]), np.array([[run.their_loss]])))
        for what, ours, theirs in tables:
            for (row, column), value in np.ndenumerate(ours):
                other = theirs[row, column]
                cells = [f"{value:.8f}", f"{other:.8f}", f"{abs(value - other):.1e}"]
                writer.writerow([what, row, column, *cells])
    if not run.difference <= 1e-4:
        stopped = run.steps >= 40_000
        report(
            expected=run.theirs[worst],
            actual=run.ours[worst],
            hint="same-not-converged" if stopped else "same-two-classes" if k == 2 else "same-objective",
        )
    assert run.difference <= 1e-4, (
        f"{run.name}, standardized, c = {c:.3g}: scikit-learn gives row {worst} the probabilities "
        f"{describe(run.theirs[worst])}, fit_gd and predict_proba give {describe(run.ours[worst])}. "
        f"Largest difference {run.difference:.2e}, allowed 1e-4, after {run.steps} gradients. "
        f"evidence/same_model_{run.name}.csv has the table."
    )


def test_iris(seed: int, evidence: Path, report: Report) -> None:
    must_have_right_pieces(report)
    c = float(np.random.default_rng(seed).uniform(0.1, 0.6))
    must_agree(same_model_on_iris(c), c, report, evidence)
    run = iris_twice()
    must_agree(run, 1.0, report, evidence)
    report(iris_difference=run.difference)


def test_breast_cancer(seed: int, evidence: Path, report: Report) -> None:
    must_have_right_pieces(report)
    must_give_every_class(seed, report)
    c = float(np.random.default_rng(seed).uniform(0.02, 0.04))
    must_agree(same_model_on_breast_cancer(c), c, report, evidence)
    run = tumors_twice()
    must_agree(run, run.c, report, evidence)
    report(breast_cancer_difference=run.difference)


def test_scaling(seed: int, report: Report) -> None:
    run = compare_scaling(seed)
    for name, history in (("in cm", run.raw), ("standardized", run.standardized)):
        assert min(history) <= TARGET_LOSS, (
            f"Iris {name}, no penalty: the log-loss must reach {TARGET_LOSS}, after {len(history)} steps its "
            f"lowest value is {min(history):.4f}.{wrong_pieces()}"
        )
    report(
        expected="at least 12",
        actual=f"{run.ratio:.1f}",
        scaling_ratio=run.ratio,
        scaling_raw_steps=run.raw_steps,
        scaling_standardized_steps=run.standardized_steps,
    )
    assert run.ratio >= 12, (
        f"Features in cm need at least 12 times as many steps as standardized ones, each with its safe rate; "
        f"here {steps_to(run.raw)} and {steps_to(run.standardized)}: {run.ratio:.1f} times. Does fit_gd or "
        f"safe_rate scale features by itself?{wrong_pieces()}"
    )


def test_unpenalized(report: Report) -> None:
    from sklearn.datasets import load_breast_cancer

    x, y = load_breast_cancer(return_X_y=True)
    x, y = (x - x.mean(axis=0)) / x.std(axis=0), y.astype(np.int64)
    neuron = must_be_neuron(fit_gd(x, y, c=math.inf, max_steps=2_000), 30, 2)
    losses = (
        [float(neuron.history[step - 1]) for step in (1, 500, 1_000)] if len(neuron.history) == 2_000 else []
    )
    if not losses:
        report(hint="unpenalized")
    assert losses, (
        f"Without a penalty the log-loss on breast cancer has no minimum, so 2,000 steps must be taken; "
        f"fit_gd took {len(neuron.history)}."
    )
    p = probabilities_of(neuron, x)
    final = float(-np.log(p[np.arange(len(y)), y]).mean())
    report(
        expected="below 0.055 and falling",
        actual=f"{losses[1]:.4f}, {losses[2]:.4f}, {final:.4f}",
        unpenalized_loss=final,
    )
    falling = losses[0] > losses[1] > losses[2] > final and final < 0.055
    if not falling:
        report(hint="unpenalized")
    assert falling, (
        f"With c = inf the log-loss on breast cancer must fall on and on, below 0.055 after 2,000 steps; it "
        f"was {losses[1]:.4f} after 500, {losses[2]:.4f} after 1,000 and {final:.4f} after 2,000."
        + wrong_pieces()
    )


def test_memorize(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(16, 30)), rng.integers(0, 4, size=16)
    y[:4] = np.arange(4)
    neuron = must_be_neuron(fit_gd(x, y, c=math.inf, max_steps=3_000), 30, 4)
    p = probabilities_of(neuron, x)
    loss, right = float(-np.log(p[np.arange(16), y]).mean()), int((p.argmax(axis=1) == y).sum())
    report(expected="16 of 16, loss below 0.02", actual=f"{right} of 16, {loss:.3g}", memorized_loss=loss)
    assert right == 16 and loss < 0.02, (
        f"With 30 features 16 rows can be learned by heart, random labels or not: 3,000 steps without a "
        f"penalty must give 16 right and a loss below 0.02. There are {right} right and the loss is "
        f"{loss:.3g}.{wrong_pieces()}"
    )


def must_come_from_the_weights(run: Comparison) -> None:
    """The predictions are those of the trained weights."""
    predicted = run.predictions["neuron"]
    assert type(predicted) is np.ndarray and predicted.shape == run.split.y_test.shape, (
        f"The predictions must be a plain array of shape {run.split.y_test.shape}, they are "
        f"{describe(predicted)}."
    )
    same = float((probabilities_of(run.neuron, run.split.x_test).argmax(axis=1) == predicted).mean())
    assert same > 0.998, (
        f"The neuron's weight and bias explain only {same:.1%} of its predictions; predict_proba must use "
        f"them.{wrong_pieces()}"
    )


def test_tumors(seed: int, report: Report) -> None:
    must_give_every_class(seed, report)
    run = compare_on_breast_cancer(seed)
    must_come_from_the_weights(run)
    ours, library, svm = run.accuracy("neuron"), run.accuracy("library"), run.accuracy("rbf_svm")
    needed = max(0.905, svm - 0.045, library - 0.03)
    report(
        expected=f"at least {needed:.3f}",
        actual=f"{ours:.3f}",
        breast_cancer_neuron=ours,
        breast_cancer_library=library,
        breast_cancer_rbf_svm=svm,
    )
    assert ours >= needed, (
        f"On 171 test tumors the neuron must reach {needed:.3f}: at least 0.905, within 0.03 of "
        f"scikit-learn's logistic regression ({library:.3f}) and 0.045 of the RBF-SVM ({svm:.3f}). "
        f"It has {ours:.3f}.{wrong_pieces()}"
    )


def test_digits(seed: int, report: Report) -> None:
    run = compare_on_digits(seed)
    must_come_from_the_weights(run)
    ours, library, svm = run.accuracy("neuron"), run.accuracy("library"), run.accuracy("rbf_svm")
    needed = max(0.92, library - 0.045, svm - 0.07)
    report(
        expected=f"at least {needed:.3f}",
        actual=f"{ours:.3f}",
        digits_neuron=ours,
        digits_library=library,
        digits_rbf_svm=svm,
    )
    assert ours >= needed, (
        f"On 540 test digits ten neurons must reach {needed:.3f}: at least 0.92, within 0.045 of "
        f"scikit-learn's logistic regression ({library:.3f}) and 0.07 of the RBF-SVM ({svm:.3f}). They have "
        f"{ours:.3f}; the objective went from {run.neuron.history[0]:.3g} to {run.neuron.history[-1]:.3g}."
        + wrong_pieces()
    )
