"""The searches that the report is about, and how two models are compared on the same rows. Given."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deepbridge.baselines import tuned_classical
from deepbridge.bench import Cost, NestedReport, Result
from deepbridge.data import Split, digits
from deepbridge.library import optuna_search
from deepbridge.net import NetBench, NetRun
from deepbridge.search import (
    count_params_flops,
    nested_report,
    random_search,
    sample_config,
    successive_halving,
)
from deepbridge.space import SPACE, Config
from deepbridge.table import STAGES, TableBench, TableRun, sample_curve

REPORT_SEED = 3
BUDGET, MIN_EPOCHS, MAX_EPOCHS, ETA = 81, 1, 27, 3
SEARCHES = ("random", "halving", "optuna")


def paired_interval(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Difference of two accuracies on the same rows, with a 95 % interval.

    Args:
        first: whether the first model was right, row by row, shape (m,).
        second: the same for the second model.

    Returns:
        `(difference, low, high)`: the mean of the differences row by row, plus and minus 1.96 standard
        errors.
    """
    difference = first.astype(np.float64) - second.astype(np.float64)
    mean = float(difference.mean())
    half = 1.96 * float(difference.std(ddof=1)) / math.sqrt(len(difference))
    return mean, mean - half, mean + half


def verdict(low: float, high: float) -> str:
    """`deep` if the whole interval is above 0, `classical` if it is below 0, else `no difference`."""
    if low > 0:
        return "deep"
    return "classical" if high < 0 else "no difference"


def draw_config(rng: np.random.Generator) -> Config:
    """A configuration of `SPACE`, by your `sample_config`."""
    return sample_config(SPACE, rng)


def search(name: str, split: Split, seed: int, budget: int = BUDGET) -> Result[NetRun]:
    """One of `SEARCHES` on a split, with really trained networks."""
    bench, rng = NetBench(split), np.random.default_rng(seed)
    if name == "random":
        return random_search(bench, draw_config, budget, MAX_EPOCHS, rng)
    if name == "halving":
        return successive_halving(bench, draw_config, budget, MIN_EPOCHS, MAX_EPOCHS, ETA, rng)
    return optuna_search(bench, SPACE, budget, MIN_EPOCHS, MAX_EPOCHS, ETA, seed)


@dataclass(frozen=True)
class Comparison:
    """Three searches with one budget, and a search over classical models, on one split.

    Attributes:
        results: by name of the search.
        reports: by name of the search.
        cost: of the network that halving chose.
        classical: the family that the classical search chose.
        classical_validation: its validation accuracy.
        classical_prediction: its labels of the test rows, shape (m,).
        x_test, y_test: the test rows, after everything was final.
        seconds: of each search, by name; `classical` too.
    """

    results: dict[str, Result[NetRun]]
    reports: dict[str, NestedReport]
    cost: Cost
    classical: str
    classical_validation: float
    classical_prediction: NDArray[np.int64]
    x_test: NDArray[np.float64]
    y_test: NDArray[np.int64]
    seconds: dict[str, float]

    @property
    def classical_correct(self) -> NDArray[np.bool_]:
        """Which test rows the classical model got right, shape (m,)."""
        return self.classical_prediction == self.y_test

    @property
    def chosen(self) -> NetRun:
        """The network that halving chose."""
        result = self.results["halving"]
        return result.runs[result.best]

    def interval(self) -> tuple[float, float, float]:
        """Test accuracy of halving's network minus that of the classical model, with its paired 95 %
        interval."""
        return paired_interval(self.reports["halving"].correct, self.classical_correct)


def compare(seed: int, names: Sequence[str] = SEARCHES) -> Comparison:
    """Run the searches and the classical one on the split with `seed`; each reads its test rows once."""
    return compare_on([digits(seed) for _ in range(len(names) + 1)], seed, BUDGET, names)


def compare_on(
    splits: Sequence[Split], seed: int, budget: int, names: Sequence[str] = SEARCHES
) -> Comparison:
    """The same on equal splits, each with its own guard: one for each search, and one for the classical."""
    results: dict[str, Result[NetRun]] = {}
    reports: dict[str, NestedReport] = {}
    seconds: dict[str, float] = {}
    for name, split in zip(names, splits):
        start = time.perf_counter()
        results[name] = search(name, split, seed, budget)
        seconds[name] = time.perf_counter() - start
        reports[name] = nested_report(results[name], split.test, np.random.default_rng(seed))
    split = splits[len(names)]
    start = time.perf_counter()
    family, model = tuned_classical(split, len(results["halving"].configs), seed)
    seconds["classical"] = time.perf_counter() - start
    split.test.finalize(family)
    x_test, y_test = split.test.loader()
    halving = results["halving"]
    shape = split.shape
    return Comparison(
        results=results,
        reports=reports,
        cost=count_params_flops(halving.configs[halving.best], shape.side, shape.inputs, shape.classes),
        classical=family,
        classical_validation=float((model.predict(split.x_validation) == split.y_validation).mean()),
        classical_prediction=np.asarray(model.predict(x_test), dtype=np.int64),
        x_test=x_test,
        y_test=y_test,
        seconds=seconds,
    )


@dataclass(frozen=True)
class Race:
    """Searches on the table of learning curves, seed by seed.

    Attributes:
        test: test accuracy of the chosen configuration after all its epochs, by name of the search, each of
            shape (seeds,): `random`, `halving` (eta 3) and `bold` (halving with eta 27: one look after one
            epoch).
        validation: the validation accuracy that it was chosen for.
    """

    test: dict[str, NDArray[np.float64]]
    validation: dict[str, NDArray[np.float64]]

    def interval(self, first: str, second: str) -> tuple[float, float, float]:
        """Mean difference of two searches over the seeds, with its paired 95 % interval."""
        difference = self.test[first] - self.test[second]
        mean = float(difference.mean())
        half = 1.96 * float(difference.std(ddof=1)) / math.sqrt(len(difference))
        return mean, mean - half, mean + half


def race(seeds: Sequence[int], budget: int = BUDGET) -> Race:
    """Run the searches on the table with each seed, at the same budget."""
    bench = TableBench()
    test: dict[str, list[float]] = {"random": [], "halving": [], "bold": []}
    validation: dict[str, list[float]] = {name: [] for name in test}
    for seed in seeds:
        for name in test:
            rng = np.random.default_rng(seed)
            result: Result[TableRun] | Any
            if name == "random":
                result = random_search(bench, sample_curve, budget, MAX_EPOCHS, rng)
            else:
                eta = ETA if name == "halving" else MAX_EPOCHS
                result = successive_halving(bench, sample_curve, budget, MIN_EPOCHS, MAX_EPOCHS, eta, rng)
            run = result.runs[result.best]
            epochs = run.epochs if run.epochs in STAGES else STAGES[-1]
            test[name].append(run.curve.test[epochs])
            validation[name].append(float(run.curve.validation[run.epochs - 1]))
    return Race(
        {name: np.array(values) for name, values in test.items()},
        {name: np.array(values) for name, values in validation.items()},
    )


def worst_row(comparison: Comparison) -> tuple[int, int, int]:
    """The test row that halving's network misreads with the largest loss: `(row, gold, prediction)`; row -1
    if there is none."""
    logits, y = comparison.chosen.logits(comparison.x_test), comparison.y_test
    shifted = logits - logits.max(axis=1, keepdims=True)
    loss = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y]
    prediction = logits.argmax(axis=1)
    loss[prediction == y] = -1.0
    row = int(loss.argmax())
    return (row, int(y[row]), int(prediction[row])) if prediction[row] != y[row] else (-1, -1, -1)
