"""The runs that the report is about, and how two models are compared on the same rows. Given."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from deepbridge import baselines
from deepbridge.data import Canvases, cluttered, shifted
from deepbridge.features import shift_features
from deepbridge.net import SmallCNN
from deepbridge.trainer import as_images, fit, logits

REPORT_SEED = 3


@dataclass(frozen=True)
class Comparison:
    """A convolutional network and classical models on one set of canvases.

    Attributes:
        data: the canvases.
        model: the trained network.
        history: its mean training loss of each epoch.
        scores: its logits on the test canvases, shape (m, 10).
        predictions: test predictions by name, each of shape (m,): `cnn`, and `features` or `bank`.
        baseline: the model that the network is compared with.
        best_feature: name of the whole-image model behind `features`.
        seconds: training time by name.
        classical: fitted classical models by name, `features` and `bank` on cluttered canvases.
    """

    data: Canvases
    model: nn.Module
    history: list[float]
    scores: NDArray[np.float32]
    predictions: dict[str, NDArray[np.int64]]
    baseline: str
    best_feature: str
    seconds: dict[str, float]
    classical: dict[str, baselines.Classifier]

    def accuracy(self, name: str) -> float:
        """Share of test canvases that `name` gets right."""
        return float((self.predictions[name] == self.data.y_test).mean())

    def interval(self) -> tuple[float, float, float]:
        """Accuracy of the network minus accuracy of the baseline, with its paired 95 % interval."""
        gold = self.data.y_test
        return paired_interval(self.predictions["cnn"] == gold, self.predictions[self.baseline] == gold)


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


def train_cnn(data: Canvases, epochs: int, seed: int = 0) -> tuple[nn.Module, list[float], float]:
    """A new `SmallCNN`, trained: the model, its history and the seconds that it took."""
    torch.manual_seed(seed)
    model = SmallCNN(classes=10)
    start = time.perf_counter()
    history = fit(model, as_images(data.x_train), data.y_train, epochs=epochs, seed=seed)
    return model, history, time.perf_counter() - start


def feature_predictions(data: Canvases) -> NDArray[np.int64]:
    """Test predictions of an RBF-SVM on `features.shift_features`."""
    model = baselines.plain_svm().fit(shift_features(data.x_train), data.y_train)
    return model.predict(shift_features(data.x_test))


def compare_shifted(seed: int, model_seed: int = 0) -> Comparison:
    """Digits that only move: your features with an SVM against the network (6 epochs)."""
    data = shifted(seed)
    start = time.perf_counter()
    predictions = {"features": feature_predictions(data)}
    seconds = {"features": time.perf_counter() - start}
    model, history, seconds["cnn"] = train_cnn(data, epochs=6, seed=model_seed)
    scores = logits(model, as_images(data.x_test))
    predictions["cnn"] = scores.argmax(axis=1)
    return Comparison(data, model, history, scores, predictions, "features", "your features", seconds, {})


def classical_on(
    data: Canvases, names: tuple[str, ...] = baselines.STRONGEST
) -> tuple[dict[str, baselines.Classifier], dict[str, NDArray[np.int64]], str, dict[str, float]]:
    """The best whole-image model (`features`) and the template bank (`bank`), fitted.

    The best is chosen with the test labels, in favor of the classical side.

    Returns:
        Models by name, their test predictions by name, the name of the best whole-image model, and seconds by
        name.
    """
    predictions: dict[str, NDArray[np.int64]] = {}
    start = time.perf_counter()
    models = baselines.whole_image_models(names)
    candidates = {
        name: model.fit(data.x_train, data.y_train).predict(data.x_test) for name, model in models.items()
    }
    best = max(candidates, key=lambda name: float((candidates[name] == data.y_test).mean()))
    predictions["features"] = candidates[best]
    seconds = {"features": time.perf_counter() - start}
    start = time.perf_counter()
    bank = baselines.template_bank().fit(data.x_train, data.y_train)
    predictions["bank"] = bank.predict(data.x_test)
    seconds["bank"] = time.perf_counter() - start
    return {"features": models[best], "bank": bank}, predictions, best, seconds


def compare_cluttered(seed: int, model_seed: int = 0, fragments: int = 4, epochs: int = 4) -> Comparison:
    """Digits among fragments: whole-image features, template bank and network (4 epochs)."""
    data = cluttered(seed, fragments)
    model, history, cnn_seconds = train_cnn(data, epochs=epochs, seed=model_seed)
    classical, predictions, best, seconds = classical_on(data)
    seconds["cnn"] = cnn_seconds
    scores = logits(model, as_images(data.x_test))
    predictions["cnn"] = scores.argmax(axis=1)
    return Comparison(data, model, history, scores, predictions, "bank", best, seconds, classical)


def worst_row(scores: NDArray[np.float32], y: NDArray[np.int64]) -> tuple[int, int, int]:
    """The misclassified row with the largest loss: `(row, gold, prediction)`; row -1 if there is none.

    Args:
        scores: logits, shape (m, k).
        y: labels, shape (m,).
    """
    values = scores.astype(np.float64)
    shifted_scores = values - values.max(axis=1, keepdims=True)
    loss = np.log(np.exp(shifted_scores).sum(axis=1)) - shifted_scores[np.arange(len(y)), y]
    prediction = scores.argmax(axis=1)
    loss[prediction == y] = -1.0
    row = int(loss.argmax())
    return (row, int(y[row]), int(prediction[row])) if prediction[row] != y[row] else (-1, -1, -1)
