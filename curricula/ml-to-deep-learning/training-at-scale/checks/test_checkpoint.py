"""Checkpoints: every part comes back, a kill during saving does no harm, a killed run goes on bit for bit."""

from __future__ import annotations

import csv
import io
import os
import pickle
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from helpers import describe, table

from conftest import Report
from deepbridge import victim
from deepbridge.data import make_set
from deepbridge.scale import resume, save_checkpoint
from deepbridge.training import Run, make_run, train

STEPS = 24


def new_run(seed: int) -> Run:
    """A run on 500 rows in batches of 64: eight steps a pass."""
    return make_run(table(500, 6, 5), seed, steps=STEPS, batch=64, hidden=12)


PARTS: dict[str, tuple[str, Callable[[Run], Any]]] = {
    "the weights": ("checkpoint-model", lambda run: run.model.state_dict()),
    "the optimizer's state": ("checkpoint-optimizer", lambda run: run.optimizer.state_dict()),
    "the schedule": ("checkpoint-schedule", lambda run: run.schedule.state_dict()),
    "the sampler": ("checkpoint-sampler", lambda run: run.sampler.state_dict()),
    "the losses so far": ("checkpoint-losses", lambda run: list(run.losses)),
    "the state of `random`": ("checkpoint-random", lambda _: random.getstate()),
    "the state of `numpy.random`": ("checkpoint-random", lambda _: np.random.get_state()),
    "the state of torch's generator": ("checkpoint-random", lambda _: torch.get_rng_state()),
}


def frozen(value: Any) -> Any:
    """A copy that can be compared with ==."""
    if isinstance(value, torch.Tensor):
        return ("tensor", str(value.dtype), tuple(value.shape), value.detach().cpu().numpy().tobytes())
    if isinstance(value, np.ndarray):
        return ("array", value.shape, value.tolist())
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [frozen(item) for item in value]
    return value


def state_of(run: Run) -> dict[str, Any]:
    """All parts of a run."""
    return {name: frozen(get(run)) for name, (_, get) in PARTS.items()}


def test_parts(seed: int, tmp_path: Path, report: Report) -> None:
    path = tmp_path / "run.pt"
    run = new_run(seed)
    train(run, 11)  # in the second pass over the rows
    before = state_of(run)
    save_checkpoint(run, path)
    assert path.is_file(), f"save_checkpoint wrote no file at the path that it was given ({path.name})."
    changed = [name for name, value in state_of(run).items() if value != before[name]]
    if changed:
        report(hint="checkpoint-changes")
    assert not changed, f"save_checkpoint changed {changed[0]}. It must only look."
    try:
        torch.load(path, weights_only=True)
        refused = ""
    except pickle.UnpicklingError as error:
        refused = str(error).splitlines()[0]
        report(hint="checkpoint-plain")
    assert not refused, (
        "torch.load(path, weights_only=True) must read the checkpoint: tensors, numbers, texts and plain "
        f"containers, so that nobody has to run code out of a file. It says: {refused[:300]}"
    )
    train(run, STEPS)
    whole = [loss.hex() for loss in run.losses]
    weights = frozen(run.model.state_dict())

    other = new_run(seed + 1)
    train(other, 3)
    resume(other, path)
    after = state_of(other)
    for name, (hint, _) in PARTS.items():
        if after[name] != before[name]:
            report(hint=hint)
        assert after[name] == before[name], (
            f"After resume, {name} must be as it was when the checkpoint was written; it is not. Saved and "
            "restored?"
        )
    train(other, STEPS)
    same = [loss.hex() for loss in other.losses] == whole
    assert same and frozen(other.model.state_dict()) == weights, (
        "Every part came back, but the resumed run did not take the same steps as the one that went on."
    )


class Killed(BaseException):
    """Stands for the end of the process in the middle of a write."""


