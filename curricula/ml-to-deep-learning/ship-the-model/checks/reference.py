"""What the checks compare with: formulas and small ONNX files of their own, and the shared runs."""

from __future__ import annotations

import dataclasses
import functools
import tempfile
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from deepbridge.data import Labels, Parts, digits
from deepbridge.experiments import Camera, Fleet, Networks, build_camera, build_fleet, train_networks

torch.set_num_threads(1)

Array = NDArray[np.float64]


def describe(value: object) -> str:
    """A value in a failure message: arrays on one line, with their shape."""
    if isinstance(value, Tensor):
        value = value.detach().numpy()
    if isinstance(value, np.ndarray):
        text = " ".join(np.array2string(value, precision=5, separator=", ", threshold=12).split())
        return f"{text} (shape {value.shape})"
    return repr(value)[:300]


def must_be_tensor(value: object, shape: tuple[int, ...], what: str) -> Tensor:
    """The tensor, or a failure that says what came instead."""
    assert isinstance(value, Tensor) and type(value) in (Tensor, nn.Parameter), (
        f"{what} must be a torch.Tensor, it is {describe(value)}. Does every path end in `return`?"
    )
    assert tuple(value.shape) == shape, f"{what} must have shape {shape}, it has {tuple(value.shape)}."
    return value.detach()


def softmax(logits: Array) -> Array:
    """Rows that sum to 1."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def loss_by_formula(
    student: Array, teacher: Array, y: NDArray[np.int64], temperature: float, weight: float, mode: str = "right"
) -> float:
    """The distillation loss in NumPy, right or with a well-known mistake."""
    p, q = softmax(teacher / temperature), softmax(student / temperature)
    if mode == "reverse":
        p, q = q, p
    soft = (p * (np.log(p) - np.log(q))).sum(axis=1)
    if mode == "elements":
        soft = soft / student.shape[1]
    soft = soft.mean() * (1.0 if mode == "no-square" else temperature if mode == "root" else temperature**2)
    hard = softmax(student / (temperature if mode == "hot-labels" else 1.0))
    rows = np.flatnonzero(y >= 0)
    losses = -np.log(hard[rows, y[rows]])
    total = losses.sum() / len(y) if mode == "all-rows" else losses.mean() if len(rows) else 0.0
    if mode == "swapped":
        weight = 1.0 - weight
    return float(weight * soft + (1.0 - weight) * total)


def pruned_by_hand(model: nn.Module, sparsity: float) -> dict[str, NDArray[np.bool_]]:
    """Which weights of convolutions and linear layers stay, in NumPy."""
    weights = {
        f"{name}.weight": np.abs(module.weight.detach().numpy())
        for name, module in model.named_modules()
        if isinstance(module, nn.Conv2d | nn.Linear)
    }
    everything = np.sort(np.concatenate([weight.ravel() for weight in weights.values()]))
    limit = everything[round(sparsity * len(everything)) - 1]
    return {name: weight > limit for name, weight in weights.items()}


def small_onnx(path: Path, seed: int) -> None:
    """Convolution, relu, linear layer with random weights: images (n, 1, 8, 8) to logits (n, 10)."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    rng = np.random.default_rng(seed)
    weights = {
        "kernel": rng.normal(0, 0.4, size=(6, 1, 3, 3)) * rng.uniform(0.05, 1.0, size=(6, 1, 1, 1)),
        "kernel_bias": rng.normal(0, 0.1, size=6),
        "matrix": rng.normal(0, 0.1, size=(6 * 64, 10)),
        "matrix_bias": rng.normal(0, 0.1, size=10),
    }
    graph = helper.make_graph(
        [
            helper.make_node("Conv", ["x", "kernel", "kernel_bias"], ["c"], pads=[1, 1, 1, 1], name="conv"),
            helper.make_node("Relu", ["c"], ["r"], name="relu"),
            helper.make_node("Flatten", ["r"], ["f"], axis=1, name="flatten"),
            helper.make_node("Gemm", ["f", "matrix", "matrix_bias"], ["logits"], name="gemm"),
        ],
        "small",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 1, 8, 8])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 10])],
        [numpy_helper.from_array(weight.astype(np.float32), name) for name, weight in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def run_onnx(path: Path, x: NDArray[np.float32]) -> Array:
    """The first output of an ONNX file."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return cast("Array", session.run(None, {session.get_inputs()[0].name: x})[0])


def disguised(data: Parts, seed: int) -> Parts:
    """The same rows, turned or mirrored, with other names for the digits: who knows the digits by heart errs."""
    rng = np.random.default_rng([seed, 4])
    names, turns, mirrored = rng.permutation(10), int(rng.integers(4)), bool(rng.integers(2))

    def turned(x: NDArray[np.float32]) -> NDArray[np.float32]:
        x = np.rot90(x, turns, axes=(2, 3))
        return np.ascontiguousarray(x[..., ::-1] if mirrored else x)

    def renamed(y: Labels) -> Labels:
        return np.where(y < 0, y, names[y])

    return dataclasses.replace(
        data,
        x_owner=turned(data.x_owner),
        x_site=turned(data.x_site),
        x_test=turned(data.x_test),
        y_owner=renamed(data.y_owner),
        y_site=renamed(data.y_site),
        y_test=renamed(data.y_test),
    )


@functools.cache
def networks_of(seed: int) -> tuple[Parts, Networks]:
    """Disguised digits and the four networks that learned from them, made once for all checks."""
    data = disguised(digits(seed), seed)
    return data, train_networks(data, seed)


@functools.cache
def fleet_of(seed: int) -> Fleet:
    """All models of one seed as files, made once for all checks."""
    return build_fleet(seed, Path(tempfile.mkdtemp(prefix="bridgecraft-fleet-")))


@functools.cache
def camera_of(seed: int) -> Camera:
    """The two models of the hot pixel, made once for all checks."""
    return build_camera(seed)
