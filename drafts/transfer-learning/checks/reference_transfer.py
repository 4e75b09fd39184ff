"""What the checks compare with: loops and models of their own, none of them from the project."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

torch.set_num_threads(1)


def describe(value: object) -> str:
    """A value in a failure message: tensors and arrays on one line, with their shape."""
    if type(value) is Tensor:
        value = value.detach().numpy()
    if type(value) is np.ndarray:
        text = " ".join(np.array2string(value, precision=5, separator=", ", threshold=12).split())
        return f"{text} (shape {value.shape})"
    return f"{value!r}"[:300]


def must_be_array(value: object, shape: tuple[int, ...], what: str) -> np.ndarray:
    """The array, or a failure that says what came instead."""
    # A class of one's own could answer every comparison with yes.
    assert type(value) is np.ndarray, (
        f"{what} must be a NumPy array of shape {shape}, it is {describe(value)}. Does every path end in `return`?"
    )
    assert value.shape == shape, f"{what} must have shape {shape}, it has shape {value.shape}."
    return value


class SmallNet(nn.Module):
    """Convolution, norm and dropout in front of a head, in pieces with dotted names.

    No bias stands before a norm: its gradient would be rounding alone, which AdamW turns into whole steps.
    """

    def __init__(self, seed: int, dropout: float = 0.0) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.body = nn.Sequential(
            nn.Conv2d(2, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.Dropout(dropout), nn.Conv2d(4, 4, 1)
        )
        self.body2 = nn.Sequential(nn.Conv2d(4, 6, 3, bias=False), nn.BatchNorm2d(6), nn.ReLU(), nn.Flatten())
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(24, 3)
        self.seen: list[list[int]] = []

    def forward(self, x: Tensor) -> Tensor:
        """Images (n, 2, 4, 4) to logits (n, 3); notes which rows came (their number stands in x[:, 0, 0, 0])."""
        self.seen.append([int(number) for number in x[:, 0, 0, 0].round().tolist()])
        return self.head(self.dropout(self.body2(self.body(x / 20))))


def state(module: nn.Module) -> dict[str, Tensor]:
    """Copies of parameters and buffers."""
    return {name: value.detach().clone() for name, value in module.state_dict().items()}


def numbers(seed: int, n: int = 20) -> tuple[Tensor, Tensor]:
    """Images (n, 2, 4, 4) that carry their row number, and labels."""
    rng = np.random.default_rng([seed, 6])
    x = torch.from_numpy(rng.normal(size=(n, 2, 4, 4)).astype(np.float32) * 10)
    x[:, 0, 0, 0] = torch.arange(n)
    return x, torch.from_numpy(rng.integers(0, 3, size=n))


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
