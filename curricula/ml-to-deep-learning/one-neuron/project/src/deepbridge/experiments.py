"""The runs that the report is about, and how two models are compared on the same rows. Given."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.linear_model import LogisticRegression

from deepbridge import baselines
from deepbridge.data import Split, breast_cancer, digits, iris, split_of, standardized
from deepbridge.neuron import Array, Neuron, cross_entropy, fit_gd, logits, predict_proba

REPORT_SEED = 3
TARGET_LOSS = 0.2


@dataclass(frozen=True)
class SameModel:
    """One model, trained twice: by `fit_gd` and by scikit-learn.

    Attributes:
        name: of the data set.
        c: inverse strength of the penalty.
        ours: probabilities from `predict_proba`, shape (n, k).
        theirs: probabilities from scikit-learn, shape (n, k).
        our_coefficients: shape (d, k), rows with sum 0; for two classes the one vector, shape (d, 1).
        their_coefficients: the same from scikit-learn.
        our_loss: mean log-loss on the training rows, without penalty.
        their_loss: the same from scikit-learn.
        steps: gradients that `fit_gd` computed.
        seconds: that it took.
    """

    name: str
    c: float
    ours: Array
    theirs: Array
    our_coefficients: Array
    their_coefficients: Array
    our_loss: float
    their_loss: float
    steps: int
    seconds: float

    @property
    def difference(self) -> float:
        """Largest difference of two probabilities."""
        return float(np.abs(self.ours - self.theirs).max())

    @property
    def coefficient_difference(self) -> float:
        """Largest difference of two coefficients."""
        return float(np.abs(self.our_coefficients - self.their_coefficients).max())


def contrasts(weight: Array) -> Array:
    """What of a weight matrix changes probabilities.

    A constant that is added to all columns of one row changes nothing. So rows are shifted to sum 0, and two
    columns become their difference. The sigmoid form, one column, stays.
    """
    if weight.shape[1] == 1:
        return weight
    if weight.shape[1] == 2:
        return weight[:, 1:] - weight[:, :1]
    return weight - weight.mean(axis=1, keepdims=True)


def mean_log_loss(probabilities: Array, y: NDArray[np.int64]) -> float:
    """Mean log-loss of probabilities that are all above 0, in nats."""
    return float(-np.log(probabilities[np.arange(len(y)), y]).mean())


def train_twice(name: str, x: Array, y: NDArray[np.int64], c: float) -> SameModel:
    """`fit_gd` and scikit-learn on the same rows with the same c."""
    start = time.perf_counter()
    neuron = fit_gd(x, y, c=c, max_steps=40_000)
    seconds = time.perf_counter() - start
    library = LogisticRegression(C=c, tol=1e-10, max_iter=10_000).fit(x, y)
    ours, theirs = predict_proba(neuron, x), library.predict_proba(x)
    return SameModel(
        name,
        c,
        ours,
        theirs,
        contrasts(neuron.weight),
        library.coef_.T,
        mean_log_loss(ours, y),
        mean_log_loss(theirs, y),
        len(neuron.history),
        seconds,
    )


def same_model_on_iris(c: float = 1.0) -> SameModel:
    """All 150 flowers, standardized."""
    x, y = load_iris(return_X_y=True)
    rows = standardized(split_of(x, y, x[:1], y[:1]))
    return train_twice("iris", rows.x_train, rows.y_train, c)


def same_model_on_breast_cancer(c: float = 0.1) -> SameModel:
    """All 569 tumors, standardized."""
    x, y = load_breast_cancer(return_X_y=True)
    rows = standardized(split_of(x, y, x[:1], y[:1]))
    return train_twice("breast_cancer", rows.x_train, rows.y_train, c)


def write_note(path: Path, runs: list[SameModel]) -> None:
    """The note "same model, two names": your figures beside scikit-learn's, as Markdown tables."""
    lines = ["# The same model, two names", ""]
    lines += ["`fit_gd` is gradient descent on one neuron for each class; the other column is scikit-learn's"]
    lines += ["`LogisticRegression` at the same C, on the same standardized rows.", ""]
    for run in runs:
        lines += [f"## {run.name}, C = {run.c}", "", "| figure | fit_gd | LogisticRegression | difference |"]
        lines += ["| --- | --- | --- | --- |"]

        def add(label: str, ours: float, theirs: float) -> None:
            lines.append(f"| {label} | {ours:.6f} | {theirs:.6f} | {abs(ours - theirs):.1e} |")

        add("mean log-loss", run.our_loss, run.their_loss)
        for row in np.linspace(0, len(run.ours) - 1, 5).astype(int):
            column = int(run.theirs[row].argmax())
            label = f"P(class {column}), row {row}"
            add(label, float(run.ours[row, column]), float(run.theirs[row, column]))
        for row in np.abs(run.their_coefficients).max(axis=1).argsort()[::-1][:4]:
            ours, theirs = float(run.our_coefficients[row, -1]), float(run.their_coefficients[row, -1])
            add(f"coefficient of feature {row}, last column", ours, theirs)
        lines += ["", f"Largest difference: {run.difference:.1e} of {run.ours.size} probabilities, "]
        lines[-1] += f"{run.coefficient_difference:.1e} of {run.our_coefficients.size} coefficients."
        lines += [f"{run.steps} gradients in {run.seconds:.1f} s.", ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")


@dataclass(frozen=True)
class Scaling:
    """Steps until the mean log-loss is `TARGET_LOSS`, with and without standardized features.

    Attributes:
        raw: history on the features in cm.
        standardized: history on the standardized features.
    """

    raw: list[float]
    standardized: list[float]

    @property
    def raw_steps(self) -> int:
        """Steps on the features in cm."""
        return steps_to(self.raw)

    @property
    def standardized_steps(self) -> int:
        """Steps on the standardized features."""
        return steps_to(self.standardized)

    @property
    def ratio(self) -> float:
        """How many times as many steps the features in cm need."""
        return self.raw_steps / max(self.standardized_steps, 1)


def steps_to(history: list[float], target: float = TARGET_LOSS) -> int:
    """Number of steps before the first entry that is at or below the target; all of them if none is."""
    return next((step for step, loss in enumerate(history) if loss <= target), len(history))


def compare_scaling(seed: int) -> Scaling:
    """Iris without a penalty, so that both runs look for the same model; each with its own safe rate."""
    split = iris(seed)
    scaled = standardized(split)
    raw = fit_gd(split.x_train, split.y_train, c=math.inf, max_steps=1_600)
    standard = fit_gd(scaled.x_train, scaled.y_train, c=math.inf, max_steps=200)
    return Scaling(raw.history, standard.history)


@dataclass(frozen=True)
class Comparison:
    """One neuron for each class and classical models on one split.

    Attributes:
        split: the rows, standardized.
        neuron: what `fit_gd` learned.
        predictions: test predictions by name: `neuron`, `library`, `rbf_svm`; each of shape (m,).
        seconds: training time of the neuron.
    """

    split: Split
    neuron: Neuron
    predictions: dict[str, NDArray[np.int64]]
    seconds: float

    def accuracy(self, name: str) -> float:
        """Share of test rows that `name` gets right."""
        return float((self.predictions[name] == self.split.y_test).mean())

    def interval(self, name: str) -> tuple[float, float, float]:
        """Accuracy of the neuron minus accuracy of `name`, with its paired 95 % interval."""
        gold = self.split.y_test
        return paired_interval(self.predictions["neuron"] == gold, self.predictions[name] == gold)


def paired_interval(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Difference of two accuracies on the same rows, with a 95 % interval.

    Args:
        first: whether the first model was right, row by row, shape (m,).
        second: the same for the second model.

    Returns:
        `(difference, low, high)`: the mean of the differences row by row, plus and minus 1.96 standard
        errors.
    """
    difference = first.astype(np.float64) - second.astype(np.float64)
    mean = float(difference.mean())
    half = 1.96 * float(difference.std(ddof=1)) / math.sqrt(len(difference))
    return mean, mean - half, mean + half


def verdict(low: float, high: float) -> str:
    """`neuron` if the whole interval is above 0, `classical` if it is below 0, else `no difference`."""
    if low > 0:
        return "neuron"
    return "classical" if high < 0 else "no difference"


def compare(raw: Split, c: float, max_steps: int) -> Comparison:
    """Train a neuron for each class on a split, and the classical models beside it."""
    split = standardized(raw)
    start = time.perf_counter()
    neuron = fit_gd(split.x_train, split.y_train, c=c, max_steps=max_steps, tolerance=1e-5)
    seconds = time.perf_counter() - start
    predictions = {"neuron": predict_proba(neuron, split.x_test).argmax(axis=1)}
    library = LogisticRegression(C=c, max_iter=5_000).fit(split.x_train, split.y_train)
    predictions["library"] = library.predict(split.x_test)
    svm = baselines.rbf_svm().fit(raw.x_train, raw.y_train)
    predictions["rbf_svm"] = svm.predict(raw.x_test)
    return Comparison(split, neuron, predictions, seconds)


def compare_on_breast_cancer(seed: int) -> Comparison:
    """398 tumors to train on, 171 to test on; c = 1, at most 1,000 steps."""
    return compare(breast_cancer(seed), 1.0, 1_000)


def compare_on_digits(seed: int) -> Comparison:
    """1,257 digits to train on, 540 to test on; c = 1, at most 500 steps."""
    return compare(digits(seed), 1.0, 500)


def worst_row(neuron: Neuron, x: Array, y: NDArray[np.int64]) -> tuple[int, int, int]:
    """The misclassified row with the largest loss: `(row, gold, prediction)`; row -1 if there is none."""
    scores = logits(x, neuron.weight, neuron.bias)
    loss = np.array([cross_entropy(scores[i : i + 1], y[i : i + 1]) for i in range(len(y))])
    prediction = scores.argmax(axis=1)
    loss[prediction == y] = -1.0
    row = int(loss.argmax())
    return (row, int(y[row]), int(prediction[row])) if prediction[row] != y[row] else (-1, -1, -1)
