"""Readers for two tables of the UCI Machine Learning Repository, in exactly the form they are published.
Given.

Letter Recognition (Slate, 1991), file `letter-recognition.data`, 20,000 lines such as
    T,2,8,3,5,1,8,13,0,6,6,10,8,0,8,0,8
a capital letter, then 16 integers from 0 to 15. Published split: the first 16,000 lines train, the last 4,000
test.

Covertype (Blackard, 1998), file `covtype.data` (or `covtype.data.gz`), 581,012 lines of 55 integers: 10
measurements, 4 + 40 columns of 0 and 1, and the class from 1 to 7 at the end. Published split: the first
11,340 lines train, the next 3,780 validate, the rest test.
"""

from __future__ import annotations

import gzip
import string
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.data import Split
from deepbridge.engine import Array

LETTERS = tuple(string.ascii_uppercase)
COVERS = tuple(str(number) for number in range(1, 8))


@dataclass(frozen=True)
class Format:
    """How a published table is laid out.

    Attributes:
        label_column: 0 or -1.
        columns: fields in a line, the label included.
        labels: the label's text for class 0, 1, …
        train: number of lines, from the first, that the published split trains on.
        skip: lines after those that belong to neither part (validation).
        low: smallest value of a feature, or None.
        high: largest value of a feature, or None.
    """

    label_column: int
    columns: int
    labels: tuple[str, ...]
    train: int
    skip: int
    low: float | None = None
    high: float | None = None


FORMATS = {
    "letter": Format(0, 17, LETTERS, train=16_000, skip=0, low=0, high=15),
    "covertype": Format(-1, 55, COVERS, train=11_340, skip=3_780),
}


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="ascii") as file:
        yield from file


def read_table(path: Path, name: str) -> tuple[Array, NDArray[np.int64]]:
    """Features and labels of every line.

    Args:
        path: the published file, plain or gzipped.
        name: a key of `FORMATS`.

    Returns:
        `(x, y)`, shapes (n, columns - 1) and (n,); labels count from 0.

    Raises:
        ValueError: for a line that does not fit the format; it names the line.
    """
    layout = FORMATS[name]
    index = {label: number for number, label in enumerate(layout.labels)}
    features = array("d")  # 8 bytes a number; a list of rows would need four times as much
    labels: list[int] = []
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        fields = line.strip().split(",")
        where = f"{path.name}, line {number}"
        if len(fields) != layout.columns:
            raise ValueError(f"{where}: {len(fields)} fields, the {name} format has {layout.columns}")
        label = fields.pop(layout.label_column)
        if label not in index:
            raise ValueError(f"{where}: {label!r} is not a label of the {name} format")
        try:
            row = [float(field) for field in fields]
        except ValueError as error:
            raise ValueError(f"{where}: a feature is not a number") from error
        if (
            layout.low is not None
            and layout.high is not None
            and not layout.low <= min(row) <= max(row) <= layout.high
        ):
            raise ValueError(f"{where}: a feature is outside {layout.low:g} to {layout.high:g}")
        features.extend(row)
        labels.append(index[label])
    x = np.frombuffer(features, dtype=np.float64) if labels else np.zeros(0)
    return x.reshape(len(labels), layout.columns - 1), np.array(labels, dtype=np.int64)


def published_split(
    x: Array, y: NDArray[np.int64], name: str, n_test: int | None = None, seed: int = 0
) -> tuple[Split, NDArray[np.int64]]:
    """The split that the publication uses, features scaled by mean and deviation of the training rows.

    Args:
        x: all rows, shape (n, d), in the order of the file.
        y: shape (n,).
        name: a key of `FORMATS`.
        n_test: if given, a random sample of that many test rows.
        seed: of that sample.

    Returns:
        The split, and the line numbers (from 1) of its test rows.

    Raises:
        ValueError: if the table has no rows left to test on.
    """
    layout = FORMATS[name]
    test = np.arange(layout.train + layout.skip, len(x))
    if len(test) == 0:
        raise ValueError(
            f"{len(x)} rows: the published split of {name} trains on the first {layout.train}; use the whole "
            "file"
        )
    if n_test is not None and n_test < len(test):
        test = np.sort(np.random.default_rng(seed).choice(test, size=n_test, replace=False))
    mean, deviation = x[: layout.train].mean(axis=0), x[: layout.train].std(axis=0)
    scaled = (x - mean) / np.where(deviation > 0, deviation, 1.0)
    return Split(scaled[: layout.train], y[: layout.train], scaled[test], y[test]), test + 1
