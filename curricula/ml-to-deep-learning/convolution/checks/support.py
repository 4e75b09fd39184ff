"""What the checks compare with, and what they ask of values and files."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from conftest import PROJECT, Report

torch.set_num_threads(1)
Array = NDArray[np.float64]

# What each of the learner's files may import besides plain modules of the standard library.
ALLOWED = {
    "features.py": frozenset({"numpy", "numpy.typing", "scipy.ndimage", "scipy.fft"}),
    "conv.py": frozenset({"numpy", "numpy.typing", "numpy.lib.stride_tricks"}),
    "net.py": frozenset(
        {"torch", "torch.nn", "torch.nn.functional", "torch.nn.init", "torch.Tensor", "torch.nn.Module"}
    ),
    "library.py": frozenset(
        {
            "numpy",
            "numpy.typing",
            "torch",
            "torch.nn",
            "torch.nn.functional",
            "torch.utils.flop_counter",
            "deepbridge.conv",
        }
    ),
    "diagnosis.py": frozenset(
        {"numpy", "numpy.typing", "torch", "torch.nn", "torch.nn.functional", "deepbridge.colleague"}
    ),
}


def must_stand_alone(name: str, report: Report) -> None:
    """A learner's file uses only what it may."""
    foreign = foreign_names(PROJECT / "src" / "deepbridge" / name, ALLOWED[name])
    if foreign:
        report(hint="own-code")
    allowed = ", ".join(sorted(ALLOWED[name]))
    assert not foreign, (
        f"{name} must get by with plain modules of the standard library and {allowed}, and change nothing in "
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


# What a learner's file may import of the standard library: tools for data and functions, none that reads
# files, finds modules by name or looks into other frames.
OPEN_MODULES = frozenset(
    "__future__ abc bisect collections contextlib copy dataclasses enum fractions functools graphlib heapq "
    "itertools logging math numbers operator pprint queue random re statistics string sys textwrap time "
    "typing warnings weakref".split()
)
# Ways to the checks, to test rows, to another library's layers, or into a library itself.
CLOSED_NAMES = frozenset(
    "__import__ __builtins__ __loader__ __spec__ exec eval open compile globals locals vars setattr delattr "
    "breakpoint".split()
)
CLOSED_ATTRIBUTES = frozenset(
    "__builtins__ __closure__ __code__ __dict__ __func__ __getattribute__ __globals__ __loader__ __self__ "
    "__setattr__ __spec__ __subclasses__ __wrapped__ DataSource FileHandler Formatter ForwardRef "
    "attrgetter cr_frame environ f_back f_builtins f_globals f_locals from_file fromfile fromregex "
    "genfromtxt get_type_hints gi_frame hub load loadtxt memmap methodcaller open_memmap resolve_name "
    "tb_frame "
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
    """What a file uses beyond plain modules of the standard library and what it may import.

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
                if not (top in OPEN_MODULES or module in allowed or (top == "numpy" and "numpy" in allowed)):
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
