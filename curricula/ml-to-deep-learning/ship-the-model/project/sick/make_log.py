"""Write `sick/log.csv`: a float and an 8-bit network in the colleague's service. From the project:
python sick/make_log.py"""

from __future__ import annotations

import copy
import csv
import sys
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.colleague import Service  # noqa: E402 - the path comes first
from deepbridge.data import digits  # noqa: E402
from deepbridge.experiments import train_camera  # noqa: E402


def rounded(model: nn.Module) -> nn.Module:
    """A copy whose weights have 255 values, as 8 bits have."""
    copied = copy.deepcopy(model)
    with torch.no_grad():
        for weight in copied.parameters():
            scale = weight.abs().max() / 127
            weight.copy_((weight / scale).round() * scale)
    return copied


def main() -> None:
    """Send the test images of seed 3 in batches of 20."""
    data = digits(seed=3)
    model = train_camera(data.x_owner, data.y_owner, seed=3)
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file", "batch", "accuracy", "confidence", "commonest", "repeat_change", "notebook"])
        for name, network in (("float32", model), ("int8", rounded(model))):
            service = Service(network)
            for batch in range(25):
                rows = slice(20 * batch, 20 * batch + 20)
                raw, y = torch.from_numpy(data.x_test[rows]) * 16, torch.from_numpy(data.y_test[rows])
                logits = service.predict(raw)
                answers = logits.argmax(dim=1)
                with torch.no_grad():
                    notebook = (model(raw / 16).argmax(dim=1) == y).double().mean()
                values = (
                    (answers == y).double().mean(),
                    logits.softmax(dim=1).max(dim=1).values.mean(),
                    answers.bincount().max() / len(y),
                    (service.predict(raw) - logits).abs().max(),
                    notebook,
                )
                writer.writerow([name, batch, *(f"{float(value):.4f}" for value in values)])


if __name__ == "__main__":
    main()
