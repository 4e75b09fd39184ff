"""Write `sick/log.csv`: two runs of the colleague's model. From the project: python sick/make_log.py"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.colleague import Model  # noqa: E402 - the path comes first

STATES, LENGTH = 8, 24


def machine(rng: np.random.Generator) -> np.ndarray:
    """Probabilities of the next status of a machine, row by row of the present one."""
    return rng.dirichlet(np.full(STATES, 0.6), size=STATES)


def draw(chain: np.ndarray, n: int, rng: np.random.Generator) -> Tensor:
    """n sequences of the machine."""
    tokens = np.zeros((n, LENGTH), dtype=np.int64)
    tokens[:, 0] = rng.integers(0, STATES, size=n)
    cumulative = chain.cumsum(axis=1)
    for t in range(1, LENGTH):
        tokens[:, t] = (rng.random((n, 1)) > cumulative[tokens[:, t - 1]]).sum(axis=1).clip(max=STATES - 1)
    return torch.from_numpy(tokens)


def loss_on(model: Model, tokens: Tensor) -> Tensor:
    """Mean log-loss of the next tokens, in nats."""
    return nn.functional.cross_entropy(model(tokens)[:, :-1].flatten(0, 1), tokens[:, 1:].flatten())


def free_running_loss(model: Model, chain: np.ndarray, n: int, generator: torch.Generator) -> float:
    """Sequences written by the model itself: minus the mean log-probability that the machine gives them."""
    tokens = torch.randint(STATES, (n, 1), generator=generator)
    for _ in range(LENGTH - 1):
        chances = model(tokens)[:, -1].softmax(dim=1)
        tokens = torch.cat([tokens, torch.multinomial(chances, 1, generator=generator)], dim=1)
    steps = tokens.numpy()
    return float(-np.log(np.maximum(chain[steps[:, :-1], steps[:, 1:]], 1e-6)).mean())


def main() -> None:
    """Train without and with dropout, and write every tenth step."""
    torch.set_num_threads(1)
    rng = np.random.default_rng(5)
    chain = machine(rng)
    share = np.linalg.matrix_power(chain, 200)[0]
    entropy = float(-(share[:, None] * chain * np.log(np.maximum(chain, 1e-12))).sum())
    train, held_out = draw(chain, 2000, rng), draw(chain, 500, rng)
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["run", "dropout", "step", "train_loss", "held_out_loss", "free_running_loss", "entropy_rate"]
        )
        for run, dropout in (("first", 0.0), ("second", 0.3)):
            torch.manual_seed(0)
            model = Model(STATES, LENGTH, dropout=dropout)
            optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
            generator = torch.Generator().manual_seed(0)
            for step in range(601):
                model.train()
                batch = train[torch.randint(len(train), (32,), generator=generator)]
                loss = loss_on(model, batch)
                if step % 20 == 0:
                    model.eval()
                    with torch.no_grad():
                        held = loss_on(model, held_out).item()
                        free = free_running_loss(model, chain, 100, generator)
                    row = [f"{loss.item():.4f}", f"{held:.4f}", f"{free:.4f}", f"{entropy:.4f}"]
                    writer.writerow([run, dropout, step, *row])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()


if __name__ == "__main__":
    main()
