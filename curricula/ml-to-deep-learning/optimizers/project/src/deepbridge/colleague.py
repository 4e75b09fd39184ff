"""A colleague's trainer: one hidden layer, gradient descent, a rate that falls with a cosine. Given, and
sick.

Its log is in `sick/log.csv` and its curves in `sick/curves.svg`. The gradients are right (they were compared
with central differences). Something else is not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deepbridge.optim import Array

FAULTS = (
    "schedule-counts-steps",
    "learning-rate-too-low",
    "gradients-clipped-away",
    "units-dead",
    "labels-shuffled",
)


@dataclass(frozen=True)
class StepLog:
    """What one step reports.

    Attributes:
        loss: mean log-loss of the batch before the update, in nats.
        gradient_norm: Euclidean norm of the gradient, before clipping.
        accuracy: share of the batch that was classified right before the update.
    """

    loss: float
    gradient_norm: float
    accuracy: float


class Trainer:
    """A relu network with one hidden layer and a training step.

    Attributes:
        weights: W1 (d, h), b1 (h,), W2 (h, k), b2 (k,).
        gradients: of the same names and shapes: those that the last update used, after clipping.
        learning_rate: of the first epoch.
        epochs: length of the training.
        steps_per_epoch: steps in one epoch.
        steps_done: updates so far.
    """

    def __init__(
        self,
        x: Array,
        y: NDArray[np.int64],
        hidden: int = 32,
        learning_rate: float = 0.2,
        epochs: int = 30,
        batch_size: int = 64,
        max_norm: float = math.inf,
        seed: int = 0,
    ) -> None:
        rng = np.random.default_rng(seed)
        classes = int(y.max()) + 1
        self.x, self.y = x, y
        self.learning_rate, self.max_norm, self.epochs = learning_rate, max_norm, epochs
        self.steps_per_epoch = math.ceil(len(x) / batch_size)
        self.steps_done = 0
        self.ticks = 0
        self.weights: dict[str, Array] = {
            "W1": rng.normal(0.0, np.sqrt(2.0 / x.shape[1]), size=(x.shape[1], hidden)),
            "b1": np.zeros(hidden),
            "W2": rng.normal(0.0, np.sqrt(2.0 / hidden), size=(hidden, classes)),
            "b2": np.zeros(classes),
        }
        self.gradients: dict[str, Array] = {name: np.zeros_like(w) for name, w in self.weights.items()}

    def cosine(self, epoch: int) -> float:
        """From `learning_rate` in epoch 0 down to 0 after `epochs` epochs."""
        share = min(1.0, epoch / self.epochs)
        return 0.5 * self.learning_rate * (1.0 + math.cos(math.pi * share))

    def planned_rate(self) -> float:
        """The rate that the next step is meant to have: that of its epoch."""
        return self.cosine(self.steps_done // self.steps_per_epoch)

    def rate(self) -> float:
        """The rate of the next step."""
        return self.cosine(self.ticks)

    def advance(self) -> None:
        """Move the schedule on."""
        self.ticks += 1

    def step(self, rows: NDArray[np.int64]) -> StepLog:
        """One step of gradient descent on the given rows of the training set, shape (b,)."""
        x, y, w = self.x[rows], self.y[rows], self.weights
        hidden = np.maximum(x @ w["W1"] + w["b1"], 0.0)
        logits = hidden @ w["W2"] + w["b2"]
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        difference = np.exp(log_p)
        difference[np.arange(len(y)), y] -= 1.0
        difference /= len(y)
        back = (difference @ w["W2"].T) * (hidden > 0)
        self.gradients = {
            "W1": x.T @ back,
            "b1": back.sum(axis=0),
            "W2": hidden.T @ difference,
            "b2": difference.sum(axis=0),
        }
        norm = math.sqrt(sum(float((g**2).sum()) for g in self.gradients.values()))
        if norm > self.max_norm:
            self.gradients = {name: g * (self.max_norm / norm) for name, g in self.gradients.items()}
        rate = self.rate()
        for name, gradient in self.gradients.items():
            w[name] -= rate * gradient
        self.steps_done += 1
        self.advance()
        loss = float(-log_p[np.arange(len(y)), y].mean())
        return StepLog(loss, norm, float((logits.argmax(axis=1) == y).mean()))
