"""What the checks compare with: recurrent cells by formula on NumPy, none of them from the project."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Array = NDArray[np.float64]
torch.set_num_threads(1)


def describe(value: object) -> str:
    """A value in a failure message: tensors and arrays on one line, with their shape."""
    if type(value) is Tensor:
        value = value.detach().numpy()
    if type(value) is np.ndarray:
        text = " ".join(np.array2string(value, precision=5, separator=", ", threshold=12).split())
        return f"{text} (shape {value.shape})"
    return (
        f"{value!r}"[:300]
        if not isinstance(value, Tensor)
        else f"a tensor of the class {type(value).__name__}"
    )


def must_be_tensor(value: object, shape: tuple[int, ...], what: str) -> Tensor:
    """The tensor, or a failure that says what came instead."""
    # A class of one's own could answer every comparison with yes.
    assert type(value) is Tensor, (
        f"{what} must be a plain tensor of shape {shape}, it is {describe(value)}. Does every path end in "
        "`return`?"
    )
    assert tuple(value.shape) == shape, f"{what} must have shape {shape}, it has shape {tuple(value.shape)}."
    return value


def must_be_integers(value: object, shape: tuple[int, ...], what: str) -> list[int]:
    """The numbers of an int64 tensor."""
    tensor = must_be_tensor(value, shape, what)
    assert tensor.dtype == torch.int64, f"{what} must be int64, it is {tensor.dtype}."
    return [int(number) for number in tensor]


def array(tensor: Tensor) -> Array:
    """Its values as a new NumPy array of float64."""
    return tensor.detach().numpy().astype(np.float64)


def largest_difference(actual: Tensor | Array, expected: Array) -> float:
    """Largest difference of two entries; infinite if a value is not a number."""
    values = array(actual) if isinstance(actual, Tensor) else actual
    if not np.isfinite(values).all():
        return float("inf")
    return float(np.abs(values - expected).max(initial=0.0))


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)) without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def rnn_step(x: Array, h: Array, weights: list[Array]) -> Array:
    """The plain cell by formula."""
    w_ih, w_hh, b_ih, b_hh = weights
    return np.tanh(x @ w_ih.T + b_ih + h @ w_hh.T + b_hh)


def gru_step(x: Array, h: Array, weights: list[Array], order: str = "torch") -> Array:
    """The GRU by formula; `order` is "torch", "cho", or one of the mistakes that people make."""
    w_ih, w_hh, b_ih, b_hh = weights
    k = h.shape[1]
    a = x @ w_ih.T + b_ih
    c = h @ w_hh.T + b_hh
    blocks = {"r": slice(0, k), "z": slice(k, 2 * k), "n": slice(2 * k, 3 * k)}
    if order == "blocks z, r, n":
        blocks["r"], blocks["z"] = blocks["z"], blocks["r"]
    r = sigmoid(a[:, blocks["r"]] + c[:, blocks["r"]])
    z = sigmoid(a[:, blocks["z"]] + c[:, blocks["z"]])
    own, hidden = a[:, blocks["n"]], c[:, blocks["n"]]
    if order == "cho":
        hidden = (r * h) @ w_hh[blocks["n"]].T + b_hh[blocks["n"]]
    elif order == "no reset":
        r = np.ones_like(r)
    if order == "reset on the input":
        n = np.tanh(r * (own + hidden))
    elif order == "sigmoid candidate":
        n = sigmoid(own + r * hidden)
    else:
        n = np.tanh(own + (hidden if order == "cho" else r * hidden))
    return (1 - z) * h + z * n if order == "gates swapped" else (1 - z) * n + z * h


def draw_cell(rng: np.random.Generator, d: int, k: int, gates: int) -> list[Array]:
    """Weights of a cell."""
    scale = 1.5 / np.sqrt(k)
    shapes = ((gates * k, d), (gates * k, k), (gates * k,), (gates * k,))
    return [rng.normal(0.0, scale, size=shape) for shape in shapes]


def tensors(arrays: list[Array]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The same as float64 tensors."""
    a, b, c, d = (torch.from_numpy(values.copy()) for values in arrays)
    return a, b, c, d


