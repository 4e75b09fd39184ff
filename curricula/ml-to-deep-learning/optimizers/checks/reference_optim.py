"""What the checks compare with: update rules, gradients and schedules from formulas, none of them the
learner's."""

from __future__ import annotations

import ast
import math
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from hypothesis import configuration
from numpy.typing import NDArray

from conftest import PROJECT, Report

Array = NDArray[np.float64]

# Hypothesis keeps a folder in the working directory; checks write only to evidence/ and to a temporary
# folder.
configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "bridgecraft-hypothesis")

# What each of the learner's files may import besides NumPy and plain modules of the standard library.
TORCH = "torch torch.nn torch.nn.functional torch.nn.utils torch.optim torch.optim.lr_scheduler"
ALLOWED = {
    "optim.py": frozenset[str](),
    "layers.py": frozenset({"deepbridge.optim"}),
    "library.py": frozenset({"deepbridge.net", "deepbridge.optim", *TORCH.split()}),
    "diagnosis.py": frozenset({"deepbridge.colleague", "deepbridge.optim"}),
}


def must_stand_alone(name: str, report: Report) -> None:
    """A learner's file uses what it may use, or a failure that names what it does not."""
    foreign = foreign_names(PROJECT / "src" / "deepbridge" / name, ALLOWED[name])
    if foreign:
        report(hint="own-code")
    assert not foreign, (
        f"{name} must get by with NumPy, plain modules of the standard library and what it imports already, "
        f"and change nothing in them; it uses {', '.join(foreign)}."
    )


def describe(value: object) -> str:
    """A value in a failure message: arrays on one line, with their shape."""
    if isinstance(value, np.ndarray) and type(value) is not np.ndarray:
        return f"an array of the class {type(value).__name__}"
    if isinstance(value, np.ndarray):
        text = " ".join(np.array2string(value, precision=6, separator=", ", threshold=12).split())
        return f"{text} (shape {value.shape})"
    return repr(value)[:300]


def must_be_array(value: object, shape: tuple[int, ...], what: str) -> Array:
    """The array, or a failure that says which shape was expected."""
    # A class of one's own could answer every comparison with yes.
    assert type(value) is np.ndarray, (
        f"{what} must be a plain NumPy array of shape {shape}, it is {describe(value)}."
    )
    array = cast("Array", value)
    assert array.shape == shape, f"{what} must have shape {shape}, it has shape {array.shape}."
    return array


def must_be_number(value: object, what: str, report: Report) -> float:
    """A plain float, or a failure that says what came."""
    plain = type(value) in (int, float) or (
        isinstance(value, np.floating | np.integer) and type(value).__module__ == "numpy"
    )
    if not plain:
        report(hint="plain-values")
    assert plain, f"{what} must be a plain number, it is {describe(value)}."
    return float(cast("float", value))


def differences(function: Callable[[], float], array: Array, step: float = 1e-5) -> Array:
    """Central differences of a scalar function at every entry of an array that it reads."""
    gradient = np.zeros_like(array)
    for index in np.ndindex(array.shape):
        kept = array[index]
        array[index] = kept + step
        above = function()
        array[index] = kept - step
        below = function()
        array[index] = kept
        gradient[index] = (above - below) / (2 * step)
    return gradient


def relative_error(actual: Array, expected: Array) -> float:
    """Largest difference of two entries over the largest entry."""
    scale = max(float(np.abs(expected).max(initial=0.0)), float(np.abs(actual).max(initial=0.0)), 1e-12)
    return float(np.abs(actual - expected).max(initial=0.0)) / scale


