"""The run that the report is about, and how two models are compared on the same rows. Given."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from deepbridge import baselines
from deepbridge.data import Labels, Split, digits
from deepbridge.engine import cross_entropy
from deepbridge.mlp import MLP
from deepbridge.port import Batch, evaluate, from_engine, make_loaders, train_epoch

REPORT_SEED = 3
SIZES = [64, 64, 10]
EPOCHS, BATCH, RATE, MOMENTUM = 30, 32, 0.05, 0.9


@dataclass(frozen=True)
class Comparison:
    """One training, twice: with the engine and with PyTorch, from the same weights on the same batches; and
    classical models on the same split.

    Attributes:
        split: the rows.
        model: the network that PyTorch trained.
        engine: the network that the engine trained.
        engine_curve: mean training loss of each epoch with the engine (float64).
        torch_curve: the same with PyTorch (float32).
        validation_curve: validation accuracy after each epoch, with PyTorch.
        predictions: test predictions by name: `network`, `logistic`, `rbf_svm`; each of shape (m,).
        seconds: training time by name: `engine`, `torch`.
    """

    split: Split
    model: nn.Module
    engine: MLP
    engine_curve: list[float]
    torch_curve: list[float]
    validation_curve: list[float]
    predictions: dict[str, Labels]
    seconds: dict[str, float]

    def accuracy(self, name: str) -> float:
        """Share of test rows that `name` gets right."""
        return float((self.predictions[name] == self.split.test.y).mean())

    def interval(self, name: str) -> tuple[float, float, float]:
        """Accuracy of the network minus accuracy of `name`, with its paired 95 % interval."""
        gold = self.split.test.y
        return paired_interval(self.predictions["network"] == gold, self.predictions[name] == gold)

    def gap(self) -> float:
        """Largest difference of the two training curves, in nats."""
        return max(abs(a - b) for a, b in zip(self.engine_curve, self.torch_curve, strict=True))


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


def engine_epoch(mlp: MLP, batches: Iterable[Batch], velocities: list[NDArray[np.float64]]) -> float:
    """`train_epoch` with the engine: the same steps, v = MOMENTUM v + g and w = w - RATE v.

    Args:
        mlp: its parameters are changed.
        batches: `(x, y, ids)` as tensors.
        velocities: one for each parameter; they are changed.

    Returns:
        Mean log-loss over the rows, each batch measured before its step, in nats.
    """
    total, count = 0.0, 0
    for x, y, _ in batches:
        for parameter in mlp.parameters:
            parameter.zero_grad()
        loss = cross_entropy(mlp.forward(x.numpy().astype(np.float64)), y.numpy())
        loss.backward()
        for number, parameter in enumerate(mlp.parameters):
            velocities[number] = MOMENTUM * velocities[number] + parameter.grad
            parameter.data = parameter.data - RATE * velocities[number]
        total += float(loss.data) * len(y)
        count += len(y)
    return total / count


def train_network(
    split: Split, seed: int, epochs: int = EPOCHS
) -> tuple[nn.Module, list[float], list[float]]:
    """Train with PyTorch alone.

    Args:
        seed: of the first weights and of the order of the rows.

    Returns:
        The network, its mean training loss of each epoch, and its validation accuracy after each.
    """
    model = from_engine(MLP(SIZES, seed=seed))
    loaders = make_loaders(split, BATCH, seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM)
    losses, accuracies = [], []
    for _ in range(epochs):
        losses.append(train_epoch(model, loaders.train, optimizer))
        accuracies.append(evaluate(model, loaders.validation).accuracy)
    return model, losses, accuracies


def train_engine(split: Split, seed: int, epochs: int = EPOCHS) -> tuple[MLP, list[float]]:
    """The same training with the engine: the same first weights, the same batches in the same order.

    Returns:
        The network, and its mean training loss of each epoch.
    """
    mlp = MLP(SIZES, seed=seed)
    loader = make_loaders(split, BATCH, seed).train
    velocities = [np.zeros_like(parameter.data) for parameter in mlp.parameters]
    return mlp, [engine_epoch(mlp, loader, velocities) for _ in range(epochs)]


def compare(seed: int) -> Comparison:
    """The digits: 64 hidden units, 30 epochs, with the engine and with PyTorch; and classical models."""
    split = digits(seed)
    start = time.perf_counter()
    model, torch_curve, validation_curve = train_network(split, seed)
    middle = time.perf_counter()
    engine, engine_curve = train_engine(split, seed)
    seconds = {"torch": middle - start, "engine": time.perf_counter() - middle}
    loaders = make_loaders(split, BATCH, seed)
    predictions = {"network": evaluate(model, loaders.test).predictions.numpy()}
    for name in ("logistic", "rbf_svm"):
        classical = baselines.MAKERS[name]().fit(split.train.x, split.train.y)
        predictions[name] = classical.predict(split.test.x)
    return Comparison(split, model, engine, engine_curve, torch_curve, validation_curve, predictions, seconds)


def worst_row(model: nn.Module, split: Split) -> tuple[int, int, int]:
    """The misclassified test row with the largest loss: `(id, gold, prediction)`; id -1 if there is none."""
    model.eval()
    with torch.no_grad():
        log_p = model(torch.tensor(split.test.x, dtype=torch.float32)).log_softmax(dim=1)
    prediction = log_p.argmax(dim=1).numpy()
    loss = -log_p.numpy()[np.arange(len(split.test)), split.test.y]
    loss[prediction == split.test.y] = -1.0
    row = int(loss.argmax())
    if loss[row] < 0:
        return -1, -1, -1
    return int(split.test.ids[row]), int(split.test.y[row]), int(prediction[row])
