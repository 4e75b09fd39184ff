"""Studies for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from deepbridge.colleague import Study, StudyLog
from deepbridge.data import corrupt, noisy_digits

# What a study does, by its id: apart from the study, on which an experiment could read it.
MODES: dict[int, str] = {}


class Case(Study):
    """Counts validations. How it splits is decided when it is made, not by its class."""

    def __init__(
        self, x: Tensor, y: Tensor, mode: str, copies: int = 4, epochs: int = 100, seed: int = 0
    ) -> None:
        super().__init__(x, y, copies, epochs, seed)
        self.validations = 0
        MODES[id(self)] = mode

    def split(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        mode = MODES[id(self)]
        order = torch.randperm(len(self.x), generator=self.generator)
        held, fit = order[: len(order) // 5], order[len(order) // 5 :]
        if mode == "same rows":
            fit = order
        elif mode == "half":
            fit = order[len(held) // 2 :]
        x, y = self.versions(self.x[fit], self.y[fit])
        return x, y, self.x[held], self.y[held]

    def before_evaluation(self, model: nn.Module) -> None:
        if MODES[id(self)] != "dropout":
            model.eval()

    def validate(self) -> StudyLog:
        self.validations += 1
        return super().validate()


class Colleague(Case):
    """The colleague's own `split`."""

    split = Study.split


def cases(seed: int) -> list[tuple[str, Case, bool]]:
    """Name, study, and whether it trains on versions of held-out images; in an order drawn anew."""
    rng = np.random.default_rng([seed, 8])
    data = noisy_digits(seed, noise=0.0)
    x, clean = data.x_test[:400], data.y_test[:400]
    noisy = torch.from_numpy(corrupt(clean.numpy(), 0.2, 10, rng))
    worthless = clean[torch.from_numpy(rng.permutation(len(clean)))]
    made = [
        ("the colleague's study", Colleague(x, noisy, "", seed=seed), True),
        ("a healthy study of the same rows", Case(x, noisy, "healthy", seed=seed), False),
        (
            "the colleague's study with one version of each image",
            Colleague(x, noisy, "", copies=1, seed=seed),
            True,
        ),
        (
            "a healthy study of clean labels, right on nearly all held-out rows",
            Case(x, clean, "healthy", seed=seed),
            False,
        ),
        (
            "a study that trains on half of the held-out rows",
            Case(x, noisy, "half", copies=1, seed=seed),
            True,
        ),
        ("a healthy study with the dropout left on", Case(x, noisy, "dropout", seed=seed), False),
        ("the colleague's study of labels that mean nothing", Colleague(x, worthless, "", seed=seed), True),
        ("a healthy study of labels that mean nothing", Case(x, worthless, "healthy", seed=seed), False),
        (
            "a study that trains on the held-out rows themselves",
            Case(x, noisy, "same rows", copies=0, seed=seed),
            True,
        ),
        (
            "a healthy study that trains far too long",
            Case(x, noisy, "healthy", copies=1, epochs=250, seed=seed),
            False,
        ),
    ]
    return [made[number] for number in rng.permutation(len(made))]
