"""The same training by PyTorch's optimizer, schedule and clipping."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from reference_optim import (
    Array,
    describe,
    first_weights,
    must_be_array,
    must_stand_alone,
    network_loss_and_gradients,
    schedule,
)

from conftest import Report
from deepbridge.library import train_in_torch
from deepbridge.net import Network, Recipe, batches, train

RECIPE = Recipe("adamw", peak=0.02, epochs=6, batch_size=8, warmup=0.25, max_norm=0.5, weight_decay=0.05)
# Another in every part, and without clipping.
OTHER = Recipe("adamw", peak=0.03, epochs=3, batch_size=7, warmup=0.1, max_norm=None, weight_decay=0.2)


def expected_training(
    weights: Sequence[Array],
    x: Array,
    y: NDArray[np.int64],
    recipe: Recipe,
    seed: int,
    kicks: Sequence[float],
) -> tuple[list[float], list[Array], list[float]]:
    """Losses, weights and rates by formula; `kicks[i]` is added to parameter i after each step."""
    parameters = [w.copy() for w in weights]
    first, second = [np.zeros_like(p) for p in parameters], [np.zeros_like(p) for p in parameters]
    total = recipe.epochs * math.ceil(len(x) / recipe.batch_size)
    losses, rates = [], []
    for t, rows in enumerate(batches(len(x), recipe.batch_size, recipe.epochs, seed)):
        loss, gradients = network_loss_and_gradients(parameters, x[rows], y[rows])
        losses.append(loss)
        norm = math.sqrt(sum(float((g**2).sum()) for g in gradients))
        if recipe.max_norm is not None and norm > recipe.max_norm:
            gradients = [g * recipe.max_norm / norm for g in gradients]
        rate = schedule(t, recipe.peak, int(recipe.warmup * total), total)
        rates.append(rate)
        for i, gradient in enumerate(gradients):
            first[i] = 0.9 * first[i] + 0.1 * gradient
            second[i] = 0.999 * second[i] + 0.001 * gradient**2
            m, v = first[i] / (1 - 0.9 ** (t + 1)), second[i] / (1 - 0.999 ** (t + 1))
            decay = recipe.weight_decay if parameters[i].ndim > 1 else 0.0
            parameters[i] = parameters[i] * (1 - rate * decay) - rate * m / (np.sqrt(v) + 1e-8) + kicks[i]
    return losses, parameters, rates


class Watch:
    """What torch's AdamW was asked to do, and a kick after each of its steps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, weights: Sequence[Array]) -> None:
        self.rates: list[list[float]] = []
        self.norms: list[float] = []
        self.decays: dict[int, set[float]] = {}
        self.types: set[torch.dtype] = set()
        self.expect(weights)
        original = torch.optim.AdamW.step

        def step(optimizer: torch.optim.AdamW, *args: object, **kwargs: object) -> object:
            self.rates.append([float(group["lr"]) for group in optimizer.param_groups])
            tensors = [p for group in optimizer.param_groups for p in group["params"]]
            self.types.update(p.dtype for p in tensors)
            squares = [float((p.grad**2).sum()) for p in tensors if p.grad is not None]
            self.norms.append(math.sqrt(sum(squares)))
            for group in optimizer.param_groups:
                for p in group["params"]:
                    self.decays.setdefault(p.ndim, set()).add(float(group["weight_decay"]))
            result = original(optimizer, *args, **kwargs)  # pyright: ignore
            with torch.no_grad():
                for p in tensors:
                    p += self.kicks[self.shapes.index(tuple(p.shape))]
            return result

        monkeypatch.setattr(torch.optim.AdamW, "step", step)

    def expect(self, weights: Sequence[Array]) -> None:
        """Parameters of these shapes, all different, are trained next, without kicks."""
        self.shapes = [w.shape for w in weights]
        self.kicks = [0.0] * len(weights)


