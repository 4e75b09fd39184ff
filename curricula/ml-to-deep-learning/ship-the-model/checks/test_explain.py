"""What the model looks at: integrated gradients, captum, shortcuts and their repair."""

from __future__ import annotations

import copy
from typing import NamedTuple

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from reference import describe, must_be_tensor
from torch import Tensor, nn

from conftest import Report
from deepbridge.data import digits
from deepbridge.library import attribute
from deepbridge.net import Teacher
from deepbridge.ship import Shortcut, find_shortcut, integrated_gradients, repair
from deepbridge.trainer import accuracy


def rounded(values: Tensor) -> list[list[float]]:
    """Rows with two digits."""
    return [[round(value, 2) for value in row] for row in values.tolist()]


class Product(nn.Module):
    """Logits x0 * x1 and x0 ** 2 + 3 x1."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.stack([x[:, 0] * x[:, 1], x[:, 0] ** 2 + 3 * x[:, 1]], dim=1)


def test_gradients_hand_example(report: Report) -> None:
    x, target = torch.tensor([[2.0, 3.0], [2.0, 3.0]]), torch.tensor([0, 1])
    for baseline, expected in (([0.0, 0.0], [[3.0, 3.0], [4.0, 9.0]]), ([1.0, 1.0], [[2.0, 3.0], [3.0, 6.0]])):
        start = torch.tensor([baseline, baseline])
        actual = must_be_tensor(integrated_gradients(Product(), x, target, start, 100), (2, 2), "The attributions")
        right = torch.tensor(expected)
        if torch.allclose(actual, right, atol=0.05):
            continue
        end = torch.tensor([[3.0, 2.0], [4.0, 3.0]])  # gradients at x
        if torch.allclose(actual, end * (x - start), atol=0.05):
            report(hint="gradients-path")
        elif torch.allclose(actual * (x - start), right, atol=0.05):
            report(hint="gradients-difference")
        report(expected=describe(right), actual=describe(actual))
        raise AssertionError(
            f"For x = (2, 3), the baseline {tuple(baseline)} and the logits x0 x1 and x0² + 3 x1, the attributions "
            f"must be {expected} (they sum to the difference of the logits); they are {rounded(actual)}."
        )


def network(seed: int) -> tuple[nn.Module, Tensor, Tensor, Tensor]:
    """A network with dropout and batch norm in training mode, images, targets and baselines that are not black."""
    torch.manual_seed(seed)
    model = Teacher()
    with torch.no_grad():
        for _ in range(3):
            model(torch.rand(32, 1, 8, 8))
    return model, torch.rand(6, 1, 8, 8), torch.randint(10, (6,)), 0.2 * torch.rand(6, 1, 8, 8)


def test_completeness(seed: int, report: Report) -> None:
    model, x, target, baseline = network(seed)
    model.train()
    values = must_be_tensor(integrated_gradients(model, x, target, baseline, 100), tuple(x.shape), "The attributions")
    used = any(parameter.grad is not None for parameter in model.parameters())
    if used or not model.training:
        report(hint="gradients-clean")
    assert not used, "The parameters have gradients now. Ask for the gradient of the image only: torch.autograd.grad."
    assert model.training, "The model was in training mode before and must be so afterwards."
    model.eval()
    with torch.no_grad():
        rise = (model(x) - model(baseline)).gather(1, target[:, None])[:, 0]
    gap = float((values.flatten(1).sum(dim=1) - rise).abs().max() / rise.abs().max())
    if gap >= 0.02:
        report(hint="gradients-path")
    report(expected=describe(rise), actual=describe(values.flatten(1).sum(dim=1)), completeness_gap=gap)
    assert gap < 0.02, (
        f"The attributions of a row must sum to logit(x) - logit(baseline), such as {float(rise[0]):.4f}; they sum to "
        f"{float(values[0].sum()):.4f}. Is the model in evaluation mode, does the path start at the baseline?"
    )
    again = integrated_gradients(model, x, target, baseline, 100)
    assert torch.allclose(again, values, atol=1e-5), "Two calls gave different attributions: dropout is still on."
    black = integrated_gradients(model, x, target, torch.zeros_like(x), 20)
    broadcast = must_be_tensor(
        integrated_gradients(model, x, target, torch.zeros(1, 1, 1, 1), 20),
        tuple(x.shape),
        "The attributions with one baseline for all rows",
    )
    assert torch.allclose(black, broadcast, atol=1e-5), (
        "A baseline of shape (1, 1, 1, 1) stands for all pixels of all rows; it must give what zeros of the shape of x "
        "give."
    )
    one = integrated_gradients(model, x[2:3], target[2:3], baseline[2:3], 100)
    if not torch.allclose(one, values[2:3], atol=1e-4):
        report(hint="gradients-rows")
    assert torch.allclose(one, values[2:3], atol=1e-4), (
        "A row's attributions must not depend on the other rows of the batch: add the rows' logits, do not average."
    )


def test_attribute(seed: int, monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    from captum.attr import IntegratedGradients

    model, x, target, baseline = network(seed)
    model.train()  # as it comes out of a loop
    found = attribute(model, x, target, baseline, 64)
    if model.training:
        report(hint="attribute-mode")
    assert not model.training, "attribute must put the model into evaluation mode; dropout is on in training mode."
    assert isinstance(found, tuple) and len(found) == 2, f"attribute must return an Attribution, it returned {found!r}."
    values = must_be_tensor(found[0], tuple(x.shape), "The values")
    gap = must_be_tensor(found[1], (len(x),), "The gap")
    rough, gap_of_rough = attribute(model, x, target, baseline, 3)
    library, delta = IntegratedGradients(model).attribute(
        x, baselines=baseline, target=target, n_steps=3, return_convergence_delta=True
    )
    pairs = ((rough, library), (gap_of_rough, delta))
    scale = float(delta.abs().max())
    same = all(float((ours.detach() - theirs.detach()).abs().max()) < 0.05 * scale for ours, theirs in pairs)
    if not same:
        report(hint="attribute-call", expected=describe(delta), actual=describe(gap_of_rough))
    assert same, (
        "With three steps captum's attributions are rough and their gap is visible. attribute must pass `steps` on and "
        f"return both as they are: the gap {describe(delta)}, not {describe(gap_of_rough)}."
    )
    own = integrated_gradients(model, x, target, baseline, 100)
    far = float((values - own).abs().max() / values.abs().max())
    report(expected=describe(own), actual=describe(values), captum_difference=far)
    assert far < 0.03, (
        f"captum and your integrated_gradients must agree; the largest difference is {far:.1%} of the largest "
        "attribution. Do both have the same baseline and target?"
    )
    with torch.no_grad():
        rise = (model(x) - model(baseline)).gather(1, target[:, None])[:, 0]
    expected = values.flatten(1).sum(dim=1) - rise
    assert torch.allclose(gap.to(expected.dtype), expected, atol=1e-3), (
        "The gap of a row is the sum of its attributions minus logit(x) - logit(baseline): "
        f"{describe(expected)}; it is {describe(gap)}."
    )
    original = IntegratedGradients.attribute

    def doubled(self: object, *arguments: object, **options: object) -> object:
        result = original(self, *arguments, **options)  # type: ignore[arg-type]
        if isinstance(result, tuple) and len(result) == 2 and options.get("return_convergence_delta"):
            return 2 * result[0], result[1]
        return 2 * result  # type: ignore[operator]

    # A falsified library: what it says must be what comes out, and what you wrote yourself must not follow it.
    monkeypatch.setattr(IntegratedGradients, "attribute", doubled)
    twice = attribute(model, x, target, baseline, 64)[0]
    mine = integrated_gradients(model, x, target, baseline, 100)
    monkeypatch.undo()
    follows = torch.allclose(twice, 2 * values, atol=1e-4)
    if not follows:
        report(hint="attribute-call")
    assert follows, (
        "attribute must return what captum.attr.IntegratedGradients says. The check doubled its attributions, "
        "and yours stayed as they were."
    )
    if not torch.allclose(mine, own, atol=1e-5):
        report(hint="gradients-own")
    assert torch.allclose(mine, own, atol=1e-5), (
        "integrated_gradients changed when captum was falsified: write it yourself, captum is the next task."
    )


def template_model(x: NDArray[np.float32], y: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A linear classifier by ridge regression: weights (64, 10) and biases (10,)."""
    flat = np.hstack([x.reshape(len(x), -1), np.ones((len(x), 1))]).astype(np.float64)
    solution = np.linalg.solve(flat.T @ flat + np.eye(65), flat.T @ (10.0 * np.eye(10)[y]))
    return solution[:-1], solution[-1]


