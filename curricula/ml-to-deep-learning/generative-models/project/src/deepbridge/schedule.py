"""How much noise each step of the forward process adds. Given.

The code counts steps from 0: step t of the code is step t + 1 of the papers, and x_0 of the papers is the
data.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Schedule:
    """Variances of a forward process with T steps, all of shape (T,).

    Attributes:
        betas: variance that step t adds, between 0 and 1.
        alpha_bars: product of 1 - betas up to and including step t; the share of the data's variance that is
            left after step t.
    """

    betas: Tensor
    alpha_bars: Tensor

    @property
    def n_steps(self) -> int:
        """T."""
        return len(self.betas)


def schedule_from(betas: Tensor) -> Schedule:
    """A schedule with the given variances, shape (T,)."""
    return Schedule(betas, torch.cumprod(1.0 - betas, dim=0))


def linear_schedule(n_steps: int = 50, first: float = 1e-3, last: float = 0.2) -> Schedule:
    """Variances in equal steps from `first` to `last`.

    Ho, Jain and Abbeel (2020), section 4, take 1,000 steps from 1e-4 to 0.02. With 50 steps each has to add
    more, so that the data are gone at the end: here alpha_bars[-1] is about 0.005.
    """
    return schedule_from(torch.linspace(first, last, n_steps))