def check_cell(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    """A cell of the checks: a part of the state stays, without any gate."""
    return 0.6 * h + 0.4 * torch.tanh(x @ w_ih.T + b_ih + h @ w_hh.T + b_hh)


def convention(cell: Callable[..., Tensor]) -> str | None:
    """Which of the two accepted orders a GRU cell has, or None."""
    rng = np.random.default_rng(5)
    weights, x, h = draw_cell(rng, 3, 4, 3), rng.normal(size=(6, 3)), rng.normal(size=(6, 4))
    state = cell(torch.from_numpy(x), torch.from_numpy(h), *tensors(weights))
    for order in ("torch", "cho"):
        if largest_difference(state, gru_step(x, h, weights, order)) < 1e-8:
            return order
    return None


def tracker_logits(model: torch.nn.Module, x: NDArray[np.int64], order: str) -> Array:
    """Logits of a StateTracker from its parameters, by formula; shape (n, T, states)."""
    values = {name: array(parameter) for name, parameter in model.named_parameters()}
    weights = [values[name] for name in ("w_ih", "w_hh", "b_ih", "b_hh")]
    h = np.zeros((len(x), weights[1].shape[1]))
    logits = []
    for step in range(x.shape[1]):
        h = gru_step(values["embedding"][x[:, step]], h, weights, order)
        logits.append(h @ values["w_out"].T + values["b_out"])
    return np.stack(logits, axis=1)


# What a learner's file may import of the standard library: tools for data and functions, none that reads
# files, finds modules by name or looks into other frames.
OPEN_MODULES = frozenset(
    "__future__ abc bisect collections contextlib copy dataclasses enum fractions functools graphlib heapq "
    "itertools logging math numbers operator pprint queue random re statistics string sys textwrap time "
    "typing warnings weakref".split()
)
# Ways to the checks, to test rows, or into the libraries themselves.
CLOSED_NAMES = frozenset(
    "__import__ __builtins__ __loader__ __spec__ exec eval open compile globals locals vars setattr delattr "
    "breakpoint".split()
)
CLOSED_ATTRIBUTES = frozenset(
    "__builtins__ __closure__ __code__ __dict__ __func__ __getattribute__ __globals__ __loader__ __self__ "
    "__setattr__ __spec__ __subclasses__ __wrapped__ DataSource FileHandler Formatter ForwardRef "
    "attrgetter cr_frame environ f_back f_builtins f_globals f_locals fromfile fromregex genfromtxt "
    "get_type_hints gi_frame load loadtxt memmap methodcaller open_memmap from_file resolve_name tb_frame "
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
    if module in allowed or module.split(".")[0] in OPEN_MODULES | {"numpy", "torch"}:
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
    """What a file uses beyond torch, NumPy, plain modules of the standard library and what it may import.

    It also finds assignments into what was imported, such as `torch.allclose = …`.

    Args:
        path: a Python file.
        allowed: full names of modules, such as `deepbridge.engine`, for `from … import …` and `import …`.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: list[str] = []
    modules: set[str] = set()
    imported: set[str] = set()
    # Names of modules may stand before a dot.
    before_a_dot: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for module in module_names(node, allowed):
                top = module.split(".")[0]
                if not (top in OPEN_MODULES or top in ("numpy", "torch") or module in allowed):
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
            else:
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


# The library's own recurrent networks, which rnn.py is to replace.
LIBRARY_NAMES = frozenset(
    "GRU GRUCell LSTM LSTMCell RNN RNNCell RNNBase RNNCellBase gru lstm rnn_tanh rnn_relu rnn_tanh_cell "
    "lstm_cell rnn _VF _VariableFunctions PackedSequence pack_padded_sequence pack_sequence ops".split()
)


def library_names(path: Path) -> list[str]:
    """Recurrent networks and packing of torch that a file uses."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in LIBRARY_NAMES | {"gru_cell", "rnn_cell"}:
            found.append(node.attr)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [part for alias in node.names for part in alias.name.split(".")]
            names += (node.module or "").split(".") if isinstance(node, ast.ImportFrom) else []
            found.extend(name for name in names if name in LIBRARY_NAMES | {"gru_cell", "rnn_cell"})
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            found.append("getattr")
    return sorted(set(found))
