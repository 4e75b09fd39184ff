"""Early stopping: when it stops, and what it keeps."""

from __future__ import annotations

import math

import torch
from reference import describe
from torch import nn

from conftest import Report
from deepbridge.trainer import EarlyStopping


def test_hand_example(report: Report) -> None:
    model = nn.Linear(2, 1)
    nan = math.nan
    tables = [
        # losses, patience, when it says stop
        ([1.0, 0.8, 0.9, 0.7, 0.75, 0.7, 0.71], 3, [False, False, False, False, False, False, True]),
        ([2.0, 1.0, 1.5], 1, [False, False, True]),
        ([nan, nan, 0.5, nan, 0.4], 3, [False, False, False, False, False]),
        ([0.5, 0.5, 0.5], 2, [False, False, True]),
        ([0.5, nan, 0.6, nan], 3, [False, False, False, True]),
    ]
    for losses, patience, expected in tables:
        stopping = EarlyStopping(patience)
        actual = []
        for loss in losses:
            answer = stopping.step(loss, model)
            assert isinstance(answer, bool), (
                f"step must return True or False, it returned {describe(answer)}."
            )
            actual.append(answer)
        if actual != expected:
            report(expected=expected, actual=actual, hint="stopping-count")
        assert actual == expected, (
            f"With patience {patience} and the losses {losses}, step must answer {expected}; it answered "
            f"{actual}. Only a lower loss is an improvement, and each improvement starts the count anew."
        )
        best = min(loss for loss in losses if not math.isnan(loss))
        assert stopping.best_loss == best, (
            f"After the losses {losses} best_loss must be {best}, it is {describe(stopping.best_loss)}."
        )


def test_restore(seed: int, report: Report) -> None:
    torch.manual_seed(seed)
    for patience, losses in ((3, [1.0, 0.6, 0.4, 0.5, 0.6, 0.7]), (10, [0.9, 0.8, 0.3, 0.35, 0.3])):
        model = nn.Sequential(nn.Linear(4, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 3))
        optimizer = torch.optim.AdamW(model.parameters(), lr=0.05)
        stopping = EarlyStopping(patience)
        kept: dict[str, torch.Tensor] = {}
        for epoch, loss in enumerate(losses):
            before = {name: value.clone() for name, value in model.state_dict().items()}
            stopping.step(loss, model)
            after = model.state_dict()
            assert (
                all(torch.equal(after[name], value) for name, value in before.items()) and model.training
            ), "step must not change the model; it takes note of it."
            if epoch == 2:
                kept = before
            optimizer.zero_grad()
            model(torch.randn(8, 4)).square().mean().backward()  # the training goes on, in place
            optimizer.step()
        state = stopping.best_state
        held = sorted(state) if isinstance(state, dict) else describe(state)
        if held != sorted(kept):
            report(hint="stopping-copy")
        assert held == sorted(kept), (
            "best_state must hold every entry of model.state_dict() at the best epoch, buffers of batch norm "
            f"included: {', '.join(sorted(kept))}. It holds {held}."
        )
        assert isinstance(state, dict) and all(isinstance(value, torch.Tensor) for value in state.values()), (
            "best_state must hold tensors, as model.state_dict() does."
        )
        last = model.state_dict()
        live = all(torch.equal(state[name], last[name]) for name in kept)
        if live:
            report(hint="stopping-copy")
        assert not live, (
            "best_state holds the weights of the last epoch, not of the best one. state_dict() hands out the "
            "live tensors, which the optimizer goes on changing."
        )
        stopping.restore(model)
        restored = model.state_dict()
        wrong = [name for name in kept if not torch.equal(restored[name], kept[name])]
        if wrong:
            report(hint="stopping-copy")
        assert not wrong, (
            f"After restore the model must be that of the epoch with the lowest loss ({min(losses)}); "
            f"{', '.join(wrong)} differ."
        )
