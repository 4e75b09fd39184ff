"""The regularized network: its layers, its first weights, and what the optimizer shrinks."""

from __future__ import annotations

import torch
from reference import describe, foreign_names
from torch import nn

from conftest import PROJECT, Report
from deepbridge.trainer import Dropout, build_regularized

ALLOWED = {
    "trainer.py": frozenset({"deepbridge.scores"}),
    "library.py": frozenset({"deepbridge.trainer"}),
    "diagnosis.py": frozenset({"deepbridge.colleague"}),
}


def check_first_weights(model: nn.Sequential, report: Report) -> None:
    """nn.Linear's own first weights: uniform up to 1 / sqrt(fan_in)."""
    for layer in model:
        if isinstance(layer, nn.Linear):
            bound = layer.in_features**-0.5
            weight = layer.weight.detach()
            uniform = float(weight.abs().max()) <= bound * 1.0001
            spread = float(weight.std()) / (bound / 3**0.5)
            if not (uniform and (weight.numel() < 400 or 0.9 < spread < 1.1)):
                report(hint="network-first-weights")
            assert uniform and (weight.numel() < 400 or 0.9 < spread < 1.1), (
                f"The layer {layer} must start with nn.Linear's own weights, uniform between -{bound:.3f} "
                "and "
                f"{bound:.3f}; it has weights up to {float(weight.abs().max()):.3f}. Nothing is trained here."
            )


def test_layers(seed: int, report: Report) -> None:
    torch.manual_seed(seed)
    for sizes in ([64, 256, 256, 10], [5, 7, 3], [4, 2]):
        built = build_regularized(sizes, 0.3, 0.1)
        assert isinstance(built, tuple) and len(built) == 2, (
            f"build_regularized must return the network and the optimizer; it returned {describe(built)}."
        )
        model, _ = built
        assert type(model) is nn.Sequential, f"The network must be an nn.Sequential, it is {describe(model)}."
        kinds = [type(layer).__name__ for layer in model]
        expected = ["Linear", "ReLU", "Dropout"] * (len(sizes) - 2) + ["Linear"]
        if kinds != expected:
            report(expected=expected, actual=kinds, hint="network-layers")
        assert kinds == expected, f"Layers {sizes} need {expected}, in this order; the network has {kinds}."
        shapes = [(layer.in_features, layer.out_features) for layer in model if isinstance(layer, nn.Linear)]
        assert shapes == list(zip(sizes[:-1], sizes[1:])), (
            f"Linear layers must go {list(zip(sizes[:-1], sizes[1:]))}, they go {shapes}."
        )
        for layer in model:
            if type(layer).__name__ == "Dropout":
                if not (type(layer) is Dropout and layer.p == 0.3):
                    report(hint="network-layers")
                assert type(layer) is Dropout and layer.p == 0.3, (
                    f"The dropout must be your own, with p = 0.3; it is {layer!r} of "
                    f"{type(layer).__module__}."
                )


def test_optimizer(seed: int, report: Report) -> None:
    """A whole step with a gradient of zero: AdamW then only shrinks. And nothing else is in these files."""
    for name, allowed in ALLOWED.items():
        foreign = foreign_names(PROJECT / "src" / "deepbridge" / name, allowed)
        if foreign:
            report(hint="own-files")
        assert not foreign, (
            f"{name} must get by with torch, NumPy, SciPy, plain modules of the standard library and what "
            "it imports "
            f"already, and change nothing in them; it uses {', '.join(foreign)}."
        )
    torch.manual_seed(seed)
    for decay, rate, dropout in ((0.5, 0.1, 0.2), (0.0, 0.1, 0.0), (0.0, 0.003, 0.5), (2.0, 0.01, 0.0)):
        model, optimizer = build_regularized([64, 48, 40, 10], dropout, decay, learning_rate=rate)
        assert type(optimizer) is torch.optim.AdamW, (
            f"The optimizer must be torch's AdamW, it is {describe(optimizer)}."
        )
        groups = [parameter for group in optimizer.param_groups for parameter in group["params"]]
        assert len(groups) == 6 and {id(p) for p in groups} == {id(p) for p in model.parameters()}, (
            f"The optimizer must hold each of the 6 parameters once; its groups have {len(groups)}."
        )
        check_first_weights(model, report)
        fresh = torch.optim.AdamW(model.parameters(), lr=rate).defaults
        for group in optimizer.param_groups:
            usual = all(group[name] == fresh[name] for name in ("lr", "betas", "eps", "amsgrad", "maximize"))
            if not usual:
                report(hint="network-rate")
            assert usual, (
                f"AdamW must have the rate {rate} that it was asked for, and torch's own betas and eps; a "
                "group has rate "
                f"{group['lr']}, betas {group['betas']}, eps {group['eps']}."
            )
        before = {name: parameter.detach().clone() for name, parameter in model.named_parameters()}
        for parameter in model.parameters():
            parameter.grad = torch.zeros_like(parameter)
        optimizer.step()
        for name, parameter in model.named_parameters():
            factor = 1.0 if name.endswith("bias") else 1.0 - rate * decay
            right = torch.allclose(parameter, before[name] * factor, rtol=1e-5, atol=1e-7)
            if not right:
                report(hint="network-decay")
            assert right, (
                f"With weight_decay={decay}, learning_rate={rate} and no gradient, one step must multiply "
                f"{name} by "
                f"{factor:g}; its first entry went from {float(before[name].flatten()[0]):.5f} to "
                f"{float(parameter.flatten()[0]):.5f}. Matrices have the decay, biases none."
            )
