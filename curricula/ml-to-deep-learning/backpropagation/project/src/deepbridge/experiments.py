"""The runs that the report is about, and how two models are compared on the same rows. Given."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deepbridge import baselines
from deepbridge.data import Split, digits, moons
from deepbridge.engine import Array
from deepbridge.mlp import MLP, fit

REPORT_SEED = 3


@dataclass(frozen=True)
class Comparison:
    """A network and classical models on one split.

    Attributes:
        split: the rows.
        model: the trained network.
        history: its mean training loss of each epoch.
        predictions: test predictions by name: `mlp`, `logistic`, `rbf_svm`; each of shape (m,).
        seconds: training time of the network.
    """

    split: Split
    model: MLP
    history: list[float]
    predictions: dict[str, NDArray[np.int64]]
    seconds: float

    def accuracy(self, name: str) -> float:
        """Share of test rows that `name` gets right."""
        return float((self.predictions[name] == self.split.y_test).mean())

    def interval(self, name: str) -> tuple[float, float, float]:
        """Accuracy of the network minus accuracy of `name`, with its paired 95 % interval."""
        gold = self.split.y_test
        return paired_interval(self.predictions["mlp"] == gold, self.predictions[name] == gold)


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
    """`deep` if the whole interval is above 0, `classical` if it is below 0, else `no difference`."""
    if low > 0:
        return "deep"
    return "classical" if high < 0 else "no difference"


def compare(
    split: Split, hidden: int, epochs: int, learning_rate: float, seed: int, names: tuple[str, ...] = ()
) -> Comparison:
    """Train a network with one hidden layer on a split, and the classical models beside it."""
    model = MLP([split.x_train.shape[1], hidden, int(split.y_train.max()) + 1], seed=seed)
    start = time.perf_counter()
    history = fit(model, split.x_train, split.y_train, epochs=epochs, learning_rate=learning_rate, seed=seed)
    seconds = time.perf_counter() - start
    predictions = {"mlp": model.predict(split.x_test)}
    for name in ("logistic", "rbf_svm", *names):
        classical = getattr(baselines, name)().fit(split.x_train, split.y_train)
        predictions[name] = classical.predict(split.x_test)
    return Comparison(split, model, history, predictions, seconds)


def compare_on_moons(data_seed: int, model_seed: int = 0) -> Comparison:
    """32 hidden units, 60 epochs, learning rate 0.1."""
    return compare(moons(data_seed), 32, 60, 0.1, model_seed, names=("cubic_logistic",))


def compare_on_digits(data_seed: int, model_seed: int = 0) -> Comparison:
    """64 hidden units, 30 epochs, learning rate 0.05."""
    return compare(digits(data_seed), 64, 30, 0.05, model_seed)


def worst_row(model: MLP, x: Array, y: NDArray[np.int64]) -> tuple[int, int, int]:
    """The misclassified row with the largest loss: `(row, gold, prediction)`; row -1 if there is none."""
    logits = model(x).data
    shifted = logits - logits.max(axis=1, keepdims=True)
    loss = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y]
    prediction = logits.argmax(axis=1)
    loss[prediction == y] = -1.0
    row = int(loss.argmax())
    return (row, int(y[row]), int(prediction[row])) if prediction[row] != y[row] else (-1, -1, -1)
