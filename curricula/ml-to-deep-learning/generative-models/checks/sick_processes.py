"""Processes for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from deepbridge.colleague import Process
from deepbridge.data import digits

# What a process really does, by its id: apart from the process, on which an experiment could read it.
HIDDEN: dict[int, tuple[Tensor, str]] = {}
CALLS: dict[int, int] = {}


class Case(Process):
    """Counts its calls. Its stored numbers are the colleague's; what it does is decided when it is made."""

    def __init__(self, betas: Tensor | None, how: str = "") -> None:
        super().__init__(40 if betas is None else len(betas))
        CALLS[id(self)] = 0
        HIDDEN[id(self)] = (self.betas if betas is None else betas, how)

    def noised(self, x: Tensor, t: Tensor, noise: Tensor) -> Tensor:
        CALLS[id(self)] += 1
        betas, how = HIDDEN[id(self)]
        bars = torch.cumprod(1.0 - betas.double(), dim=0).to(x.dtype)
        if how == "shifted":
            t = (t - 1).clamp(min=0)
        share = bars[t][:, None]
        if how == "no-root":
            return share * x + (1.0 - share) * noise
        return share.sqrt() * x + (1.0 - share).sqrt() * noise

    def step_back(self, x: Tensor, t: int, estimate: Tensor, noise: Tensor) -> Tensor:
        CALLS[id(self)] += 1
        betas, how = HIDDEN[id(self)]
        bars = torch.cumprod(1.0 - betas.double(), dim=0).to(x.dtype)
        b, a = betas[t], bars[t]
        mean = (x - b / (1.0 - a).sqrt() * estimate) / (1.0 - b).sqrt()
        return mean + b.sqrt() * noise if t > 0 or how == "noisy-end" else mean


def cosine(n_steps: int) -> Tensor:
    """The schedule of Nichol and Dhariwal (2021), equation 17."""
    steps = torch.arange(n_steps + 1) / n_steps
    bars = torch.cos((steps + 0.008) / 1.008 * torch.pi / 2) ** 2
    return (1 - bars[1:] / bars[:-1]).clamp(max=0.999)


def rising(n_steps: int, left: float) -> Tensor:
    """Growing variances after which a row is multiplied by `left`."""
    parts = torch.arange(1, n_steps + 1) / (n_steps * (n_steps + 1) / 2)
    return 1 - torch.exp(2 * math.log(left) * parts)


def cases(seed: int) -> list[tuple[str, Case, Tensor, bool]]:
    """Name, process, rows, and whether signal is left at its last step; in an order drawn anew."""
    split = digits(seed)
    plain = torch.from_numpy(split.x_train[:400])
    bright = plain + 2.0  # another mean
    standard = (plain - plain.mean()) / plain.std()
    good = torch.linspace(1e-3, 0.2, 50)
    paper = [torch.linspace(1e-4, 0.02, n) for n in (40, 100, 200, 1000)]
    made = [
        ("the colleague's process", Case(None), plain, True),
        ("the colleague's process on rows of mean 0 and variance 1", Case(None), standard, True),
        ("a healthy process of 50 steps", Case(good), plain, False),
        ("a healthy process of 50 steps on brighter rows", Case(good), bright, False),
        ("the paper's 1,000 steps, which are healthy", Case(paper[3]), plain, False),
        ("a healthy cosine process of 20 steps", Case(cosine(20)), standard, False),
        ("the paper's range in 100 steps", Case(paper[1]), standard, True),
        ("the paper's range in 200 steps", Case(paper[2]), plain, True),
        ("the paper's range in 200 steps on brighter rows", Case(paper[2]), bright, True),
        ("a healthy process of 50 steps on rows eight times as large", Case(good), 8 * standard, False),
        ("the paper's range in 200 steps on small rows", Case(paper[2]), 0.2 * standard, True),
        ("a process without square roots", Case(good, "no-root"), plain, False),
        ("a healthy process whose steps are shifted by one", Case(good, "shifted"), plain, False),
        ("a healthy process that adds noise at the last step back", Case(good, "noisy-end"), standard, False),
    ]
    # Steps do not tell: healthy processes and sick ones of the same random numbers of steps.
    generator = torch.Generator().manual_seed(seed)
    for n in torch.randint(20, 400, (3,), generator=generator).tolist():
        left = 0.4 + 0.4 * float(torch.rand(1, generator=generator))
        made += [
            (f"a healthy process of {n} steps", Case(rising(n, 0.07)), plain, False),
            (f"a sick process of {n} steps", Case(rising(n, left)), plain, True),
        ]
    order = torch.randperm(len(made), generator=generator)
    return [made[number] for number in order.tolist()]
