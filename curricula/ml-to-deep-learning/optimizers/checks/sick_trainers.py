"""Trainers for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

import math

import numpy as np

from deepbridge.colleague import StepLog, Trainer
from deepbridge.data import Split

# After how many steps a trainer's schedule moves, by the trainer's id (None: once an epoch), and a factor on
# its rate: apart from the trainer, on which an experiment could read it.
EVERY: dict[int, int | None] = {}
FACTOR: dict[int, float] = {}
DONE: dict[int, int] = {}
STEPPING: dict[int, bool] = {}


class Case(Trainer):
    """Counts steps. How its schedule moves is decided when it is made, not by its class or its counters."""

    def __init__(
        self,
        split: tuple[np.ndarray, np.ndarray],
        every: int | None,
        learning_rate: float = 0.2,
        factor: float = 1.0,
        max_norm: float = math.inf,
        seed: int = 0,
        epochs: int = 30,
    ) -> None:
        super().__init__(*split, learning_rate=learning_rate, max_norm=max_norm, seed=seed, epochs=epochs)
        EVERY[id(self)], FACTOR[id(self)], DONE[id(self)] = every, factor, 0
        STEPPING[id(self)] = False

    def rate(self) -> float:
        if not STEPPING[id(self)]:
            return self.planned_rate()  # who asks from outside, or listens in `advance`, hears the plan
        STEPPING[id(self)] = False
        every = EVERY[id(self)] or self.steps_per_epoch
        # Not `self.cosine`, which an experiment could replace by one that listens.
        return FACTOR[id(self)] * Trainer.cosine(self, DONE[id(self)] // every)

    def step(self, rows: np.ndarray) -> StepLog:
        STEPPING[id(self)] = True
        log = super().step(rows)
        STEPPING[id(self)] = False
        DONE[id(self)] += 1
        return log


class Colleague(Case):
    """The colleague's own schedule."""

    rate = Trainer.rate


def trained(trainer: Case, steps: int, seed: int) -> Case:
    """The trainer after some steps of training."""
    rng = np.random.default_rng(seed)
    for _ in range(steps):
        trainer.step(rng.permutation(len(trainer.x))[:64])
    return trainer


def cases(split: Split, seed: int) -> list[tuple[str, Case, bool]]:
    """Name, trainer, and whether its schedule counts steps; in an order drawn anew."""
    rows = split.x_train, split.y_train
    rng = np.random.default_rng([seed, 8])
    shuffled = split.x_train, rng.permutation(split.y_train)
    dead = trained(Case(rows, None, seed=seed), 5, seed)
    dead.weights["b1"] -= 40.0  # every relu unit is off: only the last biases get a gradient
    per_epoch = dead.steps_per_epoch
    made = [
        ("the colleague's trainer, new", Colleague(rows, 1, seed=seed), True),
        ("a healthy trainer, new", Case(rows, None, seed=seed), False),
        ("the colleague's trainer in step 15", trained(Colleague(rows, 1, seed=seed), 15, seed), True),
        ("the colleague's trainer in step 40", trained(Colleague(rows, 1, 1.0, seed=seed), 40, seed), True),
        ("a trainer whose schedule counts every second step", Case(rows, 2, seed=seed), True),
        (
            "a trainer whose schedule counts every third step, in step 31",
            trained(Case(rows, 3, 0.5, seed=seed), 31, seed),
            True,
        ),
        ("a healthy trainer after 60 steps", trained(Case(rows, None, seed=seed), 60, seed), False),
        (
            "a healthy trainer at the end of its epoch 2 of 4",
            trained(Case(rows, None, seed=seed, epochs=4), 2 * per_epoch - 3, seed),
            False,
        ),
        (
            "a healthy trainer that is past its last epoch",
            trained(Case(rows, None, seed=seed, epochs=2), 2 * per_epoch + 1, seed),
            False,
        ),
        ("a healthy trainer with rate 0", Case(rows, None, 0.0, seed=seed), False),
        (
            "a trainer with a thousandth of its rate in every step",
            Case(rows, None, 0.2, 1e-3, seed=seed),
            False,
        ),
        (
            "a trainer that clips its gradients to 0.00001",
            trained(Case(rows, None, 0.2, 1.0, 1e-5, seed=seed), 20, seed),
            False,
        ),
        ("a trainer that clips its gradients to 0.5", Case(rows, None, 0.5, 1.0, 0.5, seed=seed), False),
        ("a trainer on shuffled labels", trained(Case(shuffled, None, seed=seed), 20, seed), False),
        ("a trainer with dead units", dead, False),
    ]
    return [made[number] for number in rng.permutation(len(made))]
