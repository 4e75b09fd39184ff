"""Reader for two large tables of the UCI Machine Learning Repository, in exactly the form they are published.
Given.

HIGGS (Whiteson, 2014), file `HIGGS.csv.gz`: 11,000,000 lines of 29 numbers such as
    1.000000000000000000e+00,8.692932128906250000e-01,-6.350818276405334473e-01,…
the class first (1 signal, 0 background), then 28 features. The last 500,000 lines are the test set.

SUSY (Whiteson, 2014), file `SUSY.csv.gz`: 5,000,000 lines of 19 numbers in the same form, 18 features. The
last 500,000 lines are the test set.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

CHUNK = 20_000  # lines that are in memory at one time


@dataclass(frozen=True)
class Format:
    """How a published table is laid out.

    Attributes:
        features: columns after the class.
        lines: of the whole file.
        test: how many of them, at the end, are the published test set.
    """

    features: int
    lines: int
    test: int = 500_000


FORMATS = {"higgs": Format(28, 11_000_000), "susy": Format(18, 5_000_000)}


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="ascii") as file:
        yield from file


def read_chunks(path: Path, name: str) -> Iterator[tuple[NDArray[np.float32], NDArray[np.uint8]]]:
    """The table, some thousand lines at a time: x float32 (c, d), y uint8 (c,).

    Args:
        path: the published file, plain or gzipped.
        name: a key of `FORMATS`.

    Raises:
        ValueError: for a line that does not fit the format; it names the line.
    """
    width = FORMATS[name].features + 1
    rows: list[list[float]] = []
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        fields = line.split(",")
        where = f"{path.name}, line {number}"
        if len(fields) != width:
            raise ValueError(f"{where}: {len(fields)} fields, the {name} format has {width}")
        try:
            row = [float(field) for field in fields]
        except ValueError as error:
            raise ValueError(f"{where}: a field is not a number") from error
        if row[0] not in (0.0, 1.0):
            raise ValueError(f"{where}: the class must be 0 or 1, it is {fields[0]!r}")
        rows.append(row)
        if len(rows) == CHUNK:
            yield _arrays(rows)
            rows = []
    if rows:
        yield _arrays(rows)


def _arrays(rows: list[list[float]]) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    table = np.array(rows)
    return table[:, 1:].astype(np.float32), table[:, 0].astype(np.uint8)


def convert(
    path: Path, name: str, folder: Path, train: int | None = None, test: int | None = None
) -> tuple[int, int]:
    """Write the published split of a table as `folder/train` and `folder/test`, in the form of `make_set`.

    Features are scaled by mean and deviation of the first chunk of training lines. One pass through the file;
    memory stays at one chunk.

    Args:
        path: the published file, the whole of it.
        name: a key of `FORMATS`.
        folder: where the two tables go.
        train: keep the first so many training lines only.
        test: keep the first so many test lines only.

    Returns:
        Number of training and of test rows.

    Raises:
        ValueError: for a bad line, or a file that ends before its published test set.
    """
    layout = FORMATS[name]
    split = layout.lines - layout.test
    sizes = {"train": min(train or split, split), "test": min(test or layout.test, layout.test)}
    written = {"train": 0, "test": 0}
    tables = {}
    for part, size in sizes.items():
        (folder / part).mkdir(parents=True, exist_ok=True)
        tables[part] = (
            np.lib.format.open_memmap(folder / part / "x.npy", "w+", np.float32, (size, layout.features)),
            np.lib.format.open_memmap(folder / part / "y.npy", "w+", np.uint8, (size,)),
        )
    line = 0
    mean = deviation = np.zeros(layout.features, dtype=np.float32)
    for x, y in read_chunks(path, name):
        if line == 0:
            mean, deviation = x.mean(axis=0), x.std(axis=0)
            deviation[deviation == 0] = 1.0
        for part, begin in (("train", 0), ("test", split)):
            first = max(begin + written[part], line)
            last = min(begin + sizes[part], line + len(y))
            if first < last:
                rows, place = slice(first - line, last - line), slice(first - begin, last - begin)
                tables[part][0][place] = (x[rows] - mean) / deviation
                tables[part][1][place] = y[rows]
                written[part] += last - first
        line += len(y)
        if written == sizes:
            break
    if written != sizes:
        raise ValueError(
            f"{path.name} has {line} lines; the published test set of {name} begins after line {split}: use "
            "the whole file"
        )
    return written["train"], written["test"]
