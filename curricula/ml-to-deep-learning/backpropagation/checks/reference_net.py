"""What the checks compare with: gradients from formulas and differences, none of them from the engine."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from hypothesis import configuration
from numpy.typing import NDArray

from deepbridge.engine import Tensor

Array = NDArray[np.float64]

# Hypothesis keeps a folder in the working directory; checks write only to evidence/ and to a temporary
# folder.
configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "bridgecraft-hypothesis")


def describe(value: object) -> str:
    """A value in a failure message: arrays on one line, with their shape."""
    if isinstance(value, np.ndarray) and type(value) is not np.ndarray:
        return f"an array of the class {type(value).__name__}"
    if isinstance(value, np.ndarray):
        text = " ".join(np.array2string(value, precision=6, separator=", ", threshold=12).split())
        return f"{text} (shape {value.shape})"
    return repr(value)[:300]


def must_be_tensor(value: object, what: str) -> Tensor:
    """The tensor, or a failure that says what came instead."""
    assert isinstance(value, Tensor), (
        f"{what} must return a Tensor, it returned {describe(value)}. Does every path end in `return`?"
    )
    return value


def must_be_array(value: object, shape: tuple[int, ...], what: str) -> Array:
    """The array, or a failure that says which shape was expected."""
    # A class of one's own could answer every comparison with yes.
    plain = type(value) is np.ndarray or isinstance(value, np.floating) and type(value).__module__ == "numpy"
    assert plain, f"{what} must be a plain NumPy array of shape {shape}, it is {describe(value)}."
    array = cast("Array", np.asarray(value))
    assert array.shape == shape, f"{what} must have shape {shape}, it has shape {array.shape}."
    return array


def grad_of(tensor: Tensor) -> Array:
    """`grad` of a tensor, or a failure that says what stands there."""
    return must_be_array(tensor.grad, np.shape(tensor.data), "`grad`")


def value_of(loss: Tensor) -> float:
    """The value of a scalar tensor, read from its array."""
    return float(must_be_array(loss.data, (), "the loss"))


def pull_back(output: Tensor, gradient: Array) -> Callable[[Tensor], Array]:
    """Walk `parents` and `grad_fn` from `output`: the gradient of sum(output * gradient) at any tensor.

    It does what `backward` does without using it, so that an operation can be checked before `backward` is
    written.
    """
    order: list[Tensor] = []
    seen: set[int] = set()
    stack = [(output, False)]
    while stack:
        node, listed = stack.pop()
        if listed:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.parents)
    arrived: dict[int, Array] = {id(output): np.array(gradient, dtype=np.float64)}
    for node in reversed(order):
        if id(node) not in arrived or node.grad_fn is None:
            continue
        shares = node.grad_fn(arrived[id(node)].copy())
        assert isinstance(shares, tuple), (
            f"grad_fn must return a tuple with one gradient for each parent, it returned {describe(shares)}. "
            "A tuple with one element is written `(gradient,)`."
        )
        assert len(shares) == len(node.parents), (
            f"grad_fn returned {len(shares)} gradients for {len(node.parents)} parents. Return one for each "
            "parent, in the order of `parents`."
        )
        for number, (parent, share) in enumerate(zip(node.parents, shares)):
            share = must_be_array(
                share, parent.shape, f"the gradient for parent {number} of shape {parent.shape}"
            )
            arrived[id(parent)] = arrived.get(id(parent), np.zeros(parent.shape)) + share
    return lambda tensor: arrived.get(id(tensor), np.zeros(tensor.shape))


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


def draw_network(
    rng: np.random.Generator, sizes: Sequence[int], rows: int
) -> tuple[list[Array], Array, NDArray[np.int64]]:
    """Weights, a batch and its labels, with every relu's input at least 0.001 away from the kink."""
    while True:
        weights: list[Array] = []
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            weights.append(rng.normal(0.0, np.sqrt(2.0 / fan_in), size=(fan_in, fan_out)))
            weights.append(rng.normal(0.0, 0.3, size=fan_out))
        x = rng.normal(size=(rows, sizes[0]))
        nearest, hidden = np.inf, x
        for layer in range(0, len(weights) - 2, 2):
            before = hidden @ weights[layer] + weights[layer + 1]
            nearest = min(nearest, float(np.abs(before).min()))
            hidden = np.maximum(before, 0.0)
        if nearest > 1e-3:
            return weights, x, rng.integers(0, sizes[-1], size=rows)


def uses_complex_numbers(path: Path) -> bool:
    """Whether a file computes with complex numbers, as a complex step does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, complex):
            return True
        name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if name == "imag" or name.startswith("complex"):
            return True
    return False


def plus(a: Tensor, b: Tensor) -> Tensor:
    """a + b for equal shapes, made by the checks."""
    return Tensor(a.data + b.data, (a, b), lambda gradient: (gradient, gradient))


def times(a: Tensor, b: Tensor) -> Tensor:
    """a * b for equal shapes, made by the checks."""
    x, y = a.data, b.data
    return Tensor(x * y, (a, b), lambda gradient: (gradient * y, gradient * x))
