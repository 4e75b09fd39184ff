"""The same search with Optuna."""

from __future__ import annotations

import math

import numpy as np
import optuna
import pytest
from support import RecordingBench, check_result, describe

from conftest import Report
from deepbridge.bench import Result
from deepbridge.library import optuna_search
from deepbridge.space import SPACE, Choice, Config, LogUniform, Space, Uniform

optuna.logging.set_verbosity(optuna.logging.WARNING)
STAGES = (1, 3, 9)

SMALL: Space = {
    "blocks": Choice((1, 2)),
    "channels": Choice((3, 6)),
    "kernel": Choice((3, 5)),
    "hidden": Choice((8, 24)),
    "dropout": Uniform(0.05, 0.35),
    "learning_rate": LogUniform(2e-4, 3e-1),
    "weight_decay": LogUniform(1e-5, 1e-2),
}


class CurveBench(RecordingBench):
    """Scores that follow from the configuration: best at a learning rate of 0.01, better with more epochs, or
    worse."""

    def __init__(self, falling: bool = False) -> None:
        super().__init__(self.curve_score)
        self.falling = falling

    def curve_score(self, number: int, epochs: int) -> float:
        """Between 0 and 1."""
        config = self.runs[number].config
        distance = abs(math.log10(config.learning_rate) + 2.0)
        missing = math.exp(-epochs / 4)
        missing = 1.0 - missing if self.falling else missing
        return 0.95 - 0.1 * distance - 0.2 * missing - 0.05 * config.dropout


class Spy:
    """Notes what optuna was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.suggested: list[dict[str, object]] = []
        self.logs: dict[str, bool] = {}
        self.pruners: list[dict[str, object]] = []
        self.storages: list[object] = []
        self.judge: object = None
        self.asked = 0
        self.reported: list[tuple[int, dict[int, float]]] = []
        self.studies: list[optuna.study.Study] = []
        self.watch(monkeypatch)

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Wrap what a search calls."""
        spy = self
        floats, categories = optuna.Trial.suggest_float, optuna.Trial.suggest_categorical

        def note(trial: optuna.Trial, name: str, value: object) -> None:
            while len(spy.suggested) <= trial.number:
                spy.suggested.append({})
            spy.suggested[trial.number][name] = value

        def suggest_float(trial: optuna.Trial, name: str, low: float, high: float, **kwargs: object):
            value = floats(trial, name, low, high, **kwargs)  # pyright: ignore[reportArgumentType]
            spy.logs[name] = bool(kwargs.get("log", False))
            note(trial, name, value)
            return value

        def suggest_categorical(trial: optuna.Trial, name: str, choices: object):
            value = categories(trial, name, choices)  # pyright: ignore[reportArgumentType]
            note(trial, name, value)
            return value

        monkeypatch.setattr(optuna.Trial, "suggest_float", suggest_float)
        monkeypatch.setattr(optuna.Trial, "suggest_categorical", suggest_categorical)
        pruner = optuna.pruners.SuccessiveHalvingPruner
        made, prune = pruner.__init__, pruner.prune

        def init(
            self: optuna.pruners.SuccessiveHalvingPruner,
            min_resource: str | int = "auto",
            reduction_factor: int = 4,
            min_early_stopping_rate: int = 0,
            bootstrap_count: int = 0,
        ) -> None:
            made(self, min_resource, reduction_factor, min_early_stopping_rate, bootstrap_count)
            spy.pruners.append({"min_resource": min_resource, "reduction_factor": reduction_factor})

        def judged(self: optuna.pruners.SuccessiveHalvingPruner, study, trial) -> bool:
            spy.asked += 1
            spy.reported.append((trial.number, dict(trial.intermediate_values)))
            return prune(self, study, trial) if spy.judge is None else bool(spy.judge(trial))  # pyright: ignore

        monkeypatch.setattr(pruner, "__init__", init)
        monkeypatch.setattr(pruner, "prune", judged)
        study = optuna.study.Study.__init__

        def study_init(
            self: optuna.study.Study, study_name: str, storage, *args: object, **kwargs: object
        ) -> None:
            spy.storages.append(storage)
            spy.studies.append(self)
            study(self, study_name, storage, *args, **kwargs)  # pyright: ignore[reportArgumentType]

        monkeypatch.setattr(optuna.study.Study, "__init__", study_init)


def run(space: Space, budget: int, seed: int, falling: bool = False) -> tuple[Result, CurveBench]:
    """A search on made-up curves, with what holds for every search."""
    bench = CurveBench(falling)
    result = optuna_search(bench, space, budget, STAGES[0], STAGES[-1], 3, seed)
    check_result(result, bench, "optuna_search")
    assert bench.spent <= budget, f"optuna_search trained {bench.spent} epochs with a budget of {budget}."
    assert bench.spent > budget - 1, (
        f"optuna_search stopped after {bench.spent} of {budget} epochs; a first stage costs 1, so another "
        "trial could start."
    )
    return result, bench


def stages_of(result: Result) -> list[list[int]]:
    """For each candidate the epochs of its entries."""
    found: list[list[int]] = [[] for _ in result.configs]
    for entry in result.trace:
        found[entry.candidate].append(entry.epochs)
    return found


def check_best(result: Result, report: Report) -> None:
    """The best is the best of those that were trained to the end."""
    finished = {e.candidate: e.score for e in result.trace if e.epochs == STAGES[-1]}
    assert finished, "No trial was trained to the last stage."
    best = max(finished, key=lambda number: finished[number])
    right = result.best in finished and finished[result.best] == finished[best]
    if not right:
        report(hint="optuna-best")
    assert right, (
        f"The best of those trained to {STAGES[-1]} epochs is candidate {best}; `best` says "
        f"{describe(result.best)}. A trial that was stopped is compared with nobody at the end."
    )


