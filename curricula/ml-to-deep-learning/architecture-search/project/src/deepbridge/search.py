"""Searches under a budget, what a network costs, and a report that does not flatter."""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np

from deepbridge.bench import Bench, Cost, Entry, Judged, NestedReport, Result, Run, Rung, Sampler
from deepbridge.guard import HoldOut
from deepbridge.space import Choice, Config, LogUniform, Space

R = TypeVar("R", bound=Run)
SEEDS = 2**31


def sample_config(space: Space, rng: np.random.Generator) -> Config:
    """Draw one configuration.

    Args:
        space: how each field of `Config` is distributed. `Choice`: one of its values. `Uniform`: uniform from
            low to high. `LogUniform`: its logarithm is uniform from log(low) to log(high).
        rng: every number is drawn from it.

    Returns:
        A configuration with `int` for choices and `float` for the rest.
    """
    ### BEGIN SOLUTION sample_config
    values: dict[str, int | float] = {}
    for name, field in space.items():
        if isinstance(field, Choice):
            values[name] = int(field.values[int(rng.integers(len(field.values)))])
        elif isinstance(field, LogUniform):
            values[name] = math.exp(rng.uniform(math.log(field.low), math.log(field.high)))
        else:
            values[name] = float(rng.uniform(field.low, field.high))
    return Config(**values)  # pyright: ignore[reportArgumentType]: the fields decide which are int
    ### END SOLUTION sample_config


def count_params_flops(config: Config, side: int = 8, inputs: int = 1, classes: int = 10) -> Cost:
    """Parameters and FLOPs of the network of a configuration, by arithmetic: no network is built.

    Args:
        config: see `net.build` for the order of the layers.
        side: of the square image. The max pooling after the first block leaves side // 2.
        inputs: channels of the image.
        classes: number of logits.

    Returns:
        All weights and biases; two FLOPs for each multiply-add of one image's forward pass.
    """
    ### BEGIN SOLUTION count_params_flops
    parameters = flops = 0
    channels = inputs
    for block in range(config.blocks):
        weights = config.kernel**2 * channels * config.channels
        parameters += weights + config.channels
        flops += 2 * weights * side**2
        channels = config.channels
        if block == 0:
            side //= 2
    for fan_in, fan_out in ((channels * side**2, config.hidden), (config.hidden, classes)):
        parameters += fan_in * fan_out + fan_out
        flops += 2 * fan_in * fan_out
    return Cost(parameters, flops)
    ### END SOLUTION count_params_flops


