"""Readers for two published image tables, in exactly the form they are published. Given.

Statlog Landsat Satellite (UCI), files `sat.trn` (4,435 lines) and `sat.tst` (2,000 lines) in one folder: 36
integers from 0 to 255 and the class, 1 to 7 without 6, separated by spaces:
    92 115 120 94 84 102 106 79 … 3
four spectral bands for each of the nine pixels of a 3 by 3 neighborhood.

Fashion-MNIST (Xiao, Rasul and Vollgraf 2017), four files in one folder: `train-images-idx3-ubyte.gz`,
`train-labels-idx1-ubyte.gz`, `t10k-images-idx3-ubyte.gz` and `t10k-labels-idx1-ubyte.gz`; 60,000 and 10,000
images of 28 by 28 bytes behind a header of four big-endian integers (magic number, count, rows, columns),
labels behind two.
"""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import numpy as np

from deepbridge.data import Array, Labels, Shape, Split
from deepbridge.guard import HoldOut

SATELLITE_CLASSES = (1, 2, 3, 4, 5, 7)
SATELLITE = Shape(side=3, inputs=4, classes=len(SATELLITE_CLASSES))
FASHION = Shape(side=28, inputs=1, classes=10)
FORMATS = {"satellite": SATELLITE, "fashion": FASHION}


def read_satellite(path: Path) -> tuple[Array, Labels]:
    """One of the two files.

    Returns:
        `(x, y)`: shape (n, 36), band by band (9 pixels of the first band come first), 0 to 1; labels count
        from 0.

    Raises:
        ValueError: for a line that does not fit the format; it names the line.
    """
    rows: list[list[int]] = []
    labels: list[int] = []
    for number, line in enumerate(path.read_text(encoding="ascii").splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            fields = [int(field) for field in line.split()]
        except ValueError as error:
            raise ValueError(f"{where}: a field is not an integer") from error
        if len(fields) != 37:
            raise ValueError(f"{where}: {len(fields)} fields, the format has 37")
        label = fields.pop()
        if label not in SATELLITE_CLASSES:
            raise ValueError(f"{where}: {label} is not a class of the satellite format")
        if not 0 <= min(fields) <= max(fields) <= 255:
            raise ValueError(f"{where}: a value is outside 0 to 255")
        rows.append(fields)
        labels.append(SATELLITE_CLASSES.index(label))
    pixels = np.array(rows, dtype=np.float64).reshape(-1, 9, 4) / 255.0
    return pixels.transpose(0, 2, 1).reshape(len(rows), 36), np.array(labels, dtype=np.int64)


def read_idx(path: Path) -> np.ndarray:
    """An array of bytes in IDX form, gzipped: magic number 0x0000080d for d axes, then their lengths.

    Raises:
        ValueError: if the header or the length does not fit.
    """
    with gzip.open(path, "rb") as file:
        content = file.read()
    zero, kind, axes = struct.unpack(">HBB", content[:4])
    if zero != 0 or kind != 8:
        raise ValueError(f"{path.name}: not an IDX file of bytes (it starts with {content[:4].hex()})")
    lengths = struct.unpack(f">{axes}I", content[4 : 4 + 4 * axes])
    values = np.frombuffer(content, dtype=np.uint8, offset=4 + 4 * axes)
    if len(values) != np.prod(lengths, dtype=np.int64):
        raise ValueError(f"{path.name}: {len(values)} bytes, the header says {lengths}")
    return values.reshape(lengths)


def read_fashion(folder: Path, part: str) -> tuple[Array, Labels]:
    """`part` is `train` or `t10k`; pixels from 0 to 1, shape (n, 784).

    Raises:
        ValueError: if images and labels do not fit together.
    """
    images = read_idx(folder / f"{part}-images-idx3-ubyte.gz")
    labels = read_idx(folder / f"{part}-labels-idx1-ubyte.gz")
    if images.shape[1:] != (28, 28) or len(images) != len(labels):
        raise ValueError(f"{part}: images {images.shape} and labels {labels.shape} do not fit together")
    return images.reshape(len(images), 784) / 255.0, labels.astype(np.int64)


def published_split(
    folder: Path, name: str, n_train: int, n_validation: int, n_test: int | None = None, seed: int = 0
) -> tuple[Split, np.ndarray]:
    """Training and validation rows drawn from the published training part, test rows from the published test
    part.

    Args:
        folder: holds the published files.
        name: a key of `FORMATS`.
        n_train: rows to train on.
        n_validation: rows to choose with.
        n_test: if given, a random sample of that many test rows.
        seed: of both draws.

    Returns:
        The split with a fresh guard, and the line numbers (from 1) of its test rows.

    Raises:
        ValueError: if the training part is too small.
    """
    if name == "satellite":
        (x, y), (x_test, y_test) = (read_satellite(folder / f"sat.{part}") for part in ("trn", "tst"))
    else:
        (x, y), (x_test, y_test) = (read_fashion(folder, part) for part in ("train", "t10k"))
    if len(x) < n_train + n_validation:
        raise ValueError(f"{len(x)} training rows are fewer than {n_train} + {n_validation}")
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(x))
    train, validation = order[:n_train], order[n_train : n_train + n_validation]
    test = np.arange(len(x_test))
    if n_test is not None and n_test < len(test):
        test = np.sort(rng.choice(test, size=n_test, replace=False))
    guard = HoldOut(x_test[test], y_test[test])
    return Split(x[train], y[train], x[validation], y[validation], guard, FORMATS[name]), test + 1
