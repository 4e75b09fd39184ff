"""Dropout: expectation, independence, evaluation, gradient, and the library's own."""

from __future__ import annotations

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import describe, must_be_tensor
from torch import Tensor, nn

from conftest import Report
from deepbridge.trainer import Dropout


@pytest.fixture(autouse=True)
def no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's dropout is for the next task."""

    def closed(*_args: object, **_kwargs: object) -> Tensor:
        raise AssertionError("Write the mask yourself: torch's own dropout is what yours is compared with.")

    monkeypatch.setattr(nn.functional, "dropout", closed)
    monkeypatch.setattr(torch, "dropout", closed)


def draw(layer: Dropout, x: Tensor) -> Tensor:
    """One forward pass, checked for shape, type and an unchanged input."""
    before = x.detach().clone()
    out = must_be_tensor(layer(x), tuple(x.shape), "What Dropout returns")
    assert out.dtype == x.dtype, f"The type must stay {x.dtype}, it became {out.dtype}."
    assert torch.equal(x.detach(), before), "Dropout must not change its input in place."
    return out


def test_shape(seed: int) -> None:
    torch.manual_seed(seed)
    for shape in ((5,), (4, 7), (2, 3, 4)):
        for dtype in (torch.float32, torch.float64):
            layer = Dropout(0.4)
            draw(layer, torch.rand(*shape, dtype=dtype) + 1.0)
            draw(layer.eval(), torch.rand(*shape, dtype=dtype) + 1.0)


def test_hand_example(seed: int, report: Report) -> None:
    torch.manual_seed(seed)
    x = torch.tensor([[1.0, -2.0, 3.0, 4.0]])
    layer = Dropout(0.75)
    for _ in range(20):
        out = draw(layer, x)
        ratio = out / x
        allowed = torch.isclose(ratio, torch.zeros(())) | torch.isclose(ratio, torch.full((), 4.0))
        if not bool(allowed.all()):
            report(expected="each entry 0 or 4 times itself", actual=out.tolist(), hint="dropout-scale")
        assert bool(allowed.all()), (
            f"With p = 0.75 each entry of {x.tolist()} must become 0 or be divided by 1 - p = 0.25, so it is "
            f"4 times as large; Dropout gave {out.tolist()}."
        )


@settings(max_examples=12, deadline=None, derandomize=True)
@given(p=st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.8]), size=st.integers(0, 10_000))
def check_statistics(p: float, size: int) -> None:
    """Share of zeros, and mean, over 90,000 entries: each within 5 standard errors (p < 1e-6 an example)."""
    torch.manual_seed(size)
    out = draw(Dropout(p), torch.ones(300, 300))
    n = out.numel()
    dropped = float((out == 0).double().mean())
    assert abs(dropped - p) <= 5 * math.sqrt(p * (1 - p) / n) + 1e-9, (
        f"With p = {p} the share of dropped entries must be near {p}, it is {dropped:.4f}."
    )
    mean = float(out.double().mean())
    assert abs(mean - 1.0) <= 5 * math.sqrt(p / (1 - p) / n) + 1e-6, (
        f"With p = {p} the mean of ones must stay near 1, it is {mean:.4f}: divide what is kept by 1 - p."
    )


def test_expectation(seed: int, report: Report) -> None:
    torch.manual_seed(seed)
    layer, x = Dropout(0.5), torch.ones(400, 400)
    first, second = draw(layer, x), draw(layer, x)
    report(hint="dropout-mask")
    assert not torch.equal(first, second), "Each pass needs a mask of its own; two passes had the same one."
    # Entries of one row or one column must not share their fate: variances of the means would be larger.
    for axis in (0, 1):
        spread = float((first == 0).double().mean(dim=axis).std())
        assert abs(spread - 0.025) < 0.006, (
            f"The share of dropped entries along axis {axis} varies with a standard deviation of "
            f"{spread:.4f}; independent entries give 0.025. Draw a number for each entry, not one for each "
            "row or column."
        )
    same = float(((first == 0) == (second == 0)).double().mean())
    assert abs(same - 0.5) < 0.01, f"Two masks agree on {same:.3f} of the entries; independent ones on half."
    torch.manual_seed(seed)
    again = draw(layer, x)
    assert torch.equal(first, again), "With torch.manual_seed the same mask must come again."
    report(hint="dropout-scale")
    check_statistics()


def test_evaluation(seed: int, report: Report) -> None:
    report(hint="dropout-eval")
    torch.manual_seed(seed)
    x = torch.randn(50, 20, dtype=torch.float64)
    model = nn.Sequential(Dropout(0.6))
    assert torch.equal(draw(model.eval()[0], x), x), (
        "While evaluating (`self.training` is False) Dropout must hand x on unchanged: the scale was "
        "corrected in training."
    )
    out = draw(model.train()[0], x)
    assert not torch.equal(out, x), "After model.train() entries must be dropped again."
    report(hint="dropout-scale")
    assert torch.equal(draw(Dropout(0.0), x), x), "With p = 0 nothing is dropped and nothing scaled."


def test_gradient(seed: int, report: Report) -> None:
    report(hint="dropout-gradient")
    torch.manual_seed(seed)
    x = (torch.rand(60, 40, dtype=torch.float64) + 0.5).requires_grad_()
    out = draw(Dropout(0.3), x)
    assert out.requires_grad, "The gradient must pass through Dropout; what it returned has no gradient."
    arriving = torch.randn(60, 40, dtype=torch.float64)
    (gradient,) = torch.autograd.grad(out, x, arriving)
    expected = arriving * (out / x).detach()
    assert torch.allclose(gradient, expected, rtol=1e-6, atol=1e-9), (
        "The gradient at a kept entry is what arrives divided by 1 - p, and 0 at a dropped one. At entry (0, "
        f"0) it must be {expected[0, 0]:.4f}, it is {describe(gradient[0, 0])}."
    )
