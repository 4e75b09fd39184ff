"""A colleague's logistic regression, trained by gradient descent. Given, and sick.

Its log is in `sick/log.csv` and its curves in `sick/curves.svg`. The code runs without an error, and its
gradient is the gradient of its objective (compared with central differences). Something else is not right.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deepbridge.neuron import Array

FAULTS = (
    "too-few-steps",
    "labels-shuffled",
    "penalty-too-strong",
    "bias-penalized",
    "learning-rate-too-high",
)


@dataclass(frozen=True)
class StepLog:
    """What one step reports, measured before it.

    Attributes:
        objective: mean log-loss plus penalty, in nats.
        largest_gradient: largest entry of the gradient, without its sign.
        mean_probability: mean over the training rows of the probability of class 1.
        accuracy: share of the training rows that are classified right.
    """

    objective: float
    largest_gradient: float
    mean_probability: float
    accuracy: float


class Trainer:
    """Softmax regression with weights and biases in one matrix.

    Attributes:
        x: training rows, shape (n, d).
        y: their labels, shape (n,).
        c: inverse strength of the penalty.
        learning_rate: may be changed between steps.
        theta: shape (d + 1, k): the weights, and in the last row the biases. May be replaced between steps.
    """

    def __init__(self, x: Array, y: NDArray[np.int64], c: float = 1.0, learning_rate: float = 0.5) -> None:
        self.x, self.y = x, y
        self.c, self.learning_rate = c, learning_rate
        self.inputs = np.column_stack([x, np.ones(len(x))])
        self.theta: Array = np.zeros((x.shape[1] + 1, int(y.max()) + 1))

    def probabilities(self) -> Array:
        """Shape (n, k)."""
        scores = self.inputs @ self.theta
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def slope(self) -> tuple[Array, StepLog]:
        """The gradient at theta, of the same shape, and what is worth logging."""
        p, n = self.probabilities(), len(self.x)
        right = p[np.arange(n), self.y]
        gradient = p.copy()
        gradient[np.arange(n), self.y] -= 1.0
        gradient = self.inputs.T @ gradient / n + self.theta / (self.c * n)
        log = StepLog(
            float(-np.log(np.maximum(right, 1e-300)).mean() + (self.theta**2).sum() / (2.0 * self.c * n)),
            float(np.abs(gradient).max()),
            float(p[:, 1].mean()),
            float((p.argmax(axis=1) == self.y).mean()),
        )
        return gradient, log

    def step(self) -> StepLog:
        """One step of gradient descent on all rows; puts a new matrix into `theta`."""
        gradient, log = self.slope()
        self.theta = self.theta - self.learning_rate * gradient
        return log
