"""What the checks compare with: formulas and differences, none of them from the learner's files."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
from hypothesis import configuration
from numpy.typing import NDArray

from deepbridge.neuron import Neuron

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

# Hypothesis keeps a folder in the working directory; checks write only to evidence/ and to a temporary
# folder.
configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "bridgecraft-hypothesis")


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
    plain = type(value) is np.ndarray or isinstance(value, np.floating) and type(value).__module__ == "numpy"
    assert plain, f"{what} must be a plain NumPy array of shape {shape}, it is {describe(value)}."
    array = cast("Array", np.asarray(value))
    assert array.shape == shape, f"{what} must have shape {shape}, it has shape {array.shape}."
    return array


def must_be_number(value: object, what: str) -> float:
    """The number, or a failure that says what came instead."""
    plain = type(value) is float or isinstance(value, np.floating) and type(value).__module__ == "numpy"
    assert plain, f"{what} must return a plain float, it returned {describe(value)}."
    return float(cast("float", value))


def must_be_neuron(value: object, d: int, k: int) -> Neuron:
    """A fitted neuron of right shapes; for two classes in either form."""
    assert type(value) is Neuron, f"fit_gd must return a Neuron, it returned {describe(value)}."
    allowed = [k, 1] if k == 2 else [k]
    columns = value.weight.shape[1] if np.ndim(value.weight) == 2 else 0
    assert columns in allowed, (
        f"For {d} features and {k} classes fit_gd must learn a weight of shape "
        f"{' or '.join(str((d, c)) for c in allowed)}, it has {np.shape(value.weight)}."
    )
    must_be_array(value.weight, (d, columns), "the weight of the Neuron")
    must_be_array(value.bias, (columns,), "the bias of the Neuron")
    assert isinstance(value.history, list) and len(value.history) > 0, (
        f"The history of the Neuron must be a list with the objective before each step, it is "
        f"{describe(value.history)}."
    )
    return value


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


def log_probabilities(scores: Array) -> Array:
    """Logarithm of softmax, row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def probabilities_of(neuron: Neuron, x: Array) -> Array:
    """Probabilities by formula from the weights, in either form."""
    scores = x @ neuron.weight + neuron.bias
    if scores.shape[1] == 1:
        scores = np.column_stack([np.zeros(len(x)), scores[:, 0]])
    return np.exp(log_probabilities(scores))


def objective_and_gradients(
    x: Array, y: Labels, weight: Array, bias: Array, c: float
) -> tuple[float, Array, Array]:
    """Mean log-loss + ||weight||^2 / (2 c n) for k columns of softmax, and its slopes, by formula."""
    n = len(y)
    log_p = log_probabilities(x @ weight + bias)
    value = float(-log_p[np.arange(n), y].mean()) + float((weight**2).sum()) / (2.0 * c * n)
    delta = np.exp(log_p)
    delta[np.arange(n), y] -= 1.0
    return value, x.T @ delta / n + weight / (c * n), delta.mean(axis=0)


def rate_of(x: Array, c: float) -> float:
    """1 / (half the largest eigenvalue of X'X / n + 1 / (c n)), through singular values."""
    largest = float(np.linalg.svd(np.column_stack([x, np.ones(len(x))]), compute_uv=False)[0])
    return 1.0 / (largest**2 / (2.0 * len(x)) + 1.0 / (c * len(x)))


def draw_problem(rng: np.random.Generator, n: int, d: int, k: int) -> tuple[Array, Labels]:
    """Features of different sizes and labels that depend on them; every class occurs."""
    x = rng.normal(size=(n, d)) * np.geomspace(0.5, 2.0, d)
    scores = x @ rng.normal(size=(d, k)) + rng.gumbel(size=(n, k))
    y = scores.argmax(axis=1).astype(np.int64)
    y[:k] = np.arange(k)
    return x, y


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
