"""Training: ten digits by heart, and the gates on all digits."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from reference import Record, seed_for
from scipy.spatial.distance import cdist
from sklearn.svm import SVC
from test_diffusion import must_follow_the_steps
from torch import Tensor

from conftest import Report
from deepbridge.data import Labels, Pixels, Split, digits, to_gray_levels
from deepbridge.experiments import (
    N_CLASSES,
    REPORT_SEED,
    WEIGHT,
    Comparison,
    compare_samples,
    draw,
    train_on,
)
from deepbridge.generate import sample
from deepbridge.judging import copy_distances, judge, within_variance
from deepbridge.network import Denoiser
from deepbridge.schedule import linear_schedule
from deepbridge.training import train

AGREEMENT = 0.93
COPY_RATIO = 0.9
DIVERSITY = 0.48
MEMORIZED = 0.55
AUC = 0.97
AUC_SLACK = 0.022
USEFULNESS = 0.9
USEFUL_SLACK = 0.07


def nearest(x: Pixels, rows: Pixels) -> NDArray[np.float64]:
    """Distance of each row of x to the nearest of rows, without the learner's code."""
    return cdist(x.astype(np.float64), rows.astype(np.float64)).min(axis=1)


def test_copy_test(seed: int, report: Report) -> None:
    split = digits(seed)
    rng = np.random.default_rng(seed)
    real = np.median(nearest(split.x_held, split.x_train))
    ours = copy_distances(split.x_held[:200], split.x_train)
    assert ours.shape == (200,) and np.allclose(
        ours, nearest(split.x_held[:200], split.x_train), rtol=1e-4, atol=1e-4
    ), "On digits nearest_train must give the Euclidean distance to the nearest training row."
    labels = split.y_train
    means = np.stack([split.x_train[labels == label].mean(axis=0) for label in range(N_CLASSES)])
    order = rng.permutation(len(labels))
    blends = split.x_train.copy()
    for label in range(N_CLASSES):
        rows = np.flatnonzero(labels == label)
        blends[rows] = sum(split.x_train[rng.permutation(rows)] for _ in range(4)) / 4
    noise = rng.normal(scale=0.05, size=split.x_train.shape)
    tricks: dict[str, Pixels] = {
        "training rows with a little noise": (split.x_train + noise).astype(np.float32),
        "the mean of each class": means[labels].astype(np.float32),
        "averages of four training rows of a class": blends,
        "random pixels": rng.uniform(-1, 1, size=split.x_train.shape).astype(np.float32),
    }
    some = order[:600]
    for name, rows in tricks.items():
        ratio = float(np.median(copy_distances(rows[some], split.x_train)) / real)
        agreement, diversity = agreement_and_diversity(rows, labels, split)
        caught = ratio < COPY_RATIO or diversity < DIVERSITY or agreement < AGREEMENT
        if not caught:
            report(actual=f"copy ratio {ratio:.3f}", hint="nearest-scale")
        assert caught, (
            f"{name.capitalize()} pass: agreement {agreement:.2f}, copy ratio {ratio:.2f}, diversity "
            f"{diversity:.2f}. With right distances (the median for held-out digits is {real:.2f}) the copy "
            "test or the diversity stops them."
        )


def test_memorize(seed: int, report: Report) -> None:
    split = digits(seed)
    rows = np.array([np.flatnonzero(split.y_train == label)[0] for label in range(N_CLASSES)])
    few, labels = split.x_train[rows], split.y_train[rows]
    schedule = linear_schedule()
    x, y = torch.from_numpy(few).repeat(12, 1), torch.from_numpy(labels).repeat(12)
    model, history = train(
        x, y, schedule, N_CLASSES, epochs=300, batch_size=120, width=128, seed=seed_for("memorize", seed)
    )
    asked = torch.arange(N_CLASSES).repeat(5)
    made = draw(model, asked.numpy(), 64, schedule, 1, 1.0)
    ratio = float(np.median(nearest(made, few)) / np.median(nearest(split.x_held, few)))
    report(expected=f"below {MEMORIZED}", actual=f"{ratio:.3f}", memorized_copy_ratio=ratio)
    assert ratio < MEMORIZED, (
        "A network that has seen ten digits only must give them back: the distance of its samples to these "
        f"ten must be below {MEMORIZED} of that of other digits, it is {ratio:.2f}; the loss went from "
        f"{history[0]:.3f} to {history[-1]:.3f}. Look at `ddpm_loss` and `sample`."
    )


@dataclass(frozen=True)
class Drawn:
    """One draw from the trained network, and what the network was asked meanwhile."""

    made: Tensor
    record: Record


@dataclass(frozen=True)
class Run:
    """The network that is trained once, for the gates and for the report.

    Attributes:
        comparison: as in README.md, with samples of another draw in place of the report's.
        drawn: that draw.
        by_weight: agreement and diversity of 450 samples, by weight of guidance.
    """

    comparison: Comparison
    drawn: Drawn
    by_weight: dict[float, tuple[float, float]]


