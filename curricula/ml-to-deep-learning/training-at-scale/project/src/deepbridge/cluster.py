"""Starts processes, waits for them, and ends them. Given.

New processes are not copies of the one that starts them: they import your files anew, and the file of the
program too. Python hands them `sys.path`, so `deepbridge` is found although it is not installed. A program
that starts processes must do so behind `if __name__ == "__main__"`, for they read its file too.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext, ForkServerProcess, SpawnContext, SpawnProcess
from pathlib import Path

import torch
import torch.distributed as dist
from torch import Tensor, nn

from deepbridge.loading import Batch, InMemory


def starter() -> ForkServerContext | SpawnContext:
    """What starts new processes.

    On Linux they split off from a server that has imported torch and nothing of yours, so that this is done
    once for all of them. Elsewhere each begins with an empty interpreter (spawn).
    """
    if sys.platform.startswith("linux"):
        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload(["torch._dynamo"])  # optimizers import it at their first step
        return server
    return multiprocessing.get_context("spawn")


class SharedRows(InMemory):
    """Rows that all processes have. Holds on to the process groups that it was used in.

    torch frees a group with the last object that uses it. Where that is the wrapped model, it waits for
    gloo's threads and keeps Python's lock meanwhile. A thread that wants the lock and the model then wait
    for each other for ever (5 of 16 starts with torch 2.13; github.com/pytorch/pytorch/issues/56297). A group
    that is held here is freed later and lets go of the lock.
    """

    def __init__(self, x: Tensor, y: Tensor) -> None:
        super().__init__(x, y)
        self.groups: list[dist.ProcessGroup | None] = []

    def __getitems__(self, rows: list[int]) -> Batch:
        if dist.is_initialized() and dist.group.WORLD not in self.groups:
            self.groups.append(dist.group.WORLD)
        return super().__getitems__(rows)


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
        return Job(model, SharedRows(x, y), self.batch, self.epochs, self.seed, self.rate)


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
    try:
        from deepbridge.scale import train_ddp

        (folder / f"ready-{rank}").touch()
        for number, plan in enumerate(plans):
            job = plan.build(rank)
            store = (folder / f"store-{number}").absolute().as_uri()
            losses = [float(loss) for loss in train_ddp(rank, world, store, job)]
            outcome = {"losses": losses, "weights": job.model.state_dict(), "seen": job.data.seen}
            torch.save(outcome, folder / f"outcome-{number}-{rank}.pt")
    except BaseException:
        (folder / f"error-{rank}.txt").write_text(traceback.format_exc(), encoding="utf-8")
        sys.exit(1)


def _run(
    processes: list[ForkServerProcess | SpawnProcess], folder: Path, seconds: float, after_start: float
) -> list[int | None]:
    """Start processes and wait for them; whatever happens, none is left.

    Returns:
        Their exit codes; None for one that had to be ended.
    """
    deadline = time.monotonic() + seconds
    all_ready = False
    try:
        for process in processes:
            process.start()
        running = list(processes)
        while running and time.monotonic() < deadline:
            wait([process.sentinel for process in running], timeout=0.1)
            if any(process.exitcode for process in processes):  # the others wait for it in vain
                deadline = min(deadline, time.monotonic() + 1.0)
            if not all_ready and all((folder / f"ready-{n}").exists() for n in range(len(processes))):
                all_ready, deadline = True, min(deadline, time.monotonic() + after_start)
            running = [process for process in processes if process.exitcode is None]
        return [process.exitcode for process in processes]
    finally:
        for process in processes:
            if process.pid is not None:
                process.kill()
                process.join()


def launch(
    plans: list[Plan], world: int = 2, seconds: float = 50.0, after_start: float = 20.0
) -> list[list[Outcome]]:
    """Run `scale.train_ddp` in `world` new processes, for each plan in turn.

    Args:
        plans: what to train.
        world: number of processes.
        seconds: after which they are ended, from the call on.
        after_start: the same from the moment on when all have imported what they need.

    Returns:
        For each plan the outcomes of ranks 0, 1, ….

    Raises:
        LaunchError: if a process fails, or if they have not ended in time.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        processes = [
            starter().Process(target=_work, args=(rank, world, folder, plans), daemon=True)
            for rank in range(world)
        ]
        codes = _run(processes, folder, seconds, after_start)
        # The first error: the others may only say that their neighbor is gone.
        for error in sorted(folder.glob("error-*.txt"), key=lambda path: path.stat().st_mtime_ns):
            text = error.read_text(encoding="utf-8").strip()
            raise LaunchError(f"rank {error.stem.removeprefix('error-')} failed. {text}")
        for rank, code in enumerate(codes):
            if code:
                raise LaunchError(f"rank {rank} ended without a word, with code {code}.")
        paths = [[folder / f"outcome-{n}-{rank}.pt" for rank in range(world)] for n in range(len(plans))]
        if not all(path.exists() for row in paths for path in row):
            raise LaunchError(
                "the processes had to be ended. Does one of them wait for a step that the others do not make?"
            )
        return [[Outcome(**torch.load(path)) for path in row] for row in paths]
