"""The space that is searched: one configuration is a small convolutional network and how it is trained.
Given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Choice:
    """One of a few values, each equally likely."""

    values: tuple[int, ...]


@dataclass(frozen=True)
class Uniform:
    """A number from low to high, each stretch of equal length equally likely."""

    low: float
    high: float


@dataclass(frozen=True)
class LogUniform:
    """A number from low to high whose logarithm is uniform: each factor of ten is equally likely."""

    low: float
    high: float


Space: TypeAlias = Mapping[str, "Choice | Uniform | LogUniform"]


@dataclass(frozen=True)
class Config:
    """One point of the space.

    Attributes:
        blocks: convolutions, each followed by relu; after the first comes a 2 by 2 max pooling.
        channels: output channels of every convolution.
        kernel: side of every kernel, odd; the padding keeps the size of the image.
        hidden: units of the dense layer between the last convolution and the logits.
        dropout: probability of dropping a hidden unit.
        learning_rate: of AdamW.
        weight_decay: of AdamW.
    """

    blocks: int
    channels: int
    kernel: int
    hidden: int
    dropout: float
    learning_rate: float
    weight_decay: float


SPACE: Space = {
    "blocks": Choice((1, 2, 3)),
    "channels": Choice((4, 8)),
    "kernel": Choice((3, 5)),
    "hidden": Choice((16, 32, 64, 128)),
    "dropout": Uniform(0.0, 0.5),
    "learning_rate": LogUniform(1e-5, 1e-1),
    "weight_decay": LogUniform(1e-6, 1e-1),
}