def agreement_and_diversity(made: Pixels, labels: Labels, split: Split) -> tuple[float, float]:
    """Two of the judge's answers."""
    reader = SVC(C=5.0).fit(split.x_held, split.y_held)
    diversity = within_variance(made, labels) / within_variance(split.x_train, split.y_train)
    return float((reader.predict(made) == labels).mean()), diversity


def draw_recorded(model: Denoiser, labels: Labels, seed: int) -> Drawn:
    """Unrounded samples, and the steps that led to them."""
    record = Record(model)
    generator = torch.Generator().manual_seed(seed)
    made = sample(model, torch.tensor(labels), 64, N_CLASSES, linear_schedule(), generator, WEIGHT)
    record.close()
    return Drawn(made, record)


@cache
def report_run() -> tuple[Comparison, Drawn]:
    """What `python run.py` does: train on the report's split, draw, judge."""
    split = digits(REPORT_SEED)
    start = time.perf_counter()
    model, history = train_on(split, linear_schedule(), 0)
    seconds = time.perf_counter() - start
    drawn = draw_recorded(model, split.y_train, 0)
    rounded = to_gray_levels(drawn.made.numpy())
    return compare_samples(split, rounded, model, history, seconds), drawn


@pytest.fixture(scope="session")
def run(seed: int) -> Run:
    """The report's network, asked for other samples: the gates look at these, the report at its own."""
    report, _ = report_run()
    split, model = report.split, report.model
    drawn = draw_recorded(model, split.y_train, seed_for("gates", seed))
    made = to_gray_levels(drawn.made.numpy())
    comparison = replace(
        report,
        samples=report.samples | {"diffusion": made},
        judgments=report.judgments | {"diffusion": judge(made, split.y_train, split)},
    )
    labels = split.y_train[:450]
    by_weight = {
        weight: agreement_and_diversity(
            draw(model, labels, 64, linear_schedule(), seed_for("weights", seed), weight), labels, split
        )
        for weight in (0.0, 1.0, 3.0)
    }
    return Run(comparison, drawn, by_weight)


def must_come_from_the_network(comparison: Comparison, drawn: Drawn, seed: int, report: Report) -> None:
    """The judged samples are what the recorded steps of the trained network lead to.

    Looks at 300 rows, which the seed of the checks picks, and asks a network of the given class with the
    trained weights: what was put onto the trained one does not count.
    """
    plain = Denoiser(64, N_CLASSES, linear_schedule().n_steps)
    plain.load_state_dict(comparison.model.state_dict())
    x, t = torch.randn(50, 64), torch.randint(linear_schedule().n_steps, (50,))
    with torch.no_grad():
        answers = [network(x, t, torch.arange(50) % N_CLASSES) for network in (comparison.model, plain)]
    same = torch.allclose(answers[0], answers[1], atol=1e-4)
    if not same:
        report(hint="gate-network")
    assert same, (
        "The trained network answers otherwise than a network of its class with its weights. ddpm_loss must "
        "leave the network itself alone."
    )
    labels = torch.from_numpy(comparison.split.y_train)
    rows = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))[:300]
    must_follow_the_steps(
        drawn.record, drawn.made, plain, labels, N_CLASSES, linear_schedule(), WEIGHT, report, rows
    )


def test_digits(run: Run, seed: int, report: Report) -> None:
    must_come_from_the_network(run.comparison, run.drawn, seed, report)
    found = run.comparison.judgments["diffusion"]
    best = run.comparison.best_classical()
    report(
        expected=f"at least {AGREEMENT}",
        actual=f"{found.agreement:.3f}",
        diffusion_agreement=found.agreement,
        mixture_agreement=run.comparison.judgments["mixture"].agreement,
        gaussian_agreement=run.comparison.judgments["gaussian"].agreement,
        last_loss=run.comparison.history[-1],
    )
    assert found.agreement >= AGREEMENT, (
        f"A classifier of held-out digits must read at least {AGREEMENT:.0%} of the samples as the digit "
        f"that was asked for; it reads {found.agreement:.1%} ({best}: "
        f"{run.comparison.judgments[best].agreement:.1%}). The loss went from "
        f"{run.comparison.history[0]:.3f} to {run.comparison.history[-1]:.3f}. If the checks of `ddpm_loss`, "
        "`guidance` and `sample` pass, look at the labels in the loss."
    )


