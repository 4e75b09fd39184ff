"""Write `sick/log.csv` and `sick/live.csv`: the colleague's training and first week.

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

from deepbridge.colleague import PAD, Classifier  # noqa: E402 - the path comes first
from deepbridge.data import Shifts, shifts  # noqa: E402


def batch(data: Shifts, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Events 1 to 4, right-padded to the longest row; lengths; final states."""
    lengths = data.lengths[rows]
    x = data.x[rows, : lengths.max()] + 1
    x[np.arange(x.shape[1]) >= lengths[:, None]] = PAD
    return torch.from_numpy(x), torch.from_numpy(lengths), torch.from_numpy(data.final[rows])


def main() -> None:
    """Train on batches of equal length, then serve requests in the order in which they arrive."""
    torch.set_num_threads(1)
    rng = np.random.default_rng(11)
    data, live = shifts(rng, 4000, 1, 30), shifts(rng, 2048, 1, 30)
    model = Classifier(hidden=48)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    by_length = [np.flatnonzero(data.lengths == length) for length in range(1, 31)]
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["step", "length", "loss", "accuracy", "gradient_norm"])
        step = 0
        for _ in range(25):
            batches = [part for rows in by_length for part in np.array_split(rng.permutation(rows), 2)]
            for number in rng.permutation(len(batches)):
                x, lengths, y = batch(data, batches[number])
                logits = model(x, lengths)
                loss = torch.nn.functional.cross_entropy(logits, y)
                optimizer.zero_grad()
                loss.backward()
                norm = float(torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0))
                optimizer.step()
                if step % 10 == 0:
                    accuracy = float((logits.argmax(dim=1) == y).float().mean())
                    writer.writerow(
                        [step, x.shape[1], f"{loss.item():.4f}", f"{accuracy:.3f}", f"{norm:.3f}"]
                    )
                step += 1
    right, alone, padding = (np.zeros(len(live.x)) for _ in range(3))
    with torch.no_grad():
        for start in range(0, len(live.x), 64):
            rows = np.arange(start, start + 64)
            x, lengths, y = batch(live, rows)
            right[rows] = (model(x, lengths).argmax(dim=1) == y).numpy()
            padding[rows] = x.shape[1] - live.lengths[rows]
        for row in range(len(live.x)):
            x, lengths, y = batch(live, np.array([row]))
            alone[row] = float((model(x, lengths).argmax(dim=1) == y).float().mean())
    with (HERE / "live.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["events_in_request", "requests", "accuracy_test_bench", "accuracy_live"])
        for low in range(1, 31, 3):
            rows = (live.lengths >= low) & (live.lengths < low + 3)
            writer.writerow(
                [
                    f"{low}-{low + 2}",
                    int(rows.sum()),
                    f"{alone[rows].mean():.3f}",
                    f"{right[rows].mean():.3f}",
                ]
            )
    print(f"alone {alone.mean():.3f}, live {right.mean():.3f}")


if __name__ == "__main__":
    main()
