"""Features that do not change when a digit moves: your own models on shifted digits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def shift_features(canvases: NDArray[np.float32]) -> NDArray[np.float32]:
    """Describe each canvas so that the place of its digit does not matter.

    The canvas is empty but for the digit. Two ways that work: cut out the smallest box that holds all ink and
    put it into the top left corner of an empty canvas; or take the magnitudes of the two-dimensional Fourier
    transform. Any other is welcome. Each canvas is described by itself, whatever else is in the batch.

    Args:
        canvases: shape (n, 20, 20), values from 0 to 1.

    Returns:
        Shape (n, d), float32 or float64, for any d of yours.
    """
    ### BEGIN SOLUTION shift_features
    out = np.zeros_like(canvases)
    for moved, canvas in zip(out, canvases):
        rows = np.flatnonzero(canvas.max(axis=1))
        columns = np.flatnonzero(canvas.max(axis=0))
        box = canvas[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        moved[: box.shape[0], : box.shape[1]] = box
    return out.reshape(len(out), -1)
    ### END SOLUTION shift_features
