"""What the checks compare with: benches that count epochs, a plain simulation of halving, a watched guard."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import configuration
from numpy.typing import NDArray
from source_rules import foreign_names
from torch.optim.optimizer import register_optimizer_step_post_hook

from conftest import PROJECT, Report
from deepbridge.bench import Entry, Judged, NestedReport, Result
from deepbridge.data import Split
from deepbridge.guard import HoldOut, TouchedTooEarly
from deepbridge.net import BATCH, NetRun
from deepbridge.space import Config

# Hypothesis keeps a folder in the working directory; checks write only to evidence/ and to a temporary
# folder.
configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "bridgecraft-hypothesis")

Score = Callable[[int, int], float]


def describe(value: object) -> str:
    """A value in a failure message."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 300 else text[:300] + " …"


def plain(value: object, what: str) -> float:
    """A plain number, or a failure that says what came instead."""
    usual = type(value) in (int, float) or isinstance(value, np.number) and type(value).__module__ == "numpy"
    assert usual, f"{what} must be a plain number, it is {describe(value)}."
    return float(value)  # pyright: ignore[reportArgumentType]


class RecordedRun:
    """A run whose scores the check decides on."""

    def __init__(self, bench: RecordingBench, number: int, config: Config, seed: int) -> None:
        self.config, self.seed, self.number, self.epochs = config, seed, number, 0
        self._bench = bench

    def advance(self, epochs: int) -> float:
        """Count the epochs; the score that the check planned."""
        assert isinstance(epochs, int | np.integer) and epochs > 0, (
            f"advance must get the number of new epochs, an integer of 1 or more; it got {epochs!r}."
        )
        self.epochs += int(epochs)
        self._bench.calls.append((self.number, int(epochs)))
        self._bench.spent += int(epochs)
        return self._bench.score(self.number, self.epochs)


class RecordingBench:
    """Counts every start and every epoch."""

    def __init__(self, score: Score) -> None:
        self.score = score
        self.runs: list[RecordedRun] = []
        self.calls: list[tuple[int, int]] = []
        self.spent = 0

    def start(self, config: Config, seed: int) -> RecordedRun:
        """A run that has cost nothing yet."""
        assert isinstance(seed, int | np.integer), f"A training seed must be an integer, it is {seed!r}."
        self.runs.append(RecordedRun(self, len(self.runs), config, int(seed)))
        return self.runs[-1]


class Sampling:
    """A sampler whose every configuration is another one; it keeps what it drew."""

    def __init__(self) -> None:
        self.drawn: list[Config] = []

    def __call__(self, rng: np.random.Generator) -> Config:
        """Draw a configuration."""
        numbers = [float(rng.random()) for _ in range(3)]
        self.drawn.append(Config(1, 4, 3, 16, numbers[0] / 2, numbers[1], numbers[2]))
        return self.drawn[-1]


def rank(scores: dict[int, float]) -> list[int]:
    """Candidates from the best to the worst; of equal scores the first drawn; no number comes last."""
    return sorted(
        scores, key=lambda i: (math.isnan(scores[i]), -scores[i] if scores[i] == scores[i] else 0.0, i)
    )


