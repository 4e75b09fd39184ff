"""The learner's record, read once and held against the author's splits."""

from __future__ import annotations

from functools import cache

import numpy as np

from conftest import PROJECT
from deepbridge import records
from deepbridge.data import Split
from deepbridge.records import Result
from deepbridge.tasks import SEEDS, SIDES, TASKS
from reference import Figures, figures

RECORD = PROJECT / "results" / "benchmark.txt"
Cells = dict[tuple[str, int, str], Result]


@cache
def splits() -> dict[tuple[str, int], Split]:
    """The author's split of each task and seed."""
    return {(task.name, seed): task.split(seed) for task in TASKS for seed in SEEDS}


def read_cells() -> Cells:
    """Every cell of the record once, or a failure that says what is missing."""
    assert RECORD.exists(), "results/benchmark.txt is missing; `python run.py` writes it."
    try:
        results = records.read(RECORD)
    except ValueError as error:
        raise AssertionError(f"results/benchmark.txt cannot be read: {error}. Run `python run.py`.") from None
    cells = {(result.task, result.seed, result.side): result for result in results}
    assert len(cells) == len(results), (
        "results/benchmark.txt holds two results for one task, seed and side. Run `python run.py` again."
    )
    missing = [
        f"{task.name} seed {seed} {side}"
        for task in TASKS
        for seed in SEEDS
        for side in SIDES
        if (task.name, seed, side) not in cells
    ]
    assert not missing, (
        f"results/benchmark.txt lacks {len(missing)} of {len(TASKS) * len(SEEDS) * 2} results, first "
        f"{missing[0]}. Run `python run.py`."
    )
    for (name, seed, side), result in cells.items():
        key = (name, seed)
        assert key in splits(), (
            f"results/benchmark.txt has a result of {name}, seed {seed}, that no task has."
        )
        rows = len(splits()[key].y_test)
        assert len(result.predictions) == rows, (
            f"{name}, seed {seed}, {side}: {len(result.predictions)} predictions for {rows} test rows."
        )
        assert all(np.isfinite(entry) and entry >= 0 for entry in result.cost), (
            f"{name}, seed {seed}, {side}: the costs {tuple(result.cost)} are no measurements."
        )
    return cells


def all_figures() -> dict[str, Figures]:
    """The author's figures of each task, from the learner's record."""
    cells = read_cells()
    return {
        task.name: figures(task, cells, {seed: splits()[task.name, seed].y_test for seed in SEEDS})
        for task in TASKS
    }
