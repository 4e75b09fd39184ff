"""Training: the loop step by step, one batch by heart, and the gates."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from reference_net import (
    Array,
    describe,
    draw_network,
    must_be_array,
    must_be_tensor,
    network_logits,
    network_loss_and_gradients,
    value_of,
)
from test_network import engine_gradients, make_model

from conftest import Report
from deepbridge import experiments
from deepbridge.data import digits
from deepbridge.engine import Tensor, cross_entropy
from deepbridge.experiments import Comparison, compare_on_digits, compare_on_moons
from deepbridge.mlp import MLP, fit

RATE, MOMENTUM = 0.1, 0.8


def simulate(
    weights: list[Array], x: Array, y: NDArray[np.int64], steps: int, mode: str = "right"
) -> tuple[list[Array], list[float]]:
    """Gradient descent with momentum on one batch, from the formulas, right or with a well-known mistake.

    Returns:
        The weights after it, and the loss before each step.
    """
    losses: list[float] = []
    weights = [weight.copy() for weight in weights]
    velocity = [np.zeros_like(weight) for weight in weights]
    carried = [np.zeros_like(weight) for weight in weights]
    for step in range(steps):
        if mode == "cleared-once-an-epoch" and step % 3 == 0:
            carried = [np.zeros_like(weight) for weight in weights]
        loss, gradients = network_loss_and_gradients(weights, x, y)
        losses.append(loss)
        for i, gradient in enumerate(gradients):
            if mode in ("not-cleared", "cleared-once-an-epoch"):
                carried[i] += gradient
                gradient = carried[i]
            velocity[i] = MOMENTUM * velocity[i] + (1 - MOMENTUM if mode == "average" else 1.0) * gradient
            if mode == "no-momentum":
                velocity[i] = gradient
            look_ahead = gradient + MOMENTUM * velocity[i] if mode == "nesterov" else velocity[i]
            weights[i] -= (-RATE if mode == "uphill" else RATE) * look_ahead
    return weights, losses


MISTAKES = {
    "cleared-once-an-epoch": ("gradients were cleared once an epoch, not for each batch", "fit-zero-grad"),
    "not-cleared": ("gradients of earlier batches were not cleared", "fit-zero-grad"),
    "average": ("the gradient was multiplied by 1 - momentum", "fit-momentum"),
    "no-momentum": ("momentum was not used", "fit-momentum"),
    "nesterov": ("this is Nesterov's momentum, the docstring asks for the plain one", "fit-momentum"),
    "uphill": ("the step went uphill", "fit-sign"),
}


def engine_note() -> str:
    """A sentence for a failure message when the engine's gradient of a small network is wrong, else ''."""
    weights, x, y = draw_network(np.random.default_rng(0), [3, 6, 4], 8)
    _, expected = network_loss_and_gradients(weights, x, y)
    try:
        _, actual = engine_gradients(make_model([3, 6, 4], weights), x, y)
        right = all(np.allclose(a, e, rtol=1e-6, atol=1e-9) for a, e in zip(actual, expected, strict=True))
    except Exception:  # whatever the engine raises, its own checks say it better
        right = False
    return "" if right else " The gradient of a small network is wrong too: fix the engine's checks first."


def check_steps(
    model: MLP, weights: list[Array], x: Array, y: NDArray[np.int64], steps: int, report: Report
) -> list[float]:
    """Compare the trained parameters with the simulation; name the mistake that explains a difference.

    Returns:
        The loss before each step.
    """
    expected, losses = simulate(weights, x, y, steps)
    actual = [
        must_be_array(parameter.data, e.shape, "a trained parameter")
        for parameter, e in zip(model.parameters, expected)
    ]
    if all(np.allclose(a, e, rtol=1e-6, atol=1e-8) for a, e in zip(actual, expected)):
        return losses
    reason = "look at the order: forget gradients, loss, backward, velocity, update"
    for mode, (words, hint) in MISTAKES.items():
        if all(
            np.allclose(a, e, rtol=1e-6, atol=1e-8)
            for a, e in zip(actual, simulate(weights, x, y, steps, mode)[0])
        ):
            reason = words
            report(hint=hint)
    unchanged = all(np.array_equal(a, w) for a, w in zip(actual, weights))
    engine = engine_note()
    if engine:
        reason = "the gradients differ"
        report(hint="network-gradient")
    report(expected=expected[0], actual=actual[0])
    raise AssertionError(
        f"After {steps} steps with rate {RATE} and momentum {MOMENTUM}, b2 must be {describe(expected[-1])}, "
        f"it is {describe(actual[-1])}: {'the parameters did not change' if unchanged else reason}.{engine}"
    )


