"""Your own tests: an example to start from. Run them with `python -m pytest`."""

from __future__ import annotations

import numpy as np

from deepbridge.engine import Tensor
from deepbridge.gradcheck import gradient_table


def test_gradient_of_a_product_with_a_broadcast() -> None:
    rng = np.random.default_rng(0)
    a, b = Tensor(rng.normal(size=(4, 3))), Tensor(rng.normal(size=3))
    rows = gradient_table(lambda: (a * b + b).tanh().sum(), [a, b], ["a", "b"])
    assert max(row.largest for row in rows) < 1e-6, rows
