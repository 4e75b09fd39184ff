"""The same search with the library: Optuna samples, and its successive halving stops the weak ones."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import optuna

from deepbridge.bench import Bench, Entry, Result, Run
from deepbridge.space import Choice, Config, LogUniform, Space

R = TypeVar("R", bound=Run)
SEEDS = 2**31
optuna.logging.set_verbosity(optuna.logging.WARNING)


def optuna_search(
    bench: Bench[R],
    space: Space,
    budget: int,
    min_epochs: int,
    max_epochs: int,
    eta: int,
    seed: int,
) -> Result[R]:
    """Search with `optuna`: one study in memory, a seeded sampler and `SuccessiveHalvingPruner`.

    A trial is one candidate. It reports its score after min_epochs, eta times as many, … , max_epochs, and
    ends when the pruner says so or at `max_epochs`. Optuna's halving is asynchronous (Li et al. 2020): a
    trial is compared with those that came before it, so the first one is never stopped.

    Args:
        bench: starts runs; each trial gets its own training seed, drawn from `seed`.
        space: `Choice` is suggested as a categorical, `Uniform` as a float, `LogUniform` as a float with
            `log=True`, under the names of the fields.
        budget: epochs of all trials together, at least max_epochs. Never exceeded: a trial that cannot pay
            its next stage ends as pruned, and no trial starts that cannot pay its first.
        min_epochs: of the first stage.
        max_epochs: of the last stage: min_epochs times a power of eta.
        eta: about one in eta goes on.
        seed: of the sampler and the training seeds.

    Returns:
        One entry of the trace for each report. The best has the highest score of those that were trained to
        `max_epochs`.
    """
    ### BEGIN SOLUTION optuna_search
    study = optuna.create_study(
        direction="maximize",
        sampler=optuna.samplers.TPESampler(seed=seed),
        pruner=optuna.pruners.SuccessiveHalvingPruner(min_resource=min_epochs, reduction_factor=eta),
    )
    rng = np.random.default_rng(seed)
    trace: list[Entry] = []
    configs: list[Config] = []
    runs: list[R] = []
    left = budget
    while left >= min_epochs:
        trial = study.ask()
        configs.append(suggest(trial, space))
        runs.append(bench.start(configs[-1], int(rng.integers(SEEDS))))
        trained, target = 0, min_epochs
        while trained < max_epochs and target - trained <= left:
            left -= target - trained
            trained, score = target, runs[-1].advance(target - trained)
            trace.append(Entry(trial.number, trained, score))
            trial.report(score, step=trained)
            if trained < max_epochs and trial.should_prune():
                break
            target *= eta
        if trained == max_epochs:
            study.tell(trial, trace[-1].score)
        else:
            study.tell(trial, state=optuna.trial.TrialState.PRUNED)
    return Result(trace, configs, runs, study.best_trial.number)
    ### END SOLUTION optuna_search


def suggest(trial: optuna.Trial, space: Space) -> Config:
    """A configuration of the space, suggested by Optuna. Given."""
    values: dict[str, int | float] = {}
    for name, field in space.items():
        if isinstance(field, Choice):
            values[name] = trial.suggest_categorical(name, field.values)
        else:
            log = isinstance(field, LogUniform)
            values[name] = trial.suggest_float(name, field.low, field.high, log=log)
    return Config(**values)  # pyright: ignore[reportArgumentType]
