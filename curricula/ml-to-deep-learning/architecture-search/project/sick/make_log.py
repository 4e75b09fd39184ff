"""Write `sick/log.csv`: the colleague's halving on really trained networks.

From the project: python sick/make_log.py
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.colleague import Pool, Study  # noqa: E402 - the path comes first
from deepbridge.data import digits  # noqa: E402
from deepbridge.net import NetRun  # noqa: E402
from deepbridge.table import curves  # noqa: E402

SEED, VALIDATION = 5, 40


def main() -> None:
    """Train 27 of the better configurations of the table, run the study, and write what it saw and kept."""
    torch.set_num_threads(1)
    split = digits(SEED)
    split.test.finalize("a log of a sick search")
    x_test, y_test = split.test.loader()
    table = curves()
    better = np.argsort([-curve.validation[2] for curve in table])[:60]
    rows = np.random.default_rng(SEED).permutation(better)[:27]
    runs = [NetRun(table[row].config, int(row), split) for row in rows]
    validation: list[np.ndarray] = []
    test: list[np.ndarray] = []
    before = 0
    for epochs in Study.epochs:
        for run in runs:
            run.advance(epochs - before)
        before = epochs
        validation.append(np.stack([run.predict(split.x_validation[:VALIDATION]) for run in runs]))
        test.append(np.stack([run.predict(x_test) for run in runs]))
    pool = Pool(np.stack(validation), np.stack(test), split.y_validation[:VALIDATION], y_test)
    outcome = Study().run(pool)
    print(outcome)
    alive = list(range(27))
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["stage", "epochs", "candidate", "validation_accuracy", "test_accuracy", "rank", "kept"]
        )
        for stage, kept in enumerate(outcome.kept):
            ranked = Study().ranked(pool, stage, alive)
            for candidate in alive:
                right = (pool.validation[stage, candidate] == pool.validation_labels).mean()
                tested = (pool.test[stage, candidate] == pool.test_labels).mean()
                row = [stage + 1, Study.epochs[stage], candidate, f"{right:.4f}", f"{tested:.4f}"]
                writer.writerow([*row, ranked.index(candidate) + 1, "yes" if candidate in kept else "no"])
            alive = sorted(kept)


if __name__ == "__main__":
    main()
