"""The author's side of the checks: private copies of what was given, and oracles of its own."""

from __future__ import annotations

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
