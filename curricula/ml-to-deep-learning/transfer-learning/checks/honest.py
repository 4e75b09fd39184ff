"""A few-shot comparison whose figures are looked at again: the learner's own curve is part of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from conftest import Report
from deepbridge import experiments
from deepbridge.arrays import Integers
from deepbridge.experiments import DRAWS, SIZES, CurveRun, compare_on_texts
from deepbridge.transfer import Model, few_shot_curve

Call = tuple[Integers, Integers]
# Runs that were looked at, by set and seed: checks share them.
HONEST: dict[tuple[str, int], CurveRun] = {}


def honest_texts(kind: str, seed: int, report: Report) -> CurveRun:
    """`compare_on_texts`, with every call of a model noted and compared with the curve."""
    if (kind, seed) in HONEST:
        return HONEST[kind, seed]
    calls: dict[str, list[Call]] = {}

    def noted(name: str, model: Model) -> Model:
        calls[name] = []

        def labels(rows: Integers) -> Integers:
            found = model(rows)
            calls[name].append((np.array(rows), np.array(found)))
            return found

        return labels

    def watched(
        models: dict[str, Model],
        y: Integers,
        pool: Integers,
        test: Integers,
        sizes: Sequence[int],
        draws: int,
        seed: int,
    ) -> dict[str, np.ndarray]:
        wrapped = {name: noted(name, model) for name, model in models.items()}
        return few_shot_curve(wrapped, y, pool, test, sizes, draws, seed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(experiments, "few_shot_curve", watched)
        run = compare_on_texts(kind, seed)
    drawn: dict[str, list[bytes]] = {}
    for name, made in calls.items():
        fault = fault_of(name, run, made, run.right.get(name))
        drawn[name] = sorted(np.sort(rows).tobytes() for rows, _ in made)
        if fault is None and drawn[name] != drawn["probe"]:
            fault = "it got other rows than the probe"
        if fault is not None:
            report(hint="gate-rows")
        assert fault is None, (
            f"On {kind} few_shot_curve must ask every model with {DRAWS} draws of {SIZES} rows of each "
            f"class from the pool, and note which of its answers are right. Of the model {name}: {fault}."
        )
    HONEST[kind, seed] = run
    return run


def fault_of(name: str, run: CurveRun, made: list[Call], curve: object) -> str | None:
    """What is wrong with the rows that a model got or with what the curve says of its answers."""
    data, m = run.data, len(run.data.test)
    count = len(data.classes)
    if type(curve) is not np.ndarray or curve.shape != (DRAWS, len(SIZES), m) or curve.dtype != np.bool_:
        return f"its curve is no array of True and False of shape {(DRAWS, len(SIZES), m)}"
    sizes = sorted(len(rows) for rows, _ in made)
    if sizes != sorted(size * count for size in SIZES for _ in range(DRAWS)):
        return f"it was asked with these numbers of rows: {sizes}"
    pool = set(data.pool.tolist())
    for rows, _ in made:
        shares = np.bincount(data.y[rows], minlength=count)
        if not set(rows.tolist()) <= pool or len(set(rows.tolist())) < len(rows) or len(set(shares)) > 1:
            return f"it was asked with rows that are not {len(rows) // count} of each class of the pool"
    if name == "probe" and (share := disagreement(run, made)) > 0.02:
        return (
            f"with 5 labels a class it gives {share:.1%} of the test rows another class than scikit-learn's "
            "logistic regression on the same rows"
        )
    gold = data.y[data.test]
    for at, size in enumerate(SIZES):
        answers = sorted((labels == gold).tobytes() for rows, labels in made if len(rows) == size * count)
        if answers != sorted(part.tobytes() for part in curve[:, at]):
            return f"with {size} labels a class the curve says otherwise than its answers"
    return None


def disagreement(run: CurveRun, made: list[Call]) -> float:
    """Largest share of test rows that a probe with 5 labels a class judges otherwise than scikit-learn."""
    data, shares = run.data, [0.0]
    for rows, labels in made:
        if len(rows) == 5 * len(data.classes):
            twin = LogisticRegression(C=1.0, tol=1e-6, max_iter=1000)
            found = twin.fit(data.features[rows], data.y[rows]).predict(data.features[data.test])
            shares.append(float((found != labels).mean()))
    return max(shares)
