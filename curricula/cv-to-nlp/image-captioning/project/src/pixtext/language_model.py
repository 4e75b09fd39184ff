"""A small causal transformer: the language model that the captioner stands on.

Pre-norm blocks (Xiong et al. 2020), learned positions, no dropout. It is a complete language model without a
picture: `forward(tokens)` gives next-word logits for text alone. The captioner uses its parts one by one:
`embed` words, put other vectors before them, `run` the blocks under a mask of its own, and ask `head` for
logits.

Shapes: B pictures, L words, T positions in all, D = width, V = size of the vocabulary.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class Block(nn.Module):
    """Self-attention and a two-layer network, each added to what comes in."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.attention_norm = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.network_norm = nn.LayerNorm(width)
        self.network = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))

    def forward(self, x: Tensor, mask: Tensor, weights: list[Tensor] | None = None) -> Tensor:
        """(B, T, D) → (B, T, D). `mask` is (T, T) bool, True where row may look at column.

        With a list in `weights`, the attention weights (B, heads, T, T) are appended to it.
        """
        batch, length, width = x.shape
        query, key, value = (
            part.view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in self.query_key_value(self.attention_norm(x)).chunk(3, dim=-1)
        )
        if weights is not None:
            scores = query @ key.transpose(-1, -2) / (width // self.heads) ** 0.5
            weights.append(scores.masked_fill(~mask, float("-inf")).softmax(-1).detach())
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = x + self.attention_out(mixed.transpose(1, 2).reshape(batch, length, width))
        return x + self.network(self.network_norm(x))


class CausalTransformer(nn.Module):
    """A language model over at most `max_length` words."""

    def __init__(
        self, vocabulary_size: int, width: int = 64, heads: int = 4, layers: int = 2, max_length: int = 15
    ) -> None:
        super().__init__()
        self.max_length = max_length
        self.words = nn.Embedding(vocabulary_size, width)
        self.places = nn.Embedding(max_length, width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.last_norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary_size)
        nn.init.normal_(self.words.weight, std=0.3)
        nn.init.normal_(self.places.weight, std=0.3)

    def embed(self, tokens: Tensor) -> Tensor:
        """(B, L) ids → (B, L, D): the word's vector plus the vector of its place, counted from 0.

        Raises:
            ValueError: if there are more than `max_length` words.
        """
        length = tokens.shape[1]
        if length > self.max_length:
            raise ValueError(f"{length} words, but this language model has places for {self.max_length}")
        return self.words(tokens) + self.places(torch.arange(length))

    def run(self, x: Tensor, mask: Tensor, weights: list[Tensor] | None = None) -> Tensor:
        """(B, T, D) → (B, T, D) through all blocks and the last norm.

        `mask` is (T, T) bool, True where the row's position may look at the column's. With a list in
        `weights`, each block appends its attention weights (B, heads, T, T).
        """
        for block in self.blocks:
            x = block(x, mask, weights)
        return self.last_norm(x)

    def forward(self, tokens: Tensor) -> Tensor:
        """Text alone: (B, L) ids → (B, L, V) logits; position t predicts word t + 1."""
        length = tokens.shape[1]
        mask = torch.tril(torch.ones(length, length, dtype=torch.bool))
        return self.head(self.run(self.embed(tokens), mask))
