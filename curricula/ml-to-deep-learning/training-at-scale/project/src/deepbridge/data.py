"""A generated table on disk that need not fit into memory, and rows to test on. Given.

The rule behind the labels is a sum of waves along random directions: no single column says anything, and no
product of two columns says much. A rotation like this one suits a network and is hard on trees. That was a
choice; real tables are seldom so (the guide says which ones were).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Labels = NDArray[np.uint8]

CHUNK = 32_768  # rows that are in memory at one time while a table is written
FLIPPED = 0.05  # share of labels that are wrong: no honest model gets above 0.95 by more than luck


@dataclass(frozen=True)
class Rule:
    """What makes a label: the sign of the sum of waves, and now and then the opposite.

    Attributes:
        directions: shape (d, k), columns of length 1.8.
        phases: shape (k,).
    """

    directions: Array
    phases: Array

    def labels(self, x: Array, rng: np.random.Generator) -> Labels:
        """0 or 1 for each row of x, shape (n,)."""
        score = np.cos(x @ self.directions + self.phases).sum(axis=1)
        wrong = rng.random(len(x), dtype=np.float32) < FLIPPED
        return ((score > 0) ^ wrong).astype(np.uint8)


def rule(features: int, seed: int, waves: int = 3) -> Rule:
    """The rule of a table. Equal seeds and widths give equal rules."""
    rng = np.random.default_rng([seed, 1])
    directions = rng.normal(size=(features, waves))
    directions *= 1.8 / np.linalg.norm(directions, axis=0)
    phases = rng.uniform(0, 2 * np.pi, size=waves)
    return Rule(directions.astype(np.float32), phases.astype(np.float32))


def draw(table: Rule, rows: int, rng: np.random.Generator) -> tuple[Array, Labels]:
    """Rows and labels: x (rows, d) standard normal, y (rows,)."""
    x = rng.standard_normal((rows, table.directions.shape[0]), dtype=np.float32)
    return x, table.labels(x, rng)


def make_set(folder: Path, rows: int, features: int, seed: int) -> Path:
    """Write a table of `rows` rows, chunk by chunk.

    Writes `x.npy`, float32 (rows, features), and `y.npy`, uint8 (rows,), in NumPy's own format: a header of
    128 bytes, then the rows one after another. `np.load(…, mmap_mode="r")` maps such a file.

    Returns:
        The folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    table, rng = rule(features, seed), np.random.default_rng([seed, 2])
    x = np.lib.format.open_memmap(folder / "x.npy", "w+", np.float32, (rows, features))
    y = np.lib.format.open_memmap(folder / "y.npy", "w+", np.uint8, (rows,))
    for start in range(0, rows, CHUNK):
        stop = min(start + CHUNK, rows)
        x[start:stop], y[start:stop] = draw(table, stop - start, rng)
    x.flush()
    y.flush()
    return folder


def held_out(rows: int, features: int, seed: int, part: int = 0) -> tuple[Array, Labels]:
    """Rows of the same rule that are not in the table: part 0 to test on, part 1 to choose models with."""
    return draw(rule(features, seed), rows, np.random.default_rng([seed, 3, part]))
