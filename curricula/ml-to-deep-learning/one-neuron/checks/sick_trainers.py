"""Trainers for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deepbridge.colleague import StepLog, Trainer


@dataclass(frozen=True)
class Kind:
    """How a trainer penalizes and trains.

    Attributes:
        bias: strength of the penalty on each bias, times 1 / (c n); a number for all or one for each class.
        weight: the same on the weights.
        decoupled: whether theta shrinks in the step instead of through the gradient.
        axis: of softmax; 0 is a fault of its own.
        frozen: whether the biases never move by the data.
    """

    bias: float | tuple[float, ...] = 0.0
    weight: float = 1.0
    decoupled: bool = False
    axis: int = 1
    frozen: bool = False


# What a trainer is, by its id: apart from the trainer, on which an experiment could read it.
KINDS: dict[int, Kind] = {}
COUNTS: dict[int, int] = {}


class Case(Trainer):
    """Counts steps. What it does is decided when it is made, not by its class."""

    def __init__(
        self, rows: tuple[np.ndarray, np.ndarray], kind: Kind, c: float = 1.0, learning_rate: float = 0.5
    ) -> None:
        super().__init__(*rows, c, learning_rate)
        KINDS[id(self)], COUNTS[id(self)] = kind, 0

    def slope(self) -> tuple[np.ndarray, StepLog]:
        COUNTS[id(self)] += 1
        kind, n = KINDS[id(self)], len(self.x)
        gradient, log = super().slope()
        penalty = self.theta / (self.c * n)
        gradient = gradient - penalty  # the part of the data, with softmax over the classes
        if kind.axis == 0:
            scores = self.inputs @ self.theta
            powers = np.exp(scores - scores.max(axis=0))
            wrong = powers / powers.sum(axis=0)
            gradient = self.inputs.T @ (wrong - np.eye(self.theta.shape[1])[self.y]) / n
        if kind.frozen:
            gradient[-1] = 0.0
        if not kind.decoupled:
            gradient[:-1] += kind.weight * penalty[:-1]
            gradient[-1] += np.asarray(kind.bias) * penalty[-1]
        return gradient, log

    def step(self) -> StepLog:
        kind, before = KINDS[id(self)], self.theta
        log = super().step()
        if kind.decoupled:
            shrink = self.learning_rate * before / (self.c * len(self.x))
            shrink[:-1] *= kind.weight
            shrink[-1] *= np.asarray(kind.bias)
            self.theta = self.theta - shrink
        return log


class Colleague(Case):
    """The colleague's own code, counted."""

    step = Trainer.step

    def slope(self) -> tuple[np.ndarray, StepLog]:
        COUNTS[id(self)] += 1
        return Trainer.slope(self)


def trained(trainer: Case, steps: int) -> Case:
    """The trainer after some steps of training."""
    for _ in range(steps):
        trainer.step()
    COUNTS[id(trainer)] = 0
    return trainer


def cases(seed: int) -> list[tuple[str, Case, bool]]:
    """Name, trainer, and whether its biases are penalized; in an order drawn anew."""
    rng = np.random.default_rng([seed, 8])
    n, k = 240, 3
    x = rng.normal(size=(n, 5))
    y = np.zeros(n, dtype=np.int64)
    y[:20], y[20:45] = 1, 2
    x[:, :2] += 1.2 * np.eye(3)[y][:, 1:]
    rows, shuffled = (x, y), (x, rng.permutation(y))
    chosen = int(rng.integers(k))
    one = tuple(float(number == chosen) for number in range(k))
    healthy, sick = Kind(), Kind(bias=1.0)
    made = [
        ("the colleague's trainer, new", Colleague(rows, sick), True),
        ("a healthy trainer, new", Case(rows, healthy), False),
        ("a trainer that penalizes its biases, new", Case(rows, sick), True),
        ("the colleague's trainer after 150 steps", trained(Colleague(rows, sick, 0.05), 150), True),
        ("a healthy trainer after 150 steps", trained(Case(rows, healthy, 0.05), 150), False),
        ("a trainer that penalizes its biases a little", trained(Case(rows, sick, 50.0), 30), True),
        ("a trainer that penalizes the bias of one class", trained(Case(rows, Kind(bias=one)), 20), True),
        ("a trainer that penalizes biases and no weights", trained(Case(rows, Kind(1.0, 0.0)), 20), True),
        (
            "a trainer whose steps shrink weights and biases",
            trained(Case(rows, Kind(1.0, decoupled=True), 0.2), 20),
            True,
        ),
        (
            "a trainer whose steps shrink the weights only",
            trained(Case(rows, Kind(0.0, decoupled=True), 0.2), 20),
            False,
        ),
        ("a healthy trainer with a far too strong penalty", trained(Case(rows, healthy, 0.002), 20), False),
        ("a healthy trainer after 3 steps", trained(Case(rows, healthy), 3), False),
        ("a healthy trainer on shuffled labels", trained(Case(shuffled, healthy), 40), False),
        ("a healthy trainer with a rate far too high", trained(Case(rows, healthy, 1.0, 40.0), 20), False),
        ("a trainer with softmax over the rows", trained(Case(rows, Kind(axis=0)), 20), False),
        ("a trainer that never moves its biases", trained(Case(rows, Kind(frozen=True)), 20), False),
    ]
    return [made[number] for number in rng.permutation(len(made))]
