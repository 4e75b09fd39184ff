"""What the checks compare with, and how they describe what came instead."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from source_rules import foreign_names, shadowing_modules
from torch import Tensor, nn

from conftest import PROJECT
from deepbridge.engine import Tensor as EngineTensor
from deepbridge.mlp import MLP

torch.set_num_threads(1)

Array = NDArray[np.float64]
Labels = NDArray[np.int64]


def describe(value: object) -> str:
    """A value in a failure message: tensors and arrays on one line, with their shape."""
    if isinstance(value, Tensor):
        text = " ".join(str(value.detach().reshape(-1)[:8].tolist()).split())
        return f"{text}{' …' if value.numel() > 8 else ''} (shape {tuple(value.shape)}, {value.dtype})"
    if isinstance(value, np.ndarray):
        text = " ".join(np.array2string(value, precision=6, separator=", ", threshold=12).split())
        return f"{text} (shape {value.shape}, {value.dtype})"
    return repr(value)[:300]


def must_be_tensor(value: object, shape: tuple[int, ...], what: str) -> Tensor:
    """The tensor, or a failure that says which shape was expected."""
    # A class of one's own could answer every comparison with yes.
    plain = type(value) in (Tensor, nn.Parameter)
    assert plain, f"{what} must be a tensor of shape {shape}, it is {describe(value)}."
    tensor = cast(Tensor, value)
    assert tuple(tensor.shape) == shape, f"{what} must have shape {shape}, it has {tuple(tensor.shape)}."
    return tensor


def must_be_float(
    value: object, what: str, report: Callable[..., None] | None = None, hint: str | None = None
) -> float:
    """The number, or a failure that says what came."""
    if report is not None and type(value) not in (float, np.float64):
        report(actual=describe(value), hint=hint)
    assert type(value) in (float, np.float64), (
        f"{what} must be a plain float, it is {describe(value)}"
        f"{'; `.item()` makes one of a tensor' if isinstance(value, Tensor) else ''}."
    )
    return float(cast(float, value))


def relative_error(actual: Tensor | Array, expected: Tensor | Array) -> float:
    """Largest difference of two entries over the largest entry, in float64."""
    a, e = (
        v.detach().double().cpu().numpy() if isinstance(v, Tensor) else np.asarray(v, dtype=np.float64)
        for v in (actual, expected)
    )
    if not (np.isfinite(a).all() and np.isfinite(e).all()):
        return float("inf")
    scale = max(float(np.abs(e).max(initial=0.0)), float(np.abs(a).max(initial=0.0)), 1e-12)
    return float(np.abs(a - e).max(initial=0.0)) / scale


def draw_network(
    rng: np.random.Generator, sizes: Sequence[int], rows: int
) -> tuple[list[Array], Array, Labels]:
    """Weights [W1, b1, …] of shape (in, out) and (out,), a batch and its labels, with every relu's input at
    least 0.001 away from the kink.
    """
    while True:
        weights: list[Array] = []
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            weights.append(rng.normal(0.0, np.sqrt(2.0 / fan_in), size=(fan_in, fan_out)))
            weights.append(rng.normal(0.0, 0.3, size=fan_out))
        x = rng.normal(size=(rows, sizes[0]))
        nearest, hidden = np.inf, x
        for layer in range(0, len(weights) - 2, 2):
            before = hidden @ weights[layer] + weights[layer + 1]
            nearest = min(nearest, float(np.abs(before).min()))
            hidden = np.maximum(before, 0.0)
        if nearest > 1e-3:
            return weights, x, rng.integers(0, sizes[-1], size=rows)


def engine_network(sizes: Sequence[int], weights: Sequence[Array]) -> MLP:
    """The learner's own network of an earlier step, with these weights."""
    mlp = MLP(list(sizes), seed=0)
    for parameter, weight in zip(mlp.parameters, weights, strict=True):
        parameter.data = weight.copy()
        parameter.grad = np.zeros_like(weight)
    return mlp


def plain_net(sizes: Sequence[int], generator: torch.Generator, dropout: float = 0.0) -> nn.Sequential:
    """A network of the library's layers with weights from a generator."""
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        layer = nn.Linear(fan_in, fan_out)
        with torch.no_grad():
            layer.weight.copy_(torch.randn(fan_out, fan_in, generator=generator) * (2.0 / fan_in) ** 0.5)
            layer.bias.copy_(torch.randn(fan_out, generator=generator) * 0.1)
        layers += [layer, nn.ReLU(), *([nn.Dropout(dropout)] if dropout else [])]
    return nn.Sequential(*layers[: -2 if dropout else -1])