def network_loss_and_gradients(
    weights: Sequence[Array], x: Array, y: NDArray[np.int64]
) -> tuple[float, list[Array]]:
    """Mean log-loss of a relu network and its gradients, from the closed formulas.

    Args:
        weights: [W1, b1, W2, b2, …].
        x: shape (n, d).
        y: shape (n,).
    """
    activations = [x]
    for layer in range(0, len(weights) - 2, 2):
        activations.append(np.maximum(activations[-1] @ weights[layer] + weights[layer + 1], 0.0))
    logits = activations[-1] @ weights[-2] + weights[-1]
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    delta = np.exp(log_p)
    delta[np.arange(len(y)), y] -= 1.0
    delta /= len(y)
    gradients: list[Array] = [np.zeros(0)] * len(weights)
    for layer in range(len(weights) - 2, -1, -2):
        below = activations[layer // 2]
        gradients[layer], gradients[layer + 1] = below.T @ delta, delta.sum(axis=0)
        delta = (delta @ weights[layer].T) * (below > 0)
    return float(-log_p[np.arange(len(y)), y].mean()), gradients


def network_logits(weights: Sequence[Array], x: Array) -> Array:
    """Logits of a relu network."""
    for layer in range(0, len(weights) - 2, 2):
        x = np.maximum(x @ weights[layer] + weights[layer + 1], 0.0)
    return x @ weights[-2] + weights[-1]


def first_weights(sizes: Sequence[int], rng: np.random.Generator) -> list[Array]:
    """Weights with variance 2 / fan_in and small random biases."""
    weights: list[Array] = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        weights.append(rng.normal(0.0, np.sqrt(2.0 / fan_in), size=(fan_in, fan_out)))
        weights.append(rng.normal(0.0, 0.1, size=fan_out))
    return weights


def schedule(step: int, peak: float, warmup: int, total: int, floor: float = 0.0) -> float:
    """The formula of the page."""
    if step < warmup:
        return peak * step / warmup
    if step <= total:
        return floor + 0.5 * (peak - floor) * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))
    return floor


def momentum_steps(
    start: Sequence[Array],
    gradients: Sequence[Sequence[Array | None]],
    rates: Sequence[float],
    momentum: float,
    mode: str = "right",
) -> list[Array]:
    """Parameters after all steps of gradient descent with momentum, right or with a well-known mistake."""
    parameters = [p.copy() for p in start]
    velocities = [np.zeros_like(p) for p in start]
    for row, rate in zip(gradients, rates):
        for i, gradient in enumerate(row):
            if gradient is None and mode == "none-is-zero":
                gradient = np.zeros_like(parameters[i])
            if gradient is None:
                continue
            factor = 1.0 - momentum if mode == "average" else rate if mode == "rate-inside" else 1.0
            velocities[i] = momentum * velocities[i] + factor * gradient
            move = velocities[i]
            if mode == "nesterov":
                move = gradient + momentum * velocities[i]
            if mode == "no-momentum":
                move = gradient
            step = move if mode == "rate-inside" else rate * move
            parameters[i] = parameters[i] + (step if mode == "uphill" else -step)
    return parameters


def adamw_steps(
    start: Sequence[Array],
    gradients: Sequence[Sequence[Array | None]],
    rates: Sequence[float],
    betas: tuple[float, float],
    eps: float,
    decay: float,
    mode: str = "after",
) -> list[Array]:
    """Parameters after all steps of AdamW with the decay after the step, or with a well-known mistake.

    The convention with the decay before the step is torch's own, which the check runs.
    """
    parameters = [p.copy() for p in start]
    first = [np.zeros_like(p) for p in start]
    second = [np.zeros_like(p) for p in start]
    counts = [0] * len(parameters)
    for number, (row, rate) in enumerate(zip(gradients, rates), start=1):
        for i, gradient in enumerate(row):
            if gradient is None and mode == "none-is-zero":
                gradient = np.zeros_like(parameters[i])
            if gradient is None:
                continue
            counts[i] += 1
            t = number if mode == "one-count" else counts[i]
            if mode == "decay-in-gradient":
                gradient = gradient + decay * parameters[i]
            first[i] = betas[0] * first[i] + (1 - betas[0]) * gradient
            second[i] = betas[1] * second[i] + (1 - betas[1]) * gradient**2
            m, v = first[i], second[i]
            if mode not in ("no-correction", "second-only"):
                m = m / (1 - betas[0] ** t)
            if mode not in ("no-correction", "first-only"):
                v = v / (1 - betas[1] ** t)
            size = np.sqrt(v + eps) if mode == "eps-inside" else np.sqrt(v) + eps
            if mode == "no-root":
                size = v + eps
            if mode == "no-decay":
                factor = 1.0
            elif mode == "decay-without-rate":
                factor = 1.0 - decay
            else:
                factor = 1.0 - rate * decay
            if mode == "after":
                parameters[i] = (parameters[i] - rate * m / size) * factor
            elif mode == "decay-in-gradient":
                parameters[i] = parameters[i] - rate * m / size
            else:
                parameters[i] = parameters[i] * factor - rate * m / size
    return parameters


