"""A guard around the test rows. Given."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class TouchedTooEarly(RuntimeError):
    """The test rows were asked for before the choice was final, or a second time."""


class HoldOut:
    """Test rows that can be read once, after `finalize`.

    It guards against haste, not against intent: Python hides nothing.

    Attributes:
        choice: what was finalized, or None.
        reads: how often the rows were handed out.
    """

    def __init__(self, x: NDArray[np.float64], y: NDArray[np.int64]) -> None:
        self._x, self._y = x, y
        self.choice: object | None = None
        self.reads = 0

    def __len__(self) -> int:
        return len(self._y)

    def finalize(self, choice: object) -> None:
        """Say what will be reported. After this nothing may be chosen any more.

        Raises:
            TouchedTooEarly: if something was finalized before.
        """
        if self.choice is not None:
            raise TouchedTooEarly(f"{self.choice} is final already; a second choice needs new test rows")
        self.choice = choice

    def loader(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """The test rows: `(x, y)`, shapes (m, d) and (m,).

        Raises:
            TouchedTooEarly: before `finalize`, and when the rows were read before.
        """
        if self.choice is None:
            raise TouchedTooEarly("the test rows were touched before finalize(): choose on validation rows")
        if self.reads:
            raise TouchedTooEarly("the test rows were read already; whoever looks twice starts to choose")
        self.reads += 1
        return self._x, self._y
