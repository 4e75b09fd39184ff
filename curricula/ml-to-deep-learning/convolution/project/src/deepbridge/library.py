"""The same layers from the library: PyTorch's convolution and pooling, their time and their work."""

from __future__ import annotations

import time
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from deepbridge.conv import conv2d_naive, maxpool

Array = NDArray[np.float64]


class LibraryRun(NamedTuple):
    """One convolution with pooling, by the library, beside your own.

    Attributes:
        output: PyTorch's result, shape (n, c_out, h_out, w_out), float64.
        difference: largest absolute difference from your own result.
        flops: floating-point operations, as PyTorch's `FlopCounterMode` counts them.
        library_seconds: time of PyTorch's forward pass.
        own_seconds: time of `conv2d_naive` and `maxpool`.
    """

    output: Array
    difference: float
    flops: int
    library_seconds: float
    own_seconds: float


def library_run(
    x: Array, weight: Array, bias: Array, stride: int = 1, padding: int = 0, pool: int = 2
) -> LibraryRun:
    """Convolve and pool with `nn.Conv2d` and `nn.MaxPool2d`, count the work, and compare with your own.

    Give the layer copies of the weights and compute in float64 without gradients. `FlopCounterMode` counts a
    multiplication and an addition as two operations, and counts neither bias nor pooling.

    Args:
        x: shape (n, c_in, h, w).
        weight: shape (c_out, c_in, k, k).
        bias: shape (c_out,).
        stride: of the convolution.
        padding: of the convolution.
        pool: kernel and stride of the pooling.
    """
    ### BEGIN SOLUTION library_run
    c_out, c_in, kernel, _ = weight.shape
    convolution = nn.Conv2d(c_in, c_out, kernel, stride=stride, padding=padding, dtype=torch.float64)
    assert convolution.bias is not None
    net = nn.Sequential(convolution, nn.MaxPool2d(pool))
    with torch.no_grad():
        convolution.weight.copy_(torch.from_numpy(weight))
        convolution.bias.copy_(torch.from_numpy(bias))
        counter = FlopCounterMode(display=False)
        with counter:
            net(torch.from_numpy(x))
        start = time.perf_counter()
        output = net(torch.from_numpy(x)).numpy()
        library_seconds = time.perf_counter() - start
    start = time.perf_counter()
    own = maxpool(conv2d_naive(x, weight, bias, stride, padding), pool)
    own_seconds = time.perf_counter() - start
    difference = float(np.abs(output - own).max())
    return LibraryRun(output, difference, counter.get_total_flops(), library_seconds, own_seconds)
    ### END SOLUTION library_run
