"""Pipelines for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from deepbridge.colleague import SIZE, Pipeline, to_tiles

Images = NDArray[np.float32]

# What a pipeline does to its canvases, by its id: apart from the pipeline, on which an experiment could read
# it. And how often it was asked.
STEPS: dict[int, Callable[[Images], Images]] = {}
CALLS: Counter[int] = Counter()


class Tiny(nn.Module):
    """A network for canvases of any size."""

    def __init__(self) -> None:
        super().__init__()
        self.convolution, self.linear = nn.Conv2d(1, 4, 3, padding=1), nn.Linear(4, 10)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(torch.relu(self.convolution(x)).amax(dim=(2, 3)))


class Case(Pipeline):
    """Counts the calls of `prepare`. What it does is decided when it is made, not by its class."""

    def __init__(self, step: Callable[[Images], Images], learning_rate: float = 3e-3, seed: int = 0) -> None:
        super().__init__(Tiny(), learning_rate, seed)
        STEPS[id(self)] = step

    def prepare(self, canvases: Images) -> Tensor:
        CALLS[id(self)] += 1
        images = np.ascontiguousarray(STEPS[id(self)](canvases.copy()), dtype=np.float32)
        return torch.from_numpy(images)[:, None]


class Colleague(Case):
    """The colleague's own `prepare`."""

    def prepare(self, canvases: Images) -> Tensor:
        CALLS[id(self)] += 1
        return Pipeline.prepare(self, canvases)


class OtherLabels(Case):
    """Trains on shuffled labels, at a rate that is far too high."""

    def train_epoch(self, canvases: Images, y: NDArray[np.int64], batch_size: int = 32):
        shuffled = np.random.default_rng(0).permutation(y)
        return super().train_epoch(canvases, shuffled, batch_size)


class NeverEvaluates(Case):
    """Predicts in training mode."""

    def predict(self, canvases: Images) -> NDArray[np.int64]:
        self.model.train()
        with torch.no_grad():
            return self.model(self.prepare(canvases)).argmax(dim=1).numpy()


def reordered(order: NDArray[np.int64]) -> Callable[[Images], Images]:
    """All 400 pixels in another order, the same for every canvas."""
    return lambda x: x.reshape(len(x), -1)[:, order].reshape(x.shape)


def from_tiles_rightly(x: Images) -> Images:
    """Into the tile store and back, as it should be."""
    tiles = to_tiles(x).reshape(-1, 5, 5, 4, 4)
    return tiles.transpose(0, 1, 3, 2, 4).reshape(-1, SIZE, SIZE)


def tiles_by_columns(x: Images) -> Images:
    """Each tile is whole, and the tiles lie column by column where they should lie row by row."""
    tiles = to_tiles(x).reshape(-1, 5, 5, 4, 4)
    return tiles.transpose(0, 2, 3, 1, 4).reshape(-1, SIZE, SIZE)


def cases(seed: int) -> list[tuple[str, Case, bool]]:
    """Name, pipeline, and whether its pixels are out of order; in an order drawn anew."""
    rng = np.random.default_rng([seed, 6])
    half = np.concatenate([np.arange(0, SIZE, 2), np.arange(1, SIZE, 2)])
    made: list[tuple[str, Case, bool]] = [
        ("the colleague's pipeline", Colleague(lambda x: x), True),
        ("a pipeline that changes nothing", Case(lambda x: x), False),
        ("a pipeline with a right tile store", Case(from_tiles_rightly), False),
        ("a pipeline that scales to -1..1", Case(lambda x: 2 * x - 1), False),
        ("a pipeline that scales to 0..255", Case(lambda x: 255 * x), False),
        ("a pipeline that inverts black and white", Case(lambda x: 1 - x), False),
        ("a pipeline that mirrors its canvases", Case(lambda x: x[:, :, ::-1]), False),
        ("a pipeline that transposes its canvases", Case(lambda x: x.transpose(0, 2, 1)), False),
        ("a pipeline that pads to 24 by 24", Case(lambda x: np.pad(x, ((0, 0), (2, 2), (2, 2)))), False),
        ("a pipeline with shuffled labels and a rate of 3", OtherLabels(lambda x: x, 3.0), False),
        ("a pipeline that forgets evaluation mode", NeverEvaluates(lambda x: x), False),
        ("a pipeline with pixels in random order", Case(reordered(rng.permutation(SIZE * SIZE))), True),
        ("a pipeline with even rows first, then odd ones", Case(lambda x: x[:, half]), True),
        ("a pipeline with even columns first, then odd ones", Case(lambda x: x[:, :, half]), True),
        ("a pipeline whose tiles are whole, column by column", Case(tiles_by_columns), True),
        (
            "a pipeline that scales and has tiles for rows",
            Case(lambda x: 2 * to_tiles(x).reshape(x.shape)),
            True,
        ),
    ]
    return [made[number] for number in rng.permutation(len(made))]
