"""The sick run: name the fault of `colleague.Pipeline` and prove it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from deepbridge.colleague import Pipeline


class Finding(NamedTuple):
    """What an experiment found.

    Attributes:
        fault: one of `colleague.FAULTS`.
        present: True if the pipeline at hand has that fault.
        measured: the number that `present` was decided on.
    """

    fault: str
    present: bool
    measured: float


def experiment(pipeline: Pipeline) -> Finding:
    """The smallest experiment that tells a pipeline with the fault from one without it.

    It decides on what the pipeline does, not on how its code reads, and calls `pipeline.prepare` four times
    at most (`train_epoch` and `predict` call it too). The pipeline may be sick or healthy. A healthy one may
    scale or invert the values of its images and mirror, transpose or pad them; its learning rate, its network
    or its labels may be bad for other reasons. It may be changed: it is thrown away.
    """
    ### BEGIN SOLUTION experiment
    side = 20
    lit = np.eye(side * side, dtype=np.float32).reshape(-1, side, side)  # one pixel on each canvas
    images = pipeline.prepare(lit).numpy().reshape(side * side, *pipeline.prepare(lit[:1]).shape[-2:])
    places = np.abs(images - np.median(images, axis=(1, 2), keepdims=True))  # the lit pixel stands out
    flat = places.reshape(len(places), -1).argmax(axis=1)
    rows, columns = np.divmod(flat.reshape(side, side), images.shape[-1])

    def near(axis: int) -> np.ndarray:
        """Whether neighbors along an axis are neighbors afterwards."""
        return (np.abs(np.diff(rows, axis=axis)) + np.abs(np.diff(columns, axis=axis)) == 1).ravel()

    kept = float(np.concatenate([near(0), near(1)]).mean())
    return Finding("pixels-out-of-order", kept < 0.99, kept)
    ### END SOLUTION experiment
