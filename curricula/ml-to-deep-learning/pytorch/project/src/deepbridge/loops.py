"""Three loops of colleagues, each sick in one place. Name each fault and mend it; change nothing else.

What is not sick stays: clipping, rates, momentum, what is returned and when it is measured.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import nn

from deepbridge.port import Batch

FAULTS = (
    "softmax-before-cross-entropy",
    "gradients-not-cleared",
    "training-mode-not-restored",
    "test-rows-in-training",
    "optimizer-made-before-the-layer",
    "labels-shuffled",
    "learning-rate-too-high",
)

# The fault of each loop, one of FAULTS.
FAULT_OF: dict[str, str] = {
    ### BEGIN SOLUTION named_faults
    "first_loop": "softmax-before-cross-entropy",
    "second_loop": "training-mode-not-restored",
    "third_loop": "optimizer-made-before-the-layer",
    ### STARTER
    #| # TODO One of FAULTS for each loop (5 min)
    #| "first_loop": "",
    #| "second_loop": "",
    #| "third_loop": "",
    ### END SOLUTION named_faults
}


def first_loop(model: nn.Module, batches: Sequence[Batch], optimizer: torch.optim.Optimizer) -> float:
    """One epoch with gradients clipped at norm 1; returns the mean loss over the rows, in nats.

    Symptom: on ten classes the loss creeps toward 1.46 and never goes below it.
    """
    ### BEGIN SOLUTION first_loop
    model.train()
    total, count = 0.0, 0
    for x, y, _ in batches:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
    ### STARTER
    #| model.train()
    #| total, count = 0.0, 0
    #| for x, y, _ in batches:
    #|     optimizer.zero_grad()
    #|     probabilities = model(x).softmax(dim=1)
    #|     loss = F.cross_entropy(probabilities, y)
    #|     loss.backward()
    #|     torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    #|     optimizer.step()
    #|     total += loss.item() * len(y)
    #|     count += len(y)
    #| return total / count
    ### END SOLUTION first_loop


def second_loop(
    model: nn.Module,
    batches: Sequence[Batch],
    validation: Sequence[Batch],
    optimizer: torch.optim.Optimizer,
    epochs: int,
) -> list[float]:
    """Some epochs of training; returns the validation accuracy after each.

    Symptom: dropout helps in the first epoch and does nothing afterwards.
    """
    ### BEGIN SOLUTION second_loop
    scores: list[float] = []
    for _ in range(epochs):
        model.train()
        for x, y, _ids in batches:
            optimizer.zero_grad()
            F.cross_entropy(model(x), y).backward()
            optimizer.step()
        model.eval()
        right, count = 0, 0
        with torch.no_grad():
            for x, y, _ids in validation:
                right += int((model(x).argmax(dim=1) == y).sum())
                count += len(y)
        scores.append(right / count)
    return scores
    ### STARTER
    #| scores: list[float] = []
    #| model.train()
    #| for _ in range(epochs):
    #|     for x, y, _ids in batches:
    #|         optimizer.zero_grad()
    #|         F.cross_entropy(model(x), y).backward()
    #|         optimizer.step()
    #|     model.eval()
    #|     right, count = 0, 0
    #|     with torch.no_grad():
    #|         for x, y, _ids in validation:
    #|             right += int((model(x).argmax(dim=1) == y).sum())
    #|             count += len(y)
    #|     scores.append(right / count)
    #| return scores
    ### END SOLUTION second_loop


def third_loop(
    model: nn.Sequential, batches: Sequence[Batch], classes: int, learning_rate: float, epochs: int
) -> list[float]:
    """Give a trained network a new last layer for other classes, and train all of it with momentum 0.9;
    returns the mean loss over the rows of each epoch, in nats.

    Symptom: the loss falls, but slowly, and the new layer's weights are at the end what they were at the
    start.
    """
    ### BEGIN SOLUTION third_loop
    model[-1] = nn.Linear(next(model[-1].parameters()).shape[1], classes)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)
    history: list[float] = []
    for _ in range(epochs):
        total, count = 0.0, 0
        for x, y, _ids in batches:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            count += len(y)
        history.append(total / count)
    return history
    ### STARTER
    #| optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=0.9)
    #| model[-1] = nn.Linear(next(model[-1].parameters()).shape[1], classes)
    #| history: list[float] = []
    #| for _ in range(epochs):
    #|     total, count = 0.0, 0
    #|     for x, y, _ids in batches:
    #|         optimizer.zero_grad()
    #|         loss = F.cross_entropy(model(x), y)
    #|         loss.backward()
    #|         optimizer.step()
    #|         total += loss.item() * len(y)
    #|         count += len(y)
    #|     history.append(total / count)
    #| return history
    ### END SOLUTION third_loop
