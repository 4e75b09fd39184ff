"""Write `sick/log.csv`: a run of the colleague's trainer with and without a restart. From the project: python
sick/make_log.py"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.colleague import Trainer  # noqa: E402 - the path comes first
from deepbridge.data import draw, rule  # noqa: E402


def main() -> None:
    """Run both and write every second step from 200 to 500, and each one around the restart."""
    x, y = draw(rule(6, 3, waves=1), 2000, np.random.default_rng(3))
    table = torch.from_numpy(x).double(), torch.from_numpy(y).long()
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["run", "step", "learning_rate", "first_row", "loss", "moved"])
        for run, restart in (("uninterrupted", 0), ("restarted", 300)):
            trainer = Trainer(*table, hidden=64, rate=0.2, batch=256)
            for step in range(500):
                if restart and step == restart:
                    trainer = trainer.restored()
                log = trainer.step()
                if step >= 200 and (step % 4 == 0 or 296 <= step < 316):
                    row = [f"{log.rate:.6f}", log.first_row, f"{log.loss:.4f}", f"{log.moved:.4f}"]
                    writer.writerow([run, step, *row])


if __name__ == "__main__":
    main()
