"""Features for the case that does not need a memory."""

from __future__ import annotations

import numpy as np

from deepbridge.data import Array


def peak_windows(x: Array, half: int = 2) -> Array:
    """The neighborhoods of the two highest points of each series, the earlier one first.

    The first point is the highest of the series, the second the highest that is more than two steps away from
    it. Of equal values the earliest counts. Beyond the ends of a series stands 0.

    Args:
        x: shape (n, T), T at least 6; not changed.
        half: steps on each side of a point.

    Returns:
        Shape (n, 2 * (2 * half + 1)): the window of the point that comes first in time, then the other's.
    """
    ### BEGIN SOLUTION peak_windows
    highest = x.argmax(axis=1)
    away = np.abs(np.arange(x.shape[1]) - highest[:, None]) > 2
    second = np.where(away, x, -np.inf).argmax(axis=1)
    padded = np.pad(x, ((0, 0), (half, half)))
    centers = np.sort(np.stack([highest, second], axis=1), axis=1)
    columns = centers[:, :, None] + np.arange(2 * half + 1)
    return padded[np.arange(len(x))[:, None, None], columns].reshape(len(x), -1)
    ### END SOLUTION peak_windows