def test_train_in_torch(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    must_stand_alone("library.py", report)
    rng = np.random.default_rng(seed)
    weights = first_weights([5, 7, 4], rng)  # four different shapes
    x, y = rng.normal(size=(30, 5)), rng.integers(0, 4, size=30)
    kept = [w.copy() for w in weights]
    watch = Watch(monkeypatch, weights)
    losses, trained = train_in_torch(weights, x, y, RECIPE, seed)
    assert all(np.array_equal(w, k) for w, k in zip(weights, kept)), (
        "train_in_torch changed the weights that it was given. `torch.from_numpy` shares memory; copy first "
        "(`torch.tensor`)."
    )
    expected_losses, expected, rates = expected_training(weights, x, y, RECIPE, seed, watch.kicks)
    if not watch.rates:
        report(hint="library-call")
    assert watch.rates, "train_in_torch must train with torch.optim.AdamW; its step was never called."
    if watch.types != {torch.float64}:
        report(hint="library-order")
    assert watch.types == {torch.float64}, (
        f"The parameters in the optimizer must be of torch.float64, as NumPy's; they are of "
        f"{', '.join(sorted(map(str, watch.types)))}."
    )
    assert len(losses) == len(rates) and len(watch.rates) == len(rates), (
        f"6 epochs of 4 batches are {len(rates)} steps; there are {len(losses)} losses and "
        f"{len(watch.rates)} steps."
    )
    wrong = [t for t, row in enumerate(watch.rates) if max(abs(r - rates[t]) for r in row) > 1e-9]
    if wrong:
        report(expected=rates[wrong[0]], actual=watch.rates[wrong[0]], hint="library-schedule")
    assert not wrong, (
        f"Step {wrong[0] if wrong else 0} (counted from 0) must have the rate "
        f"{rates[wrong[0]] if wrong else 0:.6f} in every group, it has "
        f"{watch.rates[wrong[0]] if wrong else 0}. Step the schedule once after each optimizer step."
    )
    largest = max(watch.norms)
    if largest > 0.5 + 1e-6:
        report(expected="at most 0.5", actual=f"{largest:.4g}", hint="library-clip")
    assert largest <= 0.5 + 1e-6, (
        f"At the optimizer's step the gradients had the norm {largest:.4g}; max_norm is 0.5. Clip after "
        "backward and before the step, all parameters together."
    )
    groups = watch.decays == {1: {0.0}, 2: {0.05}}
    if not groups:
        report(expected="matrices 0.05, vectors 0", actual=str(watch.decays), hint="library-groups")
    assert groups, (
        "Matrices must be in a group with weight_decay 0.05 and vectors in one with 0; the decays by number "
        f"of axes are {watch.decays}."
    )
    compare(losses, trained, expected_losses, expected, report)
    # Another recipe on a deeper network.
    deeper = first_weights([5, 6, 7, 4], rng)
    watch.expect(deeper)
    moved = expected_training(deeper, x, y, OTHER, seed, watch.kicks)
    trace = np.array([float(loss) for loss in train_in_torch(deeper, x, y, OTHER, seed)[0]])
    follows = len(trace) == len(moved[0]) and np.allclose(trace, moved[0], atol=1e-5)
    if not follows:
        report(hint="library-recipe")
    assert follows, (
        f"With another recipe ({OTHER}) and three layers the losses are not those of the formulas. Take "
        "everything from `recipe`; without a max_norm nothing is clipped."
    )
    # Each parameter is moved a little after each step of torch's optimizer, and the result must follow.
    watch.kicks = list(rng.uniform(0.002, 0.01, size=6))
    losses, trained = train_in_torch(deeper, x, y, OTHER, seed)
    trace = np.array([float(loss) for loss in losses])
    moved = expected_training(deeper, x, y, OTHER, seed, watch.kicks)
    follows = np.allclose(trace, moved[0], atol=1e-5) and all(
        np.allclose(must_be_array(a, e.shape, "a trained array"), e, atol=1e-5)
        for a, e in zip(trained, moved[1], strict=True)
    )
    if not follows:
        report(hint="library-call")
    assert follows, (
        "The check adds a little to each parameter after each step of torch.optim.AdamW. The losses and the "
        "arrays of train_in_torch did not move with them: they do not come from torch's optimizer."
    )
    watch.expect(weights)
    # The learner's own optimizers on the same rows; either AdamW convention.
    network = Network([w.copy() for w in weights])
    own = train(network, x, y, RECIPE, seed)
    gap = float(np.max(np.abs(np.array(own) - np.array(expected_losses))))
    report(expected="below 1e-3", actual=f"{gap:.2e}", trace_difference=gap)
    if gap >= 1e-3:
        report(hint="own-trace")
    assert gap < 1e-3, (
        "PyTorch's loss trace is right, and the one of your own optimizers (`net.train`) differs from it "
        f"by up to {gap:.3g}. See the checks of adamw, clip_grad_norm and cosine_warmup."
    )


def compare(
    losses: list[float],
    trained: list[Array],
    expected_losses: list[float],
    expected: list[Array],
    report: Report,
) -> None:
    """The loss trace and the trained arrays equal the formulas'."""
    trace = np.array([float(loss) for loss in losses])
    right = np.allclose(trace, expected_losses, atol=1e-5)
    if not right:
        report(expected=expected_losses[:6], actual=list(trace[:6]), hint="library-order")
    first_bad = int(np.argmax(np.abs(trace - expected_losses) > 1e-5))
    assert right, (
        f"The loss of step {first_bad} must be {expected_losses[first_bad]:.6f}, it is "
        f"{trace[first_bad]:.6f}. Each loss is that of its batch before the update; clear the gradients "
        "before backward."
    )
    assert isinstance(trained, list) and len(trained) == 4, (
        f"train_in_torch must return a list of 4 trained arrays, it returned {describe(trained)}."
    )
    for number, (ours, theirs) in enumerate(zip(trained, expected)):
        array = must_be_array(ours, theirs.shape, f"trained array {number}")
        if not np.allclose(array, theirs, atol=1e-5):
            report(expected=theirs, actual=array, hint="library-order")
        assert np.allclose(array, theirs, atol=1e-5), (
            f"Trained array {number} must be {describe(theirs)}, it is {describe(array)}."
        )