def random_search(
    bench: Bench[R], sample: Sampler, budget: int, epochs: int, rng: np.random.Generator
) -> Result[R]:
    """Train as many random configurations as the budget allows, each for `epochs` epochs.

    Each candidate gets its own training seed, `int(rng.integers(SEEDS))`.

    Args:
        bench: starts runs.
        sample: draws a configuration from a generator.
        budget: epochs of all candidates together, at least `epochs`. Never exceeded.
        epochs: of each candidate.
        rng: configurations and seeds are drawn from it, and nothing else.

    Returns:
        One entry of the trace for each candidate. The best has the highest score; of equal ones the first
        drawn. A score that is not a number counts as the lowest.
    """
    ### BEGIN SOLUTION random_search
    trace: list[Entry] = []
    configs: list[Config] = []
    runs: list[R] = []
    for candidate in range(budget // epochs):
        configs.append(sample(rng))
        runs.append(bench.start(configs[-1], int(rng.integers(SEEDS))))
        trace.append(Entry(candidate, epochs, runs[-1].advance(epochs)))
    best = max(trace, key=lambda entry: -math.inf if math.isnan(entry.score) else entry.score)
    return Result(trace, configs, runs, best.candidate)
    ### END SOLUTION random_search


def plan_halving(budget: int, min_epochs: int, max_epochs: int, eta: int) -> list[Rung]:
    """The stages of successive halving: as many candidates at the start as the budget allows.

    The first stage trains n candidates to `min_epochs`. Each next one keeps n // eta, n // eta², … of them
    (at least one) and trains them to eta times as many epochs, up to `max_epochs`. Runs go on from where they
    stand, so a stage costs its candidates times the epochs that are new.

    Args:
        budget: epochs of all candidates and stages together.
        min_epochs: of the first stage.
        max_epochs: of the last stage: min_epochs times a power of eta.
        eta: 2 or more: one in eta is kept.

    Returns:
        The stages for the largest n whose cost does not exceed the budget.

    Raises:
        ValueError: if `max_epochs` is not min_epochs times a power of eta, or the budget is too small for one
            candidate.
    """
    ### BEGIN SOLUTION plan_halving
    stages = [min_epochs]
    while stages[-1] < max_epochs:
        stages.append(stages[-1] * eta)
    if stages[-1] != max_epochs or budget < max_epochs:
        raise ValueError(f"no plan from {min_epochs} to {max_epochs} epochs by {eta} within {budget}")

    def rungs(n: int) -> list[Rung]:
        return [Rung(max(1, n // eta**k), epochs) for k, epochs in enumerate(stages)]

    def cost(plan: list[Rung]) -> int:
        before = [0, *stages]
        return sum(rung.candidates * (rung.epochs - old) for rung, old in zip(plan, before))

    n = 1
    while cost(rungs(n + 1)) <= budget:
        n += 1
    return rungs(n)
    ### END SOLUTION plan_halving


def successive_halving(
    bench: Bench[R],
    sample: Sampler,
    budget: int,
    min_epochs: int,
    max_epochs: int,
    eta: int,
    rng: np.random.Generator,
) -> Result[R]:
    """Train many configurations a little, keep the best, train them further, and so on.

    Follows `plan_halving`. All candidates are drawn at the start, each with its own training seed,
    `int(rng.integers(SEEDS))`. Source: Jamieson and Talwalkar (2016), "Non-stochastic Best Arm
    Identification and Hyperparameter Optimization", section 3; the epochs of the stages grow by eta as in
    Li et al. (2018), "Hyperband", section 3.

    Args:
        bench: starts runs.
        sample: draws a configuration from a generator.
        budget: epochs of all candidates and stages together. Never exceeded.
        min_epochs: of the first stage.
        max_epochs: of the last stage.
        eta: one in eta is kept.
        rng: configurations and seeds are drawn from it, and nothing else.

    Returns:
        One entry of the trace for each candidate and stage. A stage is ranked by its own scores, of equal
        ones the first drawn is better, and a score that is not a number counts as the lowest. The best is the
        first of the last stage.
    """
    ### BEGIN SOLUTION successive_halving
    plan = plan_halving(budget, min_epochs, max_epochs, eta)
    configs: list[Config] = []
    runs: list[R] = []
    for _ in range(plan[0].candidates):
        configs.append(sample(rng))
        runs.append(bench.start(configs[-1], int(rng.integers(SEEDS))))

    trace: list[Entry] = []
    alive = list(range(len(runs)))
    trained = 0
    for rung in plan:
        alive = sorted(alive[: rung.candidates])
        stage = [Entry(i, rung.epochs, runs[i].advance(rung.epochs - trained)) for i in alive]
        trace.extend(stage)
        trained = rung.epochs
        stage.sort(key=lambda entry: math.inf if math.isnan(entry.score) else -entry.score)  # stable
        alive = [entry.candidate for entry in stage]
    return Result(trace, configs, runs, alive[0])
    ### END SOLUTION successive_halving


def nested_report(
    result: Result[Judged], test: HoldOut, rng: np.random.Generator, draws: int = 1000
) -> NestedReport:
    """What the winner of a search may claim: its validation score, that score corrected for the choice, and
    its test score, read once.

    The correction repeats the choice on bootstrap samples: draw as many validation rows as there are, with
    replacement; take the run that is best on them, of equal ones the first; note its accuracy on the rows
    that were not drawn. `corrected` is the mean of these. Source: Tsamardinos, Greasidou and Borboudakis
    (2018), "Bootstrapping the out-of-sample predictions for efficient and accurate cross-validation".

    Args:
        result: its runs have answered the validation rows (`correct`), its `best` is the choice.
        test: `finalize(config)` with the chosen configuration comes before `loader()`, and each comes once.
            Only the chosen run sees these rows.
        rng: the bootstrap samples are drawn from it.
        draws: number of bootstrap samples. One that leaves no row out is passed over.

    Returns:
        The report; the interval of `test` is test ± 1.96 sqrt(test (1 - test) / m).
    """
    ### BEGIN SOLUTION nested_report
    winner = result.runs[result.best]
    validation = float(winner.correct.mean())

    correct = np.stack([run.correct for run in result.runs]).astype(np.float64)  # (candidates, v)
    v = correct.shape[1]
    left_out: list[float] = []
    for _ in range(draws):
        counts = np.bincount(rng.integers(v, size=v), minlength=v)
        outside = counts == 0
        if outside.any():
            chosen = int((correct @ counts).argmax())
            left_out.append(float(correct[chosen, outside].mean()))
    corrected = float(np.mean(left_out))

    test.finalize(result.configs[result.best])
    x, y = test.loader()
    right = winner.predict(x) == y
    accuracy = float(right.mean())
    half = 1.96 * math.sqrt(accuracy * (1.0 - accuracy) / len(y))
    return NestedReport(
        validation=validation,
        corrected=corrected,
        optimism=validation - corrected,
        test=accuracy,
        low=accuracy - half,
        high=accuracy + half,
        gap=validation - accuracy,
        correct=right,
    )
    ### END SOLUTION nested_report
