"""The races that the report is about, and how two models are compared on the same rows. Given."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.model_selection import train_test_split

from deepbridge.baselines import Classifier, convex_solution, rbf_svm
from deepbridge.data import Split, digits, split_of, valley
from deepbridge.net import Network, Recipe, log_softmax, train
from deepbridge.optim import AdamState, Array, adamw, best_rate, sgd_momentum

REPORT_SEED = 3
RATES = {
    "sgd": (0.1, 0.3, 1.0),
    "momentum": (0.01, 0.03, 0.1),
    "adamw": (0.001, 0.003, 0.01),
}


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


def quadratic_race(seed: int, largest: float = 100.0, size: int = 50) -> dict[str, int]:
    """Steps until the distance to the minimum of ½ Σ λ x² has fallen by a million, by method.

    Curvatures run from 1 to `largest`. Each method has its best rate: plain descent the one of `best_rate`,
    momentum Polyak's pair (1964): rate 4 / (1 + sqrt κ)² with momentum ((sqrt κ - 1) / (sqrt κ + 1))².
    """
    rng = np.random.default_rng(seed)
    curvature = np.concatenate([[1.0, largest], np.exp(rng.uniform(0.0, math.log(largest), size - 2))])
    start = rng.normal(size=size)
    root = math.sqrt(largest)
    settings = {
        "gd": (best_rate(1.0, largest), 0.0),
        "momentum": (4.0 / (1.0 + root) ** 2, ((root - 1.0) / (root + 1.0)) ** 2),
    }
    steps = {}
    for name, (rate, momentum) in settings.items():
        x, velocity, count = start.copy(), np.zeros(size), 0
        while np.linalg.norm(x) > 1e-6 * np.linalg.norm(start) and count < 5000:
            sgd_momentum([x], [curvature * x], [velocity], learning_rate=rate, momentum=momentum)
            count += 1
        steps[name] = count
    return steps


def valley_steps(
    optimizer: str, rate: float, start: tuple[float, float] = (-1.2, 1.0), scale: float = 1.0, cap: int = 5000
) -> int:
    """Steps until the valley's value is below 0.001; `cap` if it never is.

    Args:
        optimizer: `momentum` (0.9) or `adamw` (without decay).
        rate: constant.
        start: where the walk begins.
        scale: the function is multiplied by it, as if its unit had changed; the target too.
        cap: largest number of steps.
    """
    point, velocity = np.array(start), np.zeros(2)
    state = AdamState.of([point])
    for count in range(cap):
        value, gradient = valley(point)
        if value < 1e-3:
            return count
        if not value < 1e9:
            return cap
        if optimizer == "adamw":
            adamw([point], [scale * gradient], state, learning_rate=rate, weight_decay=0.0)
        else:
            sgd_momentum([point], [scale * gradient], [velocity], learning_rate=rate, momentum=0.9)
    return cap


def valley_race() -> dict[str, int]:
    """Steps, or evaluations of L-BFGS, until the valley's value is below 0.001; best of eight rates each."""
    rates = {
        "momentum": (1e-4, 2e-4, 5e-4, 1e-3, 1.5e-3, 2e-3, 2.5e-3, 5e-3),
        "adamw": (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5),
    }
    steps = {name: min(valley_steps(name, rate) for rate in grid) for name, grid in rates.items()}
    values: list[float] = []

    def recorded(point: Array) -> tuple[float, Array]:
        value, gradient = valley(point)
        values.append(value)
        return value, gradient

    minimize(recorded, np.array([-1.2, 1.0]), jac=True, method="L-BFGS-B")
    steps["lbfgs"] = next(count for count, value in enumerate(values) if value < 1e-3)
    return steps


def convex_race(seed: int, passes: int) -> dict[str, float]:
    """How far above the optimum each method is after some passes over the digits.

    The problem is softmax regression with C = 1: convex, with one optimum, which Newton's method gives to ten
    digits. `momentum` and `adamw` are yours, in batches of 32, each with the best of four rates for these
    passes; `saga` and `lbfgs` are scikit-learn's and need no rate.

    Returns:
        Objective minus its optimum, in nats, by method.
    """
    split = digits(seed)
    x, y = split.x_train, split.y_train
    penalty = 1.0 / len(x)

    def objective(weights: tuple[Array, Array]) -> float:
        return Network(weights, penalty=penalty).loss(x, y)

    optimum = objective(convex_solution(x, y, "newton-cholesky", 100, 1e-10))
    gaps: dict[str, float] = {}
    for name, rates in {"momentum": (0.03, 0.1, 0.3, 1.0), "adamw": (0.01, 0.03, 0.1, 0.3)}.items():
        tried = []
        for rate in rates:
            network = Network([np.zeros((64, 10)), np.zeros(10)], penalty=penalty)
            train(network, x, y, Recipe(name, rate, passes, warmup=0.0, weight_decay=0.0), seed=0)
            tried.append(network.loss(x, y) - optimum)
        gaps[name] = min(tried)
    for solver in ("saga", "lbfgs"):
        gaps[solver] = objective(convex_solution(x, y, solver, passes)) - optimum
    return gaps


