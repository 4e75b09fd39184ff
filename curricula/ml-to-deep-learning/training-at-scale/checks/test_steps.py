"""One step in pieces, and one step in bfloat16."""

from __future__ import annotations

import copy
import math
from typing import Any

import torch
from helpers import describe, gradient, must_be_number, parts, relative, small_model, table
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from conftest import Report
from deepbridge.scale import accumulate, autocast_bf16
from deepbridge.training import make_run

LAYERS = nn.Linear


def test_accumulate(seed: int, report: Report) -> None:
    data = table(53, 6, seed)
    x, y = data.x.double(), data.y
    worst = 0.0
    for sizes in ([16, 16, 16, 5], [20, 20], [7], [30, 1, 1]):
        rows = sum(sizes)
        model = small_model(seed)
        for parameter in model.parameters():
            parameter.grad = torch.full_like(parameter, 3.0)  # left over from the step before
        kept = copy.deepcopy(model.state_dict())
        loss = accumulate(model, parts((x[:rows], y[:rows]), sizes))
        expected = gradient(model, x[:rows], y[:rows])
        actual = [parameter.grad for parameter in model.parameters()]
        assert all(isinstance(part, Tensor) for part in actual), (
            "accumulate left a parameter without a gradient."
        )
        assert all(torch.equal(kept[name], value) for name, value in model.state_dict().items()), (
            "accumulate changed the weights; it only collects gradients."
        )
        error = relative(actual, expected)  # pyright: ignore[reportArgumentType]: looked at above
        pieces = [gradient(model, *part) for part in parts((x[:rows], y[:rows]), sizes)]
        wrong = {
            "accumulate-unequal": [torch.stack(each).mean(dim=0) for each in zip(*pieces)],
            "accumulate-scale": [torch.stack(each).sum(dim=0) for each in zip(*pieces)],
            "accumulate-clear": [each + 3.0 for each in expected],
        }
        if error > 1e-6:
            for hint, other in wrong.items():
                if relative(actual, other) < 1e-6:  # pyright: ignore[reportArgumentType]
                    report(hint=hint)
            report(expected=expected[-1], actual=actual[-1])
        assert error <= 1e-6, (
            f"Batches of {sizes} rows must give the gradient of one batch of {rows}, to 1e-6; the largest "
            f"difference is {error:.2g} of the largest entry."
        )
        worst = max(worst, error)
        mean = cross_entropy(model(x[:rows]), y[:rows]).item()
        assert abs(must_be_number(loss, "The loss of accumulate") - mean) < 1e-6, (
            f"accumulate must return the mean loss over the {rows} rows, {mean:.6f}; it returned {loss:.6f}."
        )
    report(accumulate_error=worst)


def test_accumulate_memory(seed: int, report: Report) -> None:
    data = table(24, 6, seed)
    model = small_model(seed)
    order: list[str] = []

    def going_forward(_: nn.Module, __: Any, output: Tensor) -> None:
        order.append("forward")
        output.register_hook(lambda _: order.append("backward"))

    model.register_forward_hook(going_forward)
    accumulate(model, parts((data.x.double(), data.y), [8, 8, 8]))
    right = order == ["forward", "backward"] * 3
    if not right:
        report(expected="forward, backward, three times", actual=", ".join(order))
    assert right, (
        "Each small batch must go forward and backward before the next one goes forward, so that one graph "
        f"is in memory at a time. The order was: {', '.join(order)}."
    )


def test_autocast(seed: int, report: Report) -> None:
    data = table(64, 6, seed)
    run = make_run(data, seed, steps=10, hidden=32, dropout=0.0)
    outputs: list[Tensor] = []

    def note(_: nn.Module, __: Any, output: Tensor) -> None:
        outputs.append(output.detach())

    for layer in run.model:  # pyright: ignore[reportGeneralTypeIssues]: a Sequential
        if isinstance(layer, LAYERS):
            layer.register_forward_hook(note)
    x, y = data.x * 3, data.y
    loss = autocast_bf16(run.model, x, y)
    assert isinstance(loss, Tensor) and loss.shape == (), (
        f"The loss must be a tensor of shape (), it is {describe(loss)}."
    )
    if any(parameter.dtype != torch.float32 for parameter in run.model.parameters()):
        report(hint="autocast-weights")
    assert all(parameter.dtype == torch.float32 for parameter in run.model.parameters()), (
        "The weights are in bfloat16 now; they must stay in float32, or small updates are lost."
    )
    kinds = {str(output.dtype).removeprefix("torch.") for output in outputs}
    assert len(outputs) == 3 and kinds == {"bfloat16"}, (
        f"Each of the three linear layers must run once and give bfloat16; they ran {len(outputs)} times and "
        f"gave {', '.join(sorted(kinds)) or 'nothing'}. Call the model inside `torch.autocast`."
    )
    if loss.dtype != torch.float32:
        report(hint="autocast-loss")
    assert loss.dtype == torch.float32, f"The loss must be float32, it is {loss.dtype}."
    exact = float(cross_entropy(outputs[-1].float(), y))
    if abs(float(loss.detach()) - exact) > 1e-5 * max(1.0, exact):
        report(expected=f"{exact:.7f}", actual=f"{float(loss.detach()):.7f}", hint="autocast-loss")
    assert abs(float(loss.detach()) - exact) <= 1e-5 * max(1.0, exact), (
        f"From these logits the mean log-loss in float32 is {exact:.7f}; autocast_bf16 says "
        f"{float(loss.detach()):.7f}. Turn the logits into float32 before the loss."
    )
    loss.backward()
    missing = [name for name, parameter in run.model.named_parameters() if parameter.grad is None]
    assert not missing, f"After backward, {missing[0] if missing else ''} has no gradient."
    outside = torch.is_autocast_enabled("cpu")
    assert not outside, "Autocast is still on after the call; use it as a context (`with`)."


def last_loss(seed: int, bf16: bool) -> float:
    """Mean loss of the last 50 of 160 steps, from the same weights on the same rows."""
    run = make_run(table(4_096, 6, seed), seed, steps=160, batch=128, hidden=64, dropout=0.0)
    losses: list[float] = []
    for _ in range(160):
        x, y = run.data.__getitems__(run.sampler.next_batch())
        loss = autocast_bf16(run.model, x, y) if bf16 else cross_entropy(run.model(x), y)
        run.optimizer.zero_grad()
        loss.backward()
        run.optimizer.step()
        run.schedule.step()
        losses.append(float(loss.detach()))
    return sum(losses[-50:]) / 50


def test_bf16_training(seed: int, report: Report) -> None:
    full, half = last_loss(seed, bf16=False), last_loss(seed, bf16=True)
    difference = abs(half - full) / full
    report(
        expected=f"within 2 % of {full:.4f}",
        actual=f"{half:.4f}",
        bf16_loss=half,
        float32_loss=full,
        bf16_difference=difference,
    )
    assert math.isfinite(half), "Training in bfloat16 ended with a loss that is not a number."
    assert difference <= 0.02, (
        f"160 steps end with a mean loss of {full:.4f} in float32 and {half:.4f} with autocast_bf16: a "
        f"difference of {difference:.1%}, at most 2 % are allowed."
    )
