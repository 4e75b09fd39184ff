"""Convolution, pooling and their arithmetic."""

from __future__ import annotations

import numpy as np
import torch
from support import Array, close, describe, library_conv, library_pool, must_be_array, must_be_int
from support import must_stand_alone
from torch import nn

from conftest import Report
from deepbridge.conv import conv2d_naive, maxpool, output_size, receptive_field


def test_conv_shape(seed: int, report: Report) -> None:
    must_stand_alone("conv.py", report)
    rng = np.random.default_rng(seed)
    for n, c_in, c_out, height, width, k_h, k_w, stride, padding in (
        (2, 1, 4, 7, 7, 3, 3, 1, 0),
        (3, 2, 5, 9, 6, 3, 2, 2, 1),
    ):
        out = conv2d_naive(
            rng.normal(size=(n, c_in, height, width)),
            rng.normal(size=(c_out, c_in, k_h, k_w)),
            rng.normal(size=c_out),
            stride,
            padding,
        )
        shape = (
            n,
            c_out,
            (height + 2 * padding - k_h) // stride + 1,
            (width + 2 * padding - k_w) // stride + 1,
        )
        must_be_array(out, shape, f"conv2d_naive of a {height} by {width} image with stride {stride}")
    try:
        conv2d_naive(rng.normal(size=(1, 3, 5, 5)), rng.normal(size=(2, 1, 3, 3)))
    except ValueError:
        return
    report(hint="conv-channels")
    raise AssertionError(
        "An image with 3 channels and kernels for 1 must raise ValueError; NumPy would broadcast them in "
        "silence."
    )


def test_output_size(seed: int, report: Report) -> None:
    must_stand_alone("conv.py", report)
    rng = np.random.default_rng(seed)
    cases = [(20, 3, 1, 1), (20, 3, 1, 0), (20, 2, 2, 0), (7, 3, 2, 0), (8, 3, 2, 0), (224, 7, 2, 3)]
    for _ in range(20):
        kernel = int(rng.integers(1, 8))
        cases.append(
            (int(rng.integers(kernel, 60)), kernel, int(rng.integers(1, 5)), int(rng.integers(0, 4)))
        )
    for size, kernel, stride, padding in cases:
        starts = range(0, size + 2 * padding - kernel + 1, stride)
        actual = must_be_int(output_size(size, kernel, stride, padding), "output_size")
        assert actual == len(starts), (
            f"A window of {kernel} pixels with stride {stride} on {size} pixels with padding {padding} fits "
            f"at {len(starts)} places, output_size says {actual}. Places that run over the edge do not count."
        )
    assert must_be_int(output_size(20, 3), "output_size") == 18, (
        "Without stride and padding, output_size(20, 3) is 18."
    )