def test_atomic(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    path = tmp_path / "run.pt"
    run = new_run(seed)
    train(run, 4)
    opened: list[str] = []
    moved: list[str] = []
    came_from: list[str] = []
    watching = [True]

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if watching[0] and event in ("os.remove", "os.rename"):
            moved.append(os.path.realpath(os.fsdecode(arguments[0])))
        if watching[0] and event == "os.rename":
            if os.path.realpath(os.fsdecode(arguments[1])) == os.path.realpath(path):
                came_from.append(os.path.dirname(os.path.realpath(os.fsdecode(arguments[0]))))
        if watching[0] and event == "open" and isinstance(arguments[0], str | bytes):
            mode, flags = arguments[1], arguments[2] or 0
            writes = any(sign in mode for sign in "wax+") if mode else flags & (os.O_WRONLY | os.O_RDWR)
            if writes:
                opened.append(os.path.realpath(os.fsdecode(arguments[0])))

    sys.addaudithook(watch)
    save_checkpoint(run, path)
    save_checkpoint(run, path)
    watching[0] = False
    if os.path.realpath(path) in moved:
        report(hint="checkpoint-atomic")
    assert os.path.realpath(path) not in moved, (
        "save_checkpoint takes the last checkpoint away before the new one is in its place: a run that is "
        "killed in between has none. `os.replace` puts the new file in the place of the old one in one step."
    )
    elsewhere = [folder for folder in came_from if folder != os.path.realpath(tmp_path)]
    if elsewhere:
        report(hint="checkpoint-atomic")
    assert not elsewhere, (
        f"save_checkpoint writes in {elsewhere[0]} and moves the file from there. Between two disks that is "
        "a copy, which a kill can break off. Write a neighbor of the checkpoint."
    )
    direct = os.path.realpath(path) in opened
    good = path.read_bytes() if path.is_file() else b""
    train(run, 8)

    original, called = torch.save, [False]

    def half(state: Any, file: Any, *_: Any, **__: Any) -> None:
        called[0] = True
        whole = io.BytesIO()
        original(state, whole)
        part = whole.getvalue()[: len(whole.getvalue()) // 2]
        if hasattr(file, "write"):
            file.write(part)
            file.flush()
        else:
            Path(file).write_bytes(part)
        raise Killed

    monkeypatch.setattr(torch, "save", half)
    try:
        save_checkpoint(run, path)
    except Killed:
        pass
    monkeypatch.undo()
    if not called[0]:
        report(hint="checkpoint-torch-save")
    assert called[0], "save_checkpoint must write with torch.save; it was not called."
    kept = path.is_file() and path.read_bytes() == good and not direct
    assert kept, (
        "A run that is killed while it saves its second checkpoint must still have the first one, whole. "
        f"Here it is {'written in place' if direct else 'damaged or gone'}. Write to another file first, "
        "then `os.replace`."
    )
    fresh = new_run(seed + 1)
    resume(fresh, path)
    assert len(fresh.losses) == 4, (
        "The checkpoint of step 4 must be usable after that; resume gave a run at step "
        f"{describe(len(fresh.losses))}."
    )
    save_checkpoint(run, path)  # what the killed save left behind must not be in the way
    resume(fresh, path)
    assert len(fresh.losses) == 8, "Saving again after a save that was killed must work."


def test_killed(seed: int, tmp_path: Path, evidence: Path, report: Report) -> None:
    folder = make_set(tmp_path / "table", 2_000, 16, seed)
    rng = np.random.default_rng([seed, 4])
    every = 9
    kill_at = int(rng.choice([step for step in range(20, 62) if step % every]))
    plan = victim.Plan(folder, tmp_path / "run.pt", seed, steps=70, every=every, kill_at=kill_at)
    whole = victim.uninterrupted(plan)
    try:
        before = victim.killed(plan)
    except RuntimeError as error:
        report(hint="killed-child")
        raise AssertionError(f"A run in a process of its own, saving every {every} steps: {error}.") from None
    saved = victim.start(plan, seed + 1)
    resume(saved, plan.checkpoint)
    last = kill_at // every * every
    assert len(saved.losses) == last, (
        f"The run was killed after step {kill_at} and had saved every {every} steps; the checkpoint must be "
        f"that of step {last}, it is that of step {len(saved.losses)}."
    )
    rest = victim.resumed(plan)
    with (evidence / "resumed.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["step", "uninterrupted", "killed", "resumed"])
        for step, loss in enumerate(whole.losses):
            first = f"{before[step]:.6f}" if step < len(before) else ""
            second = f"{rest.losses[step]:.6f}" if last <= step < len(rest.losses) else ""
            writer.writerow([step, f"{loss:.6f}", first, second])
    assert before == whole.losses[:kill_at], (
        "The killed run and the uninterrupted one differ before the kill: saving must not draw random "
        "numbers or change the run."
    )
    differs = [step for step, pair in enumerate(zip(rest.losses, whole.losses)) if pair[0] != pair[1]]
    steps = len(rest.losses)
    report(
        expected="70 equal losses",
        actual=f"{steps} losses, first difference at step {differs[0] if differs else 'none'}",
        killed_differences=len(differs) + abs(steps - 70),
    )
    assert steps == 70 and not differs, (
        f"Killed after step {kill_at} and resumed from step {last}, the losses must be those of the "
        "uninterrupted run, bit for bit; "
        f"{f'they differ from step {differs[0]} on' if differs else f'there are {steps} of 70'}. "
        "evidence/resumed.csv has both."
    )
    equal = all(
        torch.equal(a, b) for a, b in zip(rest.model.state_dict().values(), whole.model.state_dict().values())
    )
    assert equal, "The losses are equal and the final weights are not."
