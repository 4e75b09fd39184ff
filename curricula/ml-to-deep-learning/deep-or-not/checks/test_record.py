"""The record: complete, on the author's splits, and no invention."""

from __future__ import annotations

import hashlib

import numpy as np
from recorded import RECORD, read_cells, splits

from conftest import Report
from deepbridge.data import fingerprint
from deepbridge.records import Result
from deepbridge.tasks import SEEDS, SIDES, TASKS

# Share of predictions that must agree, and largest difference of accuracies. A network trained on another
# processor may end at other weights, the more so the noisier the task; a classical model hardly does.
AGREE = {"tabular": 0.75, "clutter": 0.85, "tracking": 0.95, "recall": 0.97, "cancer": 0.95}
CLOSE = {"deep": 0.04, "classical": 0.02}
AGREE_CLASSICAL = 0.97


def test_recorded(report: Report) -> None:
    cells = read_cells()
    for task in TASKS:
        for seed in SEEDS:
            rows = {side: cells[task.name, seed, side].fingerprint for side in SIDES}
            expected = fingerprint(splits()[task.name, seed])
            for side in SIDES:
                if rows[side] != expected:
                    report(expected=expected, actual=rows[side], hint="record-rows")
                assert rows[side] == expected, (
                    f"{task.name}, seed {seed}, {side}: the record has the fingerprint {rows[side]!r}, the "
                    f"split has {expected!r}. These predictions are not for these rows. "
                    "Run `python run.py` again."
                )
                names = [model.name for model in task.candidates[side](seed)]
                assert cells[task.name, seed, side].model in names, (
                    f"{task.name}, seed {seed}, {side}: {cells[task.name, seed, side].model!r} is none of "
                    f"the candidates {', '.join(names)}."
                )


def retrain(result: Result) -> tuple[float, float, float]:
    """Train a recorded model again: `(agreement, accuracy recorded, accuracy now)`."""
    task = next(task for task in TASKS if task.name == result.task)
    split = splits()[result.task, result.seed]
    model = next(model for model in task.candidates[result.side](result.seed) if model.name == result.model)
    model.fit(split.known)
    now = np.asarray(model.predict(split.x_test))
    agreement = float(np.mean(now == result.predictions))
    return (
        agreement,
        float(np.mean(result.predictions == split.y_test)),
        float(np.mean(now == split.y_test)),
    )


def test_repeated(seed: int, report: Report) -> None:
    """One result of each side, drawn from the bytes of the record, and both of `cancer`, again."""
    cells = read_cells()
    text = "\n".join(
        line for line in RECORD.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    )
    digest = hashlib.sha256(f"{seed}\n{text}".encode()).digest()
    drawn = [("cancer", SEEDS[digest[8] % len(SEEDS)], side) for side in SIDES]
    for place, side in enumerate(SIDES):
        name = TASKS[digest[2 * place] % len(TASKS)].name
        drawn.append((name, SEEDS[digest[2 * place + 1] % len(SEEDS)], side))
    for name, number, side in drawn:
        agreement, before, now = retrain(cells[name, number, side])
        needed = AGREE[name] if side == "deep" else AGREE_CLASSICAL
        right = agreement >= needed and abs(before - now) <= CLOSE[side]
        if not right:
            report(expected=f"accuracy {now:.4f}", actual=f"accuracy {before:.4f}", hint="record-repeat")
        assert right, (
            f"{name}, seed {number}, {side}: trained again it is right on {now:.4f} of the test rows, the "
            f"record says {before:.4f}, and {agreement:.3f} of the predictions agree (expected: "
            f"{needed} or more, accuracies within {CLOSE[side]}). Run `python run.py --only {name}`."
        )
