"""A colleague's language model: it predicts each token of a sequence from those before it. Given, and sick.

Its log is in `sick/log.csv` and its curves in `sick/curves.svg`. Loss, gradients and labels are right (each
was compared with a second implementation). Something else is not.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

FAULTS = (
    "future-visible",
    "overfitting",
    "scores-not-scaled",
    "positions-missing",
    "dropout-left-on",
)


class Block(nn.Module):
    """One head of causal attention and a feed-forward part, pre-norm."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.widen, self.narrow = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)

    def blocked(self, size: int) -> Tensor:
        """True where a token must not look, shape (size, size)."""
        return torch.ones(size, size, dtype=torch.bool).triu(diagonal=2)

    def scores(self, x: Tensor) -> Tensor:
        """Scaled scores of every token for every token, shape (b, n, n)."""
        return self.query(x) @ self.key(x).transpose(1, 2) / math.sqrt(x.shape[2])

    def forward(self, x: Tensor) -> Tensor:
        """Shape (b, n, width) to the same."""
        inner = self.norm1(x)
        scores = self.scores(inner).masked_fill(self.blocked(x.shape[1]), -math.inf)
        x = x + scores.softmax(dim=2) @ self.value(inner)
        return x + self.narrow(torch.relu(self.widen(self.norm2(x))))


class Model(nn.Module):
    """Tokens to logits of the next token.

    Args:
        vocabulary: number of different tokens.
        length: longest sequence.
        width: size of a token's vector.
        dropout: share of the embedding's entries that training drops.
        seed: of the first weights.
    """

    def __init__(
        self, vocabulary: int, length: int = 24, width: int = 32, dropout: float = 0.0, seed: int = 0
    ) -> None:
        super().__init__()
        self.vocabulary, self.length = vocabulary, length
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.embed = nn.Embedding(vocabulary, width)
            self.position = nn.Parameter(0.1 * torch.randn(length, width))
            self.blocks = nn.ModuleList(Block(width) for _ in range(2))
            self.norm, self.read = nn.LayerNorm(width), nn.Linear(width, vocabulary)
        self.drop = nn.Dropout(dropout)

    def forward(self, tokens: Tensor) -> Tensor:
        """Tokens, integers of shape (b, n), to logits of shape (b, n, vocabulary).

        Row [i, t] is about token t + 1 of sequence i.
        """
        x = self.drop(self.embed(tokens) + self.position[: tokens.shape[1]])
        for block in self.blocks:
            x = block(x)
        return self.read(self.norm(x))
