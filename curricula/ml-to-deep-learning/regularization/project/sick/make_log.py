"""Write `sick/log.csv`: two studies of the colleague. From the project: python sick/make_log.py"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.colleague import Study  # noqa: E402 - the path comes first
from deepbridge.data import noisy_digits  # noqa: E402


def main() -> None:
    """One study without versions and one with four versions of each image."""
    split = noisy_digits(seed=5)
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["run", "epoch", "train_accuracy", "validation_accuracy"])
        for name, copies in (("without versions", 0), ("with four versions", 4)):
            torch.manual_seed(0)
            log = Study(split.x_train, split.y_train, copies=copies, seed=1).validate()
            for number, accuracies in enumerate(zip(log.train_accuracy, log.validation_accuracy), start=1):
                writer.writerow([name, 10 * number, *(f"{value:.4f}" for value in accuracies)])


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
