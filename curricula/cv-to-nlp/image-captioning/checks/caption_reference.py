"""The author's side of the checks: private copies of what was given, and oracles of its own."""

from __future__ import annotations

import ast
import importlib.util
import itertools
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import torch
from torch import Tensor, nn

torch.set_num_threads(1)

PROJECT = Path(__file__).resolve().parent.parent
PAD, BEGIN, END = 0, 1, 2


def _private(name: str) -> ModuleType:
    """A given module, loaded a second time under another name: nothing in the project can change it."""
    spec = importlib.util.spec_from_file_location(f"given_{name}", PROJECT / "src" / "pixtext" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


CLOSED_MODULES = frozenset(
    "caption_reference conftest checks pytest _pytest builtins ctypes gc importlib inspect pkgutil runpy "
    "traceback".split()
)
CLOSED_ATTRIBUTES = frozenset(
    "__builtins__ __closure__ __code__ __globals__ __import__ __subclasses__ _current_frames _getframe "
    "environ f_back f_globals f_locals getenv meta_path settrace tb_frame".split()
)
CLOSED_NAMES = frozenset("__import__ eval exec globals compile".split())
GIVEN_DATA = frozenset({"pixtext.scenes", "pixtext.rivals", "pixtext.experiment", "pixtext.real"})


def _root(node: ast.expr) -> str | None:
    """The name at the left end of `a.b[c].d`."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def foreign(path: Path, closed: frozenset[str] = frozenset()) -> list[str]:
    """Where a learner's file reaches for the checks, or writes into a library: `line 12: sys.modules`.

    `closed` are further modules that it must not import. A file that Python cannot read is left to the
    checks that import it.
    """
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError:
        return []
    found: list[tuple[int, str]] = []
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            modules = names if isinstance(node, ast.Import) else [node.module or ""]
            for module in modules:
                top = module.split(".")[0]
                if top in CLOSED_MODULES or top.startswith("test_") or module in closed:
                    found.append((node.lineno, module))
            if isinstance(node, ast.ImportFrom):
                found += [(node.lineno, name) for name in names if f"{node.module}.{name}" in closed]
                taken = {"modules"} if node.module == "sys" else set()
                found += [(node.lineno, name) for name in names if name in CLOSED_ATTRIBUTES | taken]
            imported |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            from_sys = isinstance(node.value, ast.Name) and node.value.id == "sys" and node.attr == "modules"
            if node.attr in CLOSED_ATTRIBUTES or from_sys:
                found.append((node.lineno, node.attr))
            if isinstance(node.ctx, ast.Store) and _root(node) in imported:
                found.append((node.lineno, f"an assignment into {_root(node)}"))
        elif isinstance(node, ast.Name) and node.id in CLOSED_NAMES:
            found.append((node.lineno, node.id))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr":
            if node.args and _root(node.args[0]) in imported:
                found.append((node.lineno, f"setattr on {_root(node.args[0])}"))
    return [f"line {line}: {what}" for line, what in sorted(found)]


scenes = _private("scenes")
rivals = _private("rivals")
language_model = _private("language_model")


def mask_oracle(prefix: int, total: int) -> Tensor:
    """Entry by entry, from the words of the docstring."""
    return torch.tensor(
        [
            [(column < prefix) if row < prefix else (column <= row) for column in range(total)]
            for row in range(total)
        ]
    )


def tokens_oracle(model: nn.Module, images: Tensor) -> Tensor:
    """The visual tokens, place by place."""
    features = model.stem(images)  # type: ignore[operator]
    places = [features[:, :, row, column] for row in range(3) for column in range(3)]
    return torch.stack([model.projector(place) for place in places], dim=1) + model.visual_places  # type: ignore


def logits_oracle(model: nn.Module, images: Tensor, words: Tensor) -> Tensor:
    """What the model's own parts give when they are put together as the docstrings say."""
    visual = tokens_oracle(model, images)
    lm = model.language_model
    x = torch.cat([visual, lm.embed(words)], dim=1)  # type: ignore[operator, union-attr]
    hidden = lm.run(x, mask_oracle(visual.shape[1], x.shape[1]))  # type: ignore[operator, union-attr]
    return lm.head(hidden[:, visual.shape[1] :])  # type: ignore[operator, union-attr]


def loss_oracle(logits: Tensor, captions: Tensor) -> Tensor:
    """Word by word: `logits` (B, L, V) at word t speak about word t + 1 of `captions` (B, L)."""
    log_p = logits.log_softmax(-1)
    terms = [
        -log_p[b, t, int(captions[b, t + 1])]
        for b in range(len(captions))
        for t in range(captions.shape[1] - 1)
        if int(captions[b, t + 1]) != PAD
    ]
    return torch.stack(terms).mean()


def greedy_oracle(model: nn.Module, images: Tensor, max_length: int) -> list[list[int]]:
    """Greedy decoding of the model's own parts, independent of `forward` and `greedy_decode`."""
    model.eval()
    words = torch.full((len(images), 1), BEGIN)
    with torch.no_grad():
        for _ in range(max_length):
            best = logits_oracle(model, images, words)[:, -1].argmax(-1)
            words = torch.cat([words, best[:, None]], dim=1)
    return [row[: row.index(END)] if END in row else row for row in words[:, 1:].tolist()]


def exact_match(said: Sequence[str], true: Sequence[str]) -> float:
    """The share of equal captions."""
    return sum(a == b for a, b in zip(said, true, strict=True)) / len(true)


def token_accuracy(said: Sequence[str], true: Sequence[str]) -> float:
    """Equal words at equal positions over the positions of the longer captions."""
    right = total = 0
    for a, b in zip(said, true, strict=True):
        x, y = a.split(), b.split()
        total += max(len(x), len(y))
        right += len([1 for u, v in itertools.zip_longest(x, y) if u == v])
    return right / total


class Assembled(nn.Module):
    """A captioner's own parts put together by the author, so that a check of the loss or of the step does
    not depend on the learner's `forward`, `visual_tokens` and `prefix_mask`."""

    def __init__(self, captioner: nn.Module) -> None:
        super().__init__()
        self.captioner = captioner

    def forward(self, images: Tensor, words: Tensor) -> Tensor:
        """(B, 3, H, W) pictures and (B, L) words → (B, L, V) logits."""
        return logits_oracle(self.captioner, images, words)


class TableModel(nn.Module):
    """Next-word logits from a table: those of the last word, chosen by the picture's first value (0, 1, 2 …).

    `table` is (pictures, V, V). It notes the mode and whether gradients are on whenever it is asked.
    """

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        self.table = nn.Parameter(table)
        self.modes: list[bool] = []
        self.gradients: list[bool] = []

    def forward(self, images: Tensor, words: Tensor) -> Tensor:
        """(B, 1, 1, 1) pictures and (B, L) words → (B, L, V)."""
        self.modes.append(self.training)
        self.gradients.append(torch.is_grad_enabled())
        kind = images.flatten(1)[:, 0].long()
        return self.table[kind[:, None], words]


Prefixes = list[tuple[int, ...]]


def table_log_probs(
    table: Mapping[tuple[int, ...], Sequence[float]], size: int = 4
) -> Callable[[Prefixes], Tensor]:
    """A tabular language model; prefixes that the table lacks are uniform."""

    def log_probs(prefixes: Prefixes) -> Tensor:
        rows = [table.get(tuple(prefix), [1 / size] * size) for prefix in prefixes]
        return torch.tensor(rows, dtype=torch.float64).log()

    return log_probs


def random_table(
    rng: np.random.Generator, size: int = 4, rounds: int = 4
) -> dict[tuple[int, ...], list[float]]:
    """A random tabular model over `size` tokens, for every prefix without token 0 (the end)."""
    return {
        prefix: rng.dirichlet(np.full(size, 0.6)).tolist()
        for length in range(rounds)
        for prefix in itertools.product(range(1, size), repeat=length)
    }


def every_hypothesis(
    table: dict[tuple[int, ...], list[float]], rounds: int = 4
) -> dict[tuple[int, ...], float]:
    """The log-probability of each finished sequence, and of each unfinished one of full length."""
    size = len(table[()])
    found: dict[tuple[int, ...], float] = {}
    for length in range(rounds):
        for prefix in itertools.product(range(1, size), repeat=length):
            before = sum(math.log(table[prefix[:t]][prefix[t]]) for t in range(length))
            for token in range(size):
                if token == 0 or length == rounds - 1:
                    found[(*prefix, token)] = before + math.log(table[prefix][token])
    return found


def beam_oracle(
    table: dict[tuple[int, ...], list[float]], width: int, alpha: float = 0.0, rounds: int = 4
) -> list[tuple[tuple[int, ...], float]]:
    """The survivors of a beam search, best first, as the docstring of `beam_decode` describes it."""

    def score(entry: tuple[tuple[int, ...], float]) -> float:
        return entry[1] / len(entry[0]) ** alpha

    beam: dict[tuple[int, ...], float] = {(): 0.0}
    for _ in range(rounds):
        pool: dict[tuple[int, ...], float] = {}
        for tokens, log_prob in beam.items():
            if tokens and tokens[-1] == 0:
                pool[tokens] = log_prob
                continue
            for token, probability in enumerate(table[tokens]):
                pool[(*tokens, token)] = log_prob + math.log(probability)
        beam = dict(sorted(pool.items(), key=score, reverse=True)[:width])
    return list(beam.items())
