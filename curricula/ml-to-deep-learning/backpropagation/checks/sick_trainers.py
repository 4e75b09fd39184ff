"""Trainers for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

import numpy as np

from deepbridge.colleague import StepLog, Trainer
from deepbridge.data import Split


# Which gradients a trainer keeps and how many passes it made, by its id: apart from the trainer, on which an
# experiment could read and change them.
KEPT: dict[int, tuple[str, ...]] = {}
PASSES: dict[int, int] = {}


class Case(Trainer):
    """Counts forward and backward passes. What it forgets is decided when it is made, not by its class."""

    def __init__(
        self,
        split: tuple[np.ndarray, np.ndarray],
        kept: tuple[str, ...],
        hidden: int = 16,
        learning_rate: float = 0.02,
        seed: int = 0,
    ) -> None:
        super().__init__(*split, hidden, learning_rate, seed)
        PASSES[id(self)] = 0
        KEPT[id(self)] = kept

    def forget_gradients(self) -> None:
        for name, gradient in self.gradients.items():
            if name not in KEPT[id(self)]:
                gradient[...] = 0.0

    def add_gradients(self, rows: np.ndarray) -> StepLog:
        PASSES[id(self)] += 1
        return super().add_gradients(rows)


class Colleague(Case):
    """The colleague's own `forget_gradients`."""

    forget_gradients = Trainer.forget_gradients


def trained(trainer: Case, steps: int, seed: int) -> Case:
    """The trainer after some steps of training."""
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        trainer.step(rng.permutation(len(trainer.x))[:64])
    PASSES[id(trainer)] = 0
    return trainer


ALL = ("W1", "b1", "W2", "b2")


def cases(split: Split, seed: int) -> list[tuple[str, Case, bool]]:
    """Name, trainer, and whether its gradients are carried from step to step; in an order drawn anew."""
    rows = split.x_train, split.y_train
    rng = np.random.default_rng([seed, 8])
    shuffled = split.x_train, rng.permutation(split.y_train)
    dead = trained(Case(rows, (), seed=seed), 5, seed)
    dead.weights["b1"] += 40.0  # every tanh unit is saturated: almost no gradient reaches W1
    made = [
        ("the colleague's trainer, new", Colleague(rows, ALL, hidden=32, seed=seed), True),
        ("a healthy trainer, new", Case(rows, (), hidden=32, seed=seed), False),
        ("a trainer that forgets nothing, new", Case(rows, ALL, hidden=32, seed=seed), True),
        (
            "the colleague's trainer after 60 steps",
            trained(Colleague(rows, ALL, 32, 0.1, seed), 60, seed),
            True,
        ),
        ("a healthy trainer after 60 steps", trained(Case(rows, (), 32, 0.1, seed), 60, seed), False),
        (
            "a trainer that forgets only the biases",
            trained(Case(rows, ("W1", "W2"), seed=seed), 10, seed),
            True,
        ),
        (
            "a trainer that forgets only the weights",
            trained(Case(rows, ("b1", "b2"), seed=seed), 10, seed),
            True,
        ),
        (
            "a trainer that forgets all but the last layer",
            trained(Case(rows, ("W2", "b2"), seed=seed), 10, seed),
            True,
        ),
        (
            "a healthy trainer with a rate far too high",
            trained(Case(rows, (), 32, 30.0, seed), 20, seed),
            False,
        ),
        (
            "a healthy trainer on shuffled labels",
            trained(Case(shuffled, (), 32, 0.1, seed), 20, seed),
            False,
        ),
        ("a healthy trainer with dead units", dead, False),
    ]
    return [made[number] for number in rng.permutation(len(made))]
