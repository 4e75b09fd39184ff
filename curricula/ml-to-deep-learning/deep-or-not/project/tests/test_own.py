"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import numpy as np

from deepbridge.intervals import paired_interval


def test_more_overlap_makes_a_wider_interval() -> None:
    differences = np.array([0.01, 0.03, 0.02, 0.04])
    narrow, wide = paired_interval(differences, 0.0), paired_interval(differences, 0.25)
    assert wide.low < narrow.low < narrow.high < wide.high, (narrow, wide)