def test_fit_steps(seed: int, report: Report) -> None:
    sizes = [3, 6, 4]
    weights, x, y = draw_network(np.random.default_rng(seed), sizes, 12)
    model = make_model(sizes, weights)
    history = fit(model, x, y, epochs=4, batch_size=12, learning_rate=RATE, momentum=MOMENTUM, seed=seed)
    check_steps(model, weights, x, y, 4, report)
    assert isinstance(history, list) and len(history) == 4, (
        f"fit must return a list with the mean loss of each of the 4 epochs, it returned {describe(history)}."
    )
    first = network_loss_and_gradients(weights, x, y)[0]
    assert abs(float(history[0]) - first) < 1e-6, (
        f"The first entry of the history must be the loss before the first update, {first:.6f}, it is "
        f"{float(history[0]):.6g}."
    )
    # Twelve equal rows in batches of four: three equal steps an epoch, whatever the order.
    same_x, same_y = np.repeat(x[:1], 12, axis=0), np.repeat(y[:1], 12)
    model = make_model(sizes, weights)
    history = fit(
        model, same_x, same_y, epochs=2, batch_size=4, learning_rate=RATE, momentum=MOMENTUM, seed=seed
    )
    losses = check_steps(model, weights, same_x, same_y, 6, report)
    means = [float(np.mean(losses[:3])), float(np.mean(losses[3:]))]
    right = len(history) == 2 and np.allclose([float(entry) for entry in history], means, rtol=1e-6)
    if not right:
        report(expected=means, actual=history, hint="fit-history-before")
    assert right, (
        "Each batch's loss counts as it was before that batch's update: two epochs of three steps have the "
        f"mean losses {means[0]:.6g} and {means[1]:.6g}, the history of fit says {describe(history)}."
    )


class Recorder(MLP):
    """Remembers which rows the last forward pass saw; the first feature is the row's number."""

    last: Array

    def forward(self, x: Array) -> Tensor:
        self.last = x[:, 0].copy()
        return super().forward(x)


