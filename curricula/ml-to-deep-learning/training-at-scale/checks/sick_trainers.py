"""Trainers for the sick run: the colleague's fault, no fault, parts of it, and other faults."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import Tensor

from deepbridge.colleague import StepLog, Trainer
from deepbridge.data import draw, rule

# What a trainer's restart loses, by its id, and how many steps were taken: apart from the trainer, on which
# an experiment could read it.
LOSES: dict[int, str] = {}
CALLS = [0]


class Front(torch.optim.Adam):
    """An optimizer whose state reads empty. What it remembers shows only in what it does."""

    def __init__(self, real: torch.optim.Optimizer) -> None:
        super().__init__(real.param_groups[0]["params"])
        self.param_groups = real.param_groups
        self.advance = real.step

    def step(self, closure: Any = None) -> Any:
        return self.advance()


# The optimizer behind a front, by the trainer's id.
REAL: dict[int, torch.optim.Optimizer] = {}


def hide(trainer: Trainer) -> None:
    """Put a front before a trainer's optimizer."""
    REAL[id(trainer)] = trainer.optimizer
    trainer.optimizer = Front(trainer.optimizer)


class Case(Trainer):
    """A trainer whose restart is right, but for what it was told to lose."""

    def step(self) -> StepLog:
        before = CALLS[0]
        log = super().step()
        CALLS[0] = before + 1  # `apply` inside counts for the same step
        return log

    def apply(self, gradients: list[Tensor]) -> float:
        CALLS[0] += 1
        return super().apply(gradients)

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.load_all(state)

    def load_all(self, state: dict[str, Any]) -> None:
        """Restore everything."""
        super().load_state_dict(state)
        self.optimizer.load_state_dict(state["optimizer"])

    def restored(self) -> Trainer:
        loses = LOSES[id(self)]
        other = type(self)(self.x, self.y, self.hidden, batch=self.batch, seed=12345)
        LOSES[id(other)] = "nothing"
        front, self.optimizer = self.optimizer, REAL[id(self)]
        state = self.state_dict()
        self.optimizer = front
        other.load_state_dict(state)
        memory = list(other.optimizer.state.values())
        if loses == "second moments":
            for state in memory:
                state["exp_avg_sq"].fill_(1e-3)
        elif loses == "first moments":
            for state in memory:
                state["exp_avg"].zero_()
        elif loses == "step counter":
            for state in memory:
                state["step"].fill_(1.0)
        elif loses == "one layer":
            memory[2]["exp_avg"].zero_()
            memory[2]["exp_avg_sq"].zero_()
        elif loses == "weights":
            with torch.no_grad():
                for weight in other.parameters():
                    weight.add_(0.1 * torch.randn(weight.shape, dtype=weight.dtype))
        elif loses == "schedule":
            other.optimizer.param_groups[0]["lr"] *= 20.0
        elif loses == "rows":
            other.position = 0
        elif loses == "random state":
            other.generator.manual_seed(99)
        hide(other)
        return other


class Colleague(Case):
    """The colleague's own restart."""

    load_state_dict = Trainer.load_state_dict


SICK = ("all of Adam", "second moments", "first moments", "step counter", "one layer")
HEALTHY = ("nothing", "weights", "schedule", "rows", "random state")


def cases(seed: int) -> list[tuple[str, Trainer, bool]]:
    """Name, trainer, and whether its restart loses the optimizer's memory; in an order drawn anew."""
    rng = np.random.default_rng([seed, 8])
    x, y = draw(rule(6, seed, waves=1), 600, rng)
    data = torch.from_numpy(x).double(), torch.from_numpy(y).long()
    made: list[tuple[str, Trainer, bool]] = []
    for loses in (*SICK, *HEALTHY, "nothing"):
        kind = Colleague if loses == "all of Adam" else Case
        trainer = kind(*data, hidden=8, rate=float(rng.choice([0.001, 0.01, 0.05])), seed=seed + len(made))
        LOSES[id(trainer)] = loses
        for _ in range(int(rng.integers(12, 40))):
            trainer.step()
        hide(trainer)
        made.append((f"a trainer whose restart loses {loses}", trainer, loses in SICK))
    return [made[number] for number in rng.permutation(len(made))]
