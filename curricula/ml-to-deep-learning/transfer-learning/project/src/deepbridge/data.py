"""The three data sets of this project, and what the encoders made of them. Given.

`docs`: first sentences of docstrings of Python's standard library, from eight families of modules.
`names`: names from the same library; is a name that of a class, a function or a constant?
`photos`: crops of twelve photographs that come with scikit-image (CC0 or public domain), as a camera without
color sees them; which photograph is a crop from?

The cache holds each activation as a whole number of steps, a step being .7 standard deviations: that makes
the file five times as small as half precision would, and no accuracy here moves by more than .01.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.arrays import Array, Integers

FOLDER = Path(__file__).resolve().parents[2] / "data"
FAMILIES = ("network", "files", "concurrency", "numbers", "markup", "testing", "code", "screen")
KINDS = ("class", "function", "constant")
PHOTOS = (
    "astronaut brick cell chelsea coffee coins grass gravel hubble_deep_field immunohistochemistry retina "
    "rocket"
).split()
POOL = 40  # texts of each class that may be labeled; the others are for testing
CROP, TRAIN_CROPS, TEST_CROPS = 96, 10, 14


@dataclass(frozen=True)
class Texts:
    """Labeled texts and the frozen encoder's features of them.

    Attributes:
        texts: n texts.
        y: class of each text, shape (n,).
        classes: name of each class.
        features: unit vectors of the sentence encoder, shape (n, 384).
        pool: rows that may be labeled, 40 of each class.
        test: the other rows, 65 of each class.
    """

    texts: list[str]
    y: Integers
    classes: tuple[str, ...]
    features: Array
    pool: Integers
    test: Integers


@dataclass(frozen=True)
class Photos:
    """Crops and the frozen body's activations of them.

    Attributes:
        images: gray values from 0 to 255, shape (n, 96, 96).
        y: which photograph, shape (n,).
        classes: names of the photographs.
        activations: what enters the last block of EfficientNet-lite0, float32, shape (n, 192, 3, 3).
        train: ten crops of each photograph.
        test: fourteen of each, from other parts of the picture.
    """

    images: NDArray[np.uint8]
    y: Integers
    classes: tuple[str, ...]
    activations: NDArray[np.float32]
    train: Integers
    test: Integers


def read_texts(kind: str) -> tuple[list[str], Integers, tuple[str, ...]]:
    """Texts, labels and class names of `docs` or `names`."""
    classes = FAMILIES if kind == "docs" else KINDS
    with (FOLDER / "texts.jsonl").open(encoding="utf-8") as file:
        records = [record for record in map(json.loads, file) if record["set"] == kind]
    y = np.array([classes.index(record["label"]) for record in records], dtype=np.int64)
    return [record["text"] for record in records], y, classes


def cached(name: str) -> tuple[Array, float]:
    """Activations of `docs`, `names` or `photos`, and the step that they are rounded to."""
    with np.load(FOLDER / "activations.npz") as cache:
        step = float(cache[f"{name}_step"])
        return cache[name].astype(np.float64) * step, step


@lru_cache
def texts(kind: str) -> Texts:
    """The set `docs` or `names` with its cached features."""
    rows, y, classes = read_texts(kind)
    features, _ = cached(kind)
    features /= np.linalg.norm(features, axis=1, keepdims=True)
    # Which texts may be labeled was drawn once: the test rows are the same in every run.
    rng = np.random.default_rng(7)
    order = [rng.permutation(np.flatnonzero(y == c)) for c in range(len(classes))]
    pool = np.concatenate([rows_of_class[:POOL] for rows_of_class in order])
    test = np.concatenate([rows_of_class[POOL:] for rows_of_class in order])
    return Texts(rows, y, classes, features, pool, test)


def crops() -> tuple[NDArray[np.uint8], Integers]:
    """The crops and their photographs: ten to learn from and fourteen to test on of each, in this order.

    A picture is cut into 16 tiles; crops to learn from lie in the tiles of one color of a chess board, crops
    to test on in the others, so that they share no pixel. Each has its own size, exposure and mirroring.
    """
    import skimage.data
    from PIL import Image

    rng = np.random.default_rng(11)
    images: list[NDArray[np.uint8]] = []
    for name in PHOTOS:
        picture = np.asarray(getattr(skimage.data, name)(), dtype=np.float64)
        gray = picture @ [0.299, 0.587, 0.114] if picture.ndim == 3 else picture
        height, width = gray.shape[0] // 4, gray.shape[1] // 4
        side = min(height, width)
        for number in range(TRAIN_CROPS + TEST_CROPS):
            row = int(rng.integers(4))
            column = 2 * int(rng.integers(2)) + (row + int(number >= TRAIN_CROPS)) % 2
            size = int(rng.integers(3 * side // 4, side + 1))
            top = row * height + int(rng.integers(height - size + 1))
            left = column * width + int(rng.integers(width - size + 1))
            crop = gray[top : top + size, left : left + size]
            crop = crop[:, ::-1] if rng.random() < 0.5 else crop
            exposed = 127 + rng.uniform(0.6, 1.4) * (crop - crop.mean()) + rng.uniform(-40, 40)
            small = Image.fromarray(np.clip(exposed, 0, 255).astype(np.uint8)).resize((CROP, CROP))
            images.append(np.asarray(small))
    each = TRAIN_CROPS + TEST_CROPS
    return np.stack(images), np.repeat(np.arange(len(PHOTOS)), each)


@lru_cache
def photos() -> Photos:
    """The crops with their cached activations."""
    images, y = crops()
    activations = cached("photos")[0].astype(np.float32)
    learns = np.tile(np.arange(TRAIN_CROPS + TEST_CROPS) < TRAIN_CROPS, len(PHOTOS))
    return Photos(images, y, tuple(PHOTOS), activations, np.flatnonzero(learns), np.flatnonzero(~learns))
