"""The five tasks: how each draws its rows, and who may compete on it. Given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from deepbridge import baselines, data, deep
from deepbridge.data import Inputs, Known, Labels, Split

SEEDS = (0, 1, 2, 3, 4)  # of the recorded benchmark
SIDES = ("deep", "classical")


class Model(Protocol):
    """What the benchmark asks of a model.

    Attributes:
        name: with its settings, for the record.
        size: after `fit`, the number of its parameters.
    """

    name: str
    size: int

    def fit(self, known: Known) -> None:
        """Learn from known rows."""
        ...

    def predict(self, x: Inputs) -> Labels:
        """Labels of rows, shape (n,)."""
        ...


@dataclass(frozen=True)
class Task:
    """A problem and its candidates.

    Attributes:
        name: for the record.
        split: draws a split from a seed.
        overlap: test rows divided by the other rows of the pool, where every seed splits one limited pool;
            0.0 where every seed draws new rows.
        candidates: for each of `SIDES`, a function from a seed to new models, the simplest first.
    """

    name: str
    split: Callable[[int], Split]
    overlap: float
    candidates: dict[str, Callable[[int], list[Model]]]


TASKS = (
    Task(
        "tabular",
        data.rule_table,
        0.0,
        {
            "deep": lambda seed: [
                deep.TableNet(0.01, 0.0, 256, 25, True, seed),
                deep.TableNet(0.1, 0.3, 256, 25, True, seed),
            ],
            "classical": lambda seed: [
                baselines.logistic(),
                baselines.forest(seed),
                baselines.boosting(seed, 200),
            ],
        },
    ),
    Task(
        "clutter",
        data.cluttered_digits,
        data.DIGITS_TEST / (1797 - data.DIGITS_TEST),
        {
            "deep": lambda seed: [deep.CanvasNet(6e-3, seed), deep.CanvasNet(3e-3, seed)],
            "classical": lambda seed: [baselines.fourier_svm(), baselines.TemplateBank(seed)],
        },
    ),
    Task(
        "tracking",
        data.state_tracking,
        0.0,
        {
            "deep": lambda seed: [deep.ShiftNet(0.01, seed), deep.ShiftNet(0.005, seed)],
            "classical": lambda seed: [
                baselines.logistic(features=baselines.grams),
                baselines.forest(seed, features=baselines.last_events),
                baselines.boosting(seed, 20, features=baselines.last_events),
            ],
        },
    ),
    Task(
        "recall",
        data.recall,
        0.0,
        {
            "deep": lambda seed: [deep.LookupNet(8e-3, seed), deep.LookupNet(4e-3, seed)],
            "classical": lambda seed: [
                baselines.Lookup(),
                baselines.forest(seed, features=baselines.one_hot),
                baselines.boosting(seed, 30),
            ],
        },
    ),
    Task(
        "cancer",
        data.breast_cancer,
        data.CANCER_TEST / (569 - data.CANCER_TEST),
        {
            "deep": lambda seed: [
                deep.TableNet(0.01, 0.0, 64, 40, False, seed),
                deep.TableNet(0.1, 0.3, 64, 40, False, seed),
            ],
            "classical": lambda seed: [
                baselines.logistic(1.0),
                baselines.logistic(0.1),
                baselines.rbf_svm(),
            ],
        },
    ),
)
