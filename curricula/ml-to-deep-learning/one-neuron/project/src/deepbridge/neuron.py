"""Logistic regression as a network: one neuron for each class, softmax behind them, gradient descent.

Shapes: n rows, d features, k classes. The objective, which scikit-learn's `LogisticRegression` minimizes
too, up to a constant factor:

    mean log-loss + ||weight||^2 / (2 * c * n)        (the bias is not penalized)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Neuron:
    """What `fit_gd` learned.

    Attributes:
        weight: shape (d, k), one column for each class. For two classes the sigmoid form (d, 1) is allowed.
        bias: shape (k,), or (1,) in the sigmoid form.
        history: the objective before each step, in nats.
    """

    weight: Array
    bias: Array
    history: list[float]


def logits(x: Array, weight: Array, bias: Array) -> Array:
    """The scores before softmax: a weighted sum of the features for each class, plus its bias.

    Args:
        x: shape (n, d).
        weight: shape (d, k).
        bias: shape (k,).

    Returns:
        Shape (n, k).
    """
    ### BEGIN SOLUTION logits
    return x @ weight + bias
    ### END SOLUTION logits


def softmax(scores: Array) -> Array:
    """Probabilities exp(z_j) / sum of exp(z), row by row.

    Args:
        scores: logits of shape (n, k), of any size, such as 10,000. Not changed.

    Returns:
        Shape (n, k); every row sums to 1.
    """
    ### BEGIN SOLUTION softmax
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
    ### END SOLUTION softmax


def cross_entropy(scores: Array, y: NDArray[np.int64]) -> float:
    """Mean log-loss, computed from logits, so that it is finite for logits of any size.

    Args:
        scores: logits of shape (n, k). Not changed.
        y: the right class of each row, integers from 0 to k - 1, shape (n,).

    Returns:
        The mean over rows of log(sum of exp(z)) - z_y, in nats.
    """
    ### BEGIN SOLUTION cross_entropy
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(shifted).sum(axis=1))
    return float((log_sums - shifted[np.arange(len(y)), y]).mean())
    ### END SOLUTION cross_entropy


def objective(x: Array, y: NDArray[np.int64], weight: Array, bias: Array, c: float) -> float:
    """Mean log-loss plus penalty, for k columns of softmax. Given.

    Args:
        c: inverse strength of the penalty, as scikit-learn's `C`; `math.inf` for no penalty.
    """
    return cross_entropy(logits(x, weight, bias), y) + float((weight**2).sum()) / (2.0 * c * len(x))


def gradients(x: Array, y: NDArray[np.int64], weight: Array, bias: Array, c: float) -> tuple[Array, Array]:
    """Slopes of `objective` at the weight and at the bias.

    With r = (softmax(logits) - onehot(y)) / n, shape (n, k): the residuals, divided by the number of rows.

    Args:
        x: shape (n, d).
        y: integers from 0 to k - 1, shape (n,).
        weight: shape (d, k), two columns or more.
        bias: shape (k,).
        c: inverse strength of the penalty on the weight; `math.inf` for no penalty.

    Returns:
        `(weight_gradient, bias_gradient)`, shapes (d, k) and (k,).
    """
    ### BEGIN SOLUTION gradients
    residuals = softmax(logits(x, weight, bias))
    residuals[np.arange(len(y)), y] -= 1.0
    residuals /= len(y)
    return x.T @ residuals + weight / (c * len(y)), residuals.sum(axis=0)
    ### END SOLUTION gradients


def safe_rate(x: Array, c: float) -> float:
    """A learning rate with which the objective cannot rise: 1 / L.

    L bounds the curvature of the objective: half the largest eigenvalue of X'X / n, where X is x with a
    column of ones for the bias, plus 1 / (c n) for the penalty. Source: Böhning (1992), "Multinomial logistic
    regression algorithm", Annals of the Institute of Statistical Mathematics 44, for the factor 1/2.

    Args:
        x: shape (n, d).
        c: inverse strength of the penalty; `math.inf` for no penalty.
    """
    ### BEGIN SOLUTION safe_rate
    with_ones = np.column_stack([x, np.ones(len(x))])
    largest = float(np.linalg.eigvalsh(with_ones.T @ with_ones / len(x))[-1])
    return 1.0 / (0.5 * largest + 1.0 / (c * len(x)))
    ### END SOLUTION safe_rate


def fit_gd(
    x: Array,
    y: NDArray[np.int64],
    *,
    c: float = 1.0,
    learning_rate: float | None = None,
    max_steps: int = 20_000,
    tolerance: float = 1e-7,
) -> Neuron:
    """Minimize the objective by gradient descent on all rows at once, from zero weights and biases.

    Before each step it notes the objective and stops if no entry of the gradients is larger than the
    tolerance. A step is weight = weight - learning_rate * weight_gradient, and the same for the bias, both
    with the gradients of the same point.

    Two classes: the probabilities are those of scikit-learn's `LogisticRegression(C=c)`. Either learn one
    weight vector behind a sigmoid at c, or two columns behind softmax at c / 2; that is the same model.

    Args:
        x: shape (n, d). Not changed.
        y: integers from 0 to k - 1, shape (n,); every class occurs.
        c: inverse strength of the penalty.
        learning_rate: None means `safe_rate(x, c)`; with two columns, c / 2 stands for c there too.
        max_steps: largest number of steps, and of entries in the history.
        tolerance: of the gradients' largest entry.
    """
    ### BEGIN SOLUTION fit_gd
    classes = int(y.max()) + 1
    if classes == 2:
        c = c / 2.0
    rate = safe_rate(x, c) if learning_rate is None else learning_rate
    weight, bias = np.zeros((x.shape[1], classes)), np.zeros(classes)
    history: list[float] = []
    for _ in range(max_steps):
        history.append(objective(x, y, weight, bias, c))
        weight_gradient, bias_gradient = gradients(x, y, weight, bias, c)
        if max(np.abs(weight_gradient).max(), np.abs(bias_gradient).max()) <= tolerance:
            break
        weight = weight - rate * weight_gradient
        bias = bias - rate * bias_gradient
    return Neuron(weight, bias, history)
    ### END SOLUTION fit_gd


def predict_proba(neuron: Neuron, x: Array) -> Array:
    """Probability of each class for each row, shape (n, k), two columns for the sigmoid form too."""
    ### BEGIN SOLUTION predict_proba
    return softmax(logits(x, neuron.weight, neuron.bias))
    ### END SOLUTION predict_proba
