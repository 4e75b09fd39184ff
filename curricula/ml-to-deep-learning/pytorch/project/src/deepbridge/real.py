"""Reader for image sets in the IDX format of MNIST, in exactly the form they are published. Given.

Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017), Kuzushiji-MNIST (Clanuwat et al., 2018) and MNIST itself come
as four files in one folder, plain or gzipped: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`,
`t10k-images-idx3-ubyte`, `t10k-labels-idx1-ubyte`.

An IDX file starts with two zero bytes, a byte for the type (8: unsigned bytes), a byte for the number of
axes, and the length of each axis as a big-endian 32-bit integer; the values follow, last axis first.
"""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.data import Rows, Split

NAMES = {
    "fashion": (
        *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
        *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
    ),
    "kmnist": ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
    "mnist": tuple("0123456789"),
}


def read_idx(path: Path) -> NDArray[np.uint8]:
    """The array in an IDX file of unsigned bytes.

    Args:
        path: plain, or gzipped if the name ends in `.gz`.

    Returns:
        The values, with the file's axes: (n, 28, 28) for images, (n,) for labels.

    Raises:
        ValueError: for a file that is not IDX, has another type, or another number of values than it says; it
            names the file.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        content = file.read()
    if len(content) < 4 or content[:2] != b"\0\0":
        raise ValueError(f"{path.name}: an IDX file starts with two zero bytes")
    if content[2] != 8:
        raise ValueError(f"{path.name}: type {content[2]:#x} instead of unsigned bytes (0x8)")
    axes = content[3]
    start = 4 + 4 * axes
    if len(content) < start:
        raise ValueError(f"{path.name}: ends within its header")
    shape = struct.unpack(f">{axes}I", content[4:start])
    if len(content) - start != int(np.prod(shape, dtype=np.int64)):
        raise ValueError(f"{path.name}: {len(content) - start} values, the header says {shape}")
    return np.frombuffer(content, dtype=np.uint8, offset=start).reshape(shape)


def read_part(folder: Path, part: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Images and labels of `train` or `t10k`.

    Returns:
        `(images, labels)`, shapes (n, height, width) and (n,).

    Raises:
        FileNotFoundError: if a file is missing; it names it.
        ValueError: if images and labels do not fit together.
    """
    arrays = []
    for name in (f"{part}-images-idx3-ubyte", f"{part}-labels-idx1-ubyte"):
        found = [path for path in (folder / name, folder / f"{name}.gz") if path.exists()]
        if not found:
            raise FileNotFoundError(f"{folder} has neither {name} nor {name}.gz")
        arrays.append(read_idx(found[0]))
    images, labels = arrays
    if images.ndim != 3 or labels.shape != images.shape[:1]:
        raise ValueError(f"{part}: images have shape {images.shape} and labels {labels.shape}")
    return images, labels


def published_split(folder: Path, n_train: int, n_validation: int = 2000, seed: int = 0) -> Split:
    """A sample of the published training images, and all published test images; pixels scaled to 0..1.

    Args:
        folder: holds the four files.
        n_train: size of the sample to train on; fewer if the file has fewer.
        n_validation: size of the sample to look at while training; none of it is trained on.
        seed: of the sample.

    Returns:
        Rows with the numbers of their images; test images count on after the training images.

    Raises:
        ValueError: if there are not more training images than `n_validation`.
    """
    images, labels = read_part(folder, "train")
    test_images, test_labels = read_part(folder, "t10k")
    if len(images) <= n_validation:
        raise ValueError(f"{len(images)} training images are not more than the {n_validation} to validate on")
    order = np.random.default_rng(seed).permutation(len(images))

    def rows(
        source: NDArray[np.uint8], gold: NDArray[np.uint8], chosen: NDArray[np.int64], first: int
    ) -> Rows:
        x = source[chosen].reshape(len(chosen), -1) / 255.0
        return Rows(x, gold[chosen].astype(np.int64), chosen + first)

    return Split(
        rows(images, labels, order[n_validation : n_validation + n_train], 0),
        rows(images, labels, order[:n_validation], 0),
        rows(test_images, test_labels, np.arange(len(test_images)), len(images)),
    )
