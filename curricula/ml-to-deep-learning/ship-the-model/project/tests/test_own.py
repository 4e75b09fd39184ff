"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import torch
from torch import nn

from deepbridge.ship import integrated_gradients


def test_a_linear_model_is_explained_exactly() -> None:
    model = nn.Linear(3, 2)
    x, target = torch.tensor([[1.0, 2.0, -1.0]]), torch.tensor([1])
    expected = x * model.weight[1]
    assert torch.allclose(integrated_gradients(model, x, target, torch.zeros_like(x), 4), expected, atol=1e-6)
