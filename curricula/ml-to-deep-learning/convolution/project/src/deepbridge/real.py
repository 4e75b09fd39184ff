"""Readers for two public image sets, in exactly the form they are published. Given.

CIFAR-10, binary version (Krizhevsky, 2009), files `data_batch_1.bin` to `data_batch_5.bin` and
`test_batch.bin`: records of 3,073 bytes, the label from 0 to 9, then 1,024 bytes red, 1,024 green and 1,024
blue, each row by row. Published split: the five batches train, the sixth tests.

SVHN, cropped digits (Netzer et al., 2011), files `train_32x32.mat` and `test_32x32.mat` of MATLAB: `X` of
shape (32, 32, 3, n), which is row, column, color, image; and `y` of shape (n, 1) with labels 1 to 10, where
10 stands for the digit 0. Published split: 73,257 train, 26,032 test.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.io import loadmat

SIDE = 32
RECORD = 1 + 3 * SIDE * SIDE


@dataclass(frozen=True)
class Format:
    """How a published set is laid out.

    Attributes:
        labels: the label's text for class 0, 1, …
        train: names of the files to train on.
        test: name of the file to test on.
    """

    labels: tuple[str, ...]
    train: tuple[str, ...]
    test: str


FORMATS = {
    "cifar10": Format(
        ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
        tuple(f"data_batch_{number}.bin" for number in range(1, 6)),
        "test_batch.bin",
    ),
    "svhn": Format(tuple("0123456789"), ("train_32x32.mat",), "test_32x32.mat"),
}


@dataclass(frozen=True)
class RealImages:
    """A sample of the published split.

    Shapes: x_train (n, 3, 32, 32) and x_test (m, 3, 32, 32), float32 from 0 to 1; y_train (n,), y_test (m,);
    test_ids (m,), the numbers of the test images in their file, from 0.
    """

    x_train: NDArray[np.float32]
    y_train: NDArray[np.int64]
    x_test: NDArray[np.float32]
    y_test: NDArray[np.int64]
    test_ids: NDArray[np.int64]


def read_cifar10(path: Path) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Images (n, 3, 32, 32) and labels (n,) of one `.bin` file.

    Raises:
        ValueError: if the file does not hold whole records, or a label is not from 0 to 9.
    """
    data = np.fromfile(path, dtype=np.uint8)
    if len(data) == 0 or len(data) % RECORD:
        raise ValueError(f"{path.name}: {len(data)} bytes are not whole records of {RECORD} bytes")
    records = data.reshape(-1, RECORD)
    labels = records[:, 0].astype(np.int64)
    if labels.max() > 9:
        raise ValueError(
            f"{path.name}, record {int((labels > 9).argmax())}: label {labels.max()} is not 0 to 9"
        )
    return records[:, 1:].reshape(-1, 3, SIDE, SIDE), labels


def read_svhn(path: Path) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Images (n, 3, 32, 32) and labels (n,) of one `.mat` file; label 10 becomes 0.

    The axes are moved, not reshaped: a reshape of (32, 32, 3, n) to (n, 3, 32, 32) would run without an error
    and mix the pixels of all images.

    Raises:
        ValueError: if X and y are missing or have other shapes, or a label is not from 1 to 10.
    """
    content = loadmat(path)
    if "X" not in content or "y" not in content:
        raise ValueError(f"{path.name}: needs the variables X and y")
    images, labels = np.asarray(content["X"]), np.asarray(content["y"]).ravel().astype(np.int64)
    if images.ndim != 4 or images.shape[:3] != (SIDE, SIDE, 3) or images.shape[3] != len(labels):
        raise ValueError(f"{path.name}: X has shape {images.shape}, expected (32, 32, 3, {len(labels)})")
    if labels.min() < 1 or labels.max() > 10:
        raise ValueError(f"{path.name}: labels from {labels.min()} to {labels.max()}, expected 1 to 10")
    return np.ascontiguousarray(images.transpose(3, 2, 0, 1)).astype(np.uint8), labels % 10


READERS = {"cifar10": read_cifar10, "svhn": read_svhn}


def read_real(folder: Path, name: str, n_train: int | None, n_test: int | None, seed: int) -> RealImages:
    """Training and test images of a published set, or random samples of them.

    Args:
        folder: holds the published files.
        name: a key of `FORMATS`.
        n_train: number of training images to draw; None for all.
        n_test: number of test images to draw; None for all.
        seed: of the draws.

    Raises:
        ValueError: if a file is missing or does not fit the format.
    """
    layout, read = FORMATS[name], READERS[name]
    for file in (*layout.train, layout.test):
        if not (folder / file).exists():
            raise ValueError(
                f"{folder} has no {file}; the {name} format needs {', '.join(layout.train)} and it"
            )
    parts = [read(folder / file) for file in layout.train]
    x, y = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    x_test, y_test = read(folder / layout.test)
    rng = np.random.default_rng(seed)

    def draw(total: int, wanted: int | None) -> NDArray[np.int64]:
        if wanted is None or wanted >= total:
            return np.arange(total)
        return np.sort(rng.choice(total, size=wanted, replace=False))

    rows, test = draw(len(x), n_train), draw(len(x_test), n_test)

    def scale(images: NDArray[np.uint8]) -> NDArray[np.float32]:
        return images.astype(np.float32) / np.float32(255)

    return RealImages(scale(x[rows]), y[rows], scale(x_test[test]), y_test[test], test)


def gray(images: NDArray[np.float32]) -> NDArray[np.float32]:
    """Brightness, (n, 3, h, w) to (n, h, w), with the weights of ITU-R BT.601."""
    return np.tensordot(images, np.array([0.299, 0.587, 0.114], dtype=np.float32), axes=(1, 0))
