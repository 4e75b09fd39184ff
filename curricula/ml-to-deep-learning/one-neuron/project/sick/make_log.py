"""Write `sick/log.csv`: two runs of the colleague's trainer on made-up card payments.

From the project: python sick/make_log.py
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.colleague import Trainer  # noqa: E402 - the path comes first


def payments(seed: int, rows: int = 2_000, share: float = 0.05) -> tuple[np.ndarray, np.ndarray]:
    """Eight standardized features; fraud is class 1 and shifts four of them."""
    rng = np.random.default_rng(seed)
    y = np.zeros(rows, dtype=np.int64)
    y[: int(share * rows)] = 1
    x = rng.normal(size=(rows, 8))
    x[:, :4] += y[:, None] * np.array([1.5, 1.0, 0.8, 0.5])
    return (x - x.mean(axis=0)) / x.std(axis=0), y


def main() -> None:
    """Run both strengths of the penalty and write every tenth step."""
    x, y = payments(seed=5)
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        logged = ["objective", "largest_gradient", "mean_probability", "accuracy"]
        writer.writerow(["run", "c", "step", *logged, "fraud_share"])
        for run, c in (("first", 0.01), ("second", 1.0)):
            trainer = Trainer(x, y, c=c, learning_rate=0.5)
            for step in range(1_001):
                log = trainer.step()
                if step % 10 == 0:
                    figures = [getattr(log, name) for name in logged]
                    writer.writerow([run, c, step, *[f"{f:.6g}" for f in [*figures, y.mean()]]])


if __name__ == "__main__":
    main()
