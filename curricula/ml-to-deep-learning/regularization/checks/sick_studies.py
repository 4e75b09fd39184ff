"""Studies for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from deepbridge.colleague import Study, StudyLog
from deepbridge.data import corrupt, noisy_digits

# What a study does, by its id: apart from the study, on which an experiment could read it.
MODES: dict[int, str] = {}
# How often it validated: here, where an experiment cannot set it back.
VALIDATIONS: dict[int, int] = {}


class Case(Study):
    """A study that counts its validations. How it splits is decided when it is made, not by its class."""

    def __init__(self, x: Tensor, y: Tensor, mode: str, copies: int, epochs: int, seed: int) -> None:
        super().__init__(x, y, copies, epochs, seed)
        VALIDATIONS[id(self)] = 0
        MODES[id(self)] = mode

    def split(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        mode = MODES[id(self)]
        if mode == "colleague":
            return super().split()
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
        VALIDATIONS[id(self)] += 1
        return super().validate()


def cases(seed: int) -> list[tuple[str, Case, bool]]:
    """Name, study, and whether it trains on versions of held-out images; in an order drawn anew.

    Each number of copies and of epochs belongs to sick and to healthy studies, so that none gives it away.
    """
    rng = np.random.default_rng([seed, 8])
    data = noisy_digits(seed, noise=0.0)
    x, clean = data.x_test[:300], data.y_test[:300]
    noisy = torch.from_numpy(corrupt(clean.numpy(), 0.2, 10, rng))
    worthless = clean[torch.from_numpy(rng.permutation(len(clean)))]
    made: list[tuple[str, Tensor, str, int, int, bool]] = [
        ("the colleague's study", noisy, "colleague", 4, 60, True),
        ("a healthy study of the same rows", noisy, "healthy", 4, 60, False),
        ("the colleague's study with one version of each image", noisy, "colleague", 1, 60, True),
        ("a healthy study with the dropout left on", noisy, "dropout", 1, 60, False),
        ("a study that trains on half of the held-out rows", noisy, "half", 1, 120, True),
        ("a healthy study that trains far too long", noisy, "healthy", 1, 120, False),
        ("the colleague's study of labels that mean nothing", worthless, "colleague", 4, 60, True),
        ("a healthy study of labels that mean nothing", worthless, "healthy", 4, 60, False),
        ("a study that trains on the held-out rows themselves", noisy, "same rows", 0, 60, True),
        ("a healthy study of clean labels, right on most held-out rows", clean, "healthy", 0, 60, False),
    ]
    studies = [
        (name, Case(x, y, mode, copies, epochs, seed), sick) for name, y, mode, copies, epochs, sick in made
    ]
    return [studies[number] for number in rng.permutation(len(studies))]
