"""Write `sick/log.csv`: two runs of the colleague's trainer on digits. From the project: python
sick/make_log.py"""

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
    """Run both rates and write every tenth step."""
    split = digits(seed=3)
    fixed = np.arange(256)
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["run", "learning_rate", "epoch", "step", "loss", "gradient_norm", "fixed_rows_loss"])
        for run, rate in (("first", 0.2), ("second", 1.0)):
            trainer = Trainer(split.x_train, split.y_train, learning_rate=rate)
            rng = np.random.default_rng(0)
            for step in range(30 * trainer.steps_per_epoch):
                watched = Trainer(split.x_train, split.y_train)  # measures a loss, its update is thrown away
                watched.weights = {name: weight.copy() for name, weight in trainer.weights.items()}
                fixed_loss = watched.step(fixed).loss
                log = trainer.step(rng.permutation(len(split.x_train))[:64])
                if step % 10 == 0:
                    epoch = step // trainer.steps_per_epoch
                    row = [f"{log.loss:.4f}", f"{log.gradient_norm:.4f}", f"{fixed_loss:.4f}"]
                    writer.writerow([run, rate, epoch, step, *row])


if __name__ == "__main__":
    main()
