"""Starts processes, waits for them, and ends them. Given.

New processes are spawned, not forked: they begin with an empty interpreter and import what they need. Python
hands them `sys.path` of the process that starts them, so `deepbridge` is found although it is not installed.
A program that starts them must do so behind `if __name__ == "__main__"`, for they read its file too.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from deepbridge.loading import InMemory


@dataclass
class Job:
    """What one process trains.

    Attributes:
        model: float64; logits (b, 2) of x (b, d).
        data: all rows; each process takes its share by row numbers.
        batch: rows that one process takes for a step.
        epochs: passes.
        seed: of the order of the rows.
        rate: learning rate.
    """

    model: nn.Module
    data: InMemory
    batch: int
    epochs: int
    seed: int
    rate: float

    @property
    def rows(self) -> int:
        """Rows of the table."""
        return len(self.data)


@dataclass(frozen=True)
class Plan:
    """A job in plain numbers, so that it can be sent to another process."""

    rows: int
    batch: int
    epochs: int
    seed: int
    rate: float = 0.2
    features: int = 6

    def build(self, rank: int) -> Job:
        """The job of one process: the same rows everywhere, other first weights for each rank."""
        generator = torch.Generator().manual_seed(self.seed)
        x = torch.randn(self.rows, self.features, dtype=torch.float64, generator=generator)
        y = ((x[:, 0] * x[:, 1] + x[:, 2]) > 0).long()
        torch.manual_seed(1000 * self.seed + rank)
        model = nn.Sequential(nn.Linear(self.features, 10), nn.Tanh(), nn.Linear(10, 2)).double()
        return Job(model, InMemory(x, y), self.batch, self.epochs, self.seed, self.rate)


@dataclass(frozen=True)
class Outcome:
    """What one process has to show for one plan.

    Attributes:
        losses: what `train_ddp` returned.
        weights: of the trained model.
        seen: the row numbers of each batch, in order.
    """

    losses: list[float]
    weights: dict[str, Tensor]
    seen: list[list[int]]


class LaunchError(RuntimeError):
    """A process failed or did not end; the text says which and why."""


def _work(rank: int, world: int, folder: Path, plans: list[Plan]) -> None:
    """What each process does; leaves its outcomes, or its error, in the folder."""
    torch.set_num_threads(1)
    # Loopback only: gloo would otherwise ask the machine for its name and take that network card.
    if sys.platform.startswith("linux"):
        os.environ["GLOO_SOCKET_IFNAME"] = "lo"
    elif sys.platform == "darwin":
        os.environ["GLOO_SOCKET_IFNAME"] = "lo0"
    from deepbridge.scale import train_ddp

    try:
        for number, plan in enumerate(plans):
            job = plan.build(rank)
            store = (folder / f"store-{number}").absolute().as_uri()
            losses = [float(loss) for loss in train_ddp(rank, world, store, job)]
            outcome = {"losses": losses, "weights": job.model.state_dict(), "seen": job.data.seen}
            torch.save(outcome, folder / f"outcome-{number}-{rank}.pt")
    except Exception:
        (folder / f"error-{rank}.txt").write_text(traceback.format_exc(), encoding="utf-8")


def launch(plans: list[Plan], world: int = 2, seconds: float = 50.0) -> list[list[Outcome]]:
    """Run `scale.train_ddp` in `world` processes, for each plan in turn.

    This process is rank 0; the others are spawned. A thread does the work of rank 0, so that a process that
    waits for ever can be noticed and ended.

    Returns:
        For each plan the outcomes of ranks 0, 1, ….

    Raises:
        LaunchError: if a process fails, or if they have not ended after `seconds`.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        spawn = multiprocessing.get_context("spawn")
        others = [
            spawn.Process(target=_work, args=(rank, world, folder, plans), daemon=True)
            for rank in range(1, world)
        ]
        for process in others:
            process.start()
        ours = threading.Thread(target=_work, args=(0, world, folder, plans), daemon=True)
        ours.start()
        deadline = time.monotonic() + seconds
        try:
            for each in (ours, *others):
                while each.is_alive() and time.monotonic() < deadline:
                    each.join(0.1)
                    if any(folder.glob("error-*.txt")):
                        deadline = min(deadline, time.monotonic() + 1.0)
        finally:
            for process in others:
                process.kill()
                process.join()
        for rank in range(world):
            error = folder / f"error-{rank}.txt"
            if error.exists():
                raise LaunchError(f"rank {rank} failed. {error.read_text(encoding='utf-8').strip()}")
        paths = [[folder / f"outcome-{n}-{rank}.pt" for rank in range(world)] for n in range(len(plans))]
        if not all(path.exists() for row in paths for path in row):
            raise LaunchError(
                f"the processes have not ended after {seconds:.0f} s; does one of them wait for a step that "
                "the others do not make?"
            )
        return [[Outcome(**torch.load(path)) for path in row] for row in paths]
