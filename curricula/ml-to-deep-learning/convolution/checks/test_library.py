"""The same layers from PyTorch."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import numpy as np
import pytest
from support import (
    Array,
    close,
    describe,
    library_conv,
    library_pool,
    must_be_array,
    must_be_int,
    must_stand_alone,
)
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from conftest import Report
from deepbridge import conv, library
from deepbridge.library import LibraryRun, library_run


def test_library(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    must_stand_alone("library.py", report)
    rng = np.random.default_rng(seed + 5)
    for n, c_in, c_out, side, kernel, stride, padding, pool in (
        (2, 1, 3, 12, 3, 1, 1, 2),
        (3, 2, 4, 11, 5, 2, 2, 3),
    ):
        x = rng.normal(size=(n, c_in, side, side))
        weight, bias = rng.normal(size=(c_out, c_in, kernel, kernel)), rng.normal(size=c_out)
        kept = weight.copy()
        run = library_run(x, weight, bias, stride, padding, pool)
        assert isinstance(run, LibraryRun), (
            f"library_run must return a LibraryRun, it returned {describe(run)}."
        )
        convolved = library_conv(x, weight, bias, stride, padding)
        expected = library_pool(convolved, pool, pool)
        output = must_be_array(run.output, expected.shape, "the output of library_run")
        if not close(output, expected):
            report(expected=expected, actual=output)
        assert close(output, expected), (
            "library_run's output differs from conv2d and max_pool2d by "
            f"{np.abs(output - expected).max():.3g}. Are weights and bias copied, is it float64?"
        )
        assert np.array_equal(weight, kept), "library_run changed the weights that it was given."
        flops = 2 * convolved.size * c_in * kernel * kernel
        if run.flops != flops:
            report(expected=flops, actual=run.flops, hint="library-flops")
        assert must_be_int(run.flops, "library_run's flops") == flops, (
            f"{convolved.size} results of {c_in * kernel * kernel} products each are {flops} operations; "
            f"library_run says {run.flops}. Count one forward pass of the whole batch."
        )
        assert 0.0 <= float(run.difference) < 1e-9, (
            f"Your own result and PyTorch's must agree to 1e-9; library_run says {run.difference!r}."
        )
        for seconds in (run.library_seconds, run.own_seconds):
            assert type(seconds) is float and 0.0 < seconds < 60.0 and math.isfinite(seconds), (
                f"The two times must be positive seconds, one is {seconds!r}."
            )
    report(hint="library-call")
    must_follow(library_run, x, weight, bias, stride, padding, pool, expected, flops, monkeypatch)


def must_follow(
    run: Callable[..., LibraryRun],
    x: Array,
    weight: Array,
    bias: Array,
    stride: int,
    padding: int,
    pool: int,
    expected: Array,
    flops: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each figure follows when the thing that it is said to come from is changed."""
    convolve, pooling = nn.Conv2d.forward, nn.MaxPool2d.forward
    count, table = FlopCounterMode.get_total_flops, FlopCounterMode.get_flop_counts
    own, own_pool = library.conv2d_naive, library.maxpool

    def slow_layer(layer: nn.Conv2d, image: Tensor) -> Tensor:
        time.sleep(0.03)
        return convolve(layer, image) + 3.0

    def other_pooling(layer: nn.MaxPool2d, image: Tensor) -> Tensor:
        return pooling(layer, image) - 2.0

    def slow_own(*args, **kwargs):
        time.sleep(0.03)
        return own(*args, **kwargs) + 0.5

    def other_own_pool(*args, **kwargs):
        return own_pool(*args, **kwargs) + 0.25

    with monkeypatch.context() as patch:
        patch.setattr(nn.Conv2d, "forward", slow_layer)
        changed = run(x, weight, bias, stride, padding, pool)
        assert changed.library_seconds > 0.025, (
            "When nn.Conv2d is made to wait for 0.03 s, library_seconds must be longer than that; it is "
            f"{changed.library_seconds:.4f}."
        )
        assert close(np.asarray(changed.output), expected + 3.0), (
            "When nn.Conv2d is changed, library_run's output does not change with it: it does not come from "
            "the layer."
        )
    with monkeypatch.context() as patch:
        patch.setattr(nn.MaxPool2d, "forward", other_pooling)
        changed = run(x, weight, bias, stride, padding, pool)
        assert close(np.asarray(changed.output), expected - 2.0), (
            "When nn.MaxPool2d is changed, library_run's output does not change with it: it does not come "
            "from the layer."
        )
    with monkeypatch.context() as patch:
        patch.setattr(FlopCounterMode, "get_total_flops", lambda counter: 7 * count(counter))
        patch.setattr(
            FlopCounterMode,
            "get_flop_counts",
            lambda counter: {
                name: {operation: 7 * number for operation, number in row.items()}
                for name, row in table(counter).items()
            },
        )
        assert run(x, weight, bias, stride, padding, pool).flops == 7 * flops, (
            "When FlopCounterMode counts seven times as much, the flops of library_run do not change with "
            "it: they do not come from the library."
        )
    with monkeypatch.context() as patch:
        for module in (library, conv):
            patch.setattr(module, "conv2d_naive", slow_own)
            patch.setattr(module, "maxpool", other_own_pool)
        changed = run(x, weight, bias, stride, padding, pool)
        difference = changed.difference
        assert changed.own_seconds > 0.025, (
            "When conv2d_naive is made to wait for 0.03 s, own_seconds must be longer than that; it is "
            f"{changed.own_seconds:.4f}."
        )
        assert abs(difference - 0.75) < 1e-6, (
            "When conv2d_naive is off by 0.5 and maxpool by 0.25, library_run must report a difference of "
            f"0.75; it reports {difference!r}."
        )
