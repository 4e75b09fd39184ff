"""What the checks compare with, and what they ask of values and files."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from source_rules import foreign_names, shadowing_modules
from torch import Tensor, nn
from torch.nn import functional as F

from conftest import PROJECT, Report

torch.set_num_threads(1)
Array = NDArray[np.float64]

# What each of the learner's files may use besides plain modules of the standard library.
ALLOWED = {
    "features.py": frozenset({"numpy", "scipy.fft", "scipy.ndimage"}),
    "conv.py": frozenset({"numpy"}),
    "net.py": frozenset({"torch"}),
    "library.py": frozenset({"numpy", "torch", "deepbridge.conv"}),
    "diagnosis.py": frozenset({"numpy", "torch", "deepbridge.colleague"}),
}


LONGEST = 30_000  # characters of a learner's file; the longest of the finished project has 7,000


def must_stand_alone(name: str, report: Report) -> None:
    """A learner's file uses only what it may, and is code, not data."""
    path = PROJECT / "src" / "deepbridge" / name
    size = len(path.read_text(encoding="utf-8"))
    assert size <= LONGEST, (
        f"{name} has {size:,} characters; {LONGEST:,} are plenty for code. Images and trained weights do not "
        "belong into it."
    )
    hidden = shadowing_modules(PROJECT)
    foreign = foreign_names(path, ALLOWED[name])
    if hidden or foreign:
        report(hint="own-code")
    assert not hidden, f"Files in src/ stand in the way of libraries or of given files: {', '.join(hidden)}."
    allowed = ", ".join(sorted(ALLOWED[name]))
    assert not foreign, (
        f"{name} must get by with {allowed} and plain modules of the standard library, and change nothing in "
        f"them; it uses {', '.join(foreign)}."
    )


def describe(value: object) -> str:
    """A value in a failure message: arrays on one line, with their shape."""
    if isinstance(value, Tensor):
        value = value.detach().numpy()
    if isinstance(value, np.ndarray) and type(value) is not np.ndarray:
        return f"an array of the class {type(value).__name__}"
    if isinstance(value, np.ndarray):
        text = " ".join(np.array2string(value, precision=6, separator=", ", threshold=12).split())
        return f"{text} (shape {value.shape})"
    return repr(value)[:300]


def must_be_array(value: object, shape: tuple[int, ...], what: str) -> Array:
    """The array, or a failure that says what came instead."""
    # A class of one's own could answer every comparison with yes.
    assert type(value) is np.ndarray, (
        f"{what} must return a plain NumPy array of shape {shape}, it returned {describe(value)}."
    )
    array = cast("Array", value)
    assert array.shape == shape, f"{what} must have shape {shape}, it has shape {array.shape}."
    assert np.issubdtype(array.dtype, np.number), f"{what} must hold numbers, its type is {array.dtype}."
    assert np.isfinite(array).all(), f"{what} must hold finite numbers; it holds NaN or infinity."
    return array


def must_be_tensor(value: object, shape: tuple[int, ...], what: str) -> Tensor:
    """The tensor, or a failure that says what came instead."""
    assert type(value) is Tensor, (
        f"{what} must return a torch Tensor of shape {shape}, it returned {describe(value)}."
    )
    assert value.shape == shape, f"{what} must have shape {shape}, it has shape {tuple(value.shape)}."
    assert bool(torch.isfinite(value).all()), f"{what} must hold finite numbers; it holds NaN or infinity."
    return value


def must_be_int(value: object, what: str) -> int:
    """The number, or a failure that says what came instead."""
    plain = type(value) is int or (isinstance(value, np.integer) and type(value).__module__ == "numpy")
    assert plain, f"{what} must return a plain int, it returned {describe(value)}."
    return int(cast("int", value))


def close(actual: Array, expected: Array) -> bool:
    """Equal in float64 to 1e-6 of the largest entry, or of 1."""
    scale = max(1.0, float(np.abs(expected).max(initial=0.0)))
    return float(np.abs(actual - expected).max(initial=0.0)) <= 1e-6 * scale


def library_conv(x: Array, weight: Array, bias: Array | None, stride: int, padding: int) -> Array:
    """PyTorch's convolution in float64."""
    bias_tensor = None if bias is None else torch.from_numpy(bias)
    return F.conv2d(torch.from_numpy(x), torch.from_numpy(weight), bias_tensor, stride, padding).numpy()


def library_pool(x: Array, kernel: int, stride: int) -> Array:
    """PyTorch's max pooling in float64."""
    return F.max_pool2d(torch.from_numpy(x), kernel, stride).numpy()


def move(images: Tensor, down: int, right: int) -> Tensor:
    """Images moved, zeros coming in: one pixel at a time, which leaves little room for a mistake."""
    out = torch.zeros_like(images)
    height, width = images.shape[-2:]
    for row, column in itertools.product(range(height), range(width)):
        if 0 <= row - down < height and 0 <= column - right < width:
            out[..., row, column] = images[..., row - down, column - right]
    return out


def with_weights(
    module: nn.Module, rng: np.random.Generator, scale: Callable[[tuple[int, ...]], float]
) -> nn.Module:
    """Give every parameter random values; `scale` of its shape is their standard deviation."""
    with torch.no_grad():
        for parameter in module.parameters():
            size = scale(tuple(parameter.shape))
            parameter.copy_(torch.from_numpy(rng.normal(0.0, size, tuple(parameter.shape))))
    return module
