"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import torch

from deepbridge.generate import noised
from deepbridge.schedule import linear_schedule


def test_the_last_step_leaves_almost_nothing_of_the_data() -> None:
    schedule = linear_schedule()
    x = torch.ones(1000, 4)
    last = torch.full((1000,), schedule.n_steps - 1)
    end = noised(x, last, torch.randn(1000, 4, generator=torch.Generator().manual_seed(0)), schedule)
    assert abs(float(end.mean())) < 0.15, end.mean()
