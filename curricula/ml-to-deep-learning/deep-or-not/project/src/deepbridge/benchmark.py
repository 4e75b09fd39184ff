"""The benchmark: every side of every task on the same rows, chosen by validation, tested once."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import numpy as np

from deepbridge.costs import cost_model
from deepbridge.data import fingerprint
from deepbridge.records import Result
from deepbridge.tasks import SIDES, Model, Task


def run_benchmark(
    tasks: Sequence[Task], seeds: Sequence[int], clock: Callable[[], float] = time.perf_counter
) -> list[Result]:
    """Fit, choose and test both sides of each task on each seed's split.

    For each task and seed the split is drawn once, and both sides get it. On each side every candidate is
    fitted on `split.known`. The one that is right most often on the validation rows is chosen; of equals, the
    first. Only the chosen one ever sees the test rows, and nobody sees their labels.

    Args:
        tasks: what to run.
        seeds: of the split, and of the candidates.
        clock: seconds, from any start.

    Returns:
        For each task, each seed and each of `SIDES`, in this order, one result. Its `train_seconds` are those
        of all candidates of the side, read from `clock` before and after each `fit`. Its other costs are
        those of `cost_model` on the test rows, with the same clock.
    """
    ### BEGIN SOLUTION run_benchmark
    results: list[Result] = []
    for task in tasks:
        for seed in seeds:
            split = task.split(seed)
            rows = fingerprint(split)
            known = split.known
            for side in SIDES:
                chosen: Model | None = None
                best, seconds = -1.0, 0.0
                for model in task.candidates[side](seed):
                    start = clock()
                    model.fit(known)
                    seconds += clock() - start
                    score = float(np.mean(model.predict(known.x_valid) == known.y_valid))
                    if score > best:
                        chosen, best = model, score
                assert chosen is not None, f"{task.name} has no candidates on the {side} side"
                predictions = chosen.predict(split.x_test)
                cost = cost_model(seconds, chosen.predict, split.x_test, chosen.size, clock=clock)
                results.append(Result(task.name, seed, side, chosen.name, rows, cost, predictions))
    return results
    ### END SOLUTION run_benchmark