def row_order(
    weights: list[Array],
    x: Array,
    y: NDArray[np.int64],
    epochs: int,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> list[Array]:
    """The numbers of the rows in each batch that `fit` trains on, as the first feature tells them."""
    recorder = Recorder.__new__(Recorder)
    recorder.sizes = [3, 4, 3]
    recorder.parameters = make_model(recorder.sizes, weights).parameters
    batches: list[Array] = []
    backward = Tensor.backward

    def recording(tensor: Tensor) -> None:
        batches.append(recorder.last)
        backward(tensor)

    monkeypatch.setattr(Tensor, "backward", recording)
    fit(recorder, x, y, epochs=epochs, batch_size=8, learning_rate=1e-4, momentum=0.0, seed=seed)
    monkeypatch.undo()
    return batches


def test_fit_rows(seed: int, monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    sizes = [3, 4, 3]
    rng = np.random.default_rng(seed + 1)
    weights, _, _ = draw_network(rng, sizes, 4)
    x, y = rng.normal(size=(20, 3)), rng.integers(0, 3, size=20)
    x[:, 0] = np.arange(20)
    kept_x, kept_y = x.copy(), y.copy()
    batches = row_order(weights, x, y, 3, seed, monkeypatch)
    unchanged = np.array_equal(x, kept_x) and np.array_equal(y, kept_y)
    if not unchanged:
        report(hint="fit-in-place")
    assert unchanged, (
        "fit changed the order of the x or y that it was given. They belong to the caller: shuffle row "
        "numbers, or copies."
    )
    seen = np.concatenate(batches) if batches else np.zeros(0)
    assert len(seen) == 60, (
        f"3 epochs over 20 rows must train on 60 rows, fit trained on {len(seen)}: batches of "
        f"{[len(batch) for batch in batches]}. The last, smaller batch belongs to the epoch too."
    )
    epochs = seen.reshape(3, 20)
    for number, rows in enumerate(epochs, start=1):
        missing = sorted(set(range(20)) - {int(row) for row in rows})
        assert not missing, f"Epoch {number} must see every row once; it did not see rows {missing}."
    assert max(len(batch) for batch in batches) <= 16, (
        f"batch_size=8, but a batch had {max(len(batch) for batch in batches)} rows."
    )
    shuffled = not np.array_equal(epochs[0], epochs[1]) and not np.array_equal(epochs[0], np.arange(20))
    if not shuffled:
        report(hint="fit-shuffle")
    assert shuffled, (
        "The rows must be shuffled anew in each epoch; two epochs had the same order, or the first had none."
    )
    again, other = (np.concatenate(row_order(weights, x, y, 3, s, monkeypatch)) for s in (seed, seed + 1))
    repeats = np.array_equal(seen, again) and not np.array_equal(seen, other)
    if not repeats:
        report(hint="fit-seed")
    assert repeats, (
        "The order of the rows must come from `seed`: equal seeds gave "
        f"{'equal' if np.array_equal(seen, again) else 'different'} orders, different seeds gave "
        f"{'equal' if np.array_equal(seen, other) else 'different'} ones."
    )
    # With rate 0 the weights stay: the mean over the rows is the loss of all rows, in any order.
    model = make_model(sizes, weights)
    history = fit(model, x, y, epochs=2, batch_size=8, learning_rate=0.0, momentum=0.0, seed=seed)
    whole = network_loss_and_gradients(weights, x, y)[0]
    right = len(history) == 2 and all(abs(float(entry) - whole) < 1e-6 * max(1.0, whole) for entry in history)
    if not right:
        report(expected=f"{whole:.6g} twice", actual=history, hint="fit-history")
    assert right, (
        f"With learning rate 0 the mean loss over the 20 rows is {whole:.6g} in each epoch; the history of "
        f"fit says {[float(f'{entry:.6g}') for entry in history]}. The batches have 8, 8 and 4 rows: count a "
        "batch's loss once for each of its rows."
    )


def test_memorize(seed: int, report: Report) -> None:
    split = digits(seed)
    rng = np.random.default_rng(seed)
    x, y = split.x_train[:32], rng.integers(0, 10, size=32)
    model = MLP([64, 64, 10], seed=seed)
    untrained = value_of(must_be_tensor(cross_entropy(model(x), y), "cross_entropy"))
    fit(model, x, y, epochs=300, batch_size=32, learning_rate=0.1, momentum=0.9, seed=seed)
    # From the weights, by formula: what `predict` says plays no part.
    weights = [parameter.data for parameter in model.parameters]
    loss, _ = network_loss_and_gradients(weights, x, y)
    right = int((network_logits(weights, x).argmax(axis=1) == y).sum())
    report(
        expected="32 of 32, loss below 0.05", actual=f"{right} of 32, loss {loss:.3g}", memorized_loss=loss
    )
    assert right == 32 and loss < 0.05, (
        f"300 steps on 32 digits with random labels must learn them by heart: 32 right and a loss below "
        f"0.05. It has {right} right and a loss of {loss:.3g} (before training {untrained:.3g})."
        f"{engine_note()}"
    )


def must_come_from_the_weights(run: Comparison) -> None:
    """The predictions are those of the trained parameters."""
    predicted = run.predictions["mlp"]
    assert type(predicted) is np.ndarray and predicted.shape == run.split.y_test.shape, (
        f"predict must return a plain NumPy array of shape {run.split.y_test.shape}, it returned "
        f"{describe(predicted)}."
    )
    logits = network_logits([parameter.data for parameter in run.model.parameters], run.split.x_test)
    same = float((logits.argmax(axis=1) == predicted).mean())
    assert same > 0.999, (
        f"The network's parameters explain only {same:.1%} of its predictions; predict must use the trained "
        "layers."
    )


class Watched(MLP):
    """Remembers its first weights and the batch of the last forward pass."""

    last: Array

    def __init__(self, sizes: Sequence[int], seed: int = 0) -> None:
        super().__init__(sizes, seed)
        self.first = [parameter.data.copy() for parameter in self.parameters]

    def forward(self, x: Array) -> Tensor:
        self.last = x
        return super().forward(x)


def must_be_descent(
    compare: Callable[[int], Comparison],
    rate: float,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
    report: Report,
) -> Comparison:
    """A run of the gate, whose training was gradient descent with momentum on batches of training rows."""
    batches: list[Array] = []
    models: list[Watched] = []
    backward = Tensor.backward

    def watched(sizes: Sequence[int], seed: int = 0) -> MLP:
        models.append(Watched(sizes, seed))
        return models[-1]

    def recording(tensor: Tensor) -> None:
        batches.append(np.array(models[-1].last))
        backward(tensor)

    monkeypatch.setattr(experiments, "MLP", watched)
    monkeypatch.setattr(Tensor, "backward", recording)
    run = compare(seed)
    monkeypatch.undo()
    must_come_from_the_weights(run)
    label = {row.tobytes(): gold for row, gold in zip(run.split.x_train, run.split.y_train)}
    strange = sum(row.tobytes() not in label for batch in batches for row in batch)
    if strange:
        report(hint="gate-leak")
    assert not strange, (
        f"fit trained on {strange} rows that are not among the training rows as they were given. It is to "
        "train on x[rows] and y[rows]."
    )
    weights = [weight.copy() for weight in models[0].first]
    velocity = [np.zeros_like(weight) for weight in weights]
    for batch in batches:
        gold = np.array([label[row.tobytes()] for row in batch])
        for i, gradient in enumerate(network_loss_and_gradients(weights, batch, gold)[1]):
            velocity[i] = 0.9 * velocity[i] + gradient
            weights[i] = weights[i] - rate * velocity[i]
    off = max(float(np.abs(p.data - w).max()) for p, w in zip(models[0].parameters, weights))
    # The two agree to about 1e-14 after 1,200 steps.
    if not off < 1e-6:
        report(expected="below 1e-6", actual=f"{off:.2g}", hint="fit-order")
    assert off < 1e-6, (
        f"{len(batches)} steps of gradient descent with momentum 0.9 and rate {rate}, on the batches that "
        f"fit trained on, lead to other weights: the largest difference is {off:.2g}. If the check of single "
        f"steps passes, fit does something else on this data.{engine_note()}"
    )
    return run


def test_moons(seed: int, monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    run = must_be_descent(compare_on_moons, 0.1, seed, monkeypatch, report)
    ours, logistic, svm = run.accuracy("mlp"), run.accuracy("logistic"), run.accuracy("rbf_svm")
    needed = max(0.955, logistic + 0.07, svm - 0.035)
    report(
        expected=f"at least {needed:.3f}",
        actual=f"{ours:.3f}",
        moons_mlp=ours,
        moons_logistic=logistic,
        moons_cubic_logistic=run.accuracy("cubic_logistic"),
        moons_rbf_svm=svm,
    )
    assert ours >= needed, (
        f"On moons the network must reach {needed:.3f}: at least 0.955, 0.07 above logistic regression "
        f"({logistic:.3f}) and within 0.035 of the RBF-SVM ({svm:.3f}). It has {ours:.3f}; its loss went "
        f"from {run.history[0]:.3g} to {run.history[-1]:.3g}. If the gradient checks pass, look at `fit` and "
        f"`he_layer`.{engine_note()}"
    )


def test_digits(seed: int, monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    split = digits(seed)
    first = value_of(cross_entropy(MLP([64, 64, 10], seed=0)(split.x_train), split.y_train))
    run = must_be_descent(compare_on_digits, 0.05, seed, monkeypatch, report)
    ours, logistic, svm = run.accuracy("mlp"), run.accuracy("logistic"), run.accuracy("rbf_svm")
    needed = max(0.93, svm - 0.055)
    report(
        expected=f"at least {needed:.3f}",
        actual=f"{ours:.3f}",
        digits_first_loss=first,
        digits_mlp=ours,
        digits_logistic=logistic,
        digits_rbf_svm=svm,
    )
    assert ours >= needed, (
        f"On digits the network must reach {needed:.3f}: at least 0.93 and within 0.055 of the RBF-SVM "
        f"({svm:.3f}). It has {ours:.3f} (logistic regression {logistic:.3f}); its loss went from "
        f"{run.history[0]:.3g} to {run.history[-1]:.3g}. If the gradient checks pass, look at `fit` and "
        f"`he_layer`.{engine_note()}"
    )
    # 15 draws have .965 to .985. With 12 errors in 540 on average, one or none has a probability of 8e-5.
    errors = round((1.0 - ours) * len(run.split.y_test))
    if errors < 2:
        report(hint="gate-leak")
    assert errors >= 2, (
        f"The network has {errors} errors in {len(run.split.y_test)} test digits, fewer than any honest run. "
        "Did test rows get into the training?"
    )
