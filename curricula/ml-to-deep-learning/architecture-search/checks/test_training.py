"""Searches on really trained networks: stored curves for many seeds, and one small search of our own."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from support import check_choice, check_steps, counted_steps, rank, simulate, without_test_rows

from conftest import Report
from deepbridge.data import digits
from deepbridge.experiments import BUDGET, ETA, MAX_EPOCHS, MIN_EPOCHS, draw_config
from deepbridge.net import NetBench, NetRun
from deepbridge.search import random_search, successive_halving
from deepbridge.space import Config
from deepbridge.table import SPLIT_SEED, curves, sample_curve

torch.set_num_threads(1)
SEARCHES_ON_TABLE = 600
GAIN, ACCURACY = -0.002, 0.88


def test_table(seed: int) -> None:
    split = digits(SPLIT_SEED)
    table = curves()
    rows = np.random.default_rng([seed, 8]).permutation(len(table))[:3]
    for row in rows:
        curve = table[int(row)]
        run = NetRun(curve.config, curve.seed, split)
        for epoch in (1, 2):
            score = run.advance(1)
            stored = float(curve.validation[epoch - 1])
            assert abs(score - stored) <= 0.02, (
                f"Row {row} of table/curves.csv says {stored:.3f} after epoch {epoch}; training it here "
                f"gives {score:.3f}. Restore the table, or make it anew with `python table/make_table.py`."
            )
    whole = NetRun(table[0].config, table[0].seed, split)
    whole.advance(2)
    pieces = NetRun(table[0].config, table[0].seed, split)
    pieces.advance(1)
    pieces.advance(1)
    assert np.array_equal(whole.logits(split.x_validation), pieces.logits(split.x_validation)), (
        "A run that is trained in pieces must equal one that is trained at once."
    )


class HiddenRun:
    """A stored run that shows nothing but its scores."""

    def __init__(self, bench: HiddenBench, number: int) -> None:
        self._advance = bench.advancing(number)

    def advance(self, epochs: int) -> float:
        """Further along the curve."""
        return self._advance(epochs)


class HiddenBench:
    """Stored curves, counted."""

    def __init__(self, rows: dict[Config, int]) -> None:
        self.spent = 0
        self.started: list[int] = []
        self._rows = rows

    def start(self, config: Config, seed: int) -> HiddenRun:
        """The stored run of a configuration."""
        self.started.append(self._rows[config])
        return HiddenRun(self, self.started[-1])

    def best(self, name: str) -> int:
        """The candidate that the scores make the best."""
        curve = [curves()[row].validation for row in self.started]
        if name == "halving":
            return simulate(
                lambda i, epochs: float(curve[i][epochs - 1]), BUDGET, MIN_EPOCHS, MAX_EPOCHS, ETA
            )[1]
        return rank({i: float(scores[MAX_EPOCHS - 1]) for i, scores in enumerate(curve)})[0]

    def advancing(self, number: int):
        """A function that goes along one curve."""
        curve, at = curves()[number].validation, 0

        def advance(epochs: int) -> float:
            nonlocal at
            at += epochs
            self.spent += epochs
            assert at <= MAX_EPOCHS, f"A candidate was trained for {at} epochs; {MAX_EPOCHS} are the most."
            return float(curve[at - 1])

        return advance


def many(name: str, seed: int, report: Report) -> NDArray[np.float64]:
    """Test accuracy of the choice of many searches on the table."""
    by_config = {curve.config: curve for curve in curves()}
    rows = {curve.config: number for number, curve in enumerate(curves())}
    found: list[float] = []
    for draw in range(SEARCHES_ON_TABLE):
        bench, rng = HiddenBench(rows), np.random.default_rng([seed, 9, draw])
        if name == "random":
            result = random_search(bench, sample_curve, BUDGET, MAX_EPOCHS, rng)
        else:
            result = successive_halving(bench, sample_curve, BUDGET, MIN_EPOCHS, MAX_EPOCHS, ETA, rng)
        if bench.spent > BUDGET:
            report(hint="halving-resume")
        assert bench.spent <= BUDGET, f"{name} spent {bench.spent} epochs; the budget is {BUDGET}."
        best = bench.best(name)
        if result.best != best:
            report(hint="own-code")
        assert result.best == best, (
            f"On stored curves the scores make candidate {best} the best of a {name} search; `best` says "
            f"{result.best}. On made-up curves it followed the scores: what else decides here?"
        )
        found.append(by_config[result.configs[result.best]].test[MAX_EPOCHS])
    return np.array(found)


def test_race(seed: int, report: Report) -> None:
    random, halving = many("random", seed, report), many("halving", seed, report)
    difference = halving - random
    gain = float(difference.mean())
    median = float(np.median([curve.test[MAX_EPOCHS] for curve in curves()]))
    report(
        expected=f"at least {GAIN}",
        actual=f"{gain:+.4f}",
        race_random=float(random.mean()),
        race_halving=float(halving.mean()),
        race_gain=gain,
        race_median_config=median,
    )
    assert gain >= GAIN, (
        f"With {BUDGET} epochs each, over {SEARCHES_ON_TABLE} searches on stored curves, halving must be "
        f"about as good as random search: its choices have a mean test accuracy of {halving.mean():.4f}, "
        f"those of random search {random.mean():.4f} (difference {gain:+.4f}). Look at which candidates "
        "successive_halving keeps."
    )
    assert random.mean() >= median, (
        f"random_search must beat a single random configuration: {random.mean():.4f} on average, the median "
        f"configuration of the table has {median:.4f}. Look at how random_search chooses."
    )


def test_real_search(seed: int, report: Report) -> None:
    split = without_test_rows(digits(seed))
    rng = np.random.default_rng(seed)
    with counted_steps() as steps:
        result = successive_halving(NetBench(split), draw_config, BUDGET, MIN_EPOCHS, MAX_EPOCHS, ETA, rng)
    try:
        check_choice("halving", result, split, BUDGET, MAX_EPOCHS, ETA)
        check_steps(steps, [result], len(split.y_train))
    except AssertionError:
        report(hint="own-code")
        raise
    run = result.runs[result.best]
    split = digits(seed)
    split.test.finalize(run.config)
    x, y = split.test.loader()
    accuracy = float((run.predict(x) == y).mean())
    epochs = sum(r.epochs for r in result.runs)
    median = float(np.median([curve.test[MAX_EPOCHS] for curve in curves()]))
    report(
        expected=f"at least {ACCURACY}",
        actual=f"{accuracy:.4f}",
        small_search_test=accuracy,
        small_search_epochs=epochs,
        small_search_median=median,
    )
    assert accuracy >= ACCURACY, (
        f"Halving with {BUDGET} epochs of real training must find a network with a test accuracy of "
        f"{ACCURACY} or more; its choice has {accuracy:.4f} (a random configuration, fully trained, has a "
        f"median of {median:.3f}). Look at `sample_config` and at which candidates successive_halving keeps."
    )
