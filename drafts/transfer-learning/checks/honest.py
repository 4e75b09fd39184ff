"""A few-shot comparison whose figures are looked at again: the learner's own curve is part of it."""

from __future__ import annotations

import numpy as np
import pytest
from reference_transfer import describe

from conftest import Report
from deepbridge import baselines, experiments
from deepbridge.experiments import DRAWS, SIZES, CurveRun, compare_on_texts
from deepbridge.transfer import Probe, linear_probe


def honest_texts(kind: str, seed: int, report: Report) -> CurveRun:
    """`compare_on_texts`, with its probes noted, its rows looked at and its accuracies computed again."""
    seen: list[tuple[np.ndarray, np.ndarray, Probe]] = []

    def watched(features: np.ndarray, y: np.ndarray, classes: int, c: float = 1.0) -> Probe:
        probe = linear_probe(features, y, classes, c)
        seen.append((features, y, probe))
        return probe

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(experiments, "linear_probe", watched)
        run = compare_on_texts(kind, seed)
    data = run.data
    pool = {row.tobytes() for row in data.features[data.pool]}
    sizes = sorted(len(y) for _, y, _ in seen)
    expected = sorted(size * len(data.classes) for size in SIZES for _ in range(DRAWS))
    from_pool = all(row.tobytes() in pool for features, _, _ in seen for row in features)
    if sizes != expected or not from_pool:
        report(hint="gate-rows")
    assert sizes == expected and from_pool, (
        f"On {kind} few_shot_curve must fit the probe on {DRAWS} draws of {SIZES} rows of each class from the pool; it "
        f"was fitted on {describe(sizes)} rows{'' if from_pool else ', some of them not from the pool'}."
    )
    again = np.sort([(p.predict(data.features[data.test]) == data.y[data.test]).mean() for _, _, p in seen])
    said = np.sort(run.right["probe"].mean(axis=2).ravel())
    agree = again.shape == said.shape and np.allclose(again, said, atol=0.003)
    if not agree:
        report(hint="gate-rows", expected=describe(again), actual=describe(said))
    assert agree, (
        f"On {kind} the probes are right on {describe(again)} of the test rows, the curve says {describe(said)}."
    )
    if kind == "docs":
        check_classical(run, seed, report)
    return run


def check_classical(run: CurveRun, seed: int, report: Report) -> None:
    """Naive Bayes on four draws of the check's own must be about as good as the curve says."""
    data = run.data
    x, rng = baselines.tfidf(data.texts, data.pool), np.random.default_rng([seed, 12])
    scores = []
    for _ in range(DRAWS):
        rows = np.concatenate([rng.permutation(data.pool[data.y[data.pool] == c])[:5] for c in range(8)])
        model = baselines.TEXT_MODELS["naive Bayes a=0.1"]().fit(x[rows], data.y[rows])
        scores.append(float(model.score(x[data.test], data.y[data.test])))
    expected, said = float(np.mean(scores)), run.accuracy("naive Bayes a=0.1", 5)
    if abs(expected - said) > 0.09:
        report(hint="gate-rows", expected=f"about {expected:.3f}", actual=f"{said:.3f}")
    assert abs(expected - said) <= 0.09, (
        f"With 5 labels a class naive Bayes is right on about {expected:.3f} of the test sentences, your curve says "
        f"{said:.3f}. Do all models get rows and labels that belong together?"
    )
