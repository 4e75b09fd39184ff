"""Runs for the sick run: the colleague's fault, no fault, and other faults that look like it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from deepbridge.colleague import Net, Reading, Run
from deepbridge.data import Rows, Split


class Ways(NamedTuple):
    """What a run does wrong."""

    drop_in_training: float = 0.5
    drop_in_evaluation: float = 0.0
    evaluates_in_training_mode: bool = False
    trains: bool = False
    other_rows: bool = False
    shuffled: bool = False
    noise: float = 0.0


# By id, apart from the objects, on which an experiment could read it.
OF_NET: dict[int, Ways] = {}
OF_RUN: dict[int, Ways] = {}


class CaseNet(Net):
    """A network whose dropout follows the table."""

    def forward(self, x: Tensor) -> Tensor:
        ways = OF_NET[id(self)]
        share = ways.drop_in_training if self.training else ways.drop_in_evaluation
        hidden = F.relu(self.hidden(x))
        return self.output(F.dropout(hidden, share) if share else hidden)


class Case(Run):
    """Counts evaluations. What it does is decided when it is made, not by its class."""

    def __init__(self, split: Split, ways: Ways, learning_rate: float = 0.1, seed: int = 0) -> None:
        self.ways_for_net = ways
        super().__init__(split, 64, learning_rate, seed)
        del self.ways_for_net
        self.evaluations = 0
        self.rng = np.random.default_rng(seed)
        OF_RUN[id(self)] = ways

    def make_model(self, features: int, hidden: int, classes: int) -> nn.Module:
        net = CaseNet(features, hidden, classes)
        OF_NET[id(net)] = self.ways_for_net
        return net

    def rows(self) -> Rows:
        ways, rows = OF_RUN[id(self)], self.validation
        if ways.other_rows or ways.shuffled:
            chosen = self.rng.permutation(len(rows))[: 90 if ways.other_rows else len(rows)]
            rows = Rows(rows.x[chosen], rows.y[chosen], rows.ids[chosen])
        if ways.noise:
            rows = Rows(rows.x + ways.noise * self.rng.normal(size=rows.x.shape), rows.y, rows.ids)
        return rows

    def evaluate(self) -> Reading:
        self.evaluations += 1
        ways = OF_RUN[id(self)]
        if ways.trains:
            with torch.no_grad():
                for parameter in self.model.parameters():
                    parameter += 0.001 * torch.randn(parameter.shape)
        if not ways.evaluates_in_training_mode:
            return super().evaluate()
        self.model.eval, kept = (lambda: self.model.train()), self.model.eval
        try:
            return super().evaluate()
        finally:
            self.model.eval = kept


class Colleague(Case):
    """The colleague's own network."""

    def make_model(self, features: int, hidden: int, classes: int) -> nn.Module:
        return Run.make_model(self, features, hidden, classes)


def trained(run: Case, epochs: int) -> Case:
    """The run after some epochs of training."""
    for _ in range(epochs):
        run.train_epoch()
    return run


def cases(split: Split, seed: int) -> list[tuple[str, Case, bool]]:
    """Name, run, and whether dropout is on while it evaluates; in an order drawn anew."""
    rng = np.random.default_rng([seed, 8])
    labels = Rows(split.train.x, rng.permutation(split.train.y), split.train.ids)
    wrong_labels = Split(labels, split.validation, split.test)
    slip = Ways(drop_in_evaluation=0.02)
    made = [
        ("the colleague's run, new", Colleague(split, Ways(), seed=seed), True),
        ("the colleague's run after 3 epochs", trained(Colleague(split, Ways(), seed=seed), 3), True),
        ("a healthy run, new", Case(split, Ways(), seed=seed), False),
        ("a healthy run after 3 epochs", trained(Case(split, Ways(), seed=seed), 3), False),
        (
            "a run that evaluates in training mode",
            trained(Case(split, Ways(evaluates_in_training_mode=True), seed=seed), 3),
            True,
        ),
        (
            "a run that drops one unit in fifty while it evaluates",
            trained(Case(split, slip, seed=seed), 3),
            True,
        ),
        (
            "a healthy run that evaluates its rows in another order each time",
            trained(Case(split, Ways(shuffled=True), seed=seed), 3),
            False,
        ),
        (
            "a healthy network that is evaluated on other rows each time",
            trained(Case(split, Ways(other_rows=True), seed=seed), 3),
            False,
        ),
        (
            "a run that drops units while it evaluates other rows each time",
            trained(Case(split, Ways(drop_in_evaluation=0.5, other_rows=True), seed=seed), 3),
            True,
        ),
        (
            "a healthy network whose weights change while it is evaluated",
            trained(Case(split, Ways(trains=True), seed=seed), 3),
            False,
        ),
        (
            "a healthy network whose inputs get noise while it is evaluated",
            trained(Case(split, Ways(noise=0.1), seed=seed), 3),
            False,
        ),
        ("a healthy run on shuffled labels", trained(Case(wrong_labels, Ways(), seed=seed), 3), False),
        ("a healthy run with a rate far too high", trained(Case(split, Ways(), 1.0, seed), 1), False),
    ]
    return [made[number] for number in rng.permutation(len(made))]
