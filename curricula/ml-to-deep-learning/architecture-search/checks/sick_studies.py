"""Studies for the sick run: the colleague's, healthy ones, and ones that are sick in other ways."""

from __future__ import annotations

import numpy as np

from deepbridge.colleague import Outcome, Pool, Study

STAGES, CANDIDATES, VALIDATION, TEST = 3, 27, 40, 300

# What decides in a study, by its id: apart from the study, on which an experiment could read it.
MODES: dict[int, str] = {}


class Case(Study):
    """Counts runs. What decides is set when it is made, not by its class."""

    def __init__(self, mode: str) -> None:
        self.calls = 0
        MODES[id(self)] = mode

    def run(self, pool: Pool) -> Outcome:
        """Count the call."""
        self.calls += 1
        made = super().run(pool)
        if MODES[id(self)] == "survivors":  # a wrong sum, and nothing else
            return Outcome(made.kept, made.validation_accuracy, made.test_accuracy, 27)
        return made

    def ranked(self, pool: Pool, stage: int, alive: list[int]) -> list[int]:
        """The candidates of a stage by what decides in this study."""
        mode = MODES[id(self)]
        right = (pool.validation[stage] == pool.validation_labels).mean(axis=1)
        tested = (pool.test[stage] == pool.test_labels).mean(axis=1)
        last = stage == STAGES - 1
        if mode == "ties":
            keys = {c: (-right[c], -tested[c], c) for c in alive}
        elif mode == "ties-last":
            keys = {c: (-right[c], -tested[c] if last else 0.0, c) for c in alive}
        elif mode == "all-by-test":
            keys = {c: (-tested[c], 0.0, c) for c in alive}
        elif mode == "last-by-test":
            keys = {c: (-tested[c] if last else -right[c], 0.0, c) for c in alive}
        elif mode == "first-by-test":
            keys = {c: (-tested[c] if stage == 0 else -right[c], 0.0, c) for c in alive}
        elif mode == "mean":
            keys = {c: (-(right[c] + tested[c]), 0.0, c) for c in alive}
        elif mode == "worst":
            keys = {c: (right[c], 0.0, c) for c in alive}
        elif mode == "coin":
            coins = np.random.default_rng(stage).permutation(CANDIDATES)
            keys = {c: (-right[c], float(coins[c]), c) for c in alive}
        else:
            keys = {c: (-right[c], 0.0, c) for c in alive}
        return sorted(alive, key=lambda c: keys[c])


class Colleague(Case):
    """The colleague's own `ranked`."""

    ranked = Study.ranked


def make_pool(rng: np.random.Generator) -> Pool:
    """Predictions of 27 candidates that get better from stage to stage; the last three differ on the test."""
    while True:
        labels, test_labels = rng.integers(0, 10, size=VALIDATION), rng.integers(0, 10, size=TEST)
        ability = np.sort(rng.uniform(0.4, 0.9, size=CANDIDATES))[rng.permutation(CANDIDATES)]
        validation, test = [], []
        for stage in range(STAGES):
            level = ability + 0.04 * stage
            for found, gold in ((validation, labels), (test, test_labels)):
                right = rng.random((CANDIDATES, len(gold))) < level[:, None]
                other = (gold + rng.integers(1, 10, size=(CANDIDATES, len(gold)))) % 10
                found.append(np.where(right, gold, other))
        pool = Pool(np.stack(validation), np.stack(test), labels, test_labels)
        # The last two of the last stage tie on the validation rows, so that every half-sick study shows.
        finalists = Case("healthy").run(pool).kept[1]
        first, second = finalists[0], finalists[1]
        pool.validation[-1, second] = pool.validation[-1, first]
        scores = (pool.validation[-1, list(finalists)] == labels).mean(axis=1)
        if scores[2] < scores[0]:
            return pool


def cases(seed: int) -> list[tuple[str, Case, Pool, bool]]:
    """Name, study, pool, and whether its choices use test rows; in an order drawn anew."""
    rng = np.random.default_rng([seed, 10])
    made = [
        ("the colleague's study", Colleague("ties"), True),
        ("the colleague's study on another pool", Colleague("ties"), True),
        ("a healthy study", Case("healthy"), False),
        ("a healthy study on another pool", Case("healthy"), False),
        ("a healthy study that breaks ties by seeded coins", Case("coin"), False),
        ("a study that ranks every stage by test rows", Case("all-by-test"), True),
        ("a study that uses test rows in the first stage only", Case("first-by-test"), True),
        ("a study that uses test rows in the last stage only", Case("last-by-test"), True),
        ("a study that breaks ties of the last stage by test rows", Case("ties-last"), True),
        ("a study that ranks by the mean of validation and test", Case("mean"), True),
        ("a study that keeps the weakest, by validation", Case("worst"), False),
        ("a study that counts the epochs of the survivor only", Case("survivors"), False),
    ]
    return [(*made[i][:2], make_pool(rng), made[i][2]) for i in rng.permutation(len(made))]
