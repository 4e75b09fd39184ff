"""A colleague's trainer with checkpoints of its own. Given, and sick.

Its log is in `sick/log.csv` and its curves in `sick/curves.svg`. What it saves is complete: a checkpoint
holds weights, Adam's moments, rate, order of rows and generator. Something else is not.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

FAULTS = (
    "weights-not-restored",
    "optimizer-not-restored",
    "schedule-not-restored",
    "rows-drawn-again",
    "random-state-not-restored",
)


@dataclass(frozen=True)
class StepLog:
    """What one step reports.

    Attributes:
        loss: mean log-loss of the batch before the update, in nats.
        rate: learning rate of the update.
        moved: Euclidean norm of the change of all weights.
        first_row: number of the first row of the batch.
    """

    loss: float
    rate: float
    moved: float
    first_row: int


class Trainer:
    """A network with one hidden layer, float64, trained by Adam with a rate that decays.

    Attributes:
        x: shape (n, d).
        y: shape (n,).
        model: logits (b, 2).
        optimizer: Adam; its moments are in `optimizer.state`, its rate in `optimizer.param_groups[0]["lr"]`.
    """

    def __init__(
        self, x: Tensor, y: Tensor, hidden: int = 16, rate: float = 0.01, batch: int = 32, seed: int = 0
    ) -> None:
        self.x, self.y, self.hidden, self.batch = x, y, hidden, batch
        self.generator = torch.Generator().manual_seed(seed)
        self.order, self.position = torch.randperm(len(y), generator=self.generator), 0
        self.model = nn.Sequential(nn.Linear(x.shape[1], hidden), nn.Tanh(), nn.Linear(hidden, 2)).double()
        for parameter in self.model.parameters():
            with torch.no_grad():
                parameter.copy_(torch.randn(parameter.shape, dtype=torch.float64, generator=self.generator))
                parameter.mul_(0.5)
        self.set_rate(rate)

    def parameters(self) -> list[Tensor]:
        """The weights, in the order in which `apply` takes gradients."""
        return list(self.model.parameters())

    def set_rate(self, rate: float) -> None:
        """Train with this rate from now on."""
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=rate)

    def next_rows(self) -> Tensor:
        """Row numbers of the next batch."""
        if self.position + self.batch > len(self.order):
            self.order, self.position = torch.randperm(len(self.y), generator=self.generator), 0
        rows = self.order[self.position : self.position + self.batch]
        self.position += self.batch
        return rows

    def apply(self, gradients: list[Tensor]) -> float:
        """One step of Adam with the given gradients, one for each of `parameters()`.

        Returns:
            The Euclidean norm of the change of all weights.
        """
        before = [parameter.detach().clone() for parameter in self.parameters()]
        for parameter, gradient in zip(self.parameters(), gradients, strict=True):
            parameter.grad = gradient.clone()
        self.optimizer.step()
        changes = [parameter.detach() - old for parameter, old in zip(self.parameters(), before)]
        return float(torch.sqrt(torch.stack([(change**2).sum() for change in changes]).sum()))

    def step(self) -> StepLog:
        """One step of training: rows, loss, gradients, Adam, and the next rate."""
        rows = self.next_rows()
        kept = torch.rand(self.x[rows].shape, dtype=torch.float64, generator=self.generator) >= 0.1
        loss = cross_entropy(self.model(self.x[rows] * kept / 0.9), self.y[rows])
        gradients = list(torch.autograd.grad(loss, self.parameters()))
        group = self.optimizer.param_groups[0]
        rate = float(group["lr"])
        moved = self.apply(gradients)
        group["lr"] = rate * 0.998
        return StepLog(float(loss.detach()), rate, moved, int(rows[0]))

    def state_dict(self) -> dict[str, Any]:
        """Everything that the rest of the run depends on."""
        return {
            "weights": [parameter.detach().clone() for parameter in self.parameters()],
            "optimizer": copy.deepcopy(self.optimizer.state_dict()),
            "rate": float(self.optimizer.param_groups[0]["lr"]),
            "order": self.order.clone(),
            "position": self.position,
            "generator": self.generator.get_state(),
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on where that state was."""
        with torch.no_grad():
            for parameter, saved in zip(self.parameters(), state["weights"], strict=True):
                parameter.copy_(saved)
        self.optimizer.load_state_dict(state["optimizer"])
        self.set_rate(state["rate"])
        self.order, self.position = state["order"].clone(), int(state["position"])
        self.generator.set_state(state["generator"])

    def restored(self) -> Trainer:
        """A new trainer that goes on from this one's state, as after a restart. This one is not changed."""
        other = type(self)(self.x, self.y, self.hidden, batch=self.batch, seed=12345)
        other.load_state_dict(self.state_dict())
        return other
