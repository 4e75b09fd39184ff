"""Convolution and pooling with NumPy and loops, and the arithmetic of their shapes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """Number of places where a window fits, along one axis.

    Args:
        size: pixels of the input.
        kernel: pixels of the window.
        stride: pixels from one place to the next.
        padding: zeros that are added on each side.

    Returns:
        floor((size + 2 padding - kernel) / stride) + 1, as in Dumoulin and Visin (2016), "A guide to
        convolution arithmetic for deep learning", relationship 6.
    """
    ### BEGIN SOLUTION output_size
    return (size + 2 * padding - kernel) // stride + 1
    ### END SOLUTION output_size


def receptive_field(layers: Sequence[tuple[int, int]]) -> int:
    """Pixels of the input, along one axis, that one unit after the last layer depends on.

    Args:
        layers: (kernel, stride) of each convolution or pooling layer, input first.

    Returns:
        The width of the field: 1 for no layer, 3 for one 3 by 3 convolution.
    """
    ### BEGIN SOLUTION receptive_field
    field, step = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * step
        step *= stride
    return field
    ### END SOLUTION receptive_field


def conv2d_naive(
    x: Array, weight: Array, bias: Array | None = None, stride: int = 1, padding: int = 0
) -> Array:
    """The convolution of deep learning: slide each kernel over the image and take dot products.

    As in PyTorch the kernel is not flipped, so in signal processing this is called cross-correlation.

    Args:
        x: images, shape (n, c_in, h, w).
        weight: kernels, shape (c_out, c_in, k_h, k_w).
        bias: shape (c_out,), or None.
        stride: pixels from one place to the next, both ways.
        padding: zeros added on each of the four sides.

    Returns:
        Shape (n, c_out, h_out, w_out), with `output_size` along each axis.

    Raises:
        ValueError: if x and weight have different numbers of input channels.
    """
    ### BEGIN SOLUTION conv2d_naive
    n, channels, height, width = x.shape
    c_out, c_in, k_h, k_w = weight.shape
    if channels != c_in:
        raise ValueError(f"x has {channels} channels, the kernels have {c_in}")
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    h_out, w_out = output_size(height, k_h, stride, padding), output_size(width, k_w, stride, padding)
    out = np.zeros((n, c_out, h_out, w_out), dtype=x.dtype)
    for row in range(h_out):
        for column in range(w_out):
            top, left = row * stride, column * stride
            patch = padded[:, :, top : top + k_h, left : left + k_w]
            for kernel in range(c_out):
                out[:, kernel, row, column] = (patch * weight[kernel]).sum(axis=(1, 2, 3))
    return out if bias is None else out + bias[:, None, None]
    ### END SOLUTION conv2d_naive


def maxpool(x: Array, kernel: int, stride: int | None = None) -> Array:
    """The largest value of each window, channel by channel, without padding.

    Args:
        x: shape (n, c, h, w).
        kernel: height and width of the window.
        stride: pixels from one window to the next; None means `kernel`, so that windows do not overlap.

    Returns:
        Shape (n, c, h_out, w_out), with `output_size` along each axis. Rows and columns that fill no whole
        window are left out.
    """
    ### BEGIN SOLUTION maxpool
    stride = kernel if stride is None else stride
    h_out, w_out = output_size(x.shape[2], kernel, stride), output_size(x.shape[3], kernel, stride)
    out = np.empty((*x.shape[:2], h_out, w_out), dtype=x.dtype)
    for row in range(h_out):
        for column in range(w_out):
            top, left = row * stride, column * stride
            out[:, :, row, column] = x[:, :, top : top + kernel, left : left + kernel].max(axis=(2, 3))
    return out
    ### END SOLUTION maxpool
