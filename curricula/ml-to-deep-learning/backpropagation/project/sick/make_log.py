"""Write `sick/log.csv`: two runs of the colleague's trainer on digits.

From the project's folder: python sick/make_log.py
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.colleague import Trainer  # noqa: E402 - the path comes first
from deepbridge.data import digits  # noqa: E402


def main() -> None:
    """Run both rates and write every fifth step."""
    split = digits(seed=3)
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["run", "learning_rate", "step", "loss", "gradient_norm", "batch_accuracy"])
        for run, rate in (("first", 0.1), ("second", 0.01)):
            trainer = Trainer(split.x_train, split.y_train, hidden=32, learning_rate=rate)
            rng = np.random.default_rng(0)
            for step in range(600):
                log = trainer.step(rng.permutation(len(split.x_train))[:64])
                if step % 5 == 0:
                    row = [f"{log.loss:.4f}", f"{log.gradient_norm:.4f}", f"{log.accuracy:.4f}"]
                    writer.writerow([run, rate, step, *row])


if __name__ == "__main__":
    main()
