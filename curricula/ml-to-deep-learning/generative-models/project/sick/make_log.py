"""Write `sick/log.csv`: two runs with the colleague's process on digits.

From the project: `python sick/make_log.py`
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

import torch  # noqa: E402 - the path comes first
from torch import Tensor  # noqa: E402

from deepbridge.colleague import Process  # noqa: E402
from deepbridge.data import digits, to_gray_levels  # noqa: E402
from deepbridge.judging import classifier  # noqa: E402
from deepbridge.network import Denoiser  # noqa: E402

torch.set_num_threads(1)


def step_loss(model: Denoiser, process: Process, x: Tensor, labels: Tensor, step: int) -> float:
    """Mean squared error of the estimated noise at one step."""
    t = torch.full((len(x),), step)
    noise = torch.randn(x.shape, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        return float((model(process.noised(x, t, noise), t, labels) - noise).square().mean())


def draw(model: Denoiser, process: Process, labels: Tensor) -> Tensor:
    """Samples, unclipped."""
    generator = torch.Generator().manual_seed(1)
    x = torch.randn(len(labels), 64, generator=generator)
    with torch.no_grad():
        for step in reversed(range(process.n_steps)):
            estimate = model(x, torch.full((len(x),), step), labels)
            x = process.step_back(x, step, estimate, torch.randn(x.shape, generator=generator))
    return x


def main() -> None:
    """Train both sizes and write every fifth epoch."""
    split = digits(seed=3)
    x, y = torch.from_numpy(split.x_train), torch.from_numpy(split.y_train)
    reader = classifier().fit(split.x_held, split.y_held)
    asked = torch.arange(300) % 10
    process = Process()
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["run", "width", "epoch", "loss", "loss_first_step", "loss_last_step", "agreement", "spread"]
        )
        for run, width, epochs in (("first", 96, 60), ("second", 192, 90)):
            torch.manual_seed(0)
            model = Denoiser(64, 10, process.n_steps, width)
            optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
            for epoch in range(epochs + 1):
                if epoch % 5 == 0:
                    made = draw(model, process, asked)
                    agreement = (reader.predict(to_gray_levels(made.numpy())) == asked.numpy()).mean()
                    first, last = (step_loss(model, process, x, y, step) for step in (0, process.n_steps - 1))
                    whole = sum(step_loss(model, process, x, y, step) for step in range(0, 40, 3)) / 14
                    row = [f"{value:.4f}" for value in (whole, first, last, agreement, float(made.std()))]
                    writer.writerow([run, width, epoch, *row])
                for rows in torch.randperm(len(x)).split(128):
                    t = torch.randint(process.n_steps, (len(rows),))
                    noise = torch.randn(len(rows), 64)
                    loss = (model(process.noised(x[rows], t, noise), t, y[rows]) - noise).square().mean()
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()


if __name__ == "__main__":
    main()
