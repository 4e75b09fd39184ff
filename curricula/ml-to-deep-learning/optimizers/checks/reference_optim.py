"""What the checks compare with: update rules, gradients and schedules from formulas, none of them the
learner's."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from hypothesis import configuration
from numpy.typing import NDArray
from source_rules import foreign_names, shadowing_modules

from conftest import PROJECT, Report

Array = NDArray[np.float64]

# Hypothesis keeps a folder in the working directory; checks write only to evidence/ and to a temporary
# folder.
configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "bridgecraft-hypothesis")

# What each of the learner's files may import besides plain modules of the standard library.
ALLOWED = {
    "optim.py": frozenset({"numpy"}),
    "layers.py": frozenset({"numpy", "deepbridge.optim"}),
    "library.py": frozenset({"numpy", "torch", "deepbridge.net", "deepbridge.optim"}),
    "diagnosis.py": frozenset({"numpy", "deepbridge.colleague", "deepbridge.optim"}),
}


def must_stand_alone(name: str, report: Report) -> None:
    """A learner's file uses what it may use, and nothing in `src` stands before a library."""
    foreign = foreign_names(PROJECT / "src" / "deepbridge" / name, ALLOWED[name])
    if foreign:
        report(hint="own-code")
    assert not foreign, (
        f"{name} must get by with NumPy, plain modules of the standard library and what it imports already, "
        f"and change nothing in them; it uses {', '.join(foreign)}."
    )
    others = shadowing_modules(PROJECT)
    if others:
        report(hint="own-code")
    assert not others, f"src/ must not hold modules with the names of libraries: {', '.join(others)}."


def describe(value: object) -> str:
    """A value in a failure message: arrays on one line, with their shape."""
    if isinstance(value, np.ndarray) and type(value) is not np.ndarray:
        return f"an array of the class {type(value).__name__}"
    if isinstance(value, np.ndarray):
        numbers = {"float_kind": lambda entry: f"{entry:.6g}"}
        text = " ".join(np.array2string(value, separator=", ", threshold=12, formatter=numbers).split())
        return text if value.ndim == 1 else f"{text} (shape {value.shape})"
    return repr(value)[:300]


def must_be_array(value: object, shape: tuple[int, ...], what: str) -> Array:
    """The array, or a failure that says which shape was expected."""
    # A class of one's own could answer every comparison with yes.
    assert type(value) is np.ndarray, (
        f"{what} must be a plain NumPy array of shape {shape}, it is {describe(value)}."
    )
    array = cast("Array", value)
    assert array.shape == shape, f"{what} must have shape {shape}, it has shape {array.shape}."
    return array


def must_be_number(value: object, what: str, report: Report) -> float:
    """A plain float, or a failure that says what came."""
    plain = type(value) in (int, float) or (
        isinstance(value, np.floating | np.integer) and type(value).__module__ == "numpy"
    )
    if not plain:
        report(hint="plain-values")
    assert plain, f"{what} must be a plain number, it is {describe(value)}."
    return float(cast("float", value))


def first_difference(actual: Sequence[Array], expected: Sequence[Array]) -> str:
    """The entry that differs most, as `parameter 2, entry [0, 1]: 0.5, expected 0.4`."""
    gaps = [float(np.abs(a - e).max()) for a, e in zip(actual, expected)]
    number = int(np.nanargmax(gaps)) if np.isfinite(gaps).any() else 0
    index = np.unravel_index(int(np.abs(actual[number] - expected[number]).argmax()), expected[number].shape)
    place = ", ".join(str(int(i)) for i in index)
    return (
        f"parameter {number}, entry [{place}], must be {expected[number][index]:.6g} and is "
        f"{actual[number][index]:.6g}"
    )


def differences(function: Callable[[], float], array: Array, step: float = 1e-5) -> Array:
    """Central differences of a scalar function at every entry of an array that it reads."""
    gradient = np.zeros_like(array)
    for index in np.ndindex(array.shape):
        kept = array[index]
        array[index] = kept + step
        above = function()
        array[index] = kept - step
        below = function()
        array[index] = kept
        gradient[index] = (above - below) / (2 * step)
    return gradient


def relative_error(actual: Array, expected: Array) -> float:
    """Largest difference of two entries over the largest entry."""
    scale = max(float(np.abs(expected).max(initial=0.0)), float(np.abs(actual).max(initial=0.0)), 1e-12)
    return float(np.abs(actual - expected).max(initial=0.0)) / scale