class Linear(nn.Module):
    """Logits from weights; the check plants pixels in them."""

    def __init__(self, weight: NDArray[np.float64], bias: NDArray[np.float64]) -> None:
        super().__init__()
        self.linear = nn.Linear(64, 10)
        with torch.no_grad():
            self.linear.weight.copy_(torch.from_numpy(weight.T))
            self.linear.bias.copy_(torch.from_numpy(bias))

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x.flatten(1))


class Planted(NamedTuple):
    """A model, rows to look at, and the pixel that it leans on most."""

    model: Linear
    x: NDArray[np.float32]
    y: NDArray[np.int64]
    place: tuple[int, int]


def planted(seed: int, place: tuple[int, int], strength: float, lowering: float = 0.0) -> Planted:
    """A model that leans on one pixel, and rows on which the pixel is lit from label 5 on.

    `lowering` is taken from all logits where the pixel is lit: its attributions are then negative, and the
    predictions as before.
    """
    data = digits(seed)
    x, y = data.x_owner.copy(), data.y_owner
    weight, bias = template_model(x, y)
    x[:, 0, place[0], place[1]] = y >= 5
    number = 8 * place[0] + place[1]
    weight[number] = strength * np.where(np.arange(10) >= 5, 1.0, -1.0)
    bias = bias - 0.5 * weight[number]
    weight[number] -= lowering
    return Planted(Linear(weight, bias), x, y, place)