def draw_batches(
    generator: torch.Generator, features: int, classes: int, lengths: Sequence[int]
) -> list[tuple[Tensor, Tensor, Tensor]]:
    """Batches `(x, y, ids)` of the given lengths."""
    batches, start = [], 0
    for length in lengths:
        x = torch.randn(length, features, generator=generator)
        y = torch.randint(0, classes, (length,), generator=generator)
        batches.append((x, y, torch.arange(start, start + length)))
        start += length
    return batches


def weights_of(model: nn.Module) -> list[Tensor]:
    """Copies of the parameters."""
    return [parameter.detach().clone() for parameter in model.parameters()]


def same_weights(model: nn.Module, expected: Sequence[Tensor], tolerance: float = 1e-4) -> bool:
    """Whether the parameters are these."""
    actual = weights_of(model)
    return len(actual) == len(expected) and all(
        a.shape == e.shape and relative_error(a, e) < tolerance for a, e in zip(actual, expected)
    )


def loss_of(model: nn.Module, x: Tensor, y: Tensor) -> float:
    """Mean log-loss in evaluation mode."""
    training = model.training
    model.eval()
    with torch.no_grad():
        loss = F.cross_entropy(model(x), y).item()
    model.train(training)
    return loss


def engine_gradients(mlp: MLP, x: Array, y: Labels) -> list[Array]:
    """Gradients of the mean log-loss from the learner's engine, through its documented interface."""
    from deepbridge.engine import cross_entropy

    loss = cross_entropy(mlp.forward(x), y)
    assert isinstance(loss, EngineTensor), "The engine's cross_entropy must return a Tensor."
    loss.backward()
    return [np.asarray(parameter.grad) for parameter in mlp.parameters]


# What each of the learner's files may import besides plain modules of the standard library.
ALLOWED = {
    "engine.py": frozenset({"numpy"}),
    "mlp.py": frozenset({"numpy", "deepbridge.engine"}),
    "port.py": frozenset(
        {"numpy", "torch", "pathlib", "pickle", "deepbridge.data", "deepbridge.engine", "deepbridge.mlp"}
    ),
    "library.py": frozenset({"numpy", "torch", "deepbridge.mlp", "deepbridge.port"}),
    "loops.py": frozenset({"numpy", "torch", "deepbridge.library", "deepbridge.port"}),
    "diagnosis.py": frozenset({"numpy", "torch", "deepbridge.colleague", "deepbridge.data"}),
}
# What is to be built, by file.
READY_MADE = {"port.py": frozenset({"Bilinear", "LazyLinear", "Linear", "bilinear", "linear"})}
# `data.py` holds the whole table too; files need its types alone.
DATA = (("deepbridge.data", 0), ("data", 1))
TYPES_OF_DATA = frozenset("Array Labels Rows Split take".split())


def whole_tables(path: Path) -> list[str]:
    """Ways in a file to the rows of a whole data set, test rows included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module, node.level) in DATA:
            found |= {alias.name for alias in node.names if not alias.name.startswith("_")} - TYPES_OF_DATA
        elif isinstance(node, ast.Attribute) and node.attr in ("digits", "load_digits"):
            found.add(node.attr)
    return sorted(found)


def must_be_own_code(report: Callable[..., None]) -> None:
    """The learner's files stand on torch, NumPy and what their functions are given."""
    for name, allowed in ALLOWED.items():
        path = PROJECT / "src" / "deepbridge" / name
        found = foreign_names(
            path,
            allowed,
            ready_made=READY_MADE.get(name, frozenset()),
            opened=frozenset({"load"} if name == "port.py" else ()),
        )
        found = sorted({*found, *whole_tables(path)})
        if found:
            report(actual=found, hint="own-code")
        assert not found, (
            f"src/deepbridge/{name} uses {', '.join(found)}. It is to stand on torch, NumPy and what its "
            "functions are given: no classical models, no checks, no other rows, no ready-made layer in "
            "port.py, nothing put into a library."
        )
    others = shadowing_modules(PROJECT)
    if others:
        report(actual=others, hint="own-code")
    assert not others, f"src/ must not hold modules with the names of libraries: {', '.join(others)}."
