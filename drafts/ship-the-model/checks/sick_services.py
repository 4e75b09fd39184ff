"""Services for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from deepbridge.colleague import Service
from deepbridge.data import digits
from deepbridge.experiments import new_student
from deepbridge.trainer import fit

# What a service does, by its id: apart from the service, on which an experiment could read it.
KINDS: dict[int, tuple[str, bool]] = {}


class Case(Service):
    """Counts the requests. What it does is decided when it is made, not by its class or its graph."""

    def __init__(self, model: nn.Module, kind: str, rounded: bool, shift: float, scale: float) -> None:
        super().__init__(model, shift, scale)
        self.graph = nn.Sequential()  # nothing to read here
        self.calls = 0
        KINDS[id(self)] = kind, rounded

    def predict(self, raw: Tensor) -> Tensor:
        self.calls += 1
        kind, rounded = KINDS[id(self)]
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


def cases(seed: int) -> list[tuple[str, Case, Tensor, bool]]:
    """Name, service, raw images, and whether preprocessing is done twice; in an order drawn anew."""
    data = digits(seed)
    raw = torch.from_numpy(data.x_test[:40]) * 16.0
    models: dict[tuple[float, float], nn.Module] = {}
    for number, (shift, scale) in enumerate(((0.0, 1 / 16), (4.9, 1 / 6.0), (0.0, 1 / 255))):
        model = new_student(seed + number)
        epochs = 5 if scale > 0.01 else 15
        fit(model, ((data.x_owner * 16.0 - shift) * scale).astype(np.float32), data.y_owner, epochs, seed=seed)
        models[shift, scale] = model
    words = {
        "healthy": "a healthy service",
        "twice": "a service that preprocesses twice",
        "transposed": "a service with transposed images",
        "black": "a service whose camera is covered",
        "half": "a service whose images are half as bright",
        "clipped": "a service that was calibrated on dark images",
        "noisy": "a service whose images are noise",
        "order": "a service with the classes in another order",
    }
    made: list[tuple[str, Case, Tensor, bool]] = []
    for (shift, scale), model in models.items():
        how = f"(raw - {shift:g}) * {scale:.4f}"
        kinds = words if scale == 1 / 16 else {kind: words[kind] for kind in ("healthy", "twice", "black")}
        for kind, text in kinds.items():
            for rounded in (False, True) if kind in ("healthy", "twice") else (False,):
                name = f"{text}{', rounded to 8 bits' if rounded else ''}, with {how}"
                made.append((name, Case(model, kind, rounded, shift, scale), raw, kind == "twice"))
    service = Service(models[0.0, 1 / 16])
    original = service.predict

    class Colleague(Case):
        """The colleague's own `predict`."""

        def predict(self, raw: Tensor) -> Tensor:
            self.calls += 1
            return original(raw)

    made.append(("the colleague's service", Colleague(service.model, "twice", False, 0.0, 1 / 16), raw, True))
    return [made[number] for number in np.random.default_rng([seed, 8]).permutation(len(made))]
