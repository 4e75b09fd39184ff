"""The runs that the report is about, and how two models are compared on the same rows. Given."""

from __future__ import annotations

import math
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.baselines import Fitted, fit_all
from deepbridge.data import held_out, make_set
from deepbridge.scale import MemmapDataset
from deepbridge.training import Run, make_run, probabilities, train

REPORT_SEED = 3
ROWS, FEATURES, EPOCHS, BATCH = 40_000, 16, 5, 256


@dataclass(frozen=True)
class Comparison:
    """A network that streams a table, and classical models on the same table.

    Attributes:
        y_test: shape (m,).
        scores: for each model the probability of class 1 of each test row, shape (m,); the network is
            `network`.
        classical: name of the classical model with the best accuracy on rows apart from the test rows.
        seconds: training time by model.
        losses: of the network, step by step.
    """

    y_test: NDArray[np.uint8]
    scores: dict[str, NDArray[np.float64]]
    classical: str
    seconds: dict[str, float]
    losses: list[float]

    def right(self, name: str) -> NDArray[np.bool_]:
        """Whether a model is right, test row by test row."""
        return (self.scores[name] > 0.5) == (self.y_test == 1)

    def accuracy(self, name: str) -> float:
        """Share of test rows that `name` gets right."""
        return float(self.right(name).mean())

    def interval(self) -> tuple[float, float, float]:
        """Accuracy of the network minus that of the best classical model, with its paired 95 % interval."""
        return paired_interval(self.right("network"), self.right(self.classical))

    def worst_row(self) -> tuple[int, int, float]:
        """The test row that the network is most sure of and wrong: `(row, gold, probability of the gold)`."""
        of_gold = np.where(self.y_test == 1, self.scores["network"], 1.0 - self.scores["network"])
        row = int(of_gold.argmin())
        return row, int(self.y_test[row]), float(of_gold[row])


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


def train_network(folder: Path, seed: int, epochs: int = EPOCHS, batch: int = BATCH) -> tuple[Run, float]:
    """Stream a table through the network for some passes. Returns the run and its seconds."""
    data = MemmapDataset(folder)
    steps = math.ceil(len(data) / batch) * epochs
    run = make_run(data, seed, steps=steps, batch=batch, dropout=0.0)
    start = time.perf_counter()
    train(run, steps)
    return run, time.perf_counter() - start


def compare(seed: int, rows: int = ROWS, features: int = FEATURES) -> Comparison:
    """Write a table, train the network and four classical models on it, and test them on 5,000 new rows."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = make_set(Path(name), rows, features, seed)
        x_test, y_test = held_out(5_000, features, seed)
        run, seconds = train_network(folder, seed)
        models = fit_all(folder, *held_out(5_000, features, seed, part=1))
        scores = {"network": probabilities(run.model, x_test)}
        times = {"network": seconds}
        for name, fitted in models.items():
            scores[name] = fitted.model.predict_proba(x_test)[:, 1]
            times[name] = fitted.seconds
        losses = run.losses
        del run
    return Comparison(y_test, scores, best(models), times, losses)


def best(models: dict[str, Fitted]) -> str:
    """The model with the best accuracy on the rows to choose with."""
    return max(models, key=lambda name: models[name].validation)
