"""The benchmark on made-up tasks that write down who saw which rows."""

from __future__ import annotations

import numpy as np
from own_means import must_stand_alone

from conftest import Report
from deepbridge.benchmark import run_benchmark
from deepbridge.data import Known, Split, fingerprint
from deepbridge.records import Result
from deepbridge.tasks import Task

COLUMNS = 6  # and one more, which holds the number of the row


class Clock:
    """Seconds that pass only when a model works."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Stub:
    """Predicts column `column` of the rows, and notes what it saw."""

    def __init__(self, name: str, column: int, seed: int, clock: Clock, fit_seconds: float) -> None:
        self.name, self.column, self.seed, self.clock, self.fit_seconds = (
            name,
            column,
            seed,
            clock,
            fit_seconds,
        )
        self.size = 0
        self.known: list[Known] = []
        self.asked: list[np.ndarray] = []

    def fit(self, known: Known) -> None:
        self.known.append(known)
        self.size = 100 + self.column
        self.clock.now += self.fit_seconds

    def predict(self, x: np.ndarray) -> np.ndarray:
        self.asked.append(x)
        self.clock.now += 1e-6 * (self.column + 1) * len(x)
        return x[:, self.column].astype(np.int64)


class Arena:
    """A task of stubs. Every call of `split` draws other rows, as a careless generator would."""

    def __init__(
        self, name: str, rng: np.random.Generator, clock: Clock, sides: dict[str, tuple[int, ...]]
    ) -> None:
        self.name, self.rng, self.clock, self.sides = name, rng, clock, sides
        self.drawn: list[tuple[int, Split]] = []
        self.fingerprints: list[str] = []
        self.count = 0
        self.models: dict[tuple[int, str], list[Stub]] = {}
        self.task = Task(
            name, self.split, 0.0, {side: (lambda seed, side=side: self.make(side, seed)) for side in sides}
        )

    def rows(self, n: int, right: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
        y = self.rng.integers(0, 4, size=n)
        x = np.repeat(y[:, None], COLUMNS, axis=1)
        for column, share in enumerate(right):
            wrong = self.rng.permutation(n)[: n - round(share * n)]
            x[wrong, column] = (y[wrong] + 1) % 4
        self.count += n
        numbers = np.arange(self.count - n, self.count)
        return np.column_stack([x, numbers]).astype(np.float64), y

    def split(self, seed: int) -> Split:
        # On validation column 1 beats 0 and equals 2; column 4 beats 3 and 5. On test it is the other way.
        x_train, y_train = self.rows(40, (0.5,) * COLUMNS)
        x_valid, y_valid = self.rows(50, (0.6, 0.8, 0.8, 0.5, 0.7, 0.6))
        x_test, y_test = self.rows(60, (0.9, 0.5, 0.7, 1.0, 0.4, 0.9))
        split = Split(Known(x_train, y_train, x_valid, y_valid), x_test, y_test)
        self.drawn.append((seed, split))
        self.fingerprints.append(fingerprint(split))
        return split

    def make(self, side: str, seed: int) -> list[Stub]:
        models = [
            Stub(f"{side}-{column}", column, seed, self.clock, 3.0 + column) for column in self.sides[side]
        ]
        self.models[seed, side] = models
        return models


def run(seed: int) -> tuple[list[Arena], list[int], list[Result]]:
    """Two arenas on three seeds."""
    rng, clock = np.random.default_rng([seed, 4]), Clock()
    arenas = [
        Arena("first", rng, clock, {"deep": (0, 1, 2), "classical": (3, 4)}),
        Arena("second", rng, clock, {"deep": (5, 4, 3), "classical": (2, 0, 1)}),
    ]
    seeds = [7, 3, 11]
    return arenas, seeds, run_benchmark([arena.task for arena in arenas], seeds, clock)


WINNERS = {("first", "deep"): 1, ("first", "classical"): 4, ("second", "deep"): 4, ("second", "classical"): 2}


def test_order(seed: int) -> None:
    arenas, seeds, results = run(seed)
    order = [
        (arena.name, number, side) for arena in arenas for number in seeds for side in ("deep", "classical")
    ]
    assert isinstance(results, list) and all(isinstance(result, Result) for result in results), (
        "run_benchmark must return a list of Result."
    )
    found = [(result.task, result.seed, result.side) for result in results]
    assert found == order, (
        f"Two tasks and seeds 7, 3, 11 must give the results {order}, in this order; got {found}."
    )
    for result in results:
        assert np.asarray(result.predictions).shape == (60,), (
            "predictions must hold one label for each of 60 test rows, it has "
            f"{np.shape(result.predictions)}."
        )


def test_same_rows(seed: int, report: Report) -> None:
    arenas, seeds, results = run(seed)
    for arena in arenas:
        drawn = [number for number, _ in arena.drawn]
        if drawn != seeds:
            report(expected=seeds, actual=drawn, hint="benchmark-split")
        assert drawn == seeds, (
            f"Each seed's split must be drawn once, for both sides: calls of split with {seeds}; there were "
            f"calls with {drawn}."
        )
        for (number, split), rows in zip(arena.drawn, arena.fingerprints):
            if fingerprint(split) != rows:
                report(hint="benchmark-candidates")
            assert fingerprint(split) == rows, (
                f"{arena.name}, seed {number}: run_benchmark changed the rows of the split. Models scale "
                "their own columns; the benchmark hands rows on as they are."
            )
            for side in ("deep", "classical"):
                result = next(r for r in results if (r.task, r.seed, r.side) == (arena.name, number, side))
                assert result.fingerprint == rows, (
                    f"{arena.name}, seed {number}, {side}: the fingerprint is not that of the split "
                    "that was drawn."
                )
                for model in arena.models[number, side]:
                    assert model.seed == number, "Candidates are made with the seed of the split."
                    same = len(model.known) == 1 and all(
                        np.array_equal(getattr(model.known[0], name), getattr(split.known, name))
                        for name in ("x_train", "y_train", "x_valid", "y_valid")
                    )
                    if not same:
                        report(hint="benchmark-candidates")
                    assert same, (
                        f"{model.name}, seed {number}, must be fitted once, on split.known; it was fitted "
                        f"{len(model.known)} times."
                    )
    must_stand_alone("benchmark.py", report)


def test_choice(seed: int, report: Report) -> None:
    arenas, _, results = run(seed)
    arena_of = {arena.name: arena for arena in arenas}
    for result in results:
        arena = arena_of[result.task]
        split = dict(arena.drawn)[result.seed]
        column = WINNERS[result.task, result.side]
        name = f"{result.side}-{column}"
        if result.model != name:
            report(expected=name, actual=result.model, hint="benchmark-choice")
        assert result.model == name, (
            f"{result.task}, {result.side}: {name} is right most often on the validation rows (the first of "
            f"equals); the benchmark chose {result.model}."
        )
        assert np.array_equal(result.predictions, split.x_test[:, column]), (
            f"{result.task}, seed {result.seed}, {result.side}: the predictions are not those of {name} "
            "on x_test."
        )
        for model in arena.models[result.seed, result.side]:
            saw_test = any(np.isin(x[:, -1], split.x_test[:, -1]).any() for x in model.asked)
            wrong = saw_test and model.name != name
            if wrong:
                report(hint="benchmark-test-rows")
            assert not wrong, f"{model.name} was not chosen and was still asked about the test rows."


def test_costs(seed: int, report: Report) -> None:
    arenas, _, results = run(seed)
    arena_of = {arena.name: arena for arena in arenas}
    for result in results:
        arena = arena_of[result.task]
        seconds = sum(3.0 + column for column in arena.sides[result.side])
        column = WINNERS[result.task, result.side]
        if not np.isclose(result.cost.train_seconds, seconds, atol=1e-9):
            report(expected=seconds, actual=result.cost.train_seconds, hint="benchmark-seconds")
        assert np.isclose(result.cost.train_seconds, seconds, atol=1e-9), (
            f"{result.task}, {result.side}: the fits of all candidates took {seconds} s on the clock; the "
            f"result says {result.cost.train_seconds:.6f}. Read the clock just before and just after each "
            "fit."
        )
        assert (
            np.isclose(result.cost.predict_us, column + 1, rtol=1e-6) and result.cost.size == 100 + column
        ), (
            f"{result.task}, {result.side}: the chosen model takes {column + 1} µs a row and has size "
            f"{100 + column}; the result says {result.cost.predict_us:.4f} and {result.cost.size}."
        )
