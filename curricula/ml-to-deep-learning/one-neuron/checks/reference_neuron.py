"""What the checks compare with: formulas and differences, none of them from the learner's files."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from deepbridge import neuron as learned
from deepbridge.neuron import Neuron

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

# What each of the learner's files may import besides NumPy and plain modules of the standard library.
ALLOWED = {
    "neuron.py": frozenset[str](),
    "library.py": frozenset({"deepbridge.neuron", "sklearn.exceptions", "sklearn.linear_model"}),
    "diagnosis.py": frozenset({"deepbridge.colleague"}),
}


def describe(value: object) -> str:
    """A value in a failure message: arrays on one line, those of two axes with their shape."""
    if isinstance(value, np.ndarray) and type(value) is not np.ndarray:
        return f"an array of the class {type(value).__name__}"
    if isinstance(value, np.ndarray):
        numbers = {"float_kind": lambda entry: f"{entry:.6g}"}
        text = " ".join(np.array2string(value, separator=", ", threshold=12, formatter=numbers).split())
        return text if value.ndim == 1 else f"{text} (shape {value.shape})"
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


def wrong_pieces() -> str:
    """A sentence that names the functions which training calls and which are wrong, else ''."""
    x, y = np.array([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.0]]), np.array([0, 2, 1])
    weight, bias = np.array([[0.5, -1.0, 0.2], [0.3, 0.4, -0.6]]), np.array([0.1, 0.2, -0.4])
    scores = x @ weight + bias
    p = np.exp(log_probabilities(scores))
    loss = float(-np.log(p[np.arange(3), y]).mean())
    _, *slopes = objective_and_gradients(x, y, weight, bias, 0.7)
    pieces: dict[str, Callable[[], bool]] = {
        "logits": lambda: np.allclose(learned.logits(x, weight, bias), scores),
        "softmax": lambda: np.allclose(learned.softmax(scores.copy()), p),
        "cross_entropy": lambda: abs(learned.cross_entropy(scores.copy(), y) - loss) < 1e-9,
        "gradients": lambda: all(
            np.allclose(ours, theirs)
            for ours, theirs in zip(learned.gradients(x, y, weight, bias, 0.7), slopes)
        ),
    }
    wrong = []
    for name, is_right in pieces.items():
        try:
            right = is_right()
        except Exception:  # whatever it raises, its own checks say it better
            right = False
        if not right:
            wrong.append(f"`{name}`")
    if not wrong:
        return ""
    verb, own = ("is", "its") if len(wrong) == 1 else ("are", "their")
    return (
        f" {' and '.join(wrong)} {verb} not right yet: look at {own} checks first, and this one may pass by "
        "itself."
    )


def must_have_right_pieces(report: Callable[..., None]) -> None:
    """Long training waits until the functions that it calls are right.

    Args:
        report: takes the hint.
    """
    wrong = wrong_pieces()
    if wrong:
        report(hint="pieces-first")
    assert not wrong, f"Nothing was trained here.{wrong}"


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
    "__annotations__ __builtins__ __closure__ __code__ __dict__ __func__ __getattribute__ __globals__ "
    "__import__ __loader__ __match_args__ __self__ __setattr__ __spec__ __subclasses__ __wrapped__ "
    "DataSource FileHandler Formatter ForwardRef ag_frame attrgetter cr_frame environ eval eval_type exec "
    "f_back f_builtins f_globals f_locals fromfile fromregex genfromtxt get_type_hints gi_frame load "
    "loadtxt memmap methodcaller open open_memmap resolve_name tb_frame "
    # Modules that are reached through another one, such as `warnings.sys`.
    "bltns builtins ctypes ctypeslib datasource f2py gc importlib inspect io json linecache os pickle "
    "shutil subprocess sys testing".split()
)
CLOSED_STRIPPED = frozenset(name.strip("_") for name in CLOSED_ATTRIBUTES)
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
        elif isinstance(node, ast.MatchClass):  # `case object(__globals__=x)` reads an attribute too
            found.extend(name for name in node.kwd_attrs if name.strip("_") in CLOSED_STRIPPED)
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
        elif isinstance(node, ast.Name) and node.id == "__match_args__":
            found.append(node.id)
        elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            root = root_name(node)
            if root in imported:
                found.append(f"an assignment into {root}")
    return sorted(set(found))


# Libraries and files of the checks: a module of that name in `src` would be imported in their place.
SHADOWED = frozenset(
    "conftest hypothesis joblib matplotlib numpy pytest reference_neuron scipy sick_trainers sklearn "
    "threadpoolctl".split()
) | frozenset(sys.stdlib_module_names)


def must_stand_alone(project: Path, name: str, report: Callable[..., None]) -> None:
    """A learner's file uses nothing but what it may, and nothing in `src` stands before a library.

    Args:
        project: the learner's folder.
        name: a key of `ALLOWED`.
        report: takes the hint.
    """
    foreign = foreign_names(project / "src" / "deepbridge" / name, ALLOWED[name])
    if foreign:
        report(hint="own-numpy")
    assert not foreign, (
        f"{name} must get by with NumPy, plain modules of the standard library and what it imports "
        f"already, and change nothing in them; it uses {', '.join(foreign)}."
    )
    others = sorted(path.stem for path in (project / "src").iterdir() if path.stem in SHADOWED)
    if others:
        report(hint="own-numpy")
    assert not others, f"src/ must not hold modules with the names of libraries: {', '.join(others)}."
