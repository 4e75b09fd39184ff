"""Reader for image sets in the IDX format of MNIST, as Fashion-MNIST and Kuzushiji-MNIST are published.
Given.

A set is four files, plain or gzipped: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`,
`t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`. Numbers in the header are big-endian, 32 bits: for
images the magic number 2051, the count, the rows and the columns, then one byte a pixel; for labels the
magic number 2049 and the count, then one byte a label.
"""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.data import Split

IMAGES, LABELS = 2051, 2049


def _content(folder: Path, name: str) -> tuple[str, bytes]:
    """The name of the file that is there, plain or gzipped, and what is in it."""
    for path, opener in ((folder / name, open), (folder / f"{name}.gz", gzip.open)):
        if path.exists():
            with opener(path, "rb") as file:
                return path.name, file.read()
    raise FileNotFoundError(f"{folder}: neither {name} nor {name}.gz is there")


def read_images(folder: Path, part: str) -> NDArray[np.uint8]:
    """Pixels of one part.

    Args:
        folder: holds the four files.
        part: `train` or `t10k`.

    Returns:
        Shape (n, rows, columns), 0 to 255.

    Raises:
        ValueError: if the file is not in the format; it names the file and what is wrong.
    """
    name, content = _content(folder, f"{part}-images-idx3-ubyte")
    if len(content) < 16:
        raise ValueError(f"{name}: {len(content)} bytes, the header alone has 16")
    magic, count, rows, columns = struct.unpack(">IIII", content[:16])
    if magic != IMAGES:
        raise ValueError(f"{name}: magic number {magic}, images have {IMAGES}")
    if len(content) != 16 + count * rows * columns:
        raise ValueError(
            f"{name}: {len(content) - 16} bytes of pixels, the header promises {count} images of {rows} by "
            f"{columns}"
        )
    return np.frombuffer(content, dtype=np.uint8, offset=16).reshape(count, rows, columns)


def read_labels(folder: Path, part: str) -> NDArray[np.int64]:
    """Labels of one part, shape (n,).

    Raises:
        ValueError: if the file is not in the format; it names the file and what is wrong.
    """
    name, content = _content(folder, f"{part}-labels-idx1-ubyte")
    if len(content) < 8:
        raise ValueError(f"{name}: {len(content)} bytes, the header alone has 8")
    magic, count = struct.unpack(">II", content[:8])
    if magic != LABELS:
        raise ValueError(f"{name}: magic number {magic}, labels have {LABELS}")
    if len(content) != 8 + count:
        raise ValueError(f"{name}: {len(content) - 8} labels, the header promises {count}")
    return np.frombuffer(content, dtype=np.uint8, offset=8).astype(np.int64)


def published_split(
    folder: Path, n_train: int | None = None, seed: int = 0
) -> tuple[Split, NDArray[np.int64]]:
    """The published parts: `train` to train on, `t10k` to test on; pixels from 0 to 1.

    Args:
        folder: holds the four files.
        n_train: if given, a random sample of that many training images; the network and the classical models
            get the same.
        seed: of that sample.

    Returns:
        The split, and the numbers (from 0) of its test images in the file.

    Raises:
        ValueError: if images and labels of a part differ in number.
    """
    parts = {}
    for part in ("train", "t10k"):
        images, labels = read_images(folder, part), read_labels(folder, part)
        if len(images) != len(labels):
            raise ValueError(f"{part}: {len(images)} images and {len(labels)} labels")
        parts[part] = images.reshape(len(images), -1) / 255.0, labels
    x, y = parts["train"]
    if n_train is not None and n_train < len(x):
        kept = np.sort(np.random.default_rng(seed).choice(len(x), size=n_train, replace=False))
        x, y = x[kept], y[kept]
    return Split(x, y, *parts["t10k"]), np.arange(len(parts["t10k"][1]))
