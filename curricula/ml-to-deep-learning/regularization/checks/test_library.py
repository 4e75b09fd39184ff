"""The library's own tools on the same work."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
import torch
from reference import describe, must_stand_alone
from torch import nn
from torch.optim.swa_utils import AveragedModel

from conftest import Report
from deepbridge import library
from deepbridge.data import noisy_digits
from deepbridge.library import train_with_library


class Ledger:
    """What a call of `train_with_library` used of the library."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.smoothing: list[float] = []
        self.dropouts: list[float] = []
        self.decays: list[float] = []
        self.rates: list[float] = []
        self.steps = 0
        self.updates: list[int] = []
        ledger = self
        # nn.CrossEntropyLoss and a direct call of the function both end here.
        cross_entropy, dropout_forward = nn.functional.cross_entropy, nn.Dropout.forward
        step, update = torch.optim.AdamW.step, AveragedModel.update_parameters

        def loss(*args: Any, **kwargs: Any) -> torch.Tensor:
            given = inspect.signature(cross_entropy).bind(*args, **kwargs).arguments
            ledger.smoothing.append(given.get("label_smoothing", 0.0))
            return cross_entropy(*args, **kwargs)

        def dropout(module: nn.Dropout, x: torch.Tensor) -> torch.Tensor:
            if module.training:
                ledger.dropouts.append(module.p)
            return dropout_forward(module, x)

        def stepped(optimizer: torch.optim.AdamW, *args: object, **kwargs: object) -> object:
            ledger.steps += 1
            ledger.decays = [group["weight_decay"] for group in optimizer.param_groups]
            ledger.rates = [group["lr"] for group in optimizer.param_groups]
            return step(optimizer, *args, **kwargs)

        def updated(averaged: AveragedModel, model: nn.Module) -> None:
            ledger.updates.append(ledger.steps)
            update(averaged, model)

        monkeypatch.setattr(nn.functional, "cross_entropy", loss)
        for name in [key for key, value in vars(library).items() if value is cross_entropy]:
            monkeypatch.setattr(library, name, loss)
        monkeypatch.setattr(nn.Dropout, "forward", dropout)
        monkeypatch.setattr(torch.optim.AdamW, "step", stepped)
        monkeypatch.setattr(AveragedModel, "update_parameters", updated)


def test_library_settings(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    must_stand_alone("library.py", report)
    split = noisy_digits(seed)
    ledger = Ledger(monkeypatch)
    kept: list[dict[str, torch.Tensor]] = []
    update = AveragedModel.update_parameters

    def remember(averaged: AveragedModel, model: nn.Module) -> None:
        kept.append({name: value.detach().clone() for name, value in model.named_parameters()})
        update(averaged, model)

    monkeypatch.setattr(AveragedModel, "update_parameters", remember)
    model = train_with_library(split.x_train, split.y_train, [64, 32, 24, 10], seed, epochs=12)
    report(hint="library-call")
    assert type(model) is AveragedModel, (
        f"train_with_library must return the AveragedModel, it returned {describe(model)[:120]}."
    )
    assert not model.training, "The averaged model must be returned in evaluation mode."
    assert ledger.steps == 12, f"12 epochs on all rows are 12 steps of AdamW; it made {ledger.steps}."
    report(hint="library-settings")
    assert ledger.dropouts and set(ledger.dropouts) == {0.5} and len(ledger.dropouts) == 24, (
        "Two nn.Dropout(0.5), one after each ReLU, must drop in each of 12 epochs: 24 passes while training. "
        f"There were {len(ledger.dropouts)}, with p {sorted(set(ledger.dropouts))}."
    )
    assert set(ledger.smoothing) == {0.1} and len(ledger.smoothing) == 12, (
        "The loss of each epoch must be a cross entropy with label_smoothing=0.1, in 12 epochs 12 times; it "
        f"was called {len(ledger.smoothing)} times, with {sorted(set(ledger.smoothing))}."
    )
    assert set(ledger.rates) == {0.005}, (
        f"AdamW must have the learning rate 0.005, it has {sorted(set(ledger.rates))}."
    )
    assert max(ledger.decays) == 0.3, (
        f"AdamW must have weight_decay=0.3, it has {sorted(set(ledger.decays))}."
    )
    assert ledger.updates == [7, 8, 9, 10, 11, 12], (
        "The average takes in the weights after each epoch of the second half: after steps 7 to 12 of 12. It "
        f"did after steps {ledger.updates}."
    )
    report(hint="library-call")
    assert any(not torch.equal(kept[0][name], value) for name, value in kept[-1].items()), (
        "The network that AveragedModel takes in did not change from epoch to epoch. The optimizer and the "
        "loss must work on the network itself; the average only looks on."
    )
    for name, value in model.module.named_parameters():
        mean = torch.stack([state[name] for state in kept]).mean(dim=0)
        assert torch.allclose(value, mean, rtol=1e-4, atol=1e-6), (
            f"{name} of the returned model is not the mean of the six weights that the average took in."
        )
    with torch.no_grad():
        x = split.x_test[:20]
        assert torch.equal(model(x), model(x)), "The returned model must be deterministic."
    again = train_with_library(split.x_train, split.y_train, [64, 32, 24, 10], seed, epochs=12)
    other = train_with_library(split.x_train, split.y_train, [64, 32, 24, 10], seed + 1, epochs=12)
    report(hint="library-seed")
    with torch.no_grad():
        assert torch.equal(again(x), model(x)) and not torch.equal(other(x), model(x)), (
            "Equal seeds must give equal models and different seeds different ones: seed torch and the "
            "generator of the augmentation with `seed`."
        )
