"""Synthetic scenes whose captions are known exactly.

A scene is a 24 x 24 RGB picture with one or two objects, each in a quarter of its own. An object has a
color, a shape and a position. Two kinds of scenes never occur in training, so that generalization can be
measured apart:

- a *combination*: a pair of objects that were both seen, but never in one picture (a fifth of all pairs);
- a *binding*: a color and a shape that were both seen, but never on one object (four of the sixteen).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import Literal

import numpy as np

Split = Literal["train", "fresh", "combination", "binding"]

SIZE = 24
COLORS: dict[str, tuple[float, float, float]] = {
    "red": (1.0, 0.1, 0.1),
    "green": (0.1, 0.9, 0.1),
    "blue": (0.15, 0.2, 1.0),
    "yellow": (1.0, 0.9, 0.1),
}
SHAPES = ("circle", "square", "triangle", "cross")
POSITIONS: dict[str, tuple[int, int]] = {
    "top left": (0, 0),
    "top right": (0, 1),
    "bottom left": (1, 0),
    "bottom right": (1, 1),
}
HELD_OUT_BINDINGS = frozenset(
    {("red", "circle"), ("blue", "square"), ("green", "triangle"), ("yellow", "cross")}
)
LONGEST_CAPTION = 15
"""Words of the longest caption, with its begin and end marks."""


@dataclass(frozen=True)
class Item:
    """One object of a scene."""

    color: str
    shape: str
    position: str


@dataclass(frozen=True)
class Scenes:
    """Scenes of one split: `images` is (N, 3, 24, 24) float32 in [0, 1]; `items` and `captions` have N
    entries.
    """

    images: np.ndarray
    items: list[tuple[Item, ...]]
    captions: list[str]


def _held_out_combinations() -> frozenset[tuple[tuple[str, str], ...]]:
    seen = sorted((c, s) for c in COLORS for s in SHAPES if (c, s) not in HELD_OUT_BINDINGS)
    pairs = [tuple(sorted(pair)) for pair in combinations_with_replacement(seen, 2)]
    chosen = np.random.default_rng(7).permutation(len(pairs))[: len(pairs) // 5]
    return frozenset(pairs[i] for i in chosen)


HELD_OUT_COMBINATIONS = _held_out_combinations()


def describe(items: tuple[Item, ...]) -> str:
    """The caption of a scene; objects in reading order: top before bottom, left before right."""
    ordered = sorted(items, key=lambda item: POSITIONS[item.position])
    return " and ".join(f"a {item.color} {item.shape} at {item.position}" for item in ordered)


def split_of(items: tuple[Item, ...]) -> Split:
    """`binding`, `combination`, or `train` (which `fresh` shares) for these objects."""
    kinds = [(item.color, item.shape) for item in items]
    if any(kind in HELD_OUT_BINDINGS for kind in kinds):
        return "binding"
    if len(kinds) == 2 and tuple(sorted(kinds)) in HELD_OUT_COMBINATIONS:
        return "combination"
    return "train"


def _draw(image: np.ndarray, item: Item, rng: np.random.Generator) -> None:
    row, column = POSITIONS[item.position]
    center_y = row * 12 + 6 + int(rng.integers(-1, 2))
    center_x = column * 12 + 6 + int(rng.integers(-1, 2))
    radius = float(rng.uniform(3.5, 4.8))
    ys, xs = np.mgrid[:SIZE, :SIZE]
    dy, dx = ys - center_y, xs - center_x
    if item.shape == "circle":
        inside = dy**2 + dx**2 <= radius**2
    elif item.shape == "square":
        inside = (abs(dy) <= radius * 0.85) & (abs(dx) <= radius * 0.85)
    elif item.shape == "triangle":
        inside = (dy <= radius * 0.8) & (dy >= -radius) & (abs(dx) <= (dy + radius) * 0.55)
    else:
        inside = ((abs(dy) <= 1) & (abs(dx) <= radius)) | ((abs(dx) <= 1) & (abs(dy) <= radius))
    image[inside] = np.array(COLORS[item.color]) * rng.uniform(0.8, 1.0)


def render(items: tuple[Item, ...], rng: np.random.Generator) -> np.ndarray:
    """A (3, 24, 24) float32 picture in [0, 1] with jitter, brightness and pixel noise."""
    image = np.zeros((SIZE, SIZE, 3)) + rng.uniform(0, 0.12)
    for item in items:
        _draw(image, item, rng)
    image += rng.normal(0, 0.04, image.shape)
    return np.clip(image, 0, 1).astype(np.float32).transpose(2, 0, 1)


def make_scenes(count: int, seed: int, split: Split = "train") -> Scenes:
    """`count` scenes of a split. Equal seeds give equal scenes; `train` and `fresh` share a distribution."""
    rng = np.random.default_rng(seed)
    wanted: Split = "train" if split == "fresh" else split
    colors, positions = list(COLORS), list(POSITIONS)
    images: list[np.ndarray] = []
    items: list[tuple[Item, ...]] = []
    while len(items) < count:
        objects = int(rng.integers(1, 3))
        cells = sorted(int(cell) for cell in rng.permutation(4)[:objects])
        scene = tuple(
            Item(colors[rng.integers(4)], SHAPES[rng.integers(4)], positions[cell]) for cell in cells
        )
        if split_of(scene) == wanted:
            images.append(render(scene, rng))
            items.append(scene)
    return Scenes(np.stack(images), items, [describe(scene) for scene in items])
