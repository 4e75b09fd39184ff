"""What the checks compare with: formulas and differences, none of them from the learner's files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray
from source_rules import foreign_names, shadowing_modules

from deepbridge import neuron as learned
from deepbridge.neuron import Neuron

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

# What each of the learner's files may import besides plain modules of the standard library.
ALLOWED = {
    "neuron.py": frozenset({"numpy"}),
    "library.py": frozenset({"numpy", "deepbridge.neuron", "sklearn.exceptions", "sklearn.linear_model"}),
    "diagnosis.py": frozenset({"numpy", "deepbridge.colleague"}),
}


def describe(value: object) -> str:
    """A value in a failure message: arrays on one line, those of two axes with their shape."""
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
    plain = type(value) is np.ndarray or isinstance(value, np.floating) and type(value).__module__ == "numpy"
    assert plain, f"{what} must be a plain NumPy array of shape {shape}, it is {describe(value)}."
    array = cast("Array", np.asarray(value))
    assert array.shape == shape, f"{what} must have shape {shape}, it has shape {array.shape}."
    return array


def must_be_number(value: object, what: str) -> float:
    """The number, or a failure that says what came instead."""
    plain = type(value) is float or isinstance(value, np.floating) and type(value).__module__ == "numpy"
    assert plain, f"{what} must return a plain float, it returned {describe(value)}."
    return float(cast("float", value))


def must_be_neuron(value: object, d: int, k: int) -> Neuron:
    """A fitted neuron of right shapes; for two classes in either form."""
    assert type(value) is Neuron, f"fit_gd must return a Neuron, it returned {describe(value)}."
    allowed = [k, 1] if k == 2 else [k]
    columns = value.weight.shape[1] if np.ndim(value.weight) == 2 else 0
    assert columns in allowed, (
        f"For {d} features and {k} classes fit_gd must learn a weight of shape "
        f"{' or '.join(str((d, c)) for c in allowed)}, it has {np.shape(value.weight)}."
    )
    must_be_array(value.weight, (d, columns), "the weight of the Neuron")
    must_be_array(value.bias, (columns,), "the bias of the Neuron")
    assert isinstance(value.history, list) and len(value.history) > 0, (
        f"The history of the Neuron must be a list with the objective before each step, it is "
        f"{describe(value.history)}."
    )
    return value


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


def log_probabilities(scores: Array) -> Array:
    """Logarithm of softmax, row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def probabilities_of(neuron: Neuron, x: Array) -> Array:
    """Probabilities by formula from the weights, in either form."""
    scores = x @ neuron.weight + neuron.bias
    if scores.shape[1] == 1:
        scores = np.column_stack([np.zeros(len(x)), scores[:, 0]])
    return np.exp(log_probabilities(scores))


def objective_and_gradients(
    x: Array, y: Labels, weight: Array, bias: Array, c: float
) -> tuple[float, Array, Array]:
    """Mean log-loss + ||weight||^2 / (2 c n) for k columns of softmax, and its slopes, by formula."""
    n = len(y)
    log_p = log_probabilities(x @ weight + bias)
    value = float(-log_p[np.arange(n), y].mean()) + float((weight**2).sum()) / (2.0 * c * n)
    delta = np.exp(log_p)
    delta[np.arange(n), y] -= 1.0
    return value, x.T @ delta / n + weight / (c * n), delta.mean(axis=0)


def rate_of(x: Array, c: float) -> float:
    """1 / (half the largest eigenvalue of X'X / n + 1 / (c n)), through singular values."""
    largest = float(np.linalg.svd(np.column_stack([x, np.ones(len(x))]), compute_uv=False)[0])
    return 1.0 / (largest**2 / (2.0 * len(x)) + 1.0 / (c * len(x)))


def wrong_pieces() -> str:
    """A sentence that names the functions which training calls and which are wrong, else ''."""
    x, y = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.0]]), np.array([0, 2, 1])
    weight, bias = np.array([[0.5, -1.0, 0.2], [0.3, 0.4, -0.6]]), np.array([0.1, 0.2, -0.4])
    scores = x @ weight + bias
    p = np.exp(log_probabilities(scores))
    loss = float(-np.log(p[np.arange(3), y]).mean())
    _, *slopes = objective_and_gradients(x, y, weight, bias, 0.7)
    pieces: dict[str, Callable[[], bool]] = {
        "logits": lambda: np.allclose(learned.logits(x, weight, bias), scores),
        "softmax": lambda: np.allclose(learned.softmax(scores.copy()), p),
        "cross_entropy": lambda: abs(learned.cross_entropy(scores.copy(), y) - loss) < 1e-9,
        "gradients": lambda: all(
            np.allclose(ours, theirs)
            for ours, theirs in zip(learned.gradients(x, y, weight, bias, 0.7), slopes)
        ),
    }
    wrong = []
    for name, is_right in pieces.items():
        try:
            right = is_right()
        except Exception:  # whatever it raises, its own checks say it better
            right = False
        if not right:
            wrong.append(f"`{name}`")
    if not wrong:
        return ""
    verb, own = ("is", "its") if len(wrong) == 1 else ("are", "their")
    return (
        f" {' and '.join(wrong)} {verb} not right yet: look at {own} checks first, and this one may pass by "
        "itself."
    )


def must_have_right_pieces(report: Callable[..., None]) -> None:
    """Long training waits until the functions that it calls are right.

    Args:
        report: takes the hint.
    """
    wrong = wrong_pieces()
    if wrong:
        report(hint="pieces-first")
    assert not wrong, f"Nothing was trained here.{wrong}"


def draw_problem(rng: np.random.Generator, n: int, d: int, k: int) -> tuple[Array, Labels]:
    """Features of different sizes and labels that depend on them; every class occurs."""
    x = rng.normal(size=(n, d)) * np.geomspace(0.5, 2.0, d)
    scores = x @ rng.normal(size=(d, k)) + rng.gumbel(size=(n, k))
    y = scores.argmax(axis=1).astype(np.int64)
    y[:k] = np.arange(k)
    return x, y


def must_stand_alone(project: Path, name: str, report: Callable[..., None]) -> None:
    """A learner's file uses nothing but what it may, and nothing in `src` stands before a library.

    Args:
        project: the learner's folder.
        name: a key of `ALLOWED`.
        report: takes the hint.
    """
    foreign = foreign_names(project / "src" / "deepbridge" / name, ALLOWED[name])
    if foreign:
        report(hint="own-numpy")
    assert not foreign, (
        f"{name} must get by with NumPy, plain modules of the standard library and what it imports "
        f"already, and change nothing in them; it uses {', '.join(foreign)}."
    )
    others = shadowing_modules(project)
    if others:
        report(hint="own-numpy")
    assert not others, f"src/ must not hold modules with the names of libraries: {', '.join(others)}."
