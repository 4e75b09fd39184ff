"""A colleague's study: augmentation, a held-out part, a network, an accuracy. Given, and sick.

Its log is in `sick/log.csv` and its curves in `sick/curves.svg`. Each line does what its comment says.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

FAULTS = (
    "held-out-images-in-training",
    "dropout-left-on",
    "training-too-long",
    "decay-too-weak",
    "scaler-saw-held-out-rows",
)


@dataclass(frozen=True)
class StudyLog:
    """What a study reports.

    Attributes:
        train_accuracy: on the rows it trained on, after each tenth of the epochs.
        validation_accuracy: on the rows it held out, at the same times.
    """

    train_accuracy: list[float]
    validation_accuracy: list[float]


class Study:
    """Trains a network with one hidden layer and validates it on held-out rows.

    Attributes:
        x: images, shape (n, d). It may be replaced before `validate`.
        y: labels, int64, shape (n,). It may be replaced before `validate`.
        copies: versions of each image with another contrast and a little noise, beside the image itself.
        epochs: passes over the rows; one pass is one step.
    """

    def __init__(self, x: Tensor, y: Tensor, copies: int = 4, epochs: int = 100, seed: int = 0) -> None:
        self.x, self.y = x, y
        self.copies = copies
        self.epochs = epochs
        self.generator = torch.Generator().manual_seed(seed)

    def versions(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        """The images and `copies` versions of each, shape ((copies + 1) * n, d), with the labels repeated."""
        parts = [x]
        for _ in range(self.copies):
            contrast = 0.8 + 0.4 * torch.rand(len(x), 1, generator=self.generator)
            parts.append(contrast * x + 0.1 * torch.randn(x.shape, generator=self.generator))
        return torch.cat(parts), y.repeat(self.copies + 1)

    def split(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Rows and labels to train on, then rows and labels that are held out: a random fifth."""
        x, y = self.versions(self.x, self.y)  # more rows, so that both parts are larger
        order = torch.randperm(len(x), generator=self.generator)  # in a random order
        held = len(x) // 5
        return x[order[held:]], y[order[held:]], x[order[:held]], y[order[:held]]

    def validate(self) -> StudyLog:
        """Split, train, and measure both accuracies. Each call starts anew."""
        x, y, held_x, held_y = self.split()
        mean, deviation = x.mean(), x.std()  # of the training part only
        x, held_x = (x - mean) / deviation, (held_x - mean) / deviation
        first, second = nn.Linear(x.shape[1], 64), nn.Linear(64, int(self.y.max()) + 1)
        for layer in (first, second):
            with torch.no_grad():
                layer.weight.normal_(0.0, (1.0 / layer.in_features) ** 0.5, generator=self.generator)
                layer.bias.zero_()
        model = nn.Sequential(first, nn.ReLU(), nn.Dropout(0.2), second)
        optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2, weight_decay=0.1)
        log = StudyLog([], [])
        for epoch in range(1, self.epochs + 1):
            model.train()
            loss = nn.functional.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if epoch % max(1, self.epochs // 10) == 0:
                self.before_evaluation(model)
                with torch.no_grad():
                    log.train_accuracy.append(float((model(x).argmax(1) == y).float().mean()))
                    log.validation_accuracy.append(float((model(held_x).argmax(1) == held_y).float().mean()))
        return log

    def before_evaluation(self, model: nn.Module) -> None:
        """Switch the dropout off."""
        model.eval()
