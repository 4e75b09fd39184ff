"""What the checks share: what came must be a tensor, and what a learner's file may use."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from hypothesis import configuration
from source_rules import foreign_names
from torch import Tensor, nn

from conftest import PROJECT, Report

torch.set_num_threads(1)
# Hypothesis keeps a folder in the working directory; checks write to evidence/ and a temporary folder only.
configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "bridgecraft-hypothesis")


# What each file of the learner's may import beside plain modules of the standard library.
MAY_USE = {
    "trainer.py": frozenset({"torch", "numpy", "scipy", "deepbridge.scores"}),
    "library.py": frozenset({"torch", "numpy", "deepbridge.trainer"}),
    "diagnosis.py": frozenset({"torch", "numpy", "scipy", "sklearn", "deepbridge.colleague"}),
}
# Torch's own dropouts are what the one in trainer.py is compared with.
READY_MADE = {
    "trainer.py": frozenset(
        "Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout dropout dropout_ dropout1d "
        "dropout2d dropout3d alpha_dropout feature_dropout feature_alpha_dropout native_dropout".split()
    )
}


def must_stand_alone(name: str, report: Report) -> None:
    """A failure if a file of the learner's reaches beyond what it may use."""
    foreign = foreign_names(
        PROJECT / "src" / "deepbridge" / name, MAY_USE[name], ready_made=READY_MADE.get(name, frozenset())
    )
    if foreign:
        report(hint="own-files")
    usable = sorted({module.split(".")[0] for module in MAY_USE[name]} - {"deepbridge"})
    assert not foreign, (
        f"{name} must get by with {', '.join(usable)}, plain modules of the standard library and what it "
        f"imports already, open no file, and change nothing in them; it uses {', '.join(foreign)}."
    )


def describe(value: object) -> str:
    """A value in a failure message, on one line."""
    if isinstance(value, Tensor) and value.numel() > 12:
        return f"a tensor of shape {tuple(value.shape)} and type {value.dtype}"
    return " ".join(repr(value).split())[:300]


def must_be_tensor(value: object, shape: tuple[int, ...], what: str) -> Tensor:
    """The tensor, or a failure that says what came instead."""
    assert type(value) is Tensor, (
        f"{what} must be a torch.Tensor of shape {shape}, it is {describe(value)}. Does every path end in "
        "`return`?"
    )
    assert tuple(value.shape) == shape, f"{what} must have shape {shape}, it has shape {tuple(value.shape)}."
    return value


def plain_network(
    sizes: list[int], dropout: float = 0.0, weight_decay: float = 0.0
) -> tuple[nn.Sequential, torch.optim.AdamW]:
    """The same network without any regularization, built by the checks; `dropout` and decay must be 0."""
    assert dropout == 0.0 and weight_decay == 0.0
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    return model, torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=0.0)


@torch.no_grad()
def logits_of(model: nn.Module, x: Tensor) -> Tensor:
    """Logits from the weights alone: linear layers and ReLU, whatever else stands in the model."""
    layers = [layer for layer in model.modules() if isinstance(layer, nn.Linear)]
    for number, layer in enumerate(layers):
        x = x @ layer.weight.T + layer.bias
        if number < len(layers) - 1:
            x = x.clamp(min=0.0)
    return x
