"""A run: everything that a training step reads or changes, and the step itself. Given."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.profiler import record_function

from deepbridge.loading import BatchData, ShuffledBatches


@dataclass
class Run:
    """A training run at some step.

    Attributes:
        model: logits (b, 2) of x (b, d); has dropout, which draws from torch's global generator.
        optimizer: AdamW with its moments.
        schedule: cosine; moves the learning rate after each step.
        sampler: which rows come next.
        data: where the rows come from. Not part of a checkpoint: it lies on disk already.
        losses: the loss of each step so far, in nats. Its length is the number of steps taken.

    The global generators of `random`, `numpy.random` and torch belong to a run too: `augmented` and dropout
    draw from them.
    """

    model: nn.Module
    optimizer: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LRScheduler
    sampler: ShuffledBatches
    data: BatchData
    losses: list[float] = field(default_factory=list)


def network(features: int, hidden: int = 128, dropout: float = 0.0) -> nn.Sequential:
    """Two hidden layers with relu and dropout, two logits."""
    return nn.Sequential(
        nn.Linear(features, hidden),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.Linear(hidden, hidden),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.Linear(hidden, 2),
    )


def make_run(
    data: BatchData,
    seed: int,
    *,
    steps: int,
    batch: int = 256,
    hidden: int = 128,
    dropout: float = 0.1,
    rate: float = 0.004,
) -> Run:
    """A run at step 0. Seeds the three global generators.

    Args:
        data: the table.
        seed: of weights, order of rows, dropout and noise.
        steps: length of the whole run, for the schedule.
    """
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    features = data.__getitems__([0])[0].shape[1]
    model = network(features, hidden, dropout)
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.001)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps)
    return Run(model, optimizer, schedule, ShuffledBatches(len(data), batch, seed), data)


def augmented(x: Tensor) -> Tensor:
    """Half of the batches with a little noise: a coin from `random`, noise from `numpy.random`."""
    if random.random() < 0.5:
        return x.clone()  # where torch puts it: sums over aligned memory have one order
    noise = np.random.standard_normal(tuple(x.shape)).astype(np.float32)
    return x + 0.02 * torch.from_numpy(noise)


def train_step(run: Run) -> float:
    """One step: rows, loss, gradient, update, next learning rate. Returns the loss and notes it."""
    x, y = run.data.__getitems__(run.sampler.next_batch())
    run.model.train()
    loss = cross_entropy(run.model(augmented(x)), y)
    run.optimizer.zero_grad()
    loss.backward()
    run.optimizer.step()
    run.schedule.step()
    run.losses.append(loss.item())
    return run.losses[-1]


def train(run: Run, steps: int, after_step: Callable[[Run], None] | None = None) -> None:
    """Train until the run has taken `steps` steps, counted from its start."""
    while len(run.losses) < steps:
        train_step(run)
        if after_step is not None:
            after_step(run)


def probabilities(model: nn.Module, x: np.ndarray) -> np.ndarray:
    """Probability of class 1 for each row, in evaluation mode, shape (n,)."""
    model.eval()
    with torch.no_grad():
        logits = torch.cat(
            [model(torch.from_numpy(part)) for part in np.array_split(x, max(1, len(x) // 4096))]
        )
    return torch.softmax(logits.double(), dim=1)[:, 1].numpy()


def slow_step(data: BatchData, seed: int = 0) -> Callable[[], None]:
    """A training step that a team complains about: 256 rows take too long. Its stages carry names.

    Returns:
        A function without arguments. Its stages are `stage/load`, `stage/forward`, `stage/backward`,
        `stage/update` and `stage/log`.
    """
    torch.manual_seed(seed)
    model = network(data.__getitems__([0])[0].shape[1], hidden=160)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    sampler = ShuffledBatches(len(data), 256, seed)
    written: list[str] = []

    def step() -> None:
        with record_function("stage/load"):
            x, y = data.__getitems__(sampler.next_batch())
        with record_function("stage/forward"):
            loss = cross_entropy(model(x), y)
        with record_function("stage/backward"):
            optimizer.zero_grad()
            loss.backward()
        with record_function("stage/update"):
            optimizer.step()
        with record_function("stage/log"):
            written.append(json.dumps([parameter.tolist() for parameter in model.parameters()]))
            del written[:-1]

    return step