def plan(budget: int, low: int, high: int, eta: int) -> list[tuple[int, int]]:
    """Stages (candidates, epochs) by trying every number of candidates from the largest down."""
    stages = [low]
    while stages[-1] < high:
        stages.append(stages[-1] * eta)
    for n in range(budget // low, 0, -1):
        sizes = [max(1, n // eta**k) for k in range(len(stages))]
        if plan_cost(list(zip(sizes, stages))) <= budget:
            return list(zip(sizes, stages))
    raise AssertionError("a check asked for an impossible plan")


def plan_cost(stages: list[tuple[int, int]]) -> int:
    """Epochs of a plan whose runs go on from where they stand."""
    return sum(n * (epochs - old) for (n, epochs), old in zip(stages, [0, *(e for _, e in stages)]))


def simulate(score: Score, budget: int, low: int, high: int, eta: int) -> tuple[list[Entry], int]:
    """Trace and winner of successive halving."""
    stages = plan(budget, low, high, eta)
    alive = list(range(stages[0][0]))
    trace: list[Entry] = []
    for size, epochs in stages:
        alive = sorted(alive[:size])
        scores = {i: score(i, epochs) for i in alive}
        trace.extend(Entry(i, epochs, scores[i]) for i in alive)
        alive = rank(scores)
    return trace, alive[0]


def same_entries(actual: object, expected: list[Entry]) -> str | None:
    """None if a trace holds these entries, in any order within a stage; else what is wrong with it."""
    if not isinstance(actual, list) or not all(type(entry) is Entry for entry in actual):
        return f"it must be a list of Entry, it is {describe(actual)}"

    def key(entry: Entry) -> tuple[int, int]:
        return (entry.epochs, entry.candidate)

    ours, theirs = sorted(actual, key=key), sorted(expected, key=key)
    for epochs in sorted({entry.epochs for entry in [*theirs, *ours]}):
        there = [entry.candidate for entry in ours if entry.epochs == epochs]
        right = [entry.candidate for entry in theirs if entry.epochs == epochs]
        if there != right:
            return (
                f"entries with {epochs} epochs must be of the candidates {describe(right)}, they are of "
                f"{describe(there)}"
            )
    for a, e in zip(ours, theirs):
        plain(a.score, "A score in the trace")
        if not (a.score == e.score or (math.isnan(a.score) and math.isnan(e.score))):
            return f"candidate {e.candidate} has {e.score} after {e.epochs} epochs, the trace says {a.score}"
    return None


def check_choice(name: str, result: Result[NetRun], split: Split, budget: int, high: int, eta: int) -> None:
    """What a search on trained networks chose follows from its runs and from nothing else.

    Args:
        name: `halving`, `random` or `optuna`.
        result: of the search.
        split: the rows that its runs were trained on and chosen with.
        budget: epochs that it may spend.
        high: epochs of the last stage.
        eta: of halving.
    """
    what = f"The {name} search"
    for number, run in enumerate(result.runs):
        assert type(run) is NetRun and run.config == result.configs[number], (
            f"{what}: run {number} is not the one that the bench started for its configuration."
        )
        last = [entry for entry in result.trace if entry.candidate == number][-1:]
        right = run.predict(split.x_validation) == split.y_validation
        same = last and last[0].epochs == run.epochs and last[0].score == float(right.mean())
        assert same and np.array_equal(right, run.correct), (
            f"{what}: candidate {number} has {right.mean():.4f} on the validation rows after {run.epochs} "
            f"epochs; its last entry is {describe(last)}."
        )
    spent = sum(run.epochs for run in result.runs)
    assert spent <= budget, f"{what} trained {spent} epochs; the budget is {budget}."
    scores = {(entry.candidate, entry.epochs): entry.score for entry in result.trace}
    if name == "halving":
        trace, best = simulate(lambda i, epochs: scores.get((i, epochs), math.nan), budget, 1, high, eta)
        wrong = same_entries(result.trace, trace)
        assert wrong is None, f"{what}: its stages do not follow from its scores: {wrong}."
    else:
        best = rank({i: score for (i, epochs), score in scores.items() if epochs == high})[0]
    assert result.best == best, (
        f"{what}: by its validation scores the best is candidate {best}; `best` says {result.best}. Nothing "
        "else may decide."
    )


def check_result(result: object, bench: RecordingBench, what: str, sample: Sampling | None = None) -> None:
    """The parts of a result that hold for every search."""
    assert isinstance(result, Result), f"{what} must return a Result, it returned {describe(result)}."
    count = len(bench.runs)
    assert list(result.configs) == [run.config for run in bench.runs], (
        f"{what}: `configs` must hold the {count} configurations in the order in which runs were started; it "
        f"holds {len(result.configs)}."
    )
    right = len(result.runs) == count and all(a is b for a, b in zip(result.runs, bench.runs))
    assert right, f"{what}: `runs` must hold the {count} runs in the order in which they were started."
    number = type(result.best)
    assert number is int or issubclass(number, np.integer) and number.__module__ == "numpy", (
        f"{what}: `best` must be the number of a candidate, a plain int; it is {describe(result.best)}."
    )
    drawn = len(sample.drawn) if sample else count
    assert sample is None or sample.drawn == list(result.configs), (
        f"{what} drew {drawn} configurations for {count} candidates: each one that is drawn is trained, in "
        "that order, or the draws are no longer those of the space."
    )
    seeds = [run.seed for run in bench.runs]
    assert count < 2 or len(set(seeds)) == count, (
        f"{what} gave {count} candidates {len(set(seeds))} different training seeds, such as {seeds[:3]}. "
        "With one seed for all a lucky start is shared by all. Draw a seed for each."
    )


@contextmanager
def counted_steps() -> Iterator[list[int]]:
    """Counts the steps of every optimizer while it is open, in a list of one number."""
    steps = [0]

    def count(*_: object) -> None:
        steps[0] += 1

    handle = register_optimizer_step_post_hook(count)
    try:
        yield steps
    finally:
        handle.remove()


def check_steps(steps: list[int], results: Sequence[Result[NetRun]], rows: int) -> None:
    """A failure if more was trained than the runs of these results say."""
    expected = sum(run.epochs for result in results for run in result.runs) * -(-rows // BATCH)
    assert steps[0] == expected, (
        f"The networks of the results took {expected} steps of training; {steps[0]} were taken. Candidates "
        "that are not in the result cost epochs too."
    )


def check_numbers(made: NestedReport, result: Result[Judged], right: NDArray[np.bool_]) -> None:
    """Every number of a report but `corrected`, from the answers of the chosen run."""
    accuracy, validation = float(right.mean()), float(result.runs[result.best].correct.mean())
    half = 1.96 * math.sqrt(accuracy * (1 - accuracy) / len(right))
    expected = {
        "validation": validation,
        "test": accuracy,
        "low": accuracy - half,
        "high": accuracy + half,
        "gap": validation - accuracy,
        "optimism": validation - made.corrected,
    }
    for name, value in expected.items():
        actual = plain(getattr(made, name), f"`{name}`")
        assert abs(actual - value) < 1e-9, f"`{name}` must be {value:.6f}, it is {actual:.6f}."


def bootstrap(correct: NDArray[np.bool_], rng: np.random.Generator, draws: int) -> float:
    """The mean accuracy on rows left out of the run that is best on the rows drawn."""
    total = []
    v = correct.shape[1]
    for _ in range(draws):
        rows = rng.integers(0, v, size=v)
        outside = np.ones(v, dtype=np.bool_)
        outside[rows] = False
        if outside.any():
            winner = int(correct[:, rows].mean(axis=1).argmax())
            total.append(correct[winner, outside].mean())
    return float(np.mean(total))


def without_test_rows(split: Split) -> Split:
    """The same split for a search: behind its guard there is nothing to find."""
    nothing = HoldOut(np.zeros((0, split.x_train.shape[1])), np.zeros(0, dtype=np.int64))
    return replace(split, test=nothing)


class Watched(HoldOut):
    """A guard that keeps its rows where only `loader` finds them, and writes down what happens."""

    def __init__(self, x: NDArray[np.float64], y: NDArray[np.int64], log: list[str]) -> None:
        super().__init__(np.zeros((0, x.shape[1])), np.zeros(0, dtype=np.int64))
        self.log = log
        rows = (x, y)

        def give() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
            return rows

        self.give = give

    def __reduce_ex__(self, protocol: object) -> str:
        """A copy would open a second time."""
        raise TouchedTooEarly("a copy of the guard was made; its rows are read once")

    def finalize(self, choice: object) -> None:
        """Note it."""
        super().finalize(choice)
        self.log.append("finalize")

    def loader(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Note it; the rows."""
        super().loader()
        self.log.append("loader")
        return self.give()


# What each file of the learner's may import beside plain modules of the standard library.
LIBRARIES = frozenset({"numpy", "scipy", "sklearn", "torch"})
MAY_USE = {
    "search.py": LIBRARIES | {"deepbridge.bench", "deepbridge.guard", "deepbridge.space"},
    "library.py": LIBRARIES
    | {"optuna", "deepbridge.bench", "deepbridge.guard", "deepbridge.search", "deepbridge.space"},
    "diagnosis.py": LIBRARIES | {"deepbridge.colleague"},
}
# Where runs and guards of the project and of the checks keep what a search must not see.
HIDDEN_NAMES = frozenset("_x _y curve curves give".split())


def must_stand_alone(name: str, hint: str, why: str, report: Report) -> None:
    """A failure if a file of the learner's reaches beyond what it may use."""
    found = foreign_names(PROJECT / "src" / "deepbridge" / name, MAY_USE[name], ready_made=HIDDEN_NAMES)
    if found:
        report(hint=hint)
    assert not found, f"{name} uses {', '.join(found)}. {why}"
