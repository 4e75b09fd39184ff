"""A colleague's run: a network with dropout, its training and its evaluation. Given, and sick.

The colleague's words are in `sick/message.md`, the log in `sick/log.csv`, its curves in `sick/curves.svg`.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deepbridge.data import Rows, Split

FAULTS = (
    "dropout-on-in-evaluation",
    "weights-change-in-evaluation",
    "other-rows-each-time",
    "inputs-changed-in-evaluation",
    "labels-shuffled",
    "learning-rate-too-high",
)


class Reading(NamedTuple):
    """One evaluation.

    Attributes:
        ids: numbers of the rows that were evaluated, in this order, shape (m,).
        x: what the network was given, shape (m, d).
        logits: what it gave, shape (m, k).
        accuracy: share of rows that it classified right.
    """

    ids: Tensor
    x: Tensor
    logits: Tensor
    accuracy: float


class Net(nn.Module):
    """One hidden layer, half of its units dropped in training."""

    def __init__(self, features: int, hidden: int, classes: int) -> None:
        super().__init__()
        self.hidden = nn.Linear(features, hidden)
        self.output = nn.Linear(hidden, classes)

    def forward(self, x: Tensor) -> Tensor:
        hidden = F.dropout(F.relu(self.hidden(x)), 0.5)
        return self.output(hidden)


class Run:
    """A network, its training rows and its validation rows.

    Attributes:
        model: the network.
        learning_rate: may be changed between epochs; 0 freezes the weights.
    """

    def __init__(self, split: Split, hidden: int = 64, learning_rate: float = 0.1, seed: int = 0) -> None:
        torch.manual_seed(seed)
        self.train, self.validation = split.train, split.validation
        self.learning_rate = learning_rate
        self.model = self.make_model(split.train.x.shape[1], hidden, int(split.train.y.max()) + 1)
        self.order = torch.Generator().manual_seed(seed)

    def make_model(self, features: int, hidden: int, classes: int) -> nn.Module:
        """The network, before training."""
        return Net(features, hidden, classes)

    def rows(self) -> Rows:
        """The rows to evaluate on."""
        return self.validation

    def train_epoch(self) -> float:
        """One epoch of gradient descent; returns the mean loss, in nats."""
        self.model.train()
        x = torch.tensor(self.train.x, dtype=torch.float32)
        y = torch.tensor(self.train.y)
        total = 0.0
        for batch in torch.randperm(len(y), generator=self.order).split(32):
            self.model.zero_grad()
            loss = F.cross_entropy(self.model(x[batch]), y[batch])
            loss.backward()
            with torch.no_grad():
                for parameter in self.model.parameters():
                    if parameter.grad is not None:
                        parameter -= self.learning_rate * parameter.grad
            total += loss.item() * len(batch)
        return total / len(y)

    def evaluate(self) -> Reading:
        """Evaluate the network on the validation rows."""
        self.model.eval()
        rows = self.rows()
        x = torch.tensor(rows.x, dtype=torch.float32)
        with torch.no_grad():
            logits = self.model(x)
        accuracy = float((logits.argmax(dim=1) == torch.tensor(rows.y)).double().mean())
        return Reading(torch.tensor(rows.ids), x, logits, accuracy)