@dataclass(frozen=True)
class NetworkRace:
    """One network, trained by three optimizers, and an SVM on the same rows.

    Attributes:
        split: the rows.
        networks: trained networks by optimizer.
        rates: the rate that each had, chosen on a quarter of the training rows.
        losses: loss of each training step by optimizer.
        predictions: test predictions by optimizer and of `rbf_svm`, each of shape (m,).
    """

    split: Split
    networks: dict[str, Network]
    rates: dict[str, float]
    losses: dict[str, list[float]]
    predictions: dict[str, NDArray[np.int64]]

    def accuracy(self, name: str) -> float:
        """Share of test rows that `name` gets right."""
        return float((self.predictions[name] == self.split.y_test).mean())

    def interval(self, first: str, second: str) -> tuple[float, float, float]:
        """Accuracy of `first` minus accuracy of `second`, with its paired 95 % interval."""
        gold = self.split.y_test
        return paired_interval(self.predictions[first] == gold, self.predictions[second] == gold)


def held_out(split: Split, seed: int) -> Split:
    """The training rows alone, a quarter of them held out to choose by."""
    x_fit, x_val, y_fit, y_val = train_test_split(
        split.x_train, split.y_train, test_size=0.25, stratify=split.y_train, random_state=seed
    )
    return split_of(x_fit, y_fit, x_val, y_val)


def chosen(
    split: Split,
    seed: int,
    fit: Callable[[float, Array, NDArray[np.int64]], Callable[[Array], Array]],
    values: tuple[float, ...],
) -> float:
    """The value whose model has the smallest log-loss on a quarter of the training rows.

    Args:
        split: test rows are not looked at.
        seed: of the quarter.
        fit: trains with a value on rows and labels and returns what gives logits.
        values: to choose from.
    """
    part = held_out(split, seed)
    losses = {}
    for value in values:
        log_p = log_softmax(fit(value, part.x_train, part.y_train)(part.x_test))
        losses[value] = float(-log_p[np.arange(len(part.y_test)), part.y_test].mean())
    return min(losses, key=lambda value: losses[value])


def tuned_svm(split: Split, seed: int) -> Classifier:
    """The RBF-SVM with the best C of three on a quarter of the training rows, fitted on all of them."""
    part = held_out(split, seed)
    scores = {}
    for c in (10.0, 1.0, 100.0):
        model = rbf_svm().set_params(svc__C=c).fit(part.x_train, part.y_train)
        scores[c] = float(model.score(part.x_test, part.y_test))
    best = max(scores, key=lambda c: scores[c])
    return rbf_svm().set_params(svc__C=best).fit(split.x_train, split.y_train)


def network_race(data_seed: int, model_seed: int = 0, epochs: int = 20) -> NetworkRace:
    """Two hidden layers of 64 units on digits; clipping at norm 1, a tenth of the steps to warm up."""
    split = digits(data_seed)
    sizes = [64, 64, 64, 10]
    networks: dict[str, Network] = {}
    rates: dict[str, float] = {}
    losses: dict[str, list[float]] = {}
    svm = tuned_svm(split, data_seed)
    predictions: dict[str, NDArray[np.int64]] = {"rbf_svm": svm.predict(split.x_test)}
    for name, grid in RATES.items():

        def fit(rate: float, x: Array, y: NDArray[np.int64], name: str = name) -> Callable[[Array], Array]:
            network = Network.drawn(sizes, model_seed)
            train(network, x, y, Recipe(name, rate, epochs, max_norm=1.0), model_seed)
            return network.logits

        rates[name] = chosen(split, data_seed, fit, grid)
        networks[name] = Network.drawn(sizes, model_seed)
        recipe = Recipe(name, rates[name], epochs, max_norm=1.0)
        losses[name] = train(networks[name], split.x_train, split.y_train, recipe, model_seed)
        predictions[name] = networks[name].predict(split.x_test)
    return NetworkRace(split, networks, rates, losses, predictions)


def deep_losses(data_seed: int, factor: float, normalize: bool, layers: int = 12) -> tuple[float, float]:
    """A deep network after three epochs on digits: mean loss of the last 20 steps, and test accuracy.

    Args:
        data_seed: of the split and of the weights.
        factor: He's first weights are multiplied by it.
        normalize: whether there is batch normalization before each relu.
        layers: hidden layers of 64 units.
    """
    split = digits(data_seed)
    drawn = Network.drawn([64] + [64] * layers + [10], data_seed)
    network = Network([factor * array for array in drawn.weights], normalize)
    recipe = Recipe("momentum", 0.05, epochs=3, batch_size=64, max_norm=1.0)
    losses = train(network, split.x_train, split.y_train, recipe, data_seed)
    accuracy = float((network.predict(split.x_test) == split.y_test).mean())
    return float(np.mean(losses[-20:])), accuracy


def worst_row(network: Network, x: Array, y: NDArray[np.int64]) -> tuple[int, int, int]:
    """The misclassified row with the largest loss: `(row, gold, prediction)`; row -1 if there is none."""
    logits = network.logits(x)
    loss = -log_softmax(logits)[np.arange(len(y)), y]
    prediction = logits.argmax(axis=1)
    loss[prediction == y] = -1.0
    row = int(loss.argmax())
    return (row, int(y[row]), int(prediction[row])) if prediction[row] != y[row] else (-1, -1, -1)
