"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import torch

from deepbridge.attention import attention


def test_one_key_gets_all_the_attention() -> None:
    generator = torch.Generator().manual_seed(0)
    query, key, value = (torch.randn(1, 4, generator=generator) for _ in range(3))
    output, weights = attention(query, key, value)
    assert weights.tolist() == [[1.0]]
    assert torch.allclose(output, value)