def test_conv_hand_example(seed: int, report: Report) -> None:
    image = np.array([[[[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [4.0, 0.0, 1.0]]]])
    kernel = np.array([[[[1.0, 0.0], [2.0, -1.0]]]])
    expected = np.array([[[[1.0 + 0.0 - 1.0, 2.0 + 2.0 - 3.0], [0.0 + 8.0 - 0.0, 1.0 + 0.0 - 1.0]]]])
    actual = must_be_array(conv2d_naive(image, kernel), (1, 1, 2, 2), "conv2d_naive")
    flipped = library_conv(image, kernel[:, :, ::-1, ::-1].copy(), None, 1, 0)
    if not close(actual, expected):
        report(expected=expected, actual=actual, hint="conv-flip" if close(actual, flipped) else "conv-sum")
    assert close(actual, expected), (
        f"The 3 by 3 image of the guide with the kernel [[1, 0], [2, -1]] gives {describe(expected[0, 0])}, "
        f"conv2d_naive gave {describe(actual[0, 0])}."
    )
    biased = conv2d_naive(image, np.concatenate([kernel, kernel]), np.array([0.5, -2.0]))
    must_be_array(biased, (1, 2, 2, 2), "conv2d_naive with two kernels")
    both = np.concatenate([expected + 0.5, expected - 2.0], axis=1)
    if not close(biased, both):
        report(expected=both, actual=biased, hint="conv-bias")
    assert close(biased, both), (
        f"Each kernel has its own bias: with biases 0.5 and -2 the result is {describe(both[0])}, "
        f"conv2d_naive gave {describe(biased[0])}."
    )


def test_maxpool_hand_example(seed: int, report: Report) -> None:
    rows = [[1.0, 5.0, 2.0, 0.0, 9.0], [3.0, 4.0, 8.0, 1.0, 9.0], [-1.0, -2.0, -7.0, -3.0, 9.0]]
    image = np.array([[rows, [[-value for value in row] for row in rows]]])
    expected = np.array([[[[5.0, 8.0]], [[-1.0, 0.0]]]])
    actual = must_be_array(maxpool(image, 2), (1, 2, 1, 2), "maxpool of a 3 by 5 image with kernel 2")
    if not close(actual, expected):
        report(expected=expected, actual=actual)
    assert close(actual, expected), (
        f"The 2 by 2 windows of the two channels have the largest values {describe(expected[0])}, maxpool "
        f"gave {describe(actual[0])}. The largest of four negative numbers is negative."
    )
    report(hint="pool-stride")
    overlapping = must_be_array(maxpool(image, 2, 1), (1, 2, 2, 4), "maxpool with kernel 2 and stride 1")
    assert overlapping[0, 0, 0].tolist() == [5.0, 8.0, 8.0, 9.0], (
        f"With kernel 2 and stride 1 the first row is [5, 8, 8, 9], maxpool gave {overlapping[0, 0, 0]}."
    )


def field_by_gradient(layers: list[tuple[int, int]]) -> int:
    """Width of the pixels that have a gradient, through layers whose weights are all one."""
    need = 1
    for kernel, stride in reversed(layers):
        need = (need - 1) * stride + kernel
    x = torch.zeros(1, 1, 1, need + 12, dtype=torch.float64, requires_grad=True)
    out: torch.Tensor = x
    for kernel, stride in layers:
        layer = nn.Conv2d(1, 1, (1, kernel), (1, stride), bias=False, dtype=torch.float64)
        nn.init.ones_(layer.weight)
        out = layer(out)
    out[0, 0, 0, 0].backward()
    assert x.grad is not None
    return int((x.grad != 0).sum())


def test_receptive_field(seed: int, report: Report) -> None:
    must_stand_alone("conv.py", report)
    rng = np.random.default_rng(seed)
    cases: list[list[tuple[int, int]]] = [[], [(3, 1)], [(3, 1), (3, 1)], [(3, 1), (2, 2), (3, 1), (3, 1)]]
    for _ in range(12):
        # A stride above the kernel leaves gaps, which are no use to anybody.
        layers = []
        for _ in range(int(rng.integers(1, 5))):
            kernel = int(rng.integers(1, 6))
            layers.append((kernel, int(rng.integers(1, min(kernel, 3) + 1))))
        cases.append(layers)
    for layers in cases:
        expected = field_by_gradient(layers) if layers else 1
        actual = must_be_int(receptive_field(layers), "receptive_field")
        strides_ignored = 1 + sum(kernel - 1 for kernel, _ in layers)
        after = 1
        step = 1
        for kernel, stride in layers:
            step *= stride
            after += (kernel - 1) * step
        if actual != expected:
            report(
                expected=expected,
                actual=actual,
                hint="field-order"
                if actual == after
                else "field-stride"
                if actual == strides_ignored
                else None,
            )
        assert actual == expected, (
            f"Through the layers (kernel, stride) {layers} one unit has a gradient at {expected} pixels, "
            f"receptive_field says {actual}."
        )


def random_case(
    rng: np.random.Generator,
) -> tuple[Array, Array, Array | None, int, int]:
    """An image batch, kernels, a bias or None, stride and padding."""
    c_in, c_out = int(rng.integers(1, 4)), int(rng.integers(1, 4))
    k_h, k_w = (int(k) for k in rng.integers(1, 5, size=2))
    stride, padding = int(rng.integers(1, 4)), int(rng.integers(0, 3))
    height, width = (int(k) for k in rng.integers(5, 10, size=2))
    x = rng.normal(size=(int(rng.integers(1, 4)), c_in, height, width))
    weight = rng.normal(size=(c_out, c_in, k_h, k_w))
    return x, weight, rng.normal(size=c_out) if rng.random() < 0.7 else None, stride, padding


def conv_mistake(actual: Array, case: tuple[Array, Array, Array | None, int, int]) -> tuple[str, str] | None:
    """A well-known mistake that explains a wrong result: its words and its hint."""
    x, weight, bias, stride, padding = case
    others = {
        "the kernels were flipped": (
            library_conv(x, weight[:, :, ::-1, ::-1].copy(), bias, stride, padding),
            "conv-flip",
        ),
        "the bias is missing": (library_conv(x, weight, None, stride, padding), "conv-bias"),
        "only the first channel was used": (
            library_conv(x[:, :1].copy(), weight[:, :1].copy(), bias, stride, padding),
            "conv-sum",
        ),
    }
    if padding:
        edge = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="edge")
        others["the border was repeated instead of filled with zeros"] = (
            library_conv(edge, weight, bias, stride, 0),
            "conv-padding",
        )
    for words, (wrong, hint) in others.items():
        if close(actual, wrong):
            return words, hint
    return None


