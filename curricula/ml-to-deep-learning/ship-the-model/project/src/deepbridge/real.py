"""Readers for published image sets, in exactly the form they are published. Given.

IDX (MNIST, Fashion-MNIST): a folder with four files, plain or gzipped,
    train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte
A file starts with two zero bytes, a type (8: unsigned byte) and the number of axes; then the length of each
axis as a big-endian 32-bit integer; then the values. Published split: 60,000 train, 10,000 test.

CIFAR-10, binary version: a folder with data_batch_1.bin to data_batch_5.bin (train) and test_batch.bin. A file is
a sequence of records of 3,073 bytes: one label, 0 to 9, then 1,024 red, 1,024 green and 1,024 blue pixels, row by
row. Published split: 50,000 train, 10,000 test.
"""

from __future__ import annotations

import gzip
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.data import Images, Labels

FORMATS = ("idx", "cifar10")
RECORD = 3073
Bytes = NDArray[np.uint8]


@dataclass(frozen=True)
class Published:
    """A published split: images (n, c, h, w) of 0 to 1, float32, and labels (n,)."""

    x_train: Images
    y_train: Labels
    x_test: Images
    y_test: Labels


def read_idx(path: Path) -> Bytes:
    """The array of one IDX file of unsigned bytes.

    Raises:
        ValueError: for a file that does not fit the format; it names the file.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        content = file.read()
    if len(content) < 4 or content[:3] != b"\x00\x00\x08":
        raise ValueError(f"{path.name}: not an IDX file of unsigned bytes; it starts with {content[:4].hex()}")
    axes = content[3]
    start = 4 + 4 * axes
    if len(content) < start:
        raise ValueError(f"{path.name}: ends in its header")
    shape = struct.unpack(f">{axes}I", content[4:start])
    if len(content) - start != int(np.prod(shape)):
        raise ValueError(f"{path.name}: {len(content) - start} values, its header says {shape}")
    return np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape)


def _find(folder: Path, name: str) -> Path:
    for candidate in (folder / name, folder / f"{name}.gz"):
        if candidate.exists():
            return candidate
    raise ValueError(f"{folder}: {name} (or {name}.gz) is missing")


def _scaled(images: Bytes) -> Images:
    return (images / np.float32(255.0)).astype(np.float32)


def read_idx_folder(folder: Path) -> Published:
    """The four files of MNIST or Fashion-MNIST; images have one channel."""
    found: list[Bytes] = []
    for part in ("train", "t10k"):
        images = read_idx(_find(folder, f"{part}-images-idx3-ubyte"))
        labels = read_idx(_find(folder, f"{part}-labels-idx1-ubyte"))
        if images.ndim != 3 or labels.shape != images.shape[:1]:
            raise ValueError(f"{folder}: {part} has images {images.shape} and labels {labels.shape}")
        found += [images[:, None], labels]
    return Published(_scaled(found[0]), found[1].astype(np.int64), _scaled(found[2]), found[3].astype(np.int64))


def read_cifar(path: Path) -> tuple[Bytes, Bytes]:
    """Images (n, 3, 32, 32) and labels (n,) of one binary CIFAR-10 file.

    Raises:
        ValueError: for a file that is not whole records or has a label above 9; it names the file.
    """
    content = np.fromfile(path, dtype=np.uint8)
    if len(content) == 0 or len(content) % RECORD:
        raise ValueError(f"{path.name}: {len(content)} bytes, not a multiple of {RECORD}")
    records = content.reshape(-1, RECORD)
    labels = records[:, 0]
    if labels.max() > 9:
        raise ValueError(f"{path.name}, record {int((labels > 9).argmax()) + 1}: label {int(labels.max())} is above 9")
    return records[:, 1:].reshape(-1, 3, 32, 32), labels


def read_cifar_folder(folder: Path) -> Published:
    """The six files of CIFAR-10's binary version; images have three channels."""
    parts = [read_cifar(folder / f"data_batch_{number}.bin") for number in range(1, 6)]
    x_test, y_test = read_cifar(folder / "test_batch.bin")
    x_train, y_train = (np.concatenate([part[i] for part in parts]) for i in range(2))
    return Published(_scaled(x_train), y_train.astype(np.int64), _scaled(x_test), y_test.astype(np.int64))


def load_real(folder: Path, name: str) -> Published:
    """A published set; `name` is one of `FORMATS`."""
    return read_idx_folder(folder) if name == "idx" else read_cifar_folder(folder)
