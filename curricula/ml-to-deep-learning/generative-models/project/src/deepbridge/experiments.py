"""The run that the report is about, and how two generators are compared. Given."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.stats import rankdata

from deepbridge.baselines import MODELS, classical_samples
from deepbridge.data import Labels, Pixels, Split, digits, to_gray_levels
from deepbridge.generate import sample
from deepbridge.judging import Judgment, judge
from deepbridge.network import Denoiser
from deepbridge.schedule import Schedule, linear_schedule
from deepbridge.training import train

REPORT_SEED = 6
WEIGHT = 1.5
COPY_LIMIT = 0.9
N_CLASSES = 10


@dataclass(frozen=True)
class Comparison:
    """Generators on one split, all asked for the labels of the training rows.

    Attributes:
        split: the rows.
        model: the trained denoiser.
        history: its mean training loss of each epoch.
        samples: generated rows by name: `diffusion`, `gaussian`, `kernel`, `mixture`; each of shape (n, d).
        judgments: what each of them got.
        seconds: training time of the denoiser.
    """

    split: Split
    model: Denoiser
    history: list[float]
    samples: dict[str, Pixels]
    judgments: dict[str, Judgment]
    seconds: float

    def best_classical(self) -> str:
        """The most useful classical generator among those that pass the copy test."""
        passing = [name for name in MODELS if self.judgments[name].copy_ratio >= COPY_LIMIT]
        return max(passing, key=lambda name: self.judgments[name].usefulness)

    def usefulness_interval(self, name: str) -> tuple[float, float, float]:
        """Usefulness of diffusion minus that of `name`, with its paired 95 % interval."""
        return paired_interval(self.judgments["diffusion"].useful, self.judgments[name].useful)

    def realism_interval(self, name: str) -> tuple[float, float, float]:
        """Two-sample AUC of `name` minus that of diffusion; above 0, diffusion looks more real."""
        return auc_interval(self.judgments[name], self.judgments["diffusion"])

    def class_diversity(self, label: int) -> float:
        """Variance of the diffusion samples of one class over that of its training rows."""
        rows = self.split.y_train == label
        real = float(self.split.x_train[rows].var(axis=0).sum())
        return float(self.samples["diffusion"][rows].var(axis=0).sum()) / real


def paired_interval(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Difference of two accuracies on the same rows, with a 95 % interval.

    Args:
        first: whether the first model was right, row by row, shape (m,).
        second: the same for the second model.

    Returns:
        `(difference, low, high)`: the mean of the differences row by row, and 1.96 standard errors to both
        sides of it.
    """
    difference = first.astype(np.float64) - second.astype(np.float64)
    mean = float(difference.mean())
    half = 1.96 * float(difference.std(ddof=1)) / math.sqrt(len(difference))
    return mean, mean - half, mean + half


def auc_interval(first: Judgment, second: Judgment, n_draws: int = 400) -> tuple[float, float, float]:
    """Two-sample AUC of the first generator minus that of the second, with a bootstrap 95 % interval.

    Real rows and asked labels are the same for both, so a draw takes the same ones for both.
    """
    rng = np.random.default_rng(0)
    n = len(first.generated_scores)

    def auc(judgment: Judgment, generated: NDArray[np.int64], real: NDArray[np.int64]) -> float:
        scores = np.concatenate([judgment.generated_scores[generated], judgment.real_scores[real]])
        return float((rankdata(scores)[n:].sum() - n * (n + 1) / 2) / n**2)

    differences = []
    for _ in range(n_draws):
        generated, real = rng.integers(n, size=n), rng.integers(n, size=n)
        differences.append(auc(first, generated, real) - auc(second, generated, real))
    low, high = np.quantile(differences, [0.025, 0.975])
    return first.two_sample_auc - second.two_sample_auc, float(low), float(high)


def verdict(low: float, high: float) -> str:
    """`deep` if the whole interval is above 0, `classical` if it is below 0, else `no difference`."""
    if low > 0:
        return "deep"
    return "classical" if high < 0 else "no difference"


def draw(
    model: Denoiser, labels: Labels, n_features: int, schedule: Schedule, seed: int, weight: float = WEIGHT
) -> Pixels:
    """Diffusion samples in the gray levels of the digits, shape (len(labels), n_features)."""
    generator = torch.Generator().manual_seed(seed)
    asked = torch.tensor(labels)
    made = sample(model, asked, n_features, model.null_label, schedule, generator, weight)
    return to_gray_levels(made.numpy())


def train_on(split: Split, schedule: Schedule, seed: int) -> tuple[Denoiser, list[float]]:
    """The denoiser of this project, trained on the training rows of a split."""
    x, labels = torch.from_numpy(split.x_train), torch.from_numpy(split.y_train)
    return train(x, labels, schedule, N_CLASSES, seed=seed)


def compare_samples(
    split: Split, drawn: Pixels, model: Denoiser, history: list[float], seconds: float, seed: int = 0
) -> Comparison:
    """Draw as many rows from each classical density as `drawn` has from diffusion, and judge all of them."""
    labels = split.y_train
    samples = {"diffusion": drawn}
    for name in MODELS:
        made = classical_samples(name, split.x_train, split.y_train, labels, seed)
        samples[name] = to_gray_levels(made)
    judgments = {name: judge(rows, labels, split) for name, rows in samples.items()}
    return Comparison(split, model, history, samples, judgments, seconds)


def compare(data_seed: int, model_seed: int = 0) -> Comparison:
    """Train the denoiser and fit the classical densities on one split of the digits."""
    split, schedule = digits(data_seed), linear_schedule()
    start = time.perf_counter()
    model, history = train_on(split, schedule, model_seed)
    seconds = time.perf_counter() - start
    drawn = draw(model, split.y_train, split.x_train.shape[1], schedule, model_seed)
    return compare_samples(split, drawn, model, history, seconds, model_seed)
