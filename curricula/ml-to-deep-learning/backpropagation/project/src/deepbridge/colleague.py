"""A colleague's trainer, from before there was an engine: one hidden layer, gradients by hand. Given, and
sick.

Its log is in `sick/log.csv` and its curves in `sick/curves.svg`. The formulas of the gradients are right
(they were compared with central differences). Something else is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deepbridge.engine import Array

FAULTS = (
    "gradients-not-cleared",
    "labels-shuffled",
    "learning-rate-too-high",
    "units-dead",
    "test-rows-in-training",
)


@dataclass(frozen=True)
class StepLog:
    """What one step reports.

    Attributes:
        loss: mean log-loss of the batch before the update, in nats.
        gradient_norm: Euclidean norm of the gradient that the update used.
        accuracy: share of the batch that was classified right before the update.
    """

    loss: float
    gradient_norm: float
    accuracy: float


class Trainer:
    """A tanh network with one hidden layer and a training step.

    Attributes:
        weights: W1 (d, h), b1 (h,), W2 (h, k), b2 (k,).
        gradients: of the same names and shapes.
        learning_rate: may be changed between steps; 0 freezes the weights.
    """

    def __init__(
        self,
        x: Array,
        y: NDArray[np.int64],
        hidden: int = 16,
        learning_rate: float = 0.02,
        seed: int = 0,
    ) -> None:
        rng = np.random.default_rng(seed)
        classes = int(y.max()) + 1
        self.x, self.y = x, y
        self.learning_rate = learning_rate
        self.weights: dict[str, Array] = {
            "W1": rng.normal(0.0, np.sqrt(1.0 / x.shape[1]), size=(x.shape[1], hidden)),
            "b1": np.zeros(hidden),
            "W2": rng.normal(0.0, np.sqrt(1.0 / hidden), size=(hidden, classes)),
            "b2": np.zeros(classes),
        }
        self.gradients: dict[str, Array] = {name: np.zeros_like(w) for name, w in self.weights.items()}

    def forget_gradients(self) -> None:
        """Set every gradient to zero."""
        for gradient in self.gradients.values():
            gradient = np.zeros_like(gradient)

    def add_gradients(self, rows: NDArray[np.int64]) -> StepLog:
        """Forward and backward pass on some rows; adds to `gradients`."""
        x, y, w = self.x[rows], self.y[rows], self.weights
        hidden = np.tanh(x @ w["W1"] + w["b1"])
        logits = hidden @ w["W2"] + w["b2"]
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        difference = np.exp(log_p)
        difference[np.arange(len(y)), y] -= 1.0
        difference /= len(y)
        back = (difference @ w["W2"].T) * (1.0 - hidden**2)
        self.gradients["W2"] += hidden.T @ difference
        self.gradients["b2"] += difference.sum(axis=0)
        self.gradients["W1"] += x.T @ back
        self.gradients["b1"] += back.sum(axis=0)
        loss = float(-log_p[np.arange(len(y)), y].mean())
        accuracy = float((logits.argmax(axis=1) == y).mean())
        return StepLog(loss, self.gradient_norm(), accuracy)

    def gradient_norm(self) -> float:
        """Euclidean norm of all gradients together."""
        return float(np.sqrt(sum(float((g**2).sum()) for g in self.gradients.values())))

    def step(self, rows: NDArray[np.int64]) -> StepLog:
        """One step of gradient descent on the given rows of the training set, shape (b,)."""
        self.forget_gradients()
        log = self.add_gradients(rows)
        for name, gradient in self.gradients.items():
            self.weights[name] -= self.learning_rate * gradient
        return log
