"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

from torch import nn

from deepbridge.transfer import freeze_until


def test_nothing_is_frozen_before_the_first_layer() -> None:
    net = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))
    assert freeze_until(net, "0") == []
