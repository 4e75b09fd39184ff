"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import torch

from deepbridge.trainer import augment_shift_noise


def test_an_image_of_one_pixel_moves_or_leaves() -> None:
    corner = torch.zeros(40, 9)
    corner[:, 0] = 1.0
    out = augment_shift_noise(corner, torch.Generator().manual_seed(0), shift=1, noise=0.0)
    lit = out.sum(dim=1)
    assert set(lit.tolist()) == {0.0, 1.0}, "moved up or left it leaves the image, and must not come in again"
