"""The regularized network: its layers, its first weights, and what the optimizer shrinks."""

from __future__ import annotations

import torch
from reference import describe, must_stand_alone
from source_rules import shadowing_modules
from torch import nn

from conftest import PROJECT, Report
from deepbridge.trainer import Dropout, build_regularized
from deepbridge.training import HIDDEN, VARIANTS


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
                f"and {bound:.3f}; it has weights up to {float(weight.abs().max()):.3f}. Nothing is trained "
                "here."
            )


def has_hooks(part: object) -> bool:
    """Whether functions hang on a module or an optimizer; torch keeps them in dicts named `…_hooks`."""
    return any(
        (name.endswith("_hooks") and bool(value)) or name in ("forward", "step")
        for name, value in vars(part).items()
    )


def is_dropout(layer: nn.Module) -> bool:
    """Whether a layer goes by that name, whosever it is."""
    return type(layer).__name__ == "Dropout"


def check_layers(built: object, sizes: list[int], dropout: float, report: Report) -> None:
    """Linear, ReLU, Dropout, …, Linear, with the sizes and the dropout that were asked for."""
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
    foreign = [layer for layer in model if type(layer) not in (nn.Linear, nn.ReLU) and not is_dropout(layer)]
    if foreign:
        report(hint="network-layers")
    assert not foreign, (
        f"Linear and ReLU must be torch's own and nothing derived from them; {foreign[0]!r} is a class of "
        f"{type(foreign[0]).__module__}."
    )
    shapes = [(layer.in_features, layer.out_features) for layer in model if isinstance(layer, nn.Linear)]
    assert shapes == list(zip(sizes[:-1], sizes[1:])), (
        f"Linear layers must go {list(zip(sizes[:-1], sizes[1:]))}, they go {shapes}."
    )
    for layer in model:
        if is_dropout(layer):
            own = type(layer) is Dropout and layer.p == dropout
            if not own:
                report(hint="network-layers")
            assert own, (
                f"The dropout must be your own, with p = {dropout}; it is {layer!r} of "
                f"{type(layer).__module__}."
            )


def test_layers(seed: int, report: Report) -> None:
    torch.manual_seed(seed)
    for sizes in ([64, 256, 256, 10], [5, 7, 3], [4, 2]):
        check_layers(build_regularized(sizes, 0.3, 0.1), sizes, 0.3, report)
    # And as the training asks for it, so that what it gets is what is checked.
    sizes, recipe = [64, *HIDDEN, 10], VARIANTS["all"]
    check_layers(build_regularized(sizes, recipe.dropout, recipe.weight_decay), sizes, recipe.dropout, report)


def test_optimizer(seed: int, report: Report) -> None:
    """A whole step with a gradient of zero: AdamW then only shrinks. And nothing else is in the file."""
    must_stand_alone("trainer.py", report)
    hidden = shadowing_modules(PROJECT)
    if hidden:
        report(hint="own-files")
    assert not hidden, f"Files in src/ stand in the way of libraries or checks: {', '.join(hidden)}."
    torch.manual_seed(seed)
    built = [
        (decay, rate, *build_regularized([64, 48, 40, 10], dropout, decay, learning_rate=rate))
        for decay, rate, dropout in ((0.5, 0.1, 0.2), (0.0, 0.1, 0.0), (2.0, 0.01, 0.0))
    ]
    for recipe in VARIANTS.values():  # as the training asks for them
        made = build_regularized([64, *HIDDEN, 10], recipe.dropout, recipe.weight_decay)
        built.append((recipe.weight_decay, 0.005, *made))
    for decay, rate, model, optimizer in built:
        assert type(optimizer) is torch.optim.AdamW, (
            f"The optimizer must be torch's AdamW, it is {type(optimizer).__name__}."
        )
        groups = [parameter for group in optimizer.param_groups for parameter in group["params"]]
        own = [id(parameter) for parameter in model.parameters()]
        assert sorted(map(id, groups)) == sorted(own), (
            f"The optimizer must hold each of the {len(own)} parameters once; its groups have {len(groups)}."
        )
        check_first_weights(model, report)
        hooked = [type(part).__name__ for part in (*model.modules(), optimizer) if has_hooks(part)]
        if hooked:
            report(hint="network-rate")
        assert not hooked, (
            "Nothing may hang on the network or the optimizer that acts while it trains; hooks hang on "
            f"{', '.join(hooked)}."
        )
        fresh = torch.optim.AdamW(model.parameters(), lr=rate).defaults
        for group in optimizer.param_groups:
            usual = all(group[name] == fresh[name] for name in ("lr", "betas", "eps", "amsgrad", "maximize"))
            if not usual:
                report(hint="network-rate")
            assert usual, (
                f"AdamW must have the rate {rate} that it was asked for, and torch's own betas and eps; a "
                f"group has rate {group['lr']}, betas {group['betas']}, eps {group['eps']}."
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
                f"{name} by {factor:g}; its first entry went from {float(before[name].flatten()[0]):.5f} to "
                f"{float(parameter.flatten()[0]):.5f}. Matrices have the decay, biases none."
            )
