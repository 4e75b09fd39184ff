"""Recurrent networks from scratch on PyTorch tensors.

This file needs nothing but torch and the standard library, so that it can be carried into other projects:

    model = StateTracker(events=4, states=6, hidden=48, seed=0)
    history = train(model, x, y, epochs=10, seed=0)   # x, y (n, T) int64; y holds IGNORE: no label
    logits = model(x)                                 # (n, T, 6): row i, column t is read from events 0 … t
    predicted = model.predict(x)                      # (n, T) int64

Shapes: n rows (sequences), T steps, d inputs, k hidden units. A cell has four weights in PyTorch's layout
(`torch.nn.RNNCell`, `torch.nn.GRUCell`): w_ih (g k, d), w_hh (g k, k), b_ih (g k,), b_hh (g k,), where g is 1
for the plain cell and 3 for the GRU.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import torch
from torch import Tensor, nn

Weights: TypeAlias = tuple[Tensor, Tensor, Tensor, Tensor]
Cell: TypeAlias = Callable[[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor], Tensor]

IGNORE = -100  # the label of a step whose state nobody wrote down


def rnn_cell(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    """One step of the plain recurrent network (Elman 1990).

    h' = tanh(x W_ihᵀ + b_ih + h W_hhᵀ + b_hh)

    Args:
        x: input of this step, shape (n, d).
        h: state before it, shape (n, k).
        w_ih, w_hh, b_ih, b_hh: shapes (k, d), (k, k), (k,), (k,).

    Returns:
        The state after the step, shape (n, k).
    """
    return torch.tanh(nn.functional.linear(x, w_ih, b_ih) + nn.functional.linear(h, w_hh, b_hh))


def gru_cell(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    """One step of the gated recurrent unit.

    The weights hold three blocks of k rows, in the order r, z, n. With a = x W_ihᵀ + b_ih and
    c = h W_hhᵀ + b_hh, each cut into its blocks:

        r = σ(a_r + c_r)            reset gate
        z = σ(a_z + c_z)            update gate
        n = tanh(a_n + r * c_n)     candidate
        h' = (1 - z) * n + z * h

    This is PyTorch's order: r is applied after the hidden product. Cho et al. (2014, equations 5 to 8) apply
    it before, c_n = (r * h) W_nᵀ + b_hn and n = tanh(a_n + c_n). Both orders are accepted.

    Args:
        x: input of this step, shape (n, d).
        h: state before it, shape (n, k).
        w_ih, w_hh, b_ih, b_hh: shapes (3 k, d), (3 k, k), (3 k,), (3 k,).

    Returns:
        The state after the step, shape (n, k).
    """
    a_r, a_z, a_n = nn.functional.linear(x, w_ih, b_ih).chunk(3, dim=1)
    c_r, c_z, c_n = nn.functional.linear(h, w_hh, b_hh).chunk(3, dim=1)
    r = torch.sigmoid(a_r + c_r)
    z = torch.sigmoid(a_z + c_z)
    n = torch.tanh(a_n + r * c_n)
    return (1 - z) * n + z * h


def unroll(cell: Cell, x: Tensor, h0: Tensor, weights: Weights) -> tuple[Tensor, Tensor]:
    """Apply a cell to every step of a batch, each time to the state that the step before left.

    Args:
        cell: `rnn_cell`, `gru_cell` or another function of that form.
        x: inputs, shape (n, T, d), T at least 1.
        h0: state before the first step, shape (n, k).
        weights: (w_ih, w_hh, b_ih, b_hh), the same at every step.

    Returns:
        `(states, last)`: the states after each step, shape (n, T, k), and the one after the last, shape
        (n, k). Gradients flow from every state back to h0, x and the weights.
    """
    h = h0
    states: list[Tensor] = []
    for step in range(x.shape[1]):
        h = cell(x[:, step], h, *weights)
        states.append(h)
    return torch.stack(states, dim=1), h


def grad_norm_vs_lag(cell: Cell, x: Tensor, h0: Tensor, weights: Weights, direction: Tensor) -> Tensor:
    """How much of a gradient at the last state arrives at earlier states.

    Take L = sum(direction * h_T). Entry `lag` is the Euclidean norm, over all rows together, of the gradient
    of L with respect to the state h_{T - lag}; entry 0 is the norm of `direction` itself, entry T belongs
    to h0.

    Args:
        cell, x, h0, weights: as for `unroll`.
        direction: shape (n, k).

    Returns:
        Shape (T + 1,), without a graph.
    """
    states = [h0.detach().requires_grad_()]
    for step in range(x.shape[1]):
        states.append(cell(x[:, step], states[-1], *weights))
    gradients = torch.autograd.grad((states[-1] * direction).sum(), states)
    return torch.stack([gradient.norm() for gradient in reversed(gradients)]).detach()


class Packed(NamedTuple):
    """Sequences of different lengths without their padding, step by step, as PyTorch packs them.

    Attributes:
        data: the first step of every sequence, the longest sequence first, then the second step of every
            sequence that has one, and so on; shape (sum of lengths, d).
        batch_sizes: how many sequences have a first step, a second step, …; int64, shape (longest length,).
        order: row number of the longest sequence, of the next one, …; int64, shape (n,). Sequences of equal
            length may stand in any order.
    """

    data: Tensor
    batch_sizes: Tensor
    order: Tensor


def pack_variable_length(x: Tensor, lengths: Tensor) -> Packed:
    """Take the real steps out of a right-padded batch, in the graph of x.

    Args:
        x: shape (n, T, d); what stands in row i from step lengths[i] on is padding and may be anything.
        lengths: int64, shape (n,), from 1 to T.
    """
    order = torch.argsort(lengths, descending=True)
    longest_first = x[order]
    batch_sizes = torch.stack([(lengths > step).sum() for step in range(int(lengths.max()))])
    data = torch.cat([longest_first[: int(size), step] for step, size in enumerate(batch_sizes)])
    return Packed(data, batch_sizes, order)


def run_packed(cell: Cell, packed: Packed, h0: Tensor, weights: Weights) -> Tensor:
    """The state of each sequence after its own last step. Given.

    A sequence that has ended takes no further steps, so padding costs nothing and changes nothing.

    Args:
        cell, weights: as for `unroll`.
        packed: from `pack_variable_length`.
        h0: shape (n, k), in the order of the batch.

    Returns:
        Shape (n, k), in the order of the batch.
    """
    h = h0[packed.order]
    start = 0
    for size in packed.batch_sizes.tolist():
        moved = cell(packed.data[start : start + size], h[:size], *weights)
        h = torch.cat([moved, h[size:]])
        start += size
    return h[torch.argsort(packed.order)]


class StateTracker(nn.Module):
    """Reads events and says, after each of them, in which state the machine is. Given.

    An event becomes a vector of 16 numbers, your `gru_cell` carries the state, a linear layer gives logits.

    Attributes:
        events: number of different events.
        states: number of different states.
        hidden: k, units of the GRU.
    """

    def __init__(self, events: int = 4, states: int = 6, hidden: int = 48, seed: int = 0) -> None:
        super().__init__()
        self.events, self.states, self.hidden = events, states, hidden
        generator = torch.Generator().manual_seed(seed)

        def uniform(*shape: int, bound: float = 1 / math.sqrt(hidden)) -> nn.Parameter:
            return nn.Parameter((2 * torch.rand(*shape, generator=generator) - 1) * bound)

        self.embedding = nn.Parameter(torch.randn(events, 16, generator=generator))
        self.w_ih, self.w_hh = uniform(3 * hidden, 16), uniform(3 * hidden, hidden)
        self.b_ih, self.b_hh = uniform(3 * hidden), uniform(3 * hidden)
        self.w_out, self.b_out = uniform(states, hidden), uniform(states)

    def forward(self, x: Tensor) -> Tensor:
        """Logits after every event.

        Args:
            x: events from 0 to events - 1, int64, shape (n, T).

        Returns:
            Shape (n, T, states).
        """
        h0 = torch.zeros(len(x), self.hidden, dtype=self.w_hh.dtype)
        hidden, _ = unroll(gru_cell, self.embedding[x], h0, (self.w_ih, self.w_hh, self.b_ih, self.b_hh))
        return hidden @ self.w_out.T + self.b_out

    def predict(self, x: Tensor) -> Tensor:
        """The likeliest state after every event, int64, shape (n, T)."""
        with torch.no_grad():
            return self(x).argmax(dim=2)


def train(
    model: nn.Module,
    x: Tensor,
    y: Tensor,
    *,
    epochs: int = 10,
    batch_size: int = 64,
    learning_rate: float = 0.01,
    clip: float = 1.0,
    seed: int = 0,
) -> list[float]:
    """Train in place with Adam on the log-loss of every labeled step, gradients clipped.

    Each epoch shuffles the rows anew and goes through all of them once, in batches of `batch_size` (the last
    one may be smaller). The loss of a batch is the mean over its steps with a label (a label that is not
    IGNORE). Before each update the gradient of all parameters together is scaled down to the Euclidean norm
    `clip` if it is larger (Pascanu, Mikolov and Bengio 2013, section 3.2).

    Args:
        model: maps x to logits of shape (n, T, states); its parameters are changed.
        x: int64, shape (n, T); not changed.
        y: int64, shape (n, T), each row with at least one label; not changed.
        learning_rate: of `torch.optim.Adam`, whose other settings stay as they are.
        seed: of the order of the rows: equal seeds give equal orders.

    Returns:
        For each epoch the mean over its batches of their losses before the update, in nats.
    """
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    history: list[float] = []
    for _ in range(epochs):
        losses: list[float] = []
        for rows in torch.randperm(len(x), generator=generator).split(batch_size):
            logits = model(x[rows])
            loss = nn.functional.cross_entropy(logits.flatten(0, 1), y[rows].flatten(), ignore_index=IGNORE)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), clip)
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history
