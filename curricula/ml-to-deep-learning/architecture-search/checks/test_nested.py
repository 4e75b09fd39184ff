"""The report of a search: test rows read once and late, and the correction for the choice."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray
from support import Watched, bootstrap, check_numbers, describe, plain

from conftest import Report
from deepbridge.bench import Entry, NestedReport, Result
from deepbridge.guard import HoldOut, TouchedTooEarly
from deepbridge.search import nested_report
from deepbridge.space import Config


def test_guard() -> None:
    x, y = np.zeros((4, 2)), np.arange(4)
    guard = HoldOut(x, y)
    with pytest.raises(TouchedTooEarly, match="before finalize"):
        guard.loader()
    guard.finalize("a choice")
    rows, labels = guard.loader()
    assert np.array_equal(rows, x) and np.array_equal(labels, y), (
        "The guard must hand out its rows unchanged."
    )
    for again in (guard.loader, lambda: guard.finalize("another")):
        with pytest.raises(TouchedTooEarly):
            again()


@dataclass
class Answers:
    """A run that has answered the validation rows; its answers on other rows are planned."""

    config: Config
    correct: NDArray[np.bool_]
    answers: NDArray[np.int64]
    log: list[str]
    name: str
    seen: list[int] = field(default_factory=list)

    def predict(self, x: NDArray[np.float64]) -> NDArray[np.int64]:
        """The planned labels; the first column of x is the row's number."""
        self.log.append(f"predict {self.name}")
        return self.answers[x[:, 0].astype(int)]


def planned(
    rng: np.random.Generator, abilities: list[float], v: int, m: int, best: int | None = None
) -> tuple[Result[Answers], Watched, list[str]]:
    """Runs with known abilities, and a watched guard."""
    log: list[str] = []
    y = rng.integers(0, 10, size=m)
    runs = []
    for number, ability in enumerate(abilities):
        answers = np.where(rng.random(m) < ability, y, (y + 1) % 10)
        config = Config(1, 4, 3, 16, 0.0, 1e-3 * (number + 1), 1e-4)
        runs.append(Answers(config, rng.random(v) < ability, answers, log, str(number)))
    scores = [float(run.correct.mean()) for run in runs]
    winner = int(np.argmax(scores)) if best is None else best
    x = np.column_stack([np.arange(m), rng.normal(size=m)]).astype(np.float64)
    # A first stage, in which the scores were other ones, and higher; then the answers as they are.
    trace = [Entry(number, 1, 1.0 - 0.01 * number) for number in range(len(runs))]
    trace += [Entry(number, 3, score) for number, score in enumerate(scores)]
    result = Result(trace, [run.config for run in runs], runs, winner)
    return result, Watched(x, y, log), log


def ask(result: Result[Answers], guard: HoldOut, seed: int, draws: int = 1000) -> NestedReport:
    """The learner's report, as plain numbers."""
    made = nested_report(result, guard, np.random.default_rng(seed), draws)
    assert isinstance(made, NestedReport), (
        f"nested_report must return a NestedReport, it returned {describe(made)}."
    )
    for name in ("validation", "corrected", "optimism", "test", "low", "high", "gap"):
        plain(getattr(made, name), f"`{name}`")
    return made