def network_loss_and_gradients(
    weights: Sequence[Array], x: Array, y: NDArray[np.int64]
) -> tuple[float, list[Array]]:
    """Mean log-loss of a relu network and its gradients, from the closed formulas.

    Args:
        weights: [W1, b1, W2, b2, …].
        x: shape (n, d).
        y: shape (n,).
    """
    activations = [x]
    for layer in range(0, len(weights) - 2, 2):
        activations.append(np.maximum(activations[-1] @ weights[layer] + weights[layer + 1], 0.0))
    logits = activations[-1] @ weights[-2] + weights[-1]
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    delta = np.exp(log_p)
    delta[np.arange(len(y)), y] -= 1.0
    delta /= len(y)
    gradients: list[Array] = [np.zeros(0)] * len(weights)
    for layer in range(len(weights) - 2, -1, -2):
        below = activations[layer // 2]
        gradients[layer], gradients[layer + 1] = below.T @ delta, delta.sum(axis=0)
        delta = (delta @ weights[layer].T) * (below > 0)
    return float(-log_p[np.arange(len(y)), y].mean()), gradients


def network_logits(weights: Sequence[Array], x: Array) -> Array:
    """Logits of a relu network."""
    for layer in range(0, len(weights) - 2, 2):
        x = np.maximum(x @ weights[layer] + weights[layer + 1], 0.0)
    return x @ weights[-2] + weights[-1]


def first_weights(sizes: Sequence[int], rng: np.random.Generator) -> list[Array]:
    """Weights with variance 2 / fan_in and small random biases."""
    weights: list[Array] = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        weights.append(rng.normal(0.0, np.sqrt(2.0 / fan_in), size=(fan_in, fan_out)))
        weights.append(rng.normal(0.0, 0.1, size=fan_out))
    return weights


def schedule(step: int, peak: float, warmup: int, total: int, floor: float = 0.0) -> float:
    """The formula of the page."""
    if step < warmup:
        return peak * step / warmup
    if step <= total:
        return floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))
    return floor


def momentum_steps(
    start: Sequence[Array],
    gradients: Sequence[Sequence[Array | None]],
    rates: Sequence[float],
    momentum: float,
    mode: str = "right",
) -> list[Array]:
    """Parameters after all steps of gradient descent with momentum, right or with a well-known mistake."""
    parameters = [p.copy() for p in start]
    velocities = [np.zeros_like(p) for p in start]
    for row, rate in zip(gradients, rates):
        for i, gradient in enumerate(row):
            if gradient is None and mode == "none-is-zero":
                gradient = np.zeros_like(parameters[i])
            if gradient is None:
                continue
            factor = 1.0 - momentum if mode == "average" else rate if mode == "rate-inside" else 1.0
            velocities[i] = momentum * velocities[i] + factor * gradient
            move = velocities[i]
            if mode == "nesterov":
                move = gradient + momentum * velocities[i]
            if mode == "no-momentum":
                move = gradient
            step = move if mode == "rate-inside" else rate * move
            parameters[i] = parameters[i] + (step if mode == "uphill" else -step)
    return parameters


def adamw_steps(
    start: Sequence[Array],
    gradients: Sequence[Sequence[Array | None]],
    rates: Sequence[float],
    betas: tuple[float, float],
    eps: float,
    decay: float,
    mode: str = "after",
) -> list[Array]:
    """Parameters after all steps of AdamW with the decay after the step, or with a well-known mistake.

    The convention with the decay before the step is torch's own, which the check runs.
    """
    parameters = [p.copy() for p in start]
    first = [np.zeros_like(p) for p in start]
    second = [np.zeros_like(p) for p in start]
    counts = [0] * len(parameters)
    for number, (row, rate) in enumerate(zip(gradients, rates), start=1):
        for i, gradient in enumerate(row):
            if gradient is None and mode == "none-is-zero":
                gradient = np.zeros_like(parameters[i])
            if gradient is None:
                continue
            counts[i] += 1
            t = number if mode == "one-count" else counts[i]
            if mode == "decay-in-gradient":
                gradient = gradient + decay * parameters[i]
            first[i] = betas[0] * first[i] + (1 - betas[0]) * gradient
            second[i] = betas[1] * second[i] + (1 - betas[1]) * gradient**2
            m, v = first[i], second[i]
            if mode not in ("no-correction", "second-only"):
                m = m / (1 - betas[0] ** t)
            if mode not in ("no-correction", "first-only"):
                v = v / (1 - betas[1] ** t)
            size = np.sqrt(v + eps) if mode == "eps-inside" else np.sqrt(v) + eps
            if mode == "no-root":
                size = v + eps
            if mode == "no-decay":
                factor = 1.0
            elif mode == "decay-without-rate":
                factor = 1.0 - decay
            else:
                factor = 1.0 - rate * decay
            if mode == "after":
                parameters[i] = (parameters[i] - rate * m / size) * factor
            elif mode == "decay-in-gradient":
                parameters[i] = parameters[i] - rate * m / size
            else:
                parameters[i] = parameters[i] * factor - rate * m / size
    return parameters
