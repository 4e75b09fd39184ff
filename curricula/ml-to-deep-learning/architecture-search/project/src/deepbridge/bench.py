"""What a search works on and what it leaves behind. Given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from deepbridge.space import Config


class Run(Protocol):
    """One configuration in training."""

    def advance(self, epochs: int) -> float:
        """Train `epochs` more epochs, going on from where the run stands; the validation accuracy after
        them."""
        ...


class Judged(Protocol):
    """A run that has answered the validation rows and can answer others."""

    config: Config
    correct: NDArray[np.bool_]

    def predict(self, x: NDArray[np.float64]) -> NDArray[np.int64]:
        """Labels of rows, shape (n, d) to (n,)."""
        ...


R_co = TypeVar("R_co", bound=Run, covariant=True)
J_co = TypeVar("J_co", covariant=True)


class Bench(Protocol[R_co]):
    """Starts runs: real training (`net.NetBench`) or stored learning curves (`table.TableBench`)."""

    def start(self, config: Config, seed: int) -> R_co:
        """An untrained run; equal configurations and seeds give equal runs."""
        ...


Sampler: TypeAlias = Callable[[np.random.Generator], Config]


@dataclass(frozen=True)
class Rung:
    """A stage of successive halving.

    Attributes:
        candidates: how many are trained in this stage.
        epochs: how many epochs each of them has at its end, counted from its start.
    """

    candidates: int
    epochs: int


@dataclass(frozen=True)
class Entry:
    """One line of a search's trace: what one call of `advance` gave.

    Attributes:
        candidate: number in the order of drawing, from 0.
        epochs: trained so far.
        score: validation accuracy.
    """

    candidate: int
    epochs: int
    score: float


@dataclass(frozen=True)
class Result(Generic[J_co]):
    """A finished search.

    Attributes:
        trace: every measurement, in the order in which it was made.
        configs: the configuration of each candidate.
        runs: the run of each candidate.
        best: number of the chosen candidate.
    """

    trace: list[Entry]
    configs: list[Config]
    runs: Sequence[J_co]
    best: int


@dataclass(frozen=True)
class Cost:
    """What a network costs.

    Attributes:
        parameters: weights and biases.
        flops: of one image's forward pass: two for each multiply-add of a convolution or dense layer, biases
            and everything else not counted (the convention of `torch.utils.flop_counter`).
    """

    parameters: int
    flops: int


@dataclass(frozen=True)
class NestedReport:
    """What a search may claim.

    Attributes:
        validation: validation accuracy of the chosen run: the number that it was chosen for.
        corrected: the same, corrected for the choice by the bootstrap.
        optimism: validation - corrected.
        test: accuracy of the chosen run on the test rows.
        low: lower end of the 95 % interval of `test`.
        high: upper end.
        gap: validation - test.
        correct: which test rows were right, shape (m,).
    """

    validation: float
    corrected: float
    optimism: float
    test: float
    low: float
    high: float
    gap: float
    correct: NDArray[np.bool_]
