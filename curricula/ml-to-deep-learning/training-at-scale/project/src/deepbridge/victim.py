"""A run in a process of its own that is killed in the middle. Given."""

from __future__ import annotations

import multiprocessing
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

import torch

from deepbridge.cluster import starter
from deepbridge.scale import MemmapDataset, resume, save_checkpoint
from deepbridge.training import Run, make_run, train


@dataclass(frozen=True)
class Plan:
    """A run that saves every `every` steps and is killed after step `kill_at`."""

    folder: Path
    checkpoint: Path
    seed: int
    steps: int
    every: int
    kill_at: int


def start(plan: Plan, seed: int) -> Run:
    """A new run of the plan, with weights and orders drawn from `seed`."""
    return make_run(MemmapDataset(plan.folder), seed, steps=plan.steps, batch=64, hidden=32)


def train_until_killed(plan: Plan, marker: Path) -> None:
    """Runs in a process of its own: trains, saves, and waits for its end at `kill_at`."""
    torch.set_num_threads(1)

    def after_step(run: Run) -> None:
        if len(run.losses) % plan.every == 0:
            save_checkpoint(run, plan.checkpoint)
        if len(run.losses) == plan.kill_at:
            marker.write_text(" ".join(loss.hex() for loss in run.losses), encoding="ascii")
            marker.with_suffix(".done").touch()
            parent = multiprocessing.parent_process()
            if parent is not None:
                parent.join(120)  # ends by itself if nobody is left to kill it

    try:
        train(start(plan, plan.seed), plan.steps, after_step)
    except Exception:
        marker.with_suffix(".error").write_text(traceback.format_exc(), encoding="utf-8")


def killed(plan: Plan, seconds: float = 50.0) -> list[float]:
    """Start the run in a new process and kill it.

    Returns:
        The losses until it was killed.

    Raises:
        RuntimeError: if it ends by itself or does not get that far.
    """
    marker = plan.checkpoint.with_name("killed.txt")
    done, failed = marker.with_suffix(".done"), marker.with_suffix(".error")
    process = starter().Process(target=train_until_killed, args=(plan, marker), daemon=True)
    process.start()
    deadline = time.monotonic() + seconds
    try:
        while not done.exists():
            if not process.is_alive():
                said = failed.read_text(encoding="utf-8")[-1200:] if failed.exists() else "it said nothing"
                raise RuntimeError(f"the run ended by itself with code {process.exitcode}: {said}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"the run did not reach step {plan.kill_at} in {seconds:.0f} s")
            time.sleep(0.02)
    finally:
        process.kill()  # SIGKILL: nothing is cleaned up, as when the power fails
        process.join()
    return [float.fromhex(text) for text in marker.read_text(encoding="ascii").split()]


def uninterrupted(plan: Plan) -> Run:
    """The same run in this process from its start to its end."""
    run = start(plan, plan.seed)
    train(run, plan.steps)
    return run


def resumed(plan: Plan) -> Run:
    """The rest of the killed run, in this process, from its checkpoint. It was made with another seed."""
    run = start(plan, plan.seed + 1)
    resume(run, plan.checkpoint)
    train(run, plan.steps)
    return run
