"""Attention, heads, positions, masks and a transformer block, and a network that looks answers up in a log.

Imports PyTorch and the standard library only, so that the file can be used by itself.

Conventions: masks are boolean and True means "may attend"; a row that may attend to nothing gives zeros;
blocks are pre-norm; sines stand at even and cosines at odd indices of a position.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn


def attention(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """Scaled dot-product attention: softmax(Q Kᵀ / sqrt(d)) V.

    Source: Vaswani et al. (2017), "Attention Is All You Need", section 3.2.1.

    Args:
        query: shape (…, n, d).
        key: shape (…, m, d).
        value: shape (…, m, c).
        mask: boolean, broadcast to (…, n, m); True: this query may attend to this key. None: all may.

    Returns:
        `(output, weights)`, shapes (…, n, c) and (…, n, m). A row of weights adds up to 1; a row that may
        attend to nothing has weights 0 and output 0, and finite gradients.
    """
    scores = query @ key.transpose(-2, -1) / math.sqrt(query.shape[-1])
    if mask is None:
        weights = scores.softmax(dim=-1)
    else:
        # The lowest finite number, not -inf: a row of -inf only would become NaN, and so would its gradient.
        weights = scores.masked_fill(~mask, torch.finfo(scores.dtype).min).softmax(dim=-1)
        weights = weights.masked_fill(~mask, 0.0)
    return weights @ value, weights


class MultiHead(nn.Module):
    """The weights of multi-head attention; `multi_head` computes with them.

    Attributes:
        heads: number of heads h; divides `width`.
        query, key, value, output: `nn.Linear(width, width)`, with biases. Head number i owns the outputs
            i * width / h to (i + 1) * width / h - 1 of `query`, `key` and `value`.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        if width % heads:
            raise ValueError(f"{heads} heads do not divide a width of {width}")
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.output = nn.Linear(width, width)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Self-attention: see `multi_head`."""
        return multi_head(self, x, x, mask)


def multi_head(
    layer: MultiHead, x: Tensor, memory: Tensor, mask: Tensor | None = None
) -> tuple[Tensor, Tensor]:
    """Several attentions side by side, each on its own part of the width.

    Project `x` to queries and `memory` to keys and values, cut each into `layer.heads` parts, call
    `attention` for all heads at once, put the heads' outputs side by side again and apply `layer.output`.
    Source: Vaswani et al. (2017), section 3.2.2.

    Args:
        layer: the four linear maps and the number of heads.
        x: who asks, shape (b, n, width).
        memory: who is asked, shape (b, m, width); the same as `x` in self-attention.
        mask: boolean, shape (b, n, m) or (n, m), the same for all heads; True: may attend.

    Returns:
        `(output, weights)`, shapes (b, n, width) and (b, heads, n, m).
    """
    batch, length, width = x.shape

    def split(projected: Tensor) -> Tensor:
        """(b, t, width) -> (b, heads, t, width / heads)."""
        return projected.view(batch, -1, layer.heads, width // layer.heads).transpose(1, 2)

    if mask is not None and mask.dim() == 3:
        mask = mask.unsqueeze(1)  # the same for every head
    mixed, weights = attention(
        split(layer.query(x)), split(layer.key(memory)), split(layer.value(memory)), mask
    )
    joined = mixed.transpose(1, 2).reshape(batch, length, width)
    return layer.output(joined), weights


def sinusoidal_positions(length: int, width: int) -> Tensor:
    """A vector for each position, of sines and cosines with wavelengths from 2 pi to 10,000 * 2 pi.

    Entry 2i of position t is sin(t / 10000^(2i / width)), entry 2i + 1 is the cosine of the same angle.
    Source: Vaswani et al. (2017), section 3.5.

    Args:
        length: number of positions, counted from 0.
        width: even.

    Returns:
        Shape (length, width), torch's default float type, without gradient.
    """
    time = torch.arange(length, dtype=torch.float64).unsqueeze(1)
    even = torch.arange(0, width, 2, dtype=torch.float64)
    angle = time / 10000.0 ** (even / width)
    table = torch.zeros(length, width, dtype=torch.float64)
    table[:, 0::2] = angle.sin()
    table[:, 1::2] = angle.cos()
    return table.to(torch.get_default_dtype())


def attention_mask(lengths: Tensor, size: int, causal: bool = False) -> Tensor:
    """Who may attend to whom in a batch of padded sequences.

    Args:
        lengths: real tokens of each sequence, integers from 0 to `size`, shape (b,); the rest is padding at
            the end.
        size: tokens of each padded sequence.
        causal: if True, token t may attend to tokens 0 to t only.

    Returns:
        Boolean, shape (b, size, size): entry [b, t, s] is True if token t may attend to token s. No token
        may attend to padding; what padding itself attends to is of no interest and follows the same rule.
    """
    real = torch.arange(size, device=lengths.device) < lengths.unsqueeze(1)  # (b, size)
    mask = real.unsqueeze(1).expand(-1, size, -1)
    if causal:
        mask = mask & torch.ones(size, size, dtype=torch.bool, device=lengths.device).tril()
    return mask.clone()


class EncoderBlock(nn.Module):
    """The weights of one pre-norm transformer block; `encoder_block` computes with them.

    Attributes:
        attend: multi-head attention.
        norm1, norm2: layer norms before attention and before the feed-forward part.
        widen, narrow: the feed-forward part, width -> hidden -> width, with relu between.
    """

    def __init__(self, width: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.attend = MultiHead(width, heads)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.widen, self.narrow = nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """See `encoder_block`."""
        return encoder_block(self, x, mask)


def encoder_block(block: EncoderBlock, x: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """One pre-norm block: x + attention(norm1(x)), then that plus feed-forward(norm2(that)).

    Source of the order: Xiong et al. (2020), "On Layer Normalization in the Transformer Architecture",
    figure 1 (b).

    Args:
        block: its weights.
        x: shape (b, n, width).
        mask: boolean, shape (b, n, n) or (n, n); True: may attend.

    Returns:
        `(output, weights)`, shapes (b, n, width) and (b, heads, n, n).
    """
    attended, weights = block.attend(block.norm1(x), mask)
    x = x + attended
    x = x + block.narrow(torch.relu(block.widen(block.norm2(x))))
    return x, weights


class RecallNet(nn.Module):
    """A transformer that answers one question about a log of writes `key = value`.

    A write is one token, the sum of the embeddings of its key and its value; the question is the last token.
    The questions have an embedding of their own, so the network is not told which question belongs to which
    key. The answer is read from the last token after the last block.

    Args:
        keys: number of different keys, and of different questions.
        values: number of different values, that is of answers.
        width: size of a token; a multiple of `heads`, and even.
        heads: attention heads of each block.
        blocks: number of blocks.
        positions: whether sinusoidal positions are added to the tokens.
        seed: of the first weights; equal seeds give equal networks. The global generator is left alone.
    """

    def __init__(
        self,
        keys: int,
        values: int,
        width: int = 32,
        heads: int = 2,
        blocks: int = 1,
        positions: bool = True,
        seed: int = 0,
    ) -> None:
        super().__init__()
        self.positions = positions
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.key = nn.Embedding(keys, width)
            self.value = nn.Embedding(values, width)
            self.question = nn.Embedding(keys, width)
            self.blocks = nn.ModuleList(EncoderBlock(width, heads, 2 * width) for _ in range(blocks))
            self.norm = nn.LayerNorm(width)
            self.read = nn.Linear(width, values)

    def encode(self, keys: Tensor, values: Tensor, query: Tensor) -> tuple[Tensor, Tensor]:
        """Tokens after the last block, and that block's attention.

        Args:
            keys: of the writes in order, integers, shape (n, p).
            values: of the writes, integers, shape (n, p).
            query: the question, integers, shape (n,).

        Returns:
            Shapes (n, p + 1, width) and (n, heads, p + 1, p + 1); the last token is the question.
        """
        writes = self.key(keys) + self.value(values)
        x = torch.cat([writes, self.question(query).unsqueeze(1)], dim=1)
        if self.positions:
            x = x + sinusoidal_positions(x.shape[1], x.shape[2]).to(x)
        weights = torch.zeros(0)
        for block in self.blocks:
            x, weights = block(x)
        return x, weights

    def forward(self, keys: Tensor, values: Tensor, query: Tensor) -> Tensor:
        """Logits of the answers, shape (n, number of values); arguments as for `encode`."""
        x, _ = self.encode(keys, values, query)
        return self.read(self.norm(x[:, -1]))


def attention_map(net: RecallNet, keys: Tensor, values: Tensor, query: Tensor) -> Tensor:
    """Where the question looks: its attention to each write in the last block, averaged over the heads.

    Args:
        net: a network, trained or not; left as it is.
        keys, values, query: as for `RecallNet.encode`; p writes a row.

    Returns:
        Shape (n, p), without gradient. The question may attend to itself as well, so a row adds up to at
        most 1.
    """
    with torch.no_grad():
        _, weights = net.encode(keys, values, query)
    return weights.mean(dim=1)[:, -1, :-1]


def train_recall(
    net: RecallNet,
    keys: Tensor,
    values: Tensor,
    query: Tensor,
    answer: Tensor,
    *,
    epochs: int = 12,
    batch_size: int = 64,
    learning_rate: float = 8e-3,
    seed: int = 0,
) -> list[float]:
    """Train in place with Adam on the mean log-loss of the answers.

    Each epoch goes through all rows once in a new order, in batches of `batch_size` (the last one may be
    smaller). The gradients of a batch are clipped to a norm of 1. The rate falls from `learning_rate` at the
    first batch to nearly 0 at the last, along half a cosine: batch t of T has the rate
    learning_rate * (1 + cos(pi t / T)) / 2, t from 0.

    Args:
        net: its parameters are changed.
        keys, values: integers, shape (n, p).
        query, answer: integers, shape (n,).
        seed: of the order of the rows: equal seeds give equal orders. The global generator is left alone.

    Returns:
        For each epoch the mean loss over its rows, each batch measured before its update, in nats.
    """
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(net.parameters(), lr=learning_rate)
    batches = epochs * math.ceil(len(query) / batch_size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda t: 0.5 * (1.0 + math.cos(math.pi * t / batches))
    )
    net.train()
    history: list[float] = []
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(query), generator=generator).split(batch_size):
            loss = nn.functional.cross_entropy(net(keys[rows], values[rows], query[rows]), answer[rows])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(rows)
        history.append(total / len(query))
    return history
