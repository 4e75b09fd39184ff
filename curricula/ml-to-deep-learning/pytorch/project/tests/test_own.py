"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import torch

from deepbridge.port import evaluate


def test_a_network_without_weights_is_right_by_chance() -> None:
    model = torch.nn.Linear(4, 2)
    torch.nn.init.zeros_(model.weight)
    torch.nn.init.zeros_(model.bias)
    batch = (torch.randn(6, 4), torch.tensor([0, 0, 0, 1, 1, 1]), torch.arange(6))
    result = evaluate(model, [batch])
    assert abs(result.loss - 0.6931) < 1e-3 and result.accuracy == 0.5, result