def test_copies(run: Run, report: Report) -> None:
    split, made = run.comparison.split, run.comparison.samples["diffusion"]
    ratio = float(np.median(nearest(made, split.x_train)) / np.median(nearest(split.x_held, split.x_train)))
    held = float(np.median(nearest(made, split.x_held)) / np.median(nearest(split.x_train, split.x_held)))
    report(
        expected=f"at least {COPY_RATIO}",
        actual=f"{ratio:.3f}",
        diffusion_copy_ratio=ratio,
        held_out_copy_ratio=held,
        kernel_copy_ratio=run.comparison.judgments["kernel"].copy_ratio,
        mixture_copy_ratio=run.comparison.judgments["mixture"].copy_ratio,
    )
    if min(ratio, held) < COPY_RATIO:
        report(hint="gate-copies")
    assert ratio >= COPY_RATIO, (
        f"The median distance of the samples to their nearest training row must be at least {COPY_RATIO} of "
        f"that of real held-out digits; it is {ratio:.2f} of it. These are copies, or blurred to what all "
        "digits share."
    )
    assert held >= COPY_RATIO, (
        f"The samples are as near to the held-out digits as copies are ({held:.2f}). Only training rows may "
        "be used."
    )
    assert abs(run.comparison.judgments["diffusion"].copy_ratio - ratio) < 1e-3, (
        f"The copy ratio by nearest_train is {run.comparison.judgments['diffusion'].copy_ratio:.3f}; by "
        f"scipy it is {ratio:.3f}."
    )


def test_diversity(run: Run, evidence: Path, report: Report) -> None:
    found = run.comparison.judgments["diffusion"]
    classes = [run.comparison.class_diversity(label) for label in range(N_CLASSES)]
    report(
        expected=f"at least {DIVERSITY}",
        actual=f"{found.diversity:.3f}",
        diffusion_diversity=found.diversity,
        mixture_diversity=run.comparison.judgments["mixture"].diversity,
        lowest_class_diversity=min(classes),
    )
    lines = ["digit,diversity", *(f"{label},{value:.4f}" for label, value in enumerate(classes))]
    (evidence / "diversity.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert found.diversity >= DIVERSITY, (
        f"Within a class the samples must have at least {DIVERSITY} of the variance of real digits; they "
        f"have {found.diversity:.2f}. They show too few of the ways to write a digit. evidence/diversity.csv "
        "has each digit."
    )


def test_classical(run: Run, report: Report) -> None:
    comparison = run.comparison
    found, best = comparison.judgments["diffusion"], comparison.best_classical()
    classical = comparison.judgments[best]
    realism, low, high = comparison.realism_interval(best)
    report(
        expected=f"AUC at most {classical.two_sample_auc + AUC_SLACK:.3f}, usefulness at least "
        f"{classical.usefulness - USEFUL_SLACK:.3f}",
        actual=f"AUC {found.two_sample_auc:.3f}, usefulness {found.usefulness:.3f}",
        diffusion_auc=found.two_sample_auc,
        classical_auc=classical.two_sample_auc,
        realism_difference=realism,
        realism_low=low,
        realism_high=high,
        diffusion_usefulness=found.usefulness,
        classical_usefulness=classical.usefulness,
        kernel_usefulness=comparison.judgments["kernel"].usefulness,
        kernel_auc=comparison.judgments["kernel"].two_sample_auc,
    )
    assert found.two_sample_auc <= min(AUC, classical.two_sample_auc + AUC_SLACK), (
        "A classifier must find it no easier to tell your samples from real digits than those of the best "
        f"classical generator ({best}, AUC {classical.two_sample_auc:.3f}; {AUC_SLACK} are allowed), and the "
        f"AUC must be at most {AUC}; it is {found.two_sample_auc:.3f}."
    )
    assert found.usefulness >= max(USEFULNESS, classical.usefulness - USEFUL_SLACK), (
        f"An SVM trained on your samples alone must reach {USEFULNESS} on real digits and come within "
        f"{USEFUL_SLACK} of one trained on those of the best classical generator ({best}, "
        f"{classical.usefulness:.3f}); it has {found.usefulness:.3f}."
    )


def test_guidance_effect(run: Run, report: Report) -> None:
    without, plain, strong = (run.by_weight[weight] for weight in (0.0, 1.0, 3.0))
    report(
        expected="agreement up, diversity down",
        actual=f"agreement {without[0]:.2f}, {plain[0]:.2f}, {strong[0]:.2f}",
        unguided_agreement=without[0],
        conditional_agreement=plain[0],
        strong_agreement=strong[0],
        conditional_diversity=plain[1],
        strong_diversity=strong[1],
    )
    assert without[0] < 0.25, (
        "With weight 0 the samples must not know the label: agreement must be near .10, it is "
        f"{without[0]:.2f}. Does the null label get a row of the embedding that no class has?"
    )
    assert strong[0] >= plain[0] - 0.005 and plain[0] > without[0] + 0.5, (
        f"Agreement must rise with the weight; at 0, 1 and 3 it is {without[0]:.2f}, {plain[0]:.2f}, "
        f"{strong[0]:.2f}."
    )
    assert strong[1] < plain[1], (
        f"Guidance pays with diversity: at weight 3 it must be lower than at 1 ({plain[1]:.2f}), it is "
        f"{strong[1]:.2f}."
    )