def test_conv_oracle(seed: int, report: Report) -> None:
    must_stand_alone("conv.py", report)
    rng = np.random.default_rng(seed + 1)
    for _ in range(25):
        case = random_case(rng)
        x, weight, bias, stride, padding = case
        kept = x.copy(), weight.copy()
        expected = library_conv(x, weight, bias, stride, padding)
        what = f"x {x.shape}, weight {weight.shape}, stride {stride}, padding {padding}"
        actual = must_be_array(conv2d_naive(x, weight, bias, stride, padding), expected.shape, what)
        assert np.array_equal(x, kept[0]) and np.array_equal(weight, kept[1]), (
            "conv2d_naive changed the arrays that it was given."
        )
        if not close(actual, expected):
            mistake = conv_mistake(actual, case)
            report(expected=expected, actual=actual, hint=mistake[1] if mistake else "conv-stride")
            raise AssertionError(
                f"{what}: conv2d_naive differs from torch.nn.functional.conv2d by "
                f"{np.abs(actual - expected).max():.3g}{': ' + mistake[0] if mistake else ''}."
            )


def test_maxpool_oracle(seed: int, report: Report) -> None:
    must_stand_alone("conv.py", report)
    rng = np.random.default_rng(seed + 2)
    for _ in range(20):
        kernel, stride = int(rng.integers(1, 4)), int(rng.integers(1, 4))
        shape = (int(rng.integers(1, 3)), int(rng.integers(1, 4)), *(int(k) for k in rng.integers(4, 11, 2)))
        x = rng.normal(size=shape) - 3.0
        expected = library_pool(x, kernel, stride)
        what = f"maxpool of shape {shape} with kernel {kernel} and stride {stride}"
        actual = must_be_array(maxpool(x, kernel, stride), expected.shape, what)
        if not close(actual, expected):
            report(expected=expected, actual=actual)
        assert close(actual, expected), (
            f"{what} differs from torch.nn.functional.max_pool2d by {np.abs(actual - expected).max():.3g}."
        )


def test_equivariance(seed: int, report: Report) -> None:
    """Convolve then move = move then convolve; and a maximum over all places does not see the move."""
    rng = np.random.default_rng(seed + 3)
    image = np.zeros((1, 2, 24, 24))
    image[..., 8:16, 8:16] = rng.normal(size=(1, 2, 8, 8))
    weight, bias = rng.normal(size=(3, 2, 3, 3)), rng.normal(size=3)
    still = conv2d_naive(image, weight, bias, 1, 1)
    for down, right in ((1, 0), (0, -3), (4, 2)):
        moved = np.roll(image, (down, right), axis=(2, 3))
        actual = conv2d_naive(moved, weight, bias, 1, 1)
        expected = np.roll(still, (down, right), axis=(2, 3))
        assert close(actual[..., 5:-5, 5:-5], expected[..., 5:-5, 5:-5]), (
            f"An image moved by ({down}, {right}) must give the same result, moved by ({down}, {right}); "
            "conv2d_naive did something that depends on the place."
        )
        peak = maxpool(actual, 24)
        assert close(peak, maxpool(still, 24)), (
            f"The largest value of each channel must not change when the image moves by ({down}, {right}); "
            "maxpool over the whole canvas gave another one."
        )