def check_study(spy: Spy, result: Result, report: Report) -> None:
    """What the study was told is what the trace says."""
    asked = [study for study in spy.studies if study.trials]
    assert len(asked) == 1, f"One study is expected, its trials are the candidates; {len(asked)} were used."
    study = asked[0]
    if study.direction.name != "MAXIMIZE":
        report(hint="optuna-direction")
    assert study.direction.name == "MAXIMIZE", (
        "The study minimizes, which is Optuna's default: its pruner stops the best, its sampler goes where "
        'the scores are low. Accuracies need create_study(direction="maximize").'
    )
    scores: dict[int, dict[int, float]] = {}
    for entry in result.trace:
        scores.setdefault(entry.candidate, {})[entry.epochs] = entry.score
    for number, values in spy.reported:
        right = {epochs: scores.get(number, {}).get(epochs) for epochs in STAGES[: len(values)]}
        if values != right:
            report(expected=right, actual=values, hint="optuna-stages")
        assert values == right, (
            f"When the pruner judges candidate {number}, it must know the scores {right} (by epochs), "
            f"and it knows {values}. Its stages are counted in epochs: trial.report(score, step=epochs)."
        )
    for trial in study.trials:
        enqueued = "fixed_params" in trial.system_attrs
        if enqueued:
            report(hint="optuna-use")
        assert not enqueued, (
            f"Trial {trial.number} was enqueued with values of your own; the sampler is to suggest them."
        )
        reached = scores.get(trial.number, {})
        last = reached.get(STAGES[-1])
        state = "PRUNED" if last is None else "COMPLETE"
        right = trial.state.name == state and (last is None or trial.value == last)
        if not right:
            report(hint="optuna-told")
        assert right, (
            f"Trial {trial.number} reached {max(reached, default=0)} epochs and must end as {state}"
            f"{'' if last is None else f' with the value {last:.4f}'}; it is {trial.state.name} with "
            f"{trial.value}."
        )


def test_optuna_search(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    spy = Spy(monkeypatch)
    for space, budget in ((SPACE, 60), (SMALL, 45)):
        for notes in (spy.suggested, spy.logs, spy.reported, spy.studies):
            notes.clear()
        result, bench = run(space, budget, seed)
        if not spy.suggested or not spy.asked:
            report(hint="optuna-use")
        assert spy.suggested, (
            "No value was suggested by Optuna: ask a study for trials, and call `suggest` on them."
        )
        assert spy.asked, "No pruner was asked: report scores to the trial and call `should_prune`."
        proposed = [Config(**values) for values in spy.suggested]  # pyright: ignore[reportArgumentType]
        if proposed[: len(bench.runs)] != [r.config for r in bench.runs]:
            report(hint="optuna-use")
        assert proposed[: len(bench.runs)] == [r.config for r in bench.runs], (
            "The configurations of the runs are not those that Optuna suggested, trial by trial."
        )
        for name, field in space.items():
            if not isinstance(field, Choice):
                assert spy.logs.get(name) == isinstance(field, LogUniform), (
                    f"`{name}` is {type(field).__name__}: suggest it with "
                    f"log={isinstance(field, LogUniform)}."
                )
        for number, stages in enumerate(stages_of(result)):
            right = (
                tuple(stages) == STAGES[: len(stages)] and bench.runs[number].epochs == (stages or [0])[-1]
            )
            if not right:
                report(hint="optuna-stages")
            assert right, (
                f"Candidate {number} must report after 1, 3 and 9 epochs or stop on the way; it reported "
                f"after {stages} and was trained for {bench.runs[number].epochs}."
            )
        check_study(spy, result, report)
        check_best(result, report)
    last = spy.pruners[-1] if spy.pruners else {}
    assert last == {"min_resource": 1, "reduction_factor": 3}, (
        "The study must prune with SuccessiveHalvingPruner(min_resource=min_epochs, reduction_factor=eta), "
        f"here 1 and 3; it was made with {last}."
    )
    in_memory = all(
        isinstance(storage, optuna.storages.InMemoryStorage) or storage is None for storage in spy.storages
    )
    assert in_memory, f"Keep the study in memory; its storage is {describe(spy.storages[-1])}."
    falsified(spy, seed, report)
    first, again, other = (run(SPACE, 45, s)[0] for s in (seed, seed, seed + 1))
    others = all(a != b for a, b in zip(first.configs, other.configs))
    repeats = first.trace == again.trace and first.configs == again.configs and others
    if not repeats:
        report(hint="optuna-seed")
    assert repeats, (
        "Equal seeds must give equal traces, and another seed another one: give `seed` to the sampler and "
        "draw the training seeds from it."
    )


def falsified(spy: Spy, seed: int, report: Report) -> None:
    """When the pruner inside Optuna decides otherwise, the search must follow."""
    spy.judge = lambda trial: trial.number % 2 == 1
    # Scores fall from stage to stage, so those that were stopped have the highest.
    result, _ = run(SPACE, 60, seed, falling=True)
    lengths = [len(stages) for stages in stages_of(result)]
    spy.judge = None
    # The last candidates may have run out of budget.
    followed = all(n == (1 if number % 2 else len(STAGES)) for number, n in enumerate(lengths[:-6]))
    if not followed:
        report(
            expected="1 report for every second trial, 3 for the others", actual=lengths, hint="optuna-use"
        )
    assert followed, (
        "When Optuna's pruner is made to stop every second trial and no other, these trials must end after "
        f"their first report; the reports by trial were {lengths}. The decision is not Optuna's."
    )
    assert np.all(np.array(lengths) >= 1), (
        f"Every trial must report at least once; the reports were {lengths}."
    )
    check_best(result, report)
