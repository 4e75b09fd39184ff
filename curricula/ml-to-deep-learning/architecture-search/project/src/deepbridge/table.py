"""Stored learning curves: 160 configurations, really trained for 27 epochs by `table/make_table.py`, so that
searches can be compared on hundreds of seeds in a second. Given."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.data import N_VALIDATION
from deepbridge.space import Config

PATH = Path(__file__).resolve().parents[2] / "table" / "curves.csv"
SPLIT_SEED, N_TEST = 0, 1197
STAGES = (1, 3, 9, 27)


@dataclass(frozen=True)
class Curve:
    """One configuration of the table.

    Attributes:
        config: the configuration.
        seed: that it was trained with.
        validation: validation accuracy after epoch 1, 2, …, 27, shape (27,).
        test: test accuracy after the epochs in `STAGES`. For judging searches, never for choosing.
    """

    config: Config
    seed: int
    validation: NDArray[np.float64]
    test: dict[int, float]


@functools.cache
def curves(path: Path = PATH) -> tuple[Curve, ...]:
    """All rows of the table."""
    found: list[Curve] = []
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            config = Config(
                blocks=int(row["blocks"]),
                channels=int(row["channels"]),
                kernel=int(row["kernel"]),
                hidden=int(row["hidden"]),
                dropout=float(row["dropout"]),
                learning_rate=float(row["learning_rate"]),
                weight_decay=float(row["weight_decay"]),
            )
            validation = np.array([int(row[f"v{epoch}"]) for epoch in range(1, STAGES[-1] + 1)])
            test = {epoch: int(row[f"t{epoch}"]) / N_TEST for epoch in STAGES}
            found.append(Curve(config, int(row["seed"]), validation / N_VALIDATION, test))
    return tuple(found)


def sample_curve(rng: np.random.Generator) -> Config:
    """A configuration of the table, each equally likely: they were drawn from the space."""
    table = curves()
    return table[int(rng.integers(len(table)))].config


class TableRun:
    """A run whose scores are read from the table."""

    def __init__(self, curve: Curve) -> None:
        self.curve, self.config, self.epochs = curve, curve.config, 0

    def advance(self, epochs: int) -> float:
        """Go `epochs` further along the curve; the validation accuracy there."""
        self.epochs += epochs
        if self.epochs > len(self.curve.validation):
            raise ValueError(f"the table ends at epoch {len(self.curve.validation)}, not {self.epochs}")
        return float(self.curve.validation[self.epochs - 1])


class TableBench:
    """Starts runs of the table; the training seed is the stored one."""

    def __init__(self) -> None:
        self._curves = {curve.config: curve for curve in curves()}

    def start(self, config: Config, seed: int) -> TableRun:
        """The stored run of a configuration that `sample_curve` drew."""
        return TableRun(self._curves[config])
