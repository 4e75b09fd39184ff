"""Training: whose code it is, one batch by heart, the same curve twice, and the gate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from reference_net import describe, loss_of, must_be_float, plain_net, weights_of

from conftest import Report
from deepbridge import experiments
from deepbridge.data import Rows, Split, digits
from deepbridge.experiments import BATCH, SIZES, Comparison, compare, train_network
from deepbridge.port import Batch, make_loaders, overfit_one_batch, train_epoch


class Watched:
    """A loader whose batches are compared with the table while they go by.

    Attributes:
        foreign: a sentence for each epoch that had other rows than its part.
    """

    def __init__(self, name: str, loader: Any, part: Rows, foreign: list[str]) -> None:
        self.name, self.loader, self.part, self.foreign = name, loader, part, foreign
        self.order = np.argsort(part.ids)
        self.sorted = part.ids[self.order]
        self.x, self.epoch = part.x.astype(np.float32), 0

    def __iter__(self) -> Iterator[Batch]:
        self.epoch += 1
        seen, others = 0, 0
        for batch in self.loader:
            x, y, ids = (column.numpy() for column in batch)
            rows = self.order[np.searchsorted(self.sorted, ids).clip(max=len(self.order) - 1)]
            own = (self.part.ids[rows] == ids) & (self.part.y[rows] == y)
            own &= np.isclose(self.x[rows], x, atol=1e-6).all(axis=1)
            seen, others = seen + len(ids), others + int((~own).sum())
            yield batch
        if others or seen != len(self.part):
            self.foreign.append(
                f"epoch {self.epoch} of the {self.name} loader gave {seen} rows for {len(self.part)}, "
                f"{others} of them not of its part"
            )


class Training(NamedTuple):
    """A comparison, and what its loaders gave that they should not."""

    run: Comparison
    foreign: list[str]


def watch(seed: int) -> Training:
    """`compare`, with every batch of every epoch looked at."""
    foreign: list[str] = []

    def watched_loaders(split: Split, batch_size: int, seed: int) -> tuple[Watched, ...]:
        loaders = make_loaders(split, batch_size, seed)
        parts = (split.train, split.validation, split.test)
        names = ("training", "validation", "test")
        made = (Watched(*each, foreign) for each in zip(names, loaders, parts, strict=True))
        return type(loaders)(*made)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(experiments, "make_loaders", watched_loaders)
        return Training(compare(seed), foreign)


@pytest.fixture(scope="session")
def training(seed: int) -> Training:
    """One training for the gate and for the curves."""
    return watch(seed)


def test_memorize(seed: int, report: Report) -> None:
    split = digits(seed)
    generator = torch.Generator().manual_seed(seed)
    x = torch.tensor(split.train.x[:32], dtype=torch.float32)
    y = torch.randint(0, 10, (32,), generator=generator)
    model = plain_net(SIZES, torch.Generator().manual_seed(seed))
    first = loss_of(model, x, y)
    history = overfit_one_batch(model, (x, y, torch.arange(32)), steps=150, learning_rate=0.01)
    assert isinstance(history, list) and len(history) == 150, (
        "overfit_one_batch must return the loss before each of the 150 steps, it returned "
        f"{describe(history)}."
    )
    history = [must_be_float(value, "a loss of overfit_one_batch") for value in history]
    if abs(history[0] - first) > 1e-4:
        report(hint="overfit-before")
    assert abs(history[0] - first) <= 1e-4, (
        f"The first loss is that before any step, {first:.4f}; overfit_one_batch says {history[0]:.4f}."
    )
    twin = plain_net(SIZES, torch.Generator().manual_seed(seed))
    optimizer = torch.optim.Adam(twin.parameters(), lr=0.01)
    expected = []
    for _ in range(5):
        value = F.cross_entropy(twin(x), y)
        expected.append(value.item())
        optimizer.zero_grad()
        value.backward()
        optimizer.step()
    same = np.allclose(history[:5], expected, rtol=1e-3, atol=1e-4)
    if not same:
        report(expected=expected, actual=history[:5], hint="overfit-adam")
    assert same, (
        f"With Adam at rate 0.01 the first losses are {[round(v, 4) for v in expected]}; they are "
        f"{[round(v, 4) for v in history[:5]]}. One optimizer for all steps, or each starts anew?"
    )
    loss = loss_of(model, x, y)
    right = int((model(x).argmax(1) == y).sum())
    report(
        expected="32 of 32, loss below 0.05", actual=f"{right} of 32, loss {loss:.3g}", memorized_loss=loss
    )
    if not (right == 32 and loss < 0.05):
        report(hint="overfit-low")
    assert right == 32 and loss < 0.05, (
        "150 steps on 32 digits with random labels must learn them by heart: 32 right, a loss below 0.05. It "
        f"has {right} right and a loss of {loss:.3g} (before training {first:.3g})."
    )


def test_same_seed(seed: int, report: Report) -> None:
    split = digits(seed)
    torch.manual_seed(0)
    first, losses, _ = train_network(split, seed, epochs=2)
    torch.manual_seed(1)
    torch.randn(5)
    second, again, _ = train_network(split, seed, epochs=2)
    equal = losses == again and all(torch.equal(a, b) for a, b in zip(weights_of(first), weights_of(second)))
    if not equal:
        report(expected=losses, actual=again, hint="seed-global")
    assert equal, (
        f"Two trainings with one seed must be equal bit for bit; their losses are {losses} and {again}. "
        "Something draws from torch's global generator, or from the clock."
    )
    third, _, _ = train_network(split, seed + 1, epochs=1)
    different = not all(torch.equal(a, b) for a, b in zip(weights_of(first), weights_of(third)))
    assert different, "Trainings with two seeds gave equal weights."
    # Dropout draws from the global generator: seed that, and runs are equal too.
    loaders, results = make_loaders(split, BATCH, seed), []
    batches = list(loaders.train)[:8]
    for number in (5, 5, 6):
        torch.manual_seed(number)
        model = plain_net([64, 16, 10], torch.Generator().manual_seed(seed), dropout=0.5)
        results.append(train_epoch(model, batches, torch.optim.SGD(model.parameters(), lr=0.1)))
    assert results[0] == results[1] != results[2], (
        f"With dropout, equal global seeds must give equal losses and others different ones: {results}."
    )


def must_be_honest(training: Training, report: Report) -> None:
    """The network saw its training rows alone, and the predictions are its own."""
    run, foreign = training
    if foreign:
        report(hint="gate-leak")
    assert not foreign, f"While the network was trained, {foreign[0]}."
    predicted = run.predictions["network"]
    # By formula, from the weights alone: no class of one's own plays a part.
    linear = [m for m in run.model.modules() if not list(m.children()) and list(m.parameters())]
    hidden = run.split.test.x
    for number, layer in enumerate(linear):
        weight, bias = (p.detach().double().numpy() for p in layer.parameters())
        hidden = hidden @ weight.T + bias
        hidden = np.maximum(hidden, 0) if number < len(linear) - 1 else hidden
    agree = float((hidden.argmax(axis=1) == predicted).mean()) if predicted.shape == (len(hidden),) else 0.0
    assert agree > 0.995, (
        f"The network's weights explain only {agree:.1%} of the predictions that evaluate gave for the test "
        "rows: are they in the order of the part?"
    )
    # The engine took the same steps on the same batches.
    engine = np.asarray(run.engine.forward(run.split.test.x).data).argmax(axis=1)
    agree = float((engine == predicted).mean())
    if agree <= 0.99:
        report(hint="gate-leak")
    assert agree > 0.99, (
        f"The engine's network, trained on the same batches, agrees with only {agree:.1%} of its "
        "predictions. Does something besides the steps of train_epoch change the weights?"
    )


def test_same_curve(training: Training, report: Report, evidence: Path) -> None:
    run = training.run
    engine, ours, gap = run.engine_curve, run.torch_curve, run.gap()
    lines = [f"{n},{a:.8f},{b:.8f}" for n, (a, b) in enumerate(zip(engine, ours), start=1)]
    (evidence / "curves.csv").write_text("epoch,engine,pytorch\n" + "\n".join(lines) + "\n", encoding="utf-8")
    report(
        expected=f"{engine[0]:.4f} … {engine[-1]:.4f}",
        actual=f"{ours[0]:.4f} … {ours[-1]:.4f}",
        engine_loss=engine[-1],
        torch_loss=ours[-1],
        curve_gap=gap,
    )
    assert gap < 0.002, (
        f"From the same weights, on the same batches, the two curves must lie on each other: the engine goes "
        f"from {engine[0]:.5f} to {engine[-1]:.5f}, PyTorch from {ours[0]:.5f} to {ours[-1]:.5f}, and they "
        f"are {gap:.2g} nats apart at most. If the gradients agree, look at the batches and at momentum."
    )


def test_digits(training: Training, report: Report) -> None:
    run = training.run
    must_be_honest(training, report)
    ours, logistic, svm = run.accuracy("network"), run.accuracy("logistic"), run.accuracy("rbf_svm")
    needed = max(0.925, svm - 0.065)
    report(
        expected=f"at least {needed:.3f}",
        actual=f"{ours:.3f}",
        digits_network=ours,
        digits_logistic=logistic,
        digits_rbf_svm=svm,
    )
    assert ours >= needed, (
        f"On digits the network must reach {needed:.3f}: at least 0.925 and within 0.065 of the RBF-SVM "
        f"({svm:.3f}). It has {ours:.3f} (logistic regression {logistic:.3f}); its loss went from "
        f"{run.torch_curve[0]:.3g} to {run.torch_curve[-1]:.3g}."
    )
    errors = round((1.0 - ours) * len(run.split.test))
    if errors < 2:
        report(hint="gate-leak")
    assert errors >= 2, (
        f"The network has {errors} errors in {len(run.split.test)} test digits, fewer than any honest run. "
        "Did test rows get into the training?"
    )
