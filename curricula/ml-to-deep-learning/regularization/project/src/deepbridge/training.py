"""One training run from a recipe, with the parts that you write in `trainer.py`. Given."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from deepbridge.scores import Score
from deepbridge.trainer import EarlyStopping, augment_shift_noise, build_regularized

HIDDEN = [256]
HELD_OUT = 0.2
Builder = Callable[[list[int], float, float], tuple[nn.Sequential, torch.optim.AdamW]]
Augment = Callable[[Tensor, torch.Generator], Tensor]


@dataclass(frozen=True)
class Recipe:
    """What one variant of the training does.

    Attributes:
        dropout: probability of dropping a hidden unit.
        weight_decay: of AdamW; each step multiplies the weights by 1 - learning_rate * weight_decay.
        augment: move and noise all rows anew in each epoch.
        patience: stop early after so many epochs; None trains all epochs on all rows.
        epochs: most passes over the rows; one pass is one step.
    """

    dropout: float = 0.0
    weight_decay: float = 0.0
    augment: bool = False
    patience: int | None = None
    epochs: int = 150


VARIANTS = {
    "plain": Recipe(),
    "decay": Recipe(weight_decay=0.3),
    "stopping": Recipe(patience=20),
    "dropout": Recipe(dropout=0.5),
    "augment": Recipe(augment=True),
    "all": Recipe(dropout=0.5, weight_decay=0.3, augment=True),
}


@dataclass(frozen=True)
class Run:
    """A trained network and how it went.

    Attributes:
        model: in evaluation mode.
        train_loss: mean log-loss of each epoch's step, in nats.
        validation_loss: of each epoch, in nats; empty without early stopping.
    """

    model: nn.Module
    train_loss: list[float]
    validation_loss: list[float]


def train(
    recipe: Recipe,
    x: Tensor,
    y: Tensor,
    classes: int,
    seed: int,
    build: Builder = build_regularized,
    augment: Augment = augment_shift_noise,
) -> Run:
    """Train on `x` (n, d) and its delivered labels `y` (n,); nothing else is seen.

    With early stopping the last fifth of the rows is held out, with its labels as delivered, so that every
    variant gets by with the same n labels. Held-out rows are not augmented.
    """
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    model, optimizer = build([x.shape[1], *HIDDEN, classes], recipe.dropout, recipe.weight_decay)
    stopping = None if recipe.patience is None else EarlyStopping(recipe.patience)
    n_fit = len(x) if stopping is None else round((1.0 - HELD_OUT) * len(x))
    held_x, held_y = x[n_fit:], y[n_fit:]
    x, y = x[:n_fit], y[:n_fit]
    train_loss: list[float] = []
    validation_loss: list[float] = []
    for _ in range(recipe.epochs):
        model.train()
        rows = augment(x, generator) if recipe.augment else x
        loss = nn.functional.cross_entropy(model(rows), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_loss.append(loss.item())
        if stopping is not None:
            model.eval()
            with torch.no_grad():
                validation_loss.append(float(nn.functional.cross_entropy(model(held_x), held_y)))
            if stopping.step(validation_loss[-1], model):
                break
    if stopping is not None:
        stopping.restore(model)
    return Run(model.eval(), train_loss, validation_loss)


@torch.no_grad()
def predict(model: nn.Module, x: Tensor) -> Tensor:
    """The most likely class of each row, shape (n,), in evaluation mode; the model is not changed."""
    return copy.deepcopy(model).eval()(x).argmax(dim=1)


def accuracy(model: nn.Module, x: Tensor, y: Tensor) -> float:
    """Share of rows whose label the model predicts."""
    return float((predict(model, x) == y).double().mean())


def score(model: nn.Module, x_train: Tensor, y_train: Tensor, x_test: Tensor, y_test: Tensor) -> Score:
    """Accuracy on the delivered training labels and on the test labels."""
    return Score(accuracy(model, x_train, y_train), accuracy(model, x_test, y_test))
