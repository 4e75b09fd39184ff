"""Parameters and FLOPs."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from support import describe
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from conftest import Report
from deepbridge.bench import Cost
from deepbridge.data import Shape
from deepbridge.net import build
from deepbridge.search import count_params_flops
from deepbridge.space import Config


def count(config: Config, shape: Shape) -> tuple[int, int]:
    """The learner's counts."""
    cost = count_params_flops(config, shape.side, shape.inputs, shape.classes)
    assert type(cost) is Cost, f"count_params_flops must return a Cost, it returned {describe(cost)}."
    for value in (cost.parameters, cost.flops):
        assert type(value) is int, f"Counts must be of the type int; there is {describe(value)}."
    return cost.parameters, cost.flops


def compare(config: Config, shape: Shape, expected: tuple[int, int], report: Report) -> None:
    """Both counts, with the likeliest mistake in words."""
    actual = count(config, shape)
    if actual == expected:
        return
    report(expected=f"parameters {expected[0]}, FLOPs {expected[1]}", actual=f"{actual[0]}, {actual[1]}")
    words = "Count layer by layer: weights and biases, and the positions that each convolution is computed at"
    if actual[1] * 2 == expected[1]:
        report(hint="cost-factor")
        words = "A multiply-add is two FLOPs"
    elif actual[0] != expected[0]:
        report(hint="cost-parameters")
    raise AssertionError(
        f"{config} on {shape.inputs} x {shape.side} x {shape.side} pixels has {expected[0]} parameters and "
        f"{expected[1]} FLOPs, count_params_flops says {actual[0]} and {actual[1]}. {words}."
    )


def test_hand_example(report: Report) -> None:
    shape = Shape(8, 1, 10)
    # 36 + 4, 64 * 16 + 16, 16 * 10 + 10; 2 * (36 * 64 + 64 * 16 + 16 * 10)
    compare(Config(1, 4, 3, 16, 0.1, 1e-3, 1e-4), shape, (1250, 6976), report)
    # A second convolution, after the pooling: 4 * 9 * 4 + 4 more, at 16 positions.
    compare(Config(2, 4, 3, 16, 0.1, 1e-3, 1e-4), shape, (1398, 11584), report)


def test_against_torch(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng([seed, 2])
    cases: list[tuple[Config, Shape, tuple[int, int]]] = []
    for side, inputs, classes in ((8, 1, 10), (12, 3, 7), (3, 4, 6), (28, 1, 10)):
        for blocks in (1, 2, 3):
            shape = Shape(side, inputs, classes)
            channels, kernel = int(rng.integers(2, 12)), int(rng.choice([1, 3, 5]))
            config = Config(blocks, channels, kernel, int(rng.integers(5, 60)), 0.2, 1e-3, 1e-4)
            model = build(config, shape=shape)
            with FlopCounterMode(display=False) as counter, torch.no_grad():
                model(torch.zeros(1, inputs, side, side, dtype=torch.float64))
            parameters = sum(parameter.numel() for parameter in model.parameters())
            cases.append((config, shape, (parameters, int(counter.get_total_flops()))))

    def closed(*_: object, **__: object) -> None:
        report(hint="cost-arithmetic")
        raise AssertionError("count_params_flops built a network; the counts are to come from arithmetic.")

    monkeypatch.setattr(nn.Module, "__init__", closed)
    for config, shape, expected in cases:
        compare(config, shape, expected, report)
