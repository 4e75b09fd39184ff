"""What the checks share: what came must be a tensor, and what a learner's file may use."""

from __future__ import annotations

import ast
import tempfile
from pathlib import Path

import torch
from hypothesis import configuration
from torch import Tensor, nn

torch.set_num_threads(1)
# Hypothesis keeps a folder in the working directory; checks write only to evidence/ and to a temporary
# folder.
configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "bridgecraft-hypothesis")


def describe(value: object) -> str:
    """A value in a failure message, on one line."""
    if isinstance(value, Tensor) and value.numel() > 12:
        return f"a tensor of shape {tuple(value.shape)} and type {value.dtype}"
    return " ".join(repr(value).split())[:300]


def must_be_tensor(value: object, shape: tuple[int, ...], what: str) -> Tensor:
    """The tensor, or a failure that says what came instead."""
    assert type(value) is Tensor, (
        f"{what} must be a torch.Tensor of shape {shape}, it is {describe(value)}. Does every path end in "
        "`return`?"
    )
    assert tuple(value.shape) == shape, f"{what} must have shape {shape}, it has shape {tuple(value.shape)}."
    return value


def plain_network(
    sizes: list[int], dropout: float = 0.0, weight_decay: float = 0.0
) -> tuple[nn.Sequential, torch.optim.AdamW]:
    """The same network without any regularization, built by the checks; `dropout` and decay must be 0."""
    assert dropout == 0.0 and weight_decay == 0.0
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU()]
    model = nn.Sequential(*layers[:-1])
    return model, torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.0)


@torch.no_grad()
def logits_of(model: nn.Module, x: Tensor) -> Tensor:
    """Logits from the weights alone: linear layers with ReLU between them, whatever else stands in the
    model."""
    layers = [layer for layer in model.modules() if isinstance(layer, nn.Linear)]
    for number, layer in enumerate(layers):
        x = x @ layer.weight.T + layer.bias
        if number < len(layers) - 1:
            x = x.clamp(min=0.0)
    return x


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
    "get_type_hints gi_frame load loadtxt memmap methodcaller open_memmap resolve_name tb_frame "
    # Modules that are reached through another one, such as `warnings.sys`.
    "builtins ctypes ctypeslib f2py gc importlib inspect io json linecache os pickle shutil subprocess "
    "sys".split()
)
LIBRARIES = frozenset({"numpy", "scipy", "torch"})
OPEN_IN_SYS = frozenset(
    "float_info getrecursionlimit maxsize platform setrecursionlimit stderr stdout version_info".split()
)


def module_names(node: ast.Import | ast.ImportFrom, allowed: frozenset[str]) -> list[str]:
    """Full names of what an import statement imports; relative ones belong to `deepbridge`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    module = ".".join(part for part in ("deepbridge" if node.level else "", node.module) if part)
    if module in allowed or module.split(".")[0] in OPEN_MODULES | LIBRARIES:
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
    """What a file uses beyond torch, NumPy, SciPy, plain modules of the standard library and what it may
    import.

    It also finds assignments into what was imported, such as `np.allclose = …`.

    Args:
        path: a Python file.
        allowed: full names of modules, such as `deepbridge.trainer`, for `from … import …` and `import …`.
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
                if not (top in OPEN_MODULES or top in LIBRARIES or module in allowed):
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
            elif root_name(owner) not in ("np", "numpy", "torch", "nn"):
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
