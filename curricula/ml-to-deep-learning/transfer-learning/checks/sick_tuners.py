"""Runs for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from deepbridge.colleague import FineTuner, small_backbone

# What is wrong with a run, by its id: apart from the run itself, on which an experiment could look it up.
KIND: dict[int, str] = {}


class Case(FineTuner):
    """Counts calls. What is wrong with it is decided when it is made, not by its class."""

    def __init__(self, backbone: nn.Module, kind: str, head: nn.Module | None = None) -> None:
        super().__init__(backbone, nn.Linear(64, 5) if head is None else head)
        self.calls = 0
        KIND[id(self)] = kind
        if kind == "trained":
            for parameter in backbone.parameters():
                parameter.requires_grad_(True)
            self.optimizer = torch.optim.AdamW([*backbone.parameters(), *self.head.parameters()], lr=0.01)

    def step(self, x: Tensor, y: Tensor) -> float:
        self.calls += 1
        kind = KIND[id(self)]
        self.backbone.train(kind in ("moved", "one moved", "moved in secret"))
        if kind == "one moved":
            self.backbone[1].eval()  # pyright: ignore
        self.head.train()
        loss = nn.functional.cross_entropy(self.head(self.backbone(x)), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        if kind == "moved in secret":
            self.backbone.eval()
        return loss.item()

    def features(self, x: Tensor) -> Tensor:
        self.calls += 1
        kind = KIND[id(self)]
        self.backbone.eval()
        with torch.no_grad():
            features = self.backbone(x * 3 if kind == "scaled" else x)
        return nn.functional.dropout(features, 0.3, training=True) if kind == "drops" else features

    def predict(self, x: Tensor) -> Tensor:
        self.head.eval()
        with torch.no_grad():
            return self.head(self.features(x)).argmax(dim=1)


class Colleague(Case):
    """The colleague's own step and features."""

    def step(self, x: Tensor, y: Tensor) -> float:
        self.calls += 1
        return FineTuner.step(self, x, y)

    def features(self, x: Tensor) -> Tensor:
        self.calls += 1
        return FineTuner.features(self, x)


def with_norm(make: object, backbone: nn.Sequential) -> nn.Sequential:
    """The backbone with other norms."""
    for index in (1, 5):
        backbone[index] = make()  # pyright: ignore[reportCallIssue]
    return backbone


def cases(seed: int) -> list[tuple[str, Case, bool]]:
    """Name, run, and whether statistics of the frozen part move; in an order drawn anew."""
    rng = np.random.default_rng([seed, 8])
    torch.manual_seed(int(rng.integers(10_000)))

    def plain() -> nn.Sequential:
        made = small_backbone()
        assert isinstance(made, nn.Sequential), "small_backbone is a Sequential."
        return made

    head = nn.Sequential(nn.BatchNorm1d(64), nn.Linear(64, 5))
    made = [
        ("the colleague's run", Colleague(plain(), ""), True),
        ("a run whose frozen part is in training mode", Case(plain(), "moved"), True),
        ("a run that sets evaluation mode after each step", Case(plain(), "moved in secret"), True),
        ("a run in which one of two frozen batch norms moves", Case(plain(), "one moved"), True),
        (
            "a run with slow statistics",
            Case(with_norm(lambda: nn.BatchNorm2d(16, momentum=0.002), plain()), "moved"),
            True,
        ),
        (
            "a run with a cumulative mean",
            Case(with_norm(lambda: nn.BatchNorm2d(16, momentum=None), plain()), "moved"),
            True,
        ),
        (
            "a run whose frozen batch norm has no parameters of its own",
            Case(with_norm(lambda: nn.BatchNorm2d(16, affine=False), plain()), "moved"),
            True,
        ),
        ("a healthy run", Case(plain(), ""), False),
        ("a healthy run with a batch norm in its head", Case(plain(), "", head), False),
        (
            "a run without batch norm in training mode",
            Case(with_norm(lambda: nn.GroupNorm(4, 16), plain()), "moved"),
            False,
        ),
        ("a run whose backbone is trained", Case(plain(), "trained"), False),
        ("a run whose features draw random numbers", Case(plain(), "drops"), False),
        ("a run that scales the input otherwise in evaluation", Case(plain(), "scaled"), False),
    ]
    return [made[number] for number in rng.permutation(len(made))]


def batch(seed: int) -> tuple[Tensor, Tensor]:
    """Pale images and labels."""
    rng = np.random.default_rng([seed, 9])
    x = torch.from_numpy((0.3 + 0.3 * rng.random((12, 1, 8, 8))).astype(np.float32))
    return x, torch.from_numpy(rng.integers(0, 5, size=12))