def test_order(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 5])
    result, guard, log = planned(rng, [0.6, 0.85, 0.9, 0.7, 0.88], 120, 300)
    try:
        made = ask(result, guard, seed)
    except TouchedTooEarly as error:
        report(hint="nested-order")
        raise AssertionError(
            f"nested_report touched the guard out of order: {error}. First `finalize` with the chosen "
            "configuration, then `loader`, each once."
        ) from None
    winner = str(result.best)
    if log != ["finalize", "loader", f"predict {winner}"]:
        report(expected=f"finalize, loader, predict {winner}", actual=", ".join(log), hint="nested-order")
    assert log == ["finalize", "loader", f"predict {winner}"], (
        f"On the test rows these steps are expected: finalize, loader, predict by candidate {winner} (the "
        f"`best` of the search), each once. There were: {', '.join(log) or 'none'}. Whoever tests all "
        "candidates chooses again."
    )
    assert guard.choice == result.configs[result.best], (
        f"`finalize` must get the chosen configuration, it got {describe(guard.choice)}."
    )
    right = result.runs[result.best].answers == guard.give()[1]
    assert type(made.correct) is np.ndarray and np.array_equal(made.correct, right), (
        "`correct` must say for each test row whether the chosen run was right, shape (m,)."
    )
    check_numbers(made, result, right)
    # The choice is the search's: halving may choose a run that is not the best of all last scores.
    result, guard, log = planned(rng, [0.6, 0.85, 0.9, 0.7, 0.88], 120, 300, best=3)
    made = ask(result, guard, seed)
    if log[-1:] != ["predict 3"] or guard.choice != result.configs[3]:
        report(hint="nested-best")
    assert log[-1:] == ["predict 3"] and guard.choice == result.configs[3], (
        "The search chose candidate 3 (`result.best`), although another one has a higher last score; "
        f"nested_report finalized {describe(guard.choice)} and tested {', '.join(log[2:])}."
    )


def test_correction(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 6])
    # One run: nothing was chosen, so nothing is corrected but the noise of 1,000 draws (s.d. 0.0011).
    result, guard, _ = planned(rng, [0.9], 200, 50)
    single = ask(result, guard, seed)
    assert abs(single.optimism) < 0.008, (
        f"A search with one candidate chose nothing: validation {single.validation:.4f} and corrected "
        f"{single.corrected:.4f} must agree within 0.008."
    )
    # Equal and unequal runs, against our own bootstrap. Two means of 1,000 draws differ by a s.d. of 0.0016.
    for abilities in ([0.9] * 30, list(rng.uniform(0.5, 0.93, size=40)), [0.8, 0.85]):
        result, guard, _ = planned(rng, abilities, 200, 50)
        correct = np.stack([run.correct for run in result.runs])
        expected = bootstrap(correct, np.random.default_rng([seed, 7]), 1000)
        made = ask(result, guard, seed)
        if abs(made.corrected - expected) > 0.008:
            report(expected=f"{expected:.4f} (within 0.008)", actual=f"{made.corrected:.4f}")
            seen = (correct.mean(axis=1).max() + expected) / 2
            if made.corrected > seen:
                report(hint="nested-inside")
        assert abs(made.corrected - expected) <= 0.008, (
            f"{len(abilities)} runs, 200 validation rows: the corrected score is {expected:.4f} (within "
            f"0.008), nested_report says {made.corrected:.4f} for a validation score of "
            f"{made.validation:.4f}. The rows that choose and the rows that judge must be different ones, "
            "draw by draw."
        )
    # 30 runs that are equally good: the best looks better than it is, the corrected score does not. Over 12
    # draws the corrected mean has a s.d. of 0.004 or less.
    corrected, chosen = [], []
    for _ in range(12):
        result, guard, _ = planned(rng, [0.9] * 30, 200, 50)
        made = ask(result, guard, seed, draws=200)
        corrected.append(made.corrected)
        chosen.append(made.validation)
    report(
        expected="0.900 (within 0.015)",
        actual=f"{np.mean(corrected):.4f}",
        planted_optimism=float(np.mean(chosen)) - 0.9,
    )
    assert abs(float(np.mean(corrected)) - 0.9) < 0.015, (
        f"All 30 runs are right on 90 % of rows. The best has {np.mean(chosen):.3f} on 200 validation rows, "
        f"and the corrected score must be about 0.900; it is {np.mean(corrected):.3f}."
    )
    result, guard, _ = planned(rng, [0.9] * 10, 100, 50)
    again = [ask(result, Watched(*guard.give(), []), s).corrected for s in (seed, seed, seed + 1)]
    assert again[0] == again[1] != again[2], (
        "The bootstrap must be drawn from rng: equal generators must give equal numbers, others other ones. "
        f"They gave {again[0]:.6f}, {again[1]:.6f} and {again[2]:.6f}."
    )
