"""What a learner's file may use. Author-owned, and the same file in every step that has it.

A step asks its learner to build something from given pieces. `foreign_names` reads a file, without running
it, and says which names lead elsewhere: to other libraries, to the checks and their frames, to files and
other rows, into a library that it changes, or to the ready-made thing that is to be built.
`shadowing_modules` finds files in `src` that would be imported in place of a library.

It stops what a person could do by mistake or by a shortcut. Python has no wall between code of one process,
so it is no defense against somebody who wants to break it. Left open, since honest code looks the same: a
class or `sys.stdout` that a function is given or an object keeps, texts that calls put together, an
annotation's `evaluate`, `logging` into a file, and text vectorizers that are told to read files.
It is one long file because steps hold a copy.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from io import TextIOBase
from pathlib import Path
from types import FunctionType, ModuleType

CHECKS = Path(__file__).resolve().parent

# Modules of the standard library that any file may import: tools for data and functions, none that reads
# files, finds modules by name or looks into other frames.
OPEN_MODULES = frozenset(
    "__future__ abc bisect collections contextlib copy dataclasses enum fractions functools graphlib heapq "
    "itertools logging math numbers operator pprint queue random re statistics string sys textwrap time "
    "typing typing_extensions warnings weakref".split()
)
# Parts of open modules and libraries that lead out of them.
CLOSED_MODULES = frozenset(
    "logging.config logging.handlers numpy.ctypeslib numpy.distutils numpy.f2py numpy.lib.npyio "
    "numpy.testing scipy.io scipy.datasets sklearn.datasets sklearn.utils.parallel torch.classes "
    "torch.distributed torch.export torch.fx.experimental torch.hub torch.jit torch.library "
    "torch.multiprocessing torch.ops torch.overrides torch.package torch.serialization torch.testing "
    "torch.utils torch.utils.data.datapipes".split()
)
# Parts of closed modules that stand open with their library.
REOPENED_MODULES = frozenset("torch.utils.checkpoint torch.utils.data torch.utils.flop_counter".split())
# Built-in functions that run text, open files or change objects by name.
CLOSED_NAMES = frozenset("breakpoint compile delattr eval exec globals locals open setattr vars".split())
# The same behind a dot, whatever stands before it: readers of files, ways by a text, frames, and hooks of
# PyTorch that reach every module, optimizer or function.
CLOSED_ATTRIBUTES = frozenset(
    "DataSource FileHandler FileIO ForwardRef Formatter TorchDispatchMode TorchFunctionMode "
    "__torch_dispatch__ __torch_function__ _evaluate ag_frame attrgetter cr_frame environ "
    "evaluate_forward_ref exec f_back f_builtins f_globals f_locals from_file fromfile fromregex "
    "fromtextfile genfromtxt get_type_hints gi_frame import_module load load_library load_npz loadtxt memmap "
    "methodcaller open open_code open_files open_memmap openfile read_bytes read_text "
    "register_module_backward_hook register_module_buffer_registration_hook register_module_forward_hook "
    "register_module_forward_pre_hook register_module_full_backward_hook "
    "register_module_full_backward_pre_hook register_module_module_registration_hook "
    "register_module_parameter_registration_hook register_optimizer_step_post_hook "
    "register_optimizer_step_pre_hook resolve_name runstring singledispatch singledispatchmethod "
    "tb_frame".split()
)
OPEN_IN_SYS = frozenset(
    "float_info getrecursionlimit maxsize platform setrecursionlimit stderr stdout version_info".split()
)
OPEN_IN_STREAMS = frozenset("encoding flush isatty reconfigure write writelines".split())
# What a name stands for, if not for a text.
UNKNOWN, A_CLASS = "\0", "\1"
# Names with two underscores that a plain class uses; the others lead out of it.
OPEN_DUNDERS = frozenset(
    [
        name
        for kind in (int, float, list, dict, str, BaseException)
        for name in dir(kind)
        if name.startswith("__")
        and name
        not in (
            "__delattr__",
            "__dict__",
            "__dir__",
            "__getattribute__",
            "__init_subclass__",
            "__reduce__",
            "__reduce_ex__",
            "__setattr__",
            "__subclasshook__",
            "__traceback__",
        )
    ]
    + "__all__ __annotations__ __array__ __array_priority__ __array_ufunc__ __call__ "
    "__dataclass_fields__ __enter__ __exit__ __file__ __future__ __getitems__ __main__ __matmul__ __name__ "
    "__next__ __post_init__ __qualname__ __rmatmul__ __slots__ __version__".split()
)


def foreign_names(
    path: Path,
    modules: frozenset[str] = frozenset({"numpy"}),
    *,
    ready_made: frozenset[str] = frozenset(),
    opened: frozenset[str] = frozenset(),
) -> list[str]:
    """What a file uses beyond plain modules of the standard library and the modules that it may.

    Args:
        path: a Python file of the learner's package, such as `src/deepbridge/neuron.py`.
        modules: full names. `numpy` opens NumPy with its parts, `sklearn.svm` that part alone, and
            `deepbridge.engine` a file of the package. A closed part, such as `torch.distributed`, opens by
            its own name.
        ready_made: names of libraries that hold what the learner is to build, such as `GRUCell`.
        opened: names that are closed elsewhere and stand open here, such as `load`.

    Returns:
        Names in alphabetical order; none if the file gets by with what it may use.

    Raises:
        SyntaxError: the file cannot be parsed.
    """
    reader = SourceReader(path.parent.name, modules, ready_made, opened)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reader.read_imports(tree)
    reader.visit(tree)
    return sorted(reader.found)


def shadowing_modules(project: Path) -> list[str]:
    """Modules in `src` that Python would import in place of a library, of the checks, or of a given file."""
    source = (project / "src").resolve()
    elsewhere = [
        entry for entry in sys.path if Path(entry or ".").resolve() not in (source, project.resolve())
    ]
    own = {path.stem for path in CHECKS.glob("*.py")}
    names = sorted(
        {path.stem for path in source.iterdir() if path.suffix in ("", ".py", ".pyc", ".so", ".pyd")}
    )
    twins = sorted(
        f"{path.parent.name}.{path.stem}" for path in source.glob("*/*.py") if path.with_suffix("").is_dir()
    )
    return twins + [
        name
        for name in names
        if name.isidentifier()
        and (
            name in own
            or name in sys.stdlib_module_names
            or PathFinder.find_spec(name, elsewhere) is not None
        )
    ]


def chain_of(node: ast.expr) -> list[str] | None:
    """`["np", "linalg", "norm"]` of `np.linalg.norm`; None if it does not start with a name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return [node.id, *reversed(parts)] if isinstance(node, ast.Name) else None


