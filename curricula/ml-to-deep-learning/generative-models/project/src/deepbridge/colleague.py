"""A colleague's forward process and his sampler. Given, and sick.

Two runs with it are in `sick/log.csv` and `sick/curves.svg`. The formulas agree with the paper, line by line.
"""

from __future__ import annotations

import torch
from torch import Tensor

FAULTS = (
    "signal-left-at-the-end",
    "square-root-missing",
    "steps-shifted-by-one",
    "noise-on-the-last-step",
    "labels-shuffled",
)


class Process:
    """Forward process with T steps, and the step back.

    Attributes:
        n_steps: T. Steps count from 0 to T - 1.
    """

    def __init__(self, n_steps: int = 40) -> None:
        self.n_steps = n_steps
        self.betas = torch.linspace(1e-4, 0.02, n_steps)
        self.alpha_bars = torch.cumprod(1.0 - self.betas, dim=0)

    def noised(self, x: Tensor, t: Tensor, noise: Tensor) -> Tensor:
        """Rows after step t of each: x and noise (n, d), t (n,), result (n, d)."""
        share = self.alpha_bars[t][:, None]
        return share.sqrt() * x + (1.0 - share).sqrt() * noise

    def step_back(self, x: Tensor, t: int, estimate: Tensor, noise: Tensor) -> Tensor:
        """Rows one step nearer to the data, shape (n, d).

        Args:
            estimate: what the network says is noise in x, shape (n, d).
            noise: fresh standard normal numbers, shape (n, d).
        """
        b, a = self.betas[t], self.alpha_bars[t]
        mean = (x - b / (1.0 - a).sqrt() * estimate) / (1.0 - b).sqrt()
        return mean + b.sqrt() * noise if t > 0 else mean
