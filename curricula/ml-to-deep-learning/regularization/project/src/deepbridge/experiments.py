"""The runs that the report is about, and how models are compared on the same draws of the data. Given."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy import stats
from torch import nn

from deepbridge.baselines import tuned
from deepbridge.data import Split, noisy_digits
from deepbridge.scores import Effect, Score
from deepbridge.trainer import ablation, augment_shift_noise
from deepbridge.training import VARIANTS, Run, score, train

REPORT_SEEDS = (0, 1, 2, 3, 4)
WORST_SEED = 0
CLASSICAL = ("logistic", "boosting", "forest", "forest_augmented", "rbf_svm", "rbf_svm_augmented")


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


def draw_interval(first: Sequence[float], second: Sequence[float]) -> tuple[float, float, float]:
    """Difference of two models over n draws of the data, with a paired 95 % interval (Student's t).

    Each draw has its own training rows, wrong labels, test rows and first weights, so the interval
    speaks about the next draw of 150 labels and not about one lucky one.
    """
    difference = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    n = len(difference)
    mean = float(difference.mean())
    half = float(stats.t.ppf(0.975, n - 1)) * float(difference.std(ddof=1)) / math.sqrt(n)
    return mean, mean - half, mean + half


def verdict(low: float, high: float) -> str:
    """`deep` if the whole interval is above 0, `classical` if it is below 0, else `no difference`."""
    if low > 0:
        return "deep"
    return "classical" if high < 0 else "no difference"


@functools.lru_cache(maxsize=64)
def run_variant(variant: str, seed: int) -> tuple[Split, Run, Score]:
    """Draw the data with `seed`, train a variant of `VARIANTS` on it, and score it."""
    split = noisy_digits(seed)
    run = train(VARIANTS[variant], split.x_train, split.y_train, 10, seed)
    return split, run, score(run.model, split.x_train, split.y_train, split.x_test, split.y_test)


def score_variant(variant: str, seed: int) -> Score:
    """The score of `run_variant`: what `ablation` calls."""
    return run_variant(variant, seed)[2]


def classical_accuracy(name: str, seed: int) -> float:
    """Test accuracy of a classical model of `CLASSICAL` on the draw with `seed`."""
    split = noisy_digits(seed)
    augment = augment_shift_noise if name.endswith("_augmented") else None
    model = tuned(
        name.removesuffix("_augmented"), split.x_train.numpy(), split.y_train.numpy(), augment=augment
    )
    return float(model.score(split.x_test.numpy(), split.y_test.numpy()))


@dataclass(frozen=True)
class Comparison:
    """The ablation and the classical models, on the same draws.

    Attributes:
        seeds: of the draws.
        effects: one for each variant of `VARIANTS`.
        network: test accuracy of the variant `all`, draw by draw.
        classical: test accuracies by name, draw by draw.
    """

    seeds: tuple[int, ...]
    effects: list[Effect]
    network: list[float]
    classical: dict[str, list[float]]

    def interval(self, name: str) -> tuple[float, float, float]:
        """Accuracy of the regularized network minus that of `name`, with its paired 95 % interval."""
        return draw_interval(self.network, self.classical[name])


def compare(seeds: Sequence[int] = REPORT_SEEDS, names: Sequence[str] = CLASSICAL) -> Comparison:
    """Run your ablation and the classical models on the same draws."""
    effects = ablation(score_variant, list(VARIANTS), list(seeds))
    network = [score_variant("all", seed).test for seed in seeds]
    classical = {name: [classical_accuracy(name, seed) for seed in seeds] for name in names}
    return Comparison(tuple(seeds), effects, network, classical)


@torch.no_grad()
def worst_row(model: nn.Module, split: Split) -> tuple[int, int, int]:
    """The misread test row with the largest loss: `(row, gold, prediction)`; row -1 if there is none."""
    logits = model(split.x_test)
    loss = nn.functional.cross_entropy(logits, split.y_test, reduction="none")
    prediction = logits.argmax(dim=1)
    loss[prediction == split.y_test] = -1.0
    row = int(loss.argmax())
    gold, read = int(split.y_test[row]), int(prediction[row])
    return (row, gold, read) if gold != read else (-1, -1, -1)
