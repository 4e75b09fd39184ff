"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import numpy as np

from deepbridge.optim import AdamState, adamw


def test_adamw_does_not_care_about_the_unit_of_the_loss() -> None:
    ends = []
    for unit in (1.0, 1000.0):
        parameter = np.array([1.0, -2.0])
        state = AdamState.of([parameter])
        for _ in range(20):
            adamw([parameter], [unit * parameter], state, learning_rate=0.01, weight_decay=0.0)
        ends.append(parameter)
    assert np.allclose(ends[0], ends[1], atol=1e-6), ends
