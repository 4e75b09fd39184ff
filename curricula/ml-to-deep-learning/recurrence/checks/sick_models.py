"""Models for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

from deepbridge.colleague import PAD, Classifier

Read = Callable[[Tensor, Tensor], Tensor]

# How a model reads its states, and what else is wrong with it, by its id: apart from the model itself, on
# which an experiment could look it up.
READ: dict[int, Read] = {}
KIND: dict[int, str] = {}
CALLS: dict[int, int] = {}


def own_end(states: Tensor, lengths: Tensor) -> Tensor:
    """The state after each row's own last event."""
    return states[torch.arange(len(states)), lengths - 1]


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    """Mean over the real steps."""
    real = torch.arange(states.shape[1]) < lengths[:, None]
    return (states * real[:, :, None]).sum(dim=1) / lengths[:, None]


def last_column(states: Tensor, lengths: Tensor) -> Tensor:
    """The state after the last column, padding or not."""
    return states[:, -1]


def mean_of_all(states: Tensor, lengths: Tensor) -> Tensor:
    """Mean over all columns."""
    return states.mean(dim=1)


def largest_of_all(states: Tensor, lengths: Tensor) -> Tensor:
    """Largest value of each unit over all columns."""
    return states.amax(dim=1)


def wrong_divisor(states: Tensor, lengths: Tensor) -> Tensor:
    """Sum over the real steps, divided by the number of columns."""
    return masked_mean(states, lengths) * lengths[:, None] / states.shape[1]


class Case(Classifier):
    """Its calls are counted. What is wrong with it is decided when it is made, not by its class."""

    def __init__(self, read: Read, kind: str, seed: int) -> None:
        super().__init__(24, seed)
        self.carried = torch.zeros(1, 1, 24)
        self.backward_gru = nn.GRU(16, 24, batch_first=True)
        READ[id(self)], KIND[id(self)], CALLS[id(self)] = read, kind, 0

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        CALLS[id(self)] += 1
        kind, read = KIND[id(self)], READ[id(self)]
        embedded = self.embedding(x)
        if kind == "carries":
            start = self.carried.expand(1, len(x), 24).contiguous()
            states, last = self.gru(embedded, start)
            self.carried = last.mean(dim=1, keepdim=True).detach()
        elif kind == "mixes":
            states = self.gru(embedded.transpose(0, 1))[0].transpose(0, 1)
        elif kind == "drops":
            states = nn.functional.dropout(self.gru(embedded)[0], 0.3, training=True)
        elif kind == "reads backward":
            states = self.gru(embedded)[0] + self.backward_gru(embedded.flip(1))[0].flip(1)
        else:
            states = self.gru(embedded)[0]
        return self.head(read(states, lengths))


class Colleague(Case):
    """The colleague's own `forward` and `read`."""

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        CALLS[id(self)] += 1
        return Classifier.forward(self, x, lengths)

    read = Classifier.read


def cases(seed: int) -> list[tuple[str, Case, bool]]:
    """Name, model, and whether padding changes its results; in an order drawn anew."""
    rng = np.random.default_rng([seed, 8])
    draw = [int(number) for number in rng.integers(0, 10_000, size=16)]
    silent = Case(own_end, "", draw[12])
    with torch.no_grad():
        silent.embedding.weight[PAD] = 0.0
    quiet = Case(last_column, "", draw[13])
    with torch.no_grad():  # an embedding of zeros for PAD is no protection: the state still moves on
        quiet.embedding.weight[PAD] = 0.0
    made = [
        ("the colleague's model", Colleague(last_column, "", draw[0]), True),
        ("a model that reads the last column", Case(last_column, "", draw[1]), True),
        ("a model that reads each row's own end", Case(own_end, "", draw[2]), False),
        ("a model that averages all columns", Case(mean_of_all, "", draw[3]), True),
        ("a model that averages the real steps", Case(masked_mean, "", draw[4]), False),
        ("a model that takes the largest value of all columns", Case(largest_of_all, "", draw[5]), True),
        ("a model that divides by the number of columns", Case(wrong_divisor, "", draw[6]), True),
        (
            "a model with a second GRU that starts in the padding",
            Case(own_end, "reads backward", draw[7]),
            True,
        ),
        ("a model that carries its state from call to call", Case(own_end, "carries", draw[8]), False),
        ("a model that mixes the rows of a batch", Case(own_end, "mixes", draw[9]), False),
        ("a model whose dropout is still on", Case(own_end, "drops", draw[10]), False),
        ("a healthy model in evaluation mode", Case(masked_mean, "", draw[11]).eval(), False),
        ("a healthy model whose padding has no embedding", silent, False),
        ("a model that reads the last column, its padding embedded as zeros", quiet, True),
    ]
    return [made[number] for number in rng.permutation(len(made))]


def batch(seed: int, equal: bool) -> tuple[Tensor, Tensor]:
    """A right-padded batch of events and its lengths; `equal`: no row has padding."""
    rng = np.random.default_rng([seed, 9, int(equal)])
    lengths = np.full(6, 9) if equal else np.array([9, 2, 5, 1, 8, 4])
    x = rng.integers(1, 5, size=(6, 9))
    x[np.arange(9) >= lengths[:, None]] = PAD
    return torch.from_numpy(x), torch.from_numpy(lengths)