# What a learner's file may import of the standard library: tools for data and functions, none that reads
# files, finds modules by name or looks into other frames.
OPEN_MODULES = frozenset(
    "__future__ abc bisect collections contextlib copy dataclasses enum fractions functools graphlib heapq "
    "itertools logging math numbers operator pprint queue random re statistics string sys textwrap time "
    "typing warnings weakref".split()
)
# Ways to the checks, to test rows, to another library's gradients, or into NumPy itself.
CLOSED_NAMES = frozenset(
    "__import__ __builtins__ __loader__ __spec__ exec eval open compile globals locals vars setattr delattr "
    "breakpoint".split()
)
CLOSED_ATTRIBUTES = frozenset(
    "__builtins__ __closure__ __code__ __dict__ __func__ __getattribute__ __globals__ __loader__ __self__ "
    "__setattr__ __spec__ __subclasses__ __wrapped__ DataSource FileHandler Formatter ForwardRef "
    "attrgetter cr_frame environ f_back f_builtins f_globals f_locals fromfile fromregex genfromtxt "
    "get_type_hints gi_frame load loadtxt memmap methodcaller open_memmap resolve_name tb_frame "
    # Modules that are reached through another one, such as `warnings.sys`.
    "builtins ctypes ctypeslib f2py gc importlib inspect io json linecache os pickle shutil subprocess "
    "sys".split()
)
OPEN_IN_SYS = frozenset(
    "float_info getrecursionlimit maxsize platform setrecursionlimit stderr stdout version_info".split()
)


def module_names(node: ast.Import | ast.ImportFrom, allowed: frozenset[str]) -> list[str]:
    """Full names of what an import statement imports; relative ones belong to `deepbridge`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    module = ".".join(part for part in ("deepbridge" if node.level else "", node.module) if part)
    if module in allowed or module.split(".")[0] in OPEN_MODULES | {"numpy"}:
        return [module]
    return [f"{module}.{alias.name}" for alias in node.names]


def root_name(node: ast.expr) -> str | None:
    """`np` of `np.linalg.norm` or `np.x[0]`; None if it starts with something else than a name."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def is_closed_attribute(owner: ast.expr, name: str) -> bool:
    """Whether `owner.name` leads out of the file."""
    if isinstance(owner, ast.Name) and owner.id == "sys":
        return name not in OPEN_IN_SYS
    return name in CLOSED_ATTRIBUTES or name.lstrip("_") in CLOSED_ATTRIBUTES


def foreign_names(path: Path, allowed: frozenset[str]) -> list[str]:
    """What a file uses beyond NumPy, plain modules of the standard library and what it may import.

    It also finds assignments into what was imported, such as `np.allclose = …`.

    Args:
        path: a Python file.
        allowed: full names of modules, such as `deepbridge.engine`, for `from … import …` and `import …`.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: list[str] = []
    modules: set[str] = set()
    imported: set[str] = set()
    # Names of modules may stand before a dot, and `getattr(np, name)` is a usual way to pick a function.
    before_a_dot: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for module in module_names(node, allowed):
                top = module.split(".")[0]
                if not (top in OPEN_MODULES or top == "numpy" or module in allowed):
                    found.append(module)
            for alias in node.names:
                name = (alias.asname or alias.name).split(".")[0]
                imported.add(name)
                if isinstance(node, ast.Import):
                    modules.add(name)
                elif node.module == "sys":
                    found.extend([] if alias.name in OPEN_IN_SYS else [f"sys.{alias.name}"])
                if any(part.lstrip("_") in CLOSED_ATTRIBUTES for part in alias.name.split(".")) and (
                    alias.name != "sys"
                ):
                    found.append(alias.name)
        elif isinstance(node, ast.Attribute):
            before_a_dot.add(id(node.value))
            if is_closed_attribute(node.value, node.attr):
                found.append(node.attr)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            owner, name = node.args[0], node.args[1] if len(node.args) > 1 else None
            before_a_dot.update((id(node.func), id(owner)))
            if isinstance(name, ast.Constant):
                found.extend([str(name.value)] if is_closed_attribute(owner, str(name.value)) else [])
            elif root_name(owner) not in ("np", "numpy"):
                found.append("getattr")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in before_a_dot:
            if node.id in CLOSED_NAMES | modules | {"getattr"}:
                found.append(node.id)
        elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            root = root_name(node)
            if root in imported:
                found.append(f"an assignment into {root}")
    return sorted(set(found))
