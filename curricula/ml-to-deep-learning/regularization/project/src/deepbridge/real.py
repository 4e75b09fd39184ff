"""Readers for small public images, in exactly the form they are published. Given.

IDX (Fashion-MNIST, MNIST, KMNIST): a folder with `train-images-idx3-ubyte.gz`, `train-labels-idx1-ubyte.gz`,
`t10k-images-idx3-ubyte.gz` and `t10k-labels-idx1-ubyte.gz`, plain or gzipped. Each file starts with two zero
bytes, one byte for the type (8: unsigned byte), one for the number of axes, and the length of each axis as a
4-byte big-endian integer; then the bytes follow.

MedMNIST: one file such as `pneumoniamnist.npz` with `train_images`, `val_images`, `test_images` (n, 28, 28)
of unsigned bytes and `train_labels`, `val_labels`, `test_labels` (n, 1). Its validation part is not used
here.
"""

from __future__ import annotations

import gzip
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.data import Split, corrupt, split_of

FORMATS = ("idx", "medmnist")
Pixels = NDArray[np.uint8]
Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Published:
    """Images as published: x (n, side, side) in 0..255, y (n,) from 0."""

    x_train: Pixels
    y_train: Labels
    x_test: Pixels
    y_test: Labels

    @property
    def classes(self) -> int:
        """Number of classes."""
        return int(max(self.y_train.max(), self.y_test.max())) + 1


def read_idx(path: Path) -> Pixels:
    """One IDX file of unsigned bytes, plain or gzipped (`.gz`).

    Raises:
        ValueError: if the file is not of that form; it names the file.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        content = file.read()
    if len(content) < 4 or content[:3] != b"\x00\x00\x08" or len(content) < 4 + 4 * content[3]:
        raise ValueError(f"{path.name}: not an IDX file of unsigned bytes")
    axes = content[3]
    shape = struct.unpack(f">{axes}I", content[4 : 4 + 4 * axes])
    data = np.frombuffer(content, dtype=np.uint8, offset=4 + 4 * axes)
    if data.size != int(np.prod(shape)):
        raise ValueError(
            f"{path.name}: {data.size} bytes after the head, its axes {shape} need {int(np.prod(shape))}"
        )
    return data.reshape(shape)


def _idx_part(folder: Path, part: str) -> tuple[Pixels, Labels]:
    found = []
    for name in (f"{part}-images-idx3-ubyte", f"{part}-labels-idx1-ubyte"):
        path = next((p for p in (folder / f"{name}.gz", folder / name) if p.exists()), None)
        if path is None:
            raise ValueError(f"{folder}: {name}.gz is missing")
        found.append(read_idx(path))
    images, labels = found
    if images.ndim != 3 or labels.ndim != 1 or len(images) != len(labels):
        raise ValueError(
            f"{folder}: images {images.shape} and labels {labels.shape} of {part} do not fit together"
        )
    return images, labels.astype(np.int64)


def _npz_part(table: dict[str, np.ndarray], part: str, name: str) -> tuple[Pixels, Labels]:
    for key in (f"{part}_images", f"{part}_labels"):
        if key not in table:
            raise ValueError(f"{name}: {key} is missing")
    images, labels = table[f"{part}_images"], table[f"{part}_labels"]
    if images.ndim != 3 or images.dtype != np.uint8:
        raise ValueError(
            f"{name}: {part}_images must be gray images of unsigned bytes, they are {images.shape}"
        )
    if labels.shape != (len(images), 1):
        raise ValueError(
            f"{name}: {part}_labels must have shape ({len(images)}, 1), they have {labels.shape}"
        )
    return images, labels[:, 0].astype(np.int64)


def read_published(path: Path, form: str) -> Published:
    """The training and test part of a published set.

    Args:
        path: a folder for `idx`, a file for `medmnist`.
        form: one of `FORMATS`.

    Raises:
        ValueError: for a file that does not fit the format; it names the file.
    """
    if form == "idx":
        return Published(*_idx_part(path, "train"), *_idx_part(path, "t10k"))
    with np.load(path, allow_pickle=False) as file:
        table = {key: file[key] for key in file.files}
    return Published(*_npz_part(table, "train", path.name), *_npz_part(table, "test", path.name))


def few_labels(
    published: Published, n_train: int, noise: float, n_test: int | None, seed: int
) -> tuple[Split, Labels]:
    """A few training images, some of their labels made wrong, and the published test images.

    Args:
        published: all images.
        n_train: how many labels to pay for, drawn from the training part.
        noise: share of them that is made wrong; 0 leaves them as published.
        n_test: if given, a random sample of that many test images.
        seed: of all draws.

    Returns:
        The split, and the numbers (from 0) of its test images in the published test part.
    """
    rng = np.random.default_rng(seed)
    train = rng.permutation(len(published.x_train))[:n_train]
    test = np.arange(len(published.x_test))
    if n_test is not None and n_test < len(test):
        test = np.sort(rng.permutation(test)[:n_test])

    def pixels(images: Pixels) -> NDArray[np.float32]:
        return (images.reshape(len(images), -1) / 255.0).astype(np.float32)

    labels = published.y_train[train]
    split = split_of(
        pixels(published.x_train[train]),
        corrupt(labels, noise, published.classes, rng),
        labels,
        pixels(published.x_test[test]),
        published.y_test[test],
    )
    return split, test
