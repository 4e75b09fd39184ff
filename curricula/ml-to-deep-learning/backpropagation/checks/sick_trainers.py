"""Trainers for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

import numpy as np

from deepbridge.colleague import StepLog, Trainer
from deepbridge.data import Split


class Counting(Trainer):
    """Counts forward and backward passes."""

    passes = 0

    def add_gradients(self, rows: np.ndarray) -> StepLog:
        self.passes += 1
        return super().add_gradients(rows)


class Healthy(Counting):
    """Forgets its gradients as it says."""

    def forget_gradients(self) -> None:
        for gradient in self.gradients.values():
            gradient[...] = 0.0


class Biased(Counting):
    """Forgets the gradients of the biases only."""

    def forget_gradients(self) -> None:
        self.gradients["b1"][...] = 0.0
        self.gradients["b2"][...] = 0.0


def trained(trainer: Counting, steps: int, seed: int) -> Counting:
    """The trainer after some steps of training."""
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        trainer.step(rng.permutation(len(trainer.x))[:64])
    trainer.passes = 0
    return trainer


def cases(split: Split, seed: int) -> list[tuple[str, Counting, bool]]:
    """Name, trainer, and whether its gradients are carried from step to step."""
    x, y = split.x_train, split.y_train
    shuffled = np.random.default_rng(seed).permutation(y)
    dead = trained(Healthy(x, y, seed=seed), 5, seed)
    dead.weights["b1"] += 40.0  # every tanh unit is saturated: almost no gradient reaches W1
    return [
        ("the colleague's trainer, new", Counting(x, y, hidden=32, seed=seed), True),
        ("a healthy trainer, new", Healthy(x, y, hidden=32, seed=seed), False),
        ("the colleague's trainer after 60 steps", trained(Counting(x, y, 32, 0.1, seed), 60, seed), True),
        ("a healthy trainer after 60 steps", trained(Healthy(x, y, 32, 0.1, seed), 60, seed), False),
        ("a trainer that forgets only the biases", trained(Biased(x, y, seed=seed), 10, seed), True),
        (
            "a healthy trainer with a rate far too high",
            trained(Healthy(x, y, 32, 30.0, seed), 20, seed),
            False,
        ),
        (
            "a healthy trainer on shuffled labels",
            trained(Healthy(x, shuffled, 32, 0.1, seed), 20, seed),
            False,
        ),
        ("a healthy trainer with dead units", dead, False),
    ]
