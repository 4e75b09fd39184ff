"""Write `sick/log.csv`: the colleague's fine-tuning.

From the project: python sick/make_log.py
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.colleague import FineTuner, small_backbone  # noqa: E402 - the path comes first


def main() -> None:
    """Train on digits, then a second head for another camera's pictures on the same frozen backbone."""
    torch.set_num_threads(1)
    torch.manual_seed(2)
    rng = np.random.default_rng(2)
    images, target = load_digits(return_X_y=True)
    x = torch.from_numpy(np.asarray(images).reshape(-1, 1, 8, 8) / 16).float()
    y = torch.from_numpy(np.asarray(target))
    backbone = small_backbone()
    old = nn.Sequential(backbone, nn.Linear(64, 10))
    optimizer = torch.optim.Adam(old.parameters(), lr=0.005)
    shuffled = torch.from_numpy(rng.permutation(len(y)))
    known, unseen = shuffled[:1000], shuffled[1000:]
    for _ in range(8):
        for rows in known[torch.randperm(len(known))].split(64):
            loss = nn.functional.cross_entropy(old(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    old.eval()
    inverted = 2.5 - 2 * x
    new = [rng.permutation(torch.nonzero(y == label).flatten().numpy()) for label in range(10)]
    train, test = np.concatenate([n[:12] for n in new]), np.concatenate([n[12:] for n in new])
    tuner = FineTuner(backbone, nn.Linear(64, 10), rate=0.003)
    checksum = [float(sum(p.double().sum() for p in backbone.parameters()))]
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            [
                "epoch",
                "loss",
                "accuracy_in_the_loop",
                "accuracy_new_head",
                "accuracy_old_head",
                "sum_of_frozen_parameters",
            ]
        )
        before = old(x[unseen]).argmax(dim=1)
        kept_up = float((before == y[unseen]).float().mean())
        writer.writerow([0, "", "", "", f"{kept_up:.3f}", f"{checksum[0]:.6f}"])
        for epoch in range(1, 31):
            right, losses = 0, []
            for rows in np.array_split(rng.permutation(train), 30):
                rows = torch.from_numpy(rows)
                backbone.train()
                kept = {name: value.clone() for name, value in backbone.state_dict().items()}
                with torch.no_grad():
                    right += int((tuner.head(backbone(inverted[rows])).argmax(dim=1) == y[rows]).sum())
                backbone.load_state_dict(kept)
                losses.append(tuner.step(inverted[rows], y[rows]))
            held = torch.from_numpy(test)
            accuracy = float((tuner.predict(inverted[held]) == y[held]).float().mean())
            with torch.no_grad():
                found = old[1](tuner.features(x[unseen])).argmax(dim=1)
            kept_up = float((found == y[unseen]).float().mean())
            checksum.append(float(sum(p.double().sum() for p in backbone.parameters())))
            writer.writerow(
                [
                    epoch,
                    f"{np.mean(losses):.4f}",
                    f"{right / len(train):.3f}",
                    f"{accuracy:.3f}",
                    f"{kept_up:.3f}",
                    f"{checksum[-1]:.6f}",
                ]
            )
    print(f"pre-trained loss {loss.item():.3f}; frozen parameters: {set(f'{c:.6f}' for c in checksum)}")


if __name__ == "__main__":
    main()
