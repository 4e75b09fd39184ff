"""What a run and an ablation report. Given."""

from __future__ import annotations

from typing import NamedTuple


class Score(NamedTuple):
    """How one trained model does.

    Attributes:
        train: share of the training labels, as delivered, that it predicts.
        test: share of the test labels that it predicts.
    """

    train: float
    test: float


class Effect(NamedTuple):
    """What one variant does, over several draws of the data.

    Attributes:
        variant: its name.
        train: mean accuracy on the training labels as delivered.
        test: mean accuracy on test rows.
        difference: mean of (variant - baseline) in test accuracy, draw by draw.
        low: lower end of the paired 95 % interval of that difference.
        high: upper end.
    """

    variant: str
    train: float
    test: float
    difference: float
    low: float
    high: float