def root_of(node: ast.expr) -> ast.expr:
    """What `a.b[0].c` starts with: `a`."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node


class SourceReader(ast.NodeVisitor):
    """Collects the names of one file that lead elsewhere."""

    def __init__(
        self, package: str, modules: frozenset[str], ready_made: frozenset[str], opened: frozenset[str]
    ) -> None:
        self.package = package
        self.modules = modules
        self.ready_made = ready_made
        self.opened = opened
        self.closed = CLOSED_ATTRIBUTES - opened
        self.closed_names = CLOSED_NAMES - opened
        self.found: set[str] = set()
        # What each imported name, or second name of a module or stream, stands for: one or more objects.
        self.objects: dict[str, list[object]] = {}
        # What other names stand for, as far as the file is read: a text, a class from elsewhere, or UNKNOWN.
        self.values: dict[str, str] = {}
        self.parameters: list[set[str]] = []

    # --- imports and second names --------------------------------------------------------------------------

    def read_imports(self, tree: ast.AST) -> None:
        """Notes what is imported under which name, and judges it."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self.judge_module(alias.name)
                    self.module(alias.name)
                    bound = alias.name if alias.asname else alias.name.split(".")[0]
                    self.note(alias.asname or bound, self.module(bound))
            elif isinstance(node, ast.ImportFrom):
                module = ".".join(part for part in (self.package if node.level else "", node.module) if part)
                for alias in node.names:
                    self.judge_from(module, alias.name)
                    value = getattr(self.module(module), alias.name, None)
                    if value is None and self.is_open(f"{module}.{alias.name}"):
                        value = self.module(f"{module}.{alias.name}")
                    self.note(alias.asname or alias.name, value)
        # Second names may stand for second names: until there is nothing new.
        known = -1
        while known != sum(map(len, self.objects.values())):
            known = sum(map(len, self.objects.values()))
            for node in ast.walk(tree):
                for target, value in assignments(node):
                    if isinstance(target, ast.Name):
                        for each in self.resolve(value):
                            if isinstance(each, ModuleType | TextIOBase):
                                self.note(target.id, each)

    def note(self, name: str, value: object) -> None:
        """`name` may stand for `value` from here on."""
        values = self.objects.setdefault(name, [])
        if value is not None and not any(each is value for each in values):
            values.append(value)

    def module(self, name: str) -> object:
        """An imported module that may be used, or a file of the package once it is imported; else None."""
        if name.split(".")[0] == self.package:
            return sys.modules.get(name)
        if not (self.is_open(name) or self.leads_to_open(name)):
            return None
        try:
            return importlib.import_module(name)
        except ImportError:
            return None

    def is_open(self, name: str) -> bool:
        """Whether a module may be used."""
        parts = name.split(".")
        if parts[0] == self.package or any(part.startswith("_") for part in parts[1:]):
            return name in self.modules
        # The longest head that a rule is about decides.
        for head in (".".join(parts[:count]) for count in range(len(parts), 0, -1)):
            if head in self.modules | OPEN_MODULES:
                return True
            if head in REOPENED_MODULES:
                return parts[0] in self.modules
            if head in CLOSED_MODULES:
                return False
        return False

    def leads_to_open(self, name: str) -> bool:
        """Whether a module holds one that may be used, as `sklearn` holds `sklearn.svm`."""
        reopened = REOPENED_MODULES if name.split(".")[0] in self.modules else frozenset[str]()
        return any(each.startswith(f"{name}.") for each in self.modules | reopened)

    def is_of_package(self, value: object) -> bool:
        """Whether a module, class or function belongs to the learner's package."""
        name = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
        return isinstance(name, str) and name.split(".")[0] == self.package

    def judge_module(self, name: str) -> None:
        if not self.is_open(name):
            self.found.add(name)

    def judge_from(self, module: str, name: str) -> None:
        """`from module import name`."""
        full = f"{module}.{name}"
        if module == "sys":
            self.found.update([] if name in OPEN_IN_SYS else [full])
        elif not self.is_open(module) and not self.is_open(full):
            self.found.add(full if self.leads_to_open(module) or module == self.package else module)
        elif name == "*" or (module.split(".")[0] != self.package and self.is_closed(name, of_library=True)):
            self.found.add(name)
        elif name in self.ready_made and module.split(".")[0] != self.package:
            self.found.add(name)
        else:
            self.judge_objects([getattr(self.module(module), name, None)], full)

    # --- names, attributes, values -------------------------------------------------------------------------

    def resolve(self, node: ast.expr) -> list[object]:
        """The objects that a chain such as `torch.nn.functional` may stand for."""
        chain = chain_of(node)
        if chain is None or self.is_parameter(chain[0]):
            return []
        values = self.objects.get(chain[0], [])
        for name in chain[1:]:
            values = [getattr(value, name) for value in values if hasattr(value, name)]
        return values

    def is_parameter(self, name: str) -> bool:
        return any(name in names for names in self.parameters)

    def is_imported(self, node: ast.expr) -> bool:
        """Whether an expression starts with something that was imported."""
        root = root_of(node)
        return isinstance(root, ast.Name) and root.id in self.objects and not self.is_parameter(root.id)

    def is_closed(self, name: str, of_library: bool) -> bool:
        """Whether `….name` leads out of the file; names with an underscore are a library's own affair."""
        if name.startswith("__"):
            return name not in OPEN_DUNDERS | self.opened
        return name in self.closed or (of_library and name.startswith("_") and name != "_")

    def judge_attribute(self, owner: ast.expr, name: str) -> None:
        """`owner.name`, however it is written."""
        is_own = isinstance(owner, ast.Name) and owner.id in ("self", "cls") and not name.startswith("__")
        values = self.resolve(owner)
        if any(value is sys for value in values):
            self.found.update([] if name in OPEN_IN_SYS else [f"sys.{name}"])
        elif any(isinstance(value, TextIOBase) for value in values):
            self.found.update([] if name in OPEN_IN_STREAMS else [name])
        elif not is_own and (
            self.is_closed(name, self.is_private_to_library(owner, name)) or name in self.ready_made
        ):
            self.found.add(name)
        else:
            for value in values:
                if isinstance(value, ModuleType) and self.leads_to_open(value.__name__):
                    # `sklearn` alone is closed, and `sklearn.svm` is open: a way through, no more.
                    member = getattr(value, name, None)
                    if not self.is_open(value.__name__) and not isinstance(member, ModuleType):
                        self.found.add(f"{value.__name__}.{name}")
            self.judge_objects([getattr(value, name, None) for value in values], name)

    def is_private_to_library(self, owner: ast.expr, name: str) -> bool:
        """Whether `owner.name` is a library's; base classes, such as torch's `_BatchNorm`, are for all."""
        values = [value for value in self.resolve(owner) if not self.is_of_package(value)]
        members = [getattr(value, name, None) for value in values]
        return (
            self.is_imported(owner) and bool(values) and not all(isinstance(each, type) for each in members)
        )

    def judge_objects(self, values: list[object], name: str) -> None:
        """What is reached through another module is judged like an import from its own."""
        for value in values:
            if isinstance(value, FunctionType | type) and self.is_of_package(value):
                if not self.is_open(value.__module__):
                    self.found.add(f"{value.__module__}.{value.__name__}")
            if isinstance(value, ModuleType) and value is not sys:
                full = value.__name__
                if not self.is_open(full) and not self.leads_to_open(full):
                    self.found.add(name)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.judge_attribute(node.value, node.attr)
        if node.attr in ("format", "format_map"):
            # `"{0." + name + "}"` is a `getattr` with a name that is not known.
            unknown = re.search(r"\{[^{}:!]*\._*" + UNKNOWN, self.text_of(node.value))
            self.found.update([node.attr] if unknown else [])
        if not isinstance(node.ctx, ast.Load):
            self.judge_target(node)
        if isinstance(node.value, ast.Name):
            self.judge_name(node.value, is_value=False)
        elif chain_of(node) is not None and isinstance(node.value, ast.Attribute):
            self.visit_chain(node.value)
        else:
            self.visit(node.value)

    def visit_chain(self, node: ast.Attribute) -> None:
        """The inner part of a chain: a module there is a way through and no value."""
        self.judge_attribute(node.value, node.attr)
        if isinstance(node.value, ast.Attribute):
            self.visit_chain(node.value)
        elif isinstance(node.value, ast.Name):
            self.judge_name(node.value, is_value=False)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load):
            self.judge_target(node)
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """`ROWS *= 0` changes an imported array in its place."""
        if isinstance(node.target, ast.Name) and self.is_imported(node.target):
            self.found.add(f"an assignment into {node.target.id}")
        whole = ast.BinOp(node.target, node.op, node.value)
        self.visit(whole)
        self.bind(node.target, whole)

    def visit_Name(self, node: ast.Name) -> None:
        self.judge_name(node, is_value=isinstance(node.ctx, ast.Load))

    def judge_name(self, node: ast.Name, is_value: bool) -> None:
        name = node.id
        if name.startswith("__") and name.endswith("__") and name not in OPEN_DUNDERS:
            self.found.add(name)
        elif (
            name in self.closed_names | {"getattr"}
            and isinstance(node.ctx, ast.Load)
            and name not in self.objects
            and not self.is_parameter(name)
        ):
            self.found.add(name)
        elif is_value and any(isinstance(each, ModuleType) for each in self.resolve(node)):
            self.found.add(f"{name} as a value")

    def judge_target(self, node: ast.Attribute | ast.Subscript) -> None:
        """Something is put into `a.b` or `a[0]`."""
        root = root_of(node)
        if self.is_imported(node) and isinstance(root, ast.Name):
            self.found.add(f"an assignment into {root.id}")
        elif isinstance(node, ast.Attribute):
            owner = node.value
            while not self.is_class(owner) and isinstance(owner, ast.Attribute | ast.Subscript):
                owner = owner.value
            if self.is_class(owner):
                self.found.add("an assignment into a class")

    # --- what other names stand for ------------------------------------------------------------------------

    def bind(self, target: ast.expr, value: ast.expr) -> None:
        """From here on, the names of a target stand for a value, or for what a loop takes from it."""
        meaning = A_CLASS if self.is_class(value) else self.text_of(value)[:1000]
        for each in ast.walk(target):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                self.values[each.id] = meaning

    def is_class(self, node: ast.expr) -> bool:
        """Whether an expression is a class from elsewhere or holds one: `type(x)`, `[Tensor]`, `c.mro()`."""
        match node:
            case ast.Call(func=ast.Name(id="type"), args=[_]) | ast.Call(func=ast.Attribute(attr="mro")):
                return True
            case ast.Attribute(attr="__class__"):
                return True
            case ast.Name() if self.values.get(node.id) == A_CLASS:
                return True
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts) | ast.Dict(values=parts):
                return any(map(self.is_class, parts))
            case ast.Call(func=ast.Name(id="enumerate" | "list" | "reversed" | "tuple" | "zip"), args=parts):
                return any(map(self.is_class, parts))
            case ast.Call(func=ast.Attribute(attr="items" | "values", value=whole)):
                return self.is_class(whole)
            case ast.Subscript(value=whole):
                return self.is_class(whole)
        return any(isinstance(each, type) for each in self.resolve(node))

    def text_of(self, node: ast.expr) -> str:
        """The text that an expression puts together; what is not known of it is UNKNOWN."""
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Name():
                return self.values.get(node.id, UNKNOWN)
            case ast.BinOp(op=ast.Add()):
                return self.text_of(node.left) + self.text_of(node.right)
            case ast.BinOp(op=ast.Mod()):
                return self.text_of(node.left).replace("%s", self.text_of(node.right))
            case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
                return "".join(map(self.text_of, parts))
            case ast.FormattedValue():
                return self.text_of(node.value)
            case ast.Call(func=ast.Attribute(attr="join", value=between), args=[parts]):
                texts = map(self.text_of, parts.elts if isinstance(parts, ast.List | ast.Tuple) else [parts])
                return self.text_of(between).join(texts)
        return UNKNOWN

    # --- forms that hide one of these ----------------------------------------------------------------------

    def visit_Call(self, node: ast.Call) -> None:
        if not (
            isinstance(node.func, ast.Name) and node.func.id in ("getattr", "hasattr") and len(node.args) > 1
        ):
            self.visit_text(node)
            return
        owner, name = node.args[0], node.args[1]
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            self.judge_attribute(owner, name.value)
        else:
            # `getattr(np, name)` is a usual way to pick a function of NumPy.
            picks = [each for each in self.resolve(owner) if getattr(each, "__name__", "") == "numpy"]
            if not picks or self.ready_made:
                self.found.add("getattr")
            self.visit(name)
        if isinstance(owner, ast.Name):
            self.judge_name(owner, is_value=False)
        else:
            self.visit(ast.Attribute(owner, "real", ast.Load()) if chain_of(owner) else owner)
        for rest in [*node.args[2:], *(keyword.value for keyword in node.keywords)]:
            self.visit(rest)

    def visit_MatchClass(self, node: ast.MatchClass) -> None:
        """`case object(__globals__=x)` reads an attribute too."""
        for name in node.kwd_attrs:
            self.judge_attribute(ast.Name("_", ast.Load()), name)
        self.generic_visit(node)

    def visit_text(self, node: ast.expr) -> None:
        """Texts such as `"{0.__globals__}"`, which `format` follows, whole or put together."""
        text = self.text_of(node)
        ways = "builtins closure code dict globals import match_args subclasses".split()
        self.found.update(f"__{way}__" for way in ways if f"__{way}__" in text)
        self.generic_visit(node)

    visit_Constant = visit_BinOp = visit_JoinedStr = visit_text

    def visit_For(self, node: ast.For) -> None:
        self.bind(node.target, node.iter)
        self.generic_visit(node)

    def visit_assignment(self, node: ast.Assign | ast.AnnAssign | ast.NamedExpr) -> None:
        """A second name for a module is followed, so its value is not one that gets away."""
        followed = {
            id(value)
            for target, value in assignments(node)
            if isinstance(target, ast.Name) and chain_of(value) is not None
        }
        for child in expressions(node):
            if id(child) not in followed:
                self.visit(child)
            elif isinstance(child, ast.Name):
                self.judge_name(child, is_value=False)
            elif isinstance(child, ast.Attribute):
                self.visit_chain(child)
        for target, value in assignments(node):
            self.bind(target, value)

    visit_Assign = visit_AnnAssign = visit_NamedExpr = visit_assignment

    def visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        """A parameter hides an imported name inside its function."""
        given = node.args
        outside: list[ast.AST] = [*given.defaults, *(each for each in given.kw_defaults if each is not None)]
        names = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        names += [each for each in (given.vararg, given.kwarg) if each is not None]
        outside += [each.annotation for each in names if each.annotation is not None]
        if not isinstance(node, ast.Lambda):
            outside += [*node.decorator_list, *([node.returns] if node.returns is not None else [])]
            self.found.update({node.name} & self.closed if node.name.startswith("__") else ())
        for each in outside:
            self.visit(each)
        self.parameters.append({each.arg for each in names})
        values = self.values
        self.values = {**values, **dict.fromkeys(self.parameters[-1], UNKNOWN)}
        for each in [node.body] if isinstance(node, ast.Lambda) else node.body:
            self.visit(each)
        self.values = values
        self.parameters.pop()

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = visit_function


def assignments(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Targets with their values; `a, b = c, d` is two."""
    if isinstance(node, ast.Assign):
        pairs = [(target, node.value) for target in node.targets]
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
        pairs = [(node.target, node.value)]
    else:
        pairs = []
    for target, value in pairs:
        if (
            isinstance(target, ast.Tuple | ast.List)
            and isinstance(value, ast.Tuple | ast.List)
            and len(target.elts) == len(value.elts)
        ):
            yield from zip(target.elts, value.elts)
        else:
            yield target, value


def expressions(node: ast.Assign | ast.AnnAssign | ast.NamedExpr) -> Iterator[ast.expr]:
    """Targets, values and annotation of an assignment; the parts of tuples one by one."""
    for target, value in assignments(node):
        yield target
        yield value
    if isinstance(node, ast.AnnAssign):
        yield node.annotation
        if node.value is None:
            yield node.target
