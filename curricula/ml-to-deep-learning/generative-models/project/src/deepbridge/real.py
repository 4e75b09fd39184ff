"""Readers for published image sets, in exactly the form they are published. Given.

IDX (MNIST, Fashion-MNIST): a folder with four files, plain or gzipped,
    train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte
A file starts with two zero bytes, a type (8: unsigned byte) and the number of axes; then the length of each
axis as a big-endian 32-bit integer; then the values. Published split: 60,000 train, 10,000 test.

Quick, Draw! (numpy_bitmap): a folder with one `<class>.npy` for each class, uint8 of shape (n, 784). There is
no published split: the first rows of each file train, the next ones are held out.
"""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.data import Split

SIDE = 28
FORMATS = ("idx", "quickdraw")
Bytes = NDArray[np.uint8]


def read_idx(path: Path) -> Bytes:
    """The array of one IDX file of unsigned bytes.

    Raises:
        ValueError: for a file that does not fit the format; it names the file.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        content = file.read()
    if len(content) < 4 or content[:3] != b"\x00\x00\x08":
        raise ValueError(
            f"{path.name}: not an IDX file of unsigned bytes; it starts with {content[:4].hex()}"
        )
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


def read_idx_folder(folder: Path) -> tuple[Bytes, Bytes, Bytes, Bytes]:
    """Training images (n, 28, 28) and labels (n,), then test images and labels."""
    found: list[Bytes] = []
    for part in ("train", "t10k"):
        images = read_idx(_find(folder, f"{part}-images-idx3-ubyte"))
        labels = read_idx(_find(folder, f"{part}-labels-idx1-ubyte"))
        if images.ndim != 3 or images.shape[1:] != (SIDE, SIDE) or labels.shape != images.shape[:1]:
            raise ValueError(f"{folder}: {part} has images {images.shape} and labels {labels.shape}")
        found += [images, labels]
    return found[0], found[1], found[2], found[3]


def read_quickdraw_folder(
    folder: Path, n_train: int = 6000, n_held: int = 1000
) -> tuple[Bytes, Bytes, Bytes, Bytes]:
    """The same from one .npy file for each class, in alphabetical order of the file names."""
    files = sorted(folder.glob("*.npy"))
    if len(files) < 2:
        raise ValueError(f"{folder}: {len(files)} .npy files; one for each class is needed")
    parts: list[list[Bytes]] = [[], [], [], []]
    for label, path in enumerate(files):
        rows = np.load(path, mmap_mode="r", allow_pickle=False)
        if rows.ndim != 2 or rows.shape[1] != SIDE * SIDE or rows.dtype != np.uint8:
            raise ValueError(f"{path.name}: {rows.dtype} of shape {rows.shape}, not uint8 of (n, 784)")
        if len(rows) < n_train + n_held:
            raise ValueError(f"{path.name}: {len(rows)} rows, {n_train + n_held} are asked for")
        for offset, (begin, end) in enumerate(((0, n_train), (n_train, n_train + n_held))):
            parts[2 * offset].append(np.asarray(rows[begin:end]).reshape(-1, SIDE, SIDE))
            parts[2 * offset + 1].append(np.full(end - begin, label, dtype=np.uint8))
    images, labels, held, held_labels = (np.concatenate(part) for part in parts)
    return images, labels, held, held_labels


def shrink(images: Bytes, size: int) -> NDArray[np.float32]:
    """Average blocks of pixels, and scale.

    Args:
        images: shape (n, 28, 28), from 0 to 255.
        size: side of the result; 28 must be divisible by it.

    Returns:
        Shape (n, size²), from -1 to 1.
    """
    if SIDE % size:
        raise ValueError(f"size {size}: 28 is not divisible by it")
    step = SIDE // size
    blocks = images.reshape(-1, size, step, size, step).mean(axis=(2, 4))
    return (blocks.reshape(len(images), size * size) / 127.5 - 1.0).astype(np.float32)


def load_real(folder: Path, name: str, size: int = 14, n_train: int = 6000, n_held: int = 1000) -> Split:
    """A split of a published set.

    Args:
        folder: where the published files are.
        name: one of `FORMATS`.
        size: side of the images after shrinking: 28, 14 or 7.
        n_train: rows of each class that train, for Quick, Draw!.
        n_held: rows of each class that are held out, for Quick, Draw!.
    """
    x, y, held, held_y = (
        read_idx_folder(folder) if name == "idx" else read_quickdraw_folder(folder, n_train, n_held)
    )
    return Split(shrink(x, size), y.astype(np.int64), shrink(held, size), held_y.astype(np.int64))