def with_decoy(case: Planted, place: tuple[int, int], lit: NDArray[np.bool_], weight: NDArray[np.float64]) -> Planted:
    """The same with a second pixel, lit where `lit`, with weights of its own."""
    x = case.x.copy()
    x[:, 0, place[0], place[1]] = lit
    model = copy.deepcopy(case.model)
    with torch.no_grad():
        model.linear.weight[:, 8 * place[0] + place[1]] = torch.from_numpy(weight).float()
    return case._replace(model=model, x=x)


def test_find_shortcut(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    inner = (int(rng.integers(1, 7)), int(rng.integers(1, 7)))
    far, decoy = planted(seed, (7, int(rng.integers(8))), 20.0), (0, int(rng.integers(8)))
    everyone = with_decoy(far, decoy, rng.random(len(far.y)) < 0.5, np.full(10, 100.0))
    # Eight pixels follow the label better than the one that the model uses, and it takes nothing from them.
    blurred = far.x.copy()
    wrong = rng.random(len(far.y)) < 0.05
    blurred[wrong, 0, far.place[0], far.place[1]] = 1.0 - blurred[wrong, 0, far.place[0], far.place[1]]
    useless = far._replace(x=blurred)
    for column in range(8):
        useless = with_decoy(useless, (0, column), far.y >= 5, np.zeros(10))
    # Lit from 7 on: shuffling it costs something, and less than the pixel that is lit from 5 on.
    smaller = with_decoy(far, decoy, far.y >= 7, 80.0 + 30.0 * (np.arange(10) >= 7))
    for case, why in (
        (planted(seed, (0, int(rng.integers(8))), 20.0), ""),
        (planted(seed, inner, 20.0), ""),
        (planted(seed, inner, 20.0, lowering=40.0), " Its attributions are negative, and as large."),
        (everyone, f" The pixel {decoy} has large attributions and changes no prediction."),
        (useless, " The pixels of row 0 follow the label too, and the model does not use them."),
        (smaller, f" The pixel {decoy} has larger attributions, and a smaller drop."),
    ):
        model, x, y, place = case
        kept = x.copy()
        found = find_shortcut(model, x, y)
        assert np.array_equal(x, kept), "find_shortcut must not change x."
        if place == far.place and getattr(found, "row", 0) == 0:
            report(hint="shortcut-intervene")
        assert isinstance(found, Shortcut) and (found.row, found.column) == place, (
            f"The model leans on the pixel in row {place[0]}, column {place[1]}; find_shortcut says {found}.{why}"
        )
        spread = x.copy()
        spread[:, 0, place[0], place[1]] = rng.permutation(spread[:, 0, place[0], place[1]])
        before, after = (accuracy(model, rows, y) for rows in (x, spread))
        right = abs(found.drop - (before - after)) < 0.08
        if not right:
            report(hint="shortcut-drop", expected=f"about {before - after:.2f}", actual=f"{found.drop:.2f}")
        assert right, (
            f"Shuffling this pixel among the rows takes the accuracy from {before:.2f} to {after:.2f}, a drop of "
            f"{before - after:.2f}; find_shortcut says {found.drop:.2f}."
        )
    model, x, y, _ = planted(seed, inner, 0.0)
    found = find_shortcut(model, x, y)
    if found is not None:
        report(hint="shortcut-none")
    assert found is None, f"This model leans on no pixel more than on others; find_shortcut must say None, not {found}."


def test_repair(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    x = rng.random((3000, 1, 8, 8), dtype=np.float32)
    high = rng.random(3000) < 0.5
    x[:, 0, 6, 1] = high
    kept = x.copy()
    repaired = repair(x, 6, 1, seed)
    assert isinstance(repaired, np.ndarray) and repaired.shape == x.shape and repaired.dtype == np.float32, (
        f"repair must return images like x, float32 of shape {x.shape}; it returned {describe(repaired)[:120]}."
    )
    if not np.array_equal(x, kept):
        report(hint="repair-copy")
    assert np.array_equal(x, kept), "repair must return a copy; it changed the x that it was given."
    others = np.delete(repaired.reshape(3000, 64), 8 * 6 + 1, axis=1)
    same = np.array_equal(others, np.delete(x.reshape(3000, 64), 8 * 6 + 1, axis=1))
    if not same:
        report(hint="repair-others")
    assert same, "repair must change one pixel, in row 6 and column 1 here; others have changed too."
    pixel = repaired[:, 0, 6, 1]
    told = abs(float(pixel[high].mean()) - float(pixel[~high].mean()))
    if told >= 0.08:
        report(hint="repair-tells")
    assert told < 0.08 and 0.0 <= float(pixel.min()) and float(pixel.max()) <= 1.0, (
        f"After the repair the pixel must say nothing about the label and stay between 0 and 1; its mean is "
        f"{pixel[high].mean():.2f} where it was lit and {pixel[~high].mean():.2f} where it was not."
    )
    spread = min(float(pixel[high].std()), float(pixel[~high].std()))
    if spread < 0.1:
        report(hint="repair-constant")
    assert spread >= 0.1, (
        f"The pixel must still vary, within both classes; its standard deviation is {spread:.2f}. With a constant the "
        "model has .85 to .94 where the pixel is lit after all; with random values .93 to .95 (eight draws)."
    )
