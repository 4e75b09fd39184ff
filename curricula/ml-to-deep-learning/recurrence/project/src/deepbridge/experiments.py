"""The runs that the report is about, and how two models are compared on the same rows. Given."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from deepbridge import baselines
from deepbridge.data import Array, Integers, Motifs, Shifts, Tracking, motifs, state_tracking
from deepbridge.features import peak_windows
from deepbridge.rnn import StateTracker, train

REPORT_SEED = 3


@dataclass(frozen=True)
class TrackingRun:
    """A GRU and classical models on one draw of the state-tracking data.

    Attributes:
        data: the shifts.
        model: the trained network.
        history: its mean training loss of each epoch.
        seconds: its training time.
        predictions: final states of the 1,000 test shifts of 30 events, by name: `gru`, `logged_table`, and
            every classical model; each of shape (1000,).
        predictions_long: `gru` on the 500 shifts of 120 events.
        classical: the ten fitted classical models, by name.
    """

    data: Tracking
    model: StateTracker
    history: list[float]
    seconds: float
    predictions: dict[str, Integers]
    predictions_long: dict[str, Integers]
    classical: dict[str, baselines.Fitted]

    def accuracy(self, name: str) -> float:
        """Share of the test shifts whose final state `name` gets right."""
        return float((self.predictions[name] == self.data.test.final).mean())

    @property
    def accuracy_long(self) -> float:
        """The same for the GRU on the shifts of 120 events."""
        return float((self.predictions_long["gru"] == self.data.test_long.final).mean())

    @property
    def best_classical(self) -> str:
        """The best classical model on the test shifts themselves: the choice that favors it most."""
        return max(self.classical, key=self.accuracy)

    def interval(self) -> tuple[float, float, float]:
        """Accuracy of the GRU minus that of the best classical model, with its paired 95 % interval."""
        gold = self.data.test.final
        return paired_interval(self.predictions["gru"] == gold, self.predictions[self.best_classical] == gold)


@dataclass(frozen=True)
class MotifRun:
    """Logistic regression on your windows against models on the raw series.

    Attributes:
        data: the series.
        accuracies: of `raw_logistic`, `raw_rbf_svm` and `windows_logistic` on the test series.
        probability: of the labels 0 and 1 by logistic regression on windows, shape (1000, 2).
    """

    data: Motifs
    accuracies: dict[str, float]
    probability: Array


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


def final_states(model: StateTracker, data: Shifts) -> Integers:
    """The model's state after the last event of each shift, shape (n,)."""
    predicted = model.predict(torch.from_numpy(data.x)).numpy()
    return predicted[np.arange(len(data.x)), data.lengths - 1]


def fit_tracker(data: Shifts, seed: int = 0, hidden: int = 48) -> tuple[StateTracker, list[float], float]:
    """Train a tracker on the final states of some shifts: `(model, history, seconds)`."""
    model = StateTracker(events=4, states=6, hidden=hidden, seed=seed)
    start = time.perf_counter()
    history = train(model, torch.from_numpy(data.x), torch.from_numpy(data.labels), epochs=8, seed=seed)
    return model, history, time.perf_counter() - start


def compare_on_tracking(data_seed: int, model_seed: int = 0) -> TrackingRun:
    """3,000 shifts of 1 to 30 events to learn from; 48 hidden units, 8 epochs, learning rate 0.01."""
    data = state_tracking(data_seed)
    model, history, seconds = fit_tracker(data.train, model_seed)
    classical = baselines.fit_classical(data.train)
    predictions = {name: fitted.predict(data.test) for name, fitted in classical.items()}
    predictions["logged_table"] = baselines.logged_table(data.train, data.test)
    predictions["gru"] = final_states(model, data.test)
    predictions_long = {"gru": final_states(model, data.test_long)}
    return TrackingRun(data, model, history, seconds, predictions, predictions_long, classical)


def compare_on_motifs(seed: int) -> MotifRun:
    """2,000 series to learn from: which of two shapes came first?"""
    data = motifs(seed)
    accuracies: dict[str, float] = {}
    for name in ("logistic", "rbf_svm"):
        model = baselines.MODELS[name]().fit(data.x_train, data.y_train)
        accuracies[f"raw_{name}"] = float(model.score(data.x_test, data.y_test))
    windows = baselines.logistic().fit(peak_windows(data.x_train), data.y_train)
    probability = windows.predict_proba(peak_windows(data.x_test))
    accuracies["windows_logistic"] = float((probability.argmax(axis=1) == data.y_test).mean())
    return MotifRun(data, accuracies, probability)


def worst_series(run: MotifRun) -> tuple[int, int, int]:
    """The misjudged test series whose right label has the smallest probability: `(row, gold, prediction)`.

    Of logistic regression on windows; row -1 if it misjudges none.
    """
    gold = run.data.y_test
    prediction = run.probability.argmax(axis=1)
    of_gold = run.probability[np.arange(len(gold)), gold].copy()
    of_gold[prediction == gold] = 2.0
    row = int(of_gold.argmin())
    return (row, int(gold[row]), int(prediction[row])) if prediction[row] != gold[row] else (-1, -1, -1)
