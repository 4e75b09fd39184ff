"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

from pathlib import Path

import torch

from deepbridge.data import make_set
from deepbridge.scale import MemmapDataset


def test_rows_come_back_in_the_order_that_was_asked_for(tmp_path: Path) -> None:
    data = MemmapDataset(make_set(tmp_path, rows=50, features=3, seed=0))
    x, y = data.__getitems__([7, 2])
    assert x.shape == (2, 3) and y.dtype == torch.int64
    assert torch.equal(x[0], data[7][0]) and torch.equal(x[1], data[2][0])
