"""Write `table/curves.csv`: really train configurations drawn from the space, and store their curves.

From the project: python table/make_table.py (a few minutes on one core)
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.data import Split, digits  # noqa: E402 - the path comes first
from deepbridge.net import NetRun  # noqa: E402
from deepbridge.space import Choice, Config, LogUniform, SPACE  # noqa: E402

ROWS, EPOCHS, SPLIT_SEED, DRAW_SEED = 160, 27, 0, 7
STAGES = (1, 3, 9, 27)
FIELDS = ("blocks", "channels", "kernel", "hidden", "dropout", "learning_rate", "weight_decay")


def draw(rng: np.random.Generator) -> Config:
    """A configuration drawn from the space, rounded so that the file holds it exactly."""
    values: dict[str, float] = {}
    for name, field in SPACE.items():
        if isinstance(field, Choice):
            values[name] = int(rng.choice(field.values))
        elif isinstance(field, LogUniform):
            values[name] = float(f"{np.exp(rng.uniform(np.log(field.low), np.log(field.high))):.4g}")
        else:
            values[name] = float(f"{rng.uniform(field.low, field.high):.3f}")
    return Config(**values)  # pyright: ignore[reportArgumentType]


def row(number: int, config: Config, split: Split, x_test: np.ndarray, y_test: np.ndarray) -> list[object]:
    """Validation rows that were right after each epoch, and test rows after each stage."""
    run = NetRun(config, number, split)
    validation: list[int] = []
    test: list[int] = []
    for epoch in range(1, EPOCHS + 1):
        run.advance(1)
        validation.append(int(run.correct.sum()))
        if epoch in STAGES:
            test.append(int((run.predict(x_test) == y_test).sum()))
    return [number, *(getattr(config, name) for name in FIELDS), *validation, *test]


def main() -> None:
    """Train all rows. Test rows are read here because the table is made to judge searches, not to choose."""
    torch.set_num_threads(1)
    split = digits(SPLIT_SEED)
    split.test.finalize("a table of learning curves")
    x_test, y_test = split.test.loader()
    rng = np.random.default_rng(DRAW_SEED)
    with (HERE / "curves.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        header = [f"v{epoch}" for epoch in range(1, EPOCHS + 1)] + [f"t{epoch}" for epoch in STAGES]
        writer.writerow(["seed", *FIELDS, *header])
        for number in range(ROWS):
            writer.writerow(row(number, draw(rng), split, x_test, y_test))
            file.flush()


if __name__ == "__main__":
    main()
