"""Write `sick/log.csv`: the colleague's run on digits. From the project: python sick/make_log.py"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.colleague import Run  # noqa: E402 - the path comes first
from deepbridge.data import digits  # noqa: E402


def main() -> None:
    """Forty epochs at rate 0.1, twenty at rate 0; after each, two evaluations."""
    torch.set_num_threads(1)
    run = Run(digits(seed=3), learning_rate=0.1)
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["epoch", "learning_rate", "train_loss", "weight_norm", "rows", "accuracy", "accuracy_again"]
        )
        for epoch in range(1, 61):
            run.learning_rate = 0.1 if epoch <= 40 else 0.0
            loss = run.train_epoch()
            norm = sum(float((p.detach() ** 2).sum()) for p in run.model.parameters()) ** 0.5
            first, second = run.evaluate(), run.evaluate()
            row = [
                f"{loss:.4f}",
                f"{norm:.6f}",
                len(first.ids),
                f"{first.accuracy:.4f}",
                f"{second.accuracy:.4f}",
            ]
            writer.writerow([epoch, run.learning_rate, *row])


if __name__ == "__main__":
    main()
