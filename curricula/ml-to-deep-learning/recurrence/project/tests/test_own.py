"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import torch

from deepbridge.rnn import rnn_cell


def test_a_cell_without_weights_returns_tanh_of_its_biases() -> None:
    zeros = torch.zeros(2, 2)
    state = rnn_cell(torch.ones(3, 2), torch.ones(3, 2), zeros, zeros, torch.ones(2), torch.ones(2))
    assert torch.allclose(state, torch.full((3, 2), 2.0).tanh())
