"""Services for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from deepbridge.colleague import Service
from deepbridge.data import digits
from deepbridge.experiments import new_student
from deepbridge.trainer import fit

WORDS = {
    "healthy": "a healthy service",
    "twice": "a service that preprocesses twice",
    "transposed": "a service with transposed images",
    "black": "a service whose camera is covered",
    "half": "a service whose images are half as bright",
    "clipped": "a service that was calibrated on dark images",
    "noisy": "a service whose images are noise",
    "order": "a service with the classes in another order",
}


class Case(NamedTuple):
    """One service: its name in a message, how often it was asked, images, and whether it preprocesses twice."""

    name: str
    service: Service
    requests: Callable[[], int]
    raw: Tensor
    sick: bool


def faulty(model: nn.Module, kind: str, rounded: bool, shift: float, scale: float) -> tuple[Service, Callable[[], int]]:
    """A service and the number of its requests. What it does is in no attribute, class name or table."""
    requests: list[int] = []

    class Remote(Service):
        """Answers as `kind` says, and shows no graph."""

        def __init__(self) -> None:
            super().__init__(model, shift, scale)
            self.graph = nn.Sequential()

        def predict(self, raw: Tensor) -> Tensor:
            requests.append(len(raw))
            with torch.no_grad():
                x = self.preprocess(raw)
                if kind == "twice":
                    x = self.preprocess(x)
                elif kind == "transposed":
                    x = x.transpose(2, 3)
                elif kind == "black":
                    x = self.preprocess(torch.zeros_like(raw))
                elif kind == "half":
                    x = 0.5 * x
                elif kind == "clipped":
                    x = x.clamp(max=0.2)
                elif kind == "noisy":
                    x = x + torch.randn_like(x)
                logits = self.model(x)
                if kind == "order":
                    logits = logits.roll(3, dims=1)
                if rounded:
                    step = float(logits.abs().max()) / 127
                    logits = (logits / step).round() * step
            return logits

    return Remote(), lambda: len(requests)


def cases(seed: int) -> list[Case]:
    """Services with and without the fault, in an order that no seed gives away."""
    data = digits(seed)
    raw = torch.from_numpy(data.x_test[:40]) * 16.0
    plain, shifted = new_student(seed), new_student(seed + 1)
    fit(plain, data.x_owner, data.y_owner, epochs=8, learning_rate=1e-2, seed=seed)
    moved = ((data.x_owner * 16.0 - 4.9) / 6.0).astype(np.float32)
    fit(shifted, moved, data.y_owner, epochs=8, learning_rate=1e-2, seed=seed)
    some = ("healthy", "twice", "black")
    made: list[Case] = []
    # The last camera counts to 4,096: preprocessed twice, its images are black to four digits.
    for model, shift, scale, factor, kinds in (
        (plain, 0.0, 1 / 16, 1.0, tuple(WORDS)),
        (shifted, 4.9, 1 / 6, 1.0, some),
        (plain, 0.0, 1 / 4096, 256.0, some),
    ):
        for kind in kinds:
            for rounded in (False, True) if kind in ("healthy", "twice") else (False,):
                service, requests = faulty(model, kind, rounded, shift, scale)
                name = f"{WORDS[kind]}{', rounded to 8 bits' if rounded else ''}, with (raw - {shift:g}) * {scale:.4g}"
                made.append(Case(name, service, requests, factor * raw, kind == "twice"))
    # The colleague's own service, which shows its graph.
    asked: list[int] = []

    class Colleague(Service):
        """Counts the requests."""

        def predict(self, raw: Tensor) -> Tensor:
            asked.append(len(raw))
            return super().predict(raw)

    made.append(Case("the colleague's service", Colleague(plain), lambda: len(asked), raw, True))
    return [made[number] for number in np.random.default_rng().permutation(len(made))]
