"""What the checks compare with: benches that count epochs, a plain simulation of halving, a watched guard."""

from __future__ import annotations

import ast
import math
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from hypothesis import configuration
from numpy.typing import NDArray

from deepbridge.bench import Entry, Result
from deepbridge.guard import HoldOut
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


def numbered(rng: np.random.Generator) -> Config:
    """A sampler for checks: every configuration is another one."""
    return Config(1, 4, 3, 16, float(rng.random() / 2), float(rng.random()), float(rng.random()))


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
    if [key(entry) for entry in ours] != [key(entry) for entry in theirs]:
        return (
            f"its (epochs, candidate) pairs must be {describe([key(e) for e in theirs])}, they are "
            f"{describe([key(e) for e in ours])}"
        )
    for a, e in zip(ours, theirs):
        plain(a.score, "A score in the trace")
        if not (a.score == e.score or (math.isnan(a.score) and math.isnan(e.score))):
            return f"candidate {e.candidate} has {e.score} after {e.epochs} epochs, the trace says {a.score}"
    return None


def check_result(result: object, bench: RecordingBench, what: str) -> None:
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
    seeds = [run.seed for run in bench.runs]
    assert count < 2 or len(set(seeds)) == count, (
        f"{what} gave {count} candidates {len(set(seeds))} different training seeds, such as {seeds[:3]}. "
        "With one seed for all a lucky start is shared by all. Draw a seed for each."
    )


class Watched(HoldOut):
    """A guard that keeps its rows where only `loader` finds them, and writes down what happens."""

    def __init__(self, x: NDArray[np.float64], y: NDArray[np.int64], log: list[str]) -> None:
        super().__init__(np.zeros((0, x.shape[1])), np.zeros(0, dtype=np.int64))
        self.log = log
        rows = (x, y)

        def give() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
            return rows

        self.give = give

    def finalize(self, choice: object) -> None:
        """Note it."""
        super().finalize(choice)
        self.log.append("finalize")

    def loader(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Note it; the rows."""
        super().loader()
        self.log.append("loader")
        return self.give()


# What learner's files may import, and names that lead out of them.
OPEN_MODULES = frozenset(
    "__future__ bisect collections copy dataclasses enum fractions functools heapq itertools math numbers "
    "numpy operator random scipy statistics string typing warnings torch optuna deepbridge.bench "
    "deepbridge.guard "
    "deepbridge.space deepbridge.search sklearn".split()
)
CLOSED_NAMES = frozenset(
    "__import__ __builtins__ exec eval open compile globals locals vars getattr setattr delattr "
    "breakpoint".split()
)
CLOSED_ATTRIBUTES = frozenset(
    "__builtins__ __dict__ __globals__ __subclasses__ __class__ __closure__ importlib inspect os sys "
    "builtins gc ctypes subprocess environ fromfile loadtxt genfromtxt memmap load io tb_frame f_back "
    "f_globals f_locals give "
    "_x _y curve curves test_labels split".split()
)


def foreign_names(path: Path, allowed: frozenset[str] = frozenset()) -> list[str]:
    """What a learner's file uses that could lead to test rows, stored curves or the checks.

    Args:
        path: a Python file.
        allowed: modules and attributes that this file may use beside the usual ones.
    """
    found: list[str] = []
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = ("deepbridge." if node.level else "") + (node.module or "")
            names = (
                [f"deepbridge.{a.name}" for a in node.names]
                if module.strip(".") == "deepbridge"
                else [module]
            )
            found.extend(alias.name for alias in node.names if alias.name in CLOSED_ATTRIBUTES)
        elif isinstance(node, ast.Attribute):
            found.extend([node.attr] if node.attr in CLOSED_ATTRIBUTES else [])
            owner = node.value
            while isinstance(owner, ast.Attribute):
                owner = owner.value
            if not isinstance(node.ctx, ast.Load) and isinstance(owner, ast.Name) and owner.id in imported:
                found.append(f"an assignment into {owner.id}")
            continue
        elif isinstance(node, ast.Name):
            found.extend([node.id] if node.id in CLOSED_NAMES else [])
            continue
        else:
            continue
        for name in names:
            top = name.split(".")[0]
            if name not in OPEN_MODULES and (top == "deepbridge" or top not in OPEN_MODULES):
                found.append(name)
    return sorted(set(found) - allowed)
