"""Transfer: probes on frozen features, few-shot curves, a test for harm, and fine-tuning of the last layers.

Shapes: n rows, d features, k classes, m test rows. A model that is compared is a function from the rows that
it may learn from to its labels of all test rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from deepbridge.arrays import Array, Integers
from deepbridge.intervals import paired_interval

Model = Callable[[Integers], Integers]


@dataclass(frozen=True)
class Probe:
    """A linear classifier on frozen features: weight (k, d), bias (k,)."""

    weight: Array
    bias: Array

    def probability(self, features: Array) -> Array:
        """Of each class, (n, d) to (n, k)."""
        logits = features @ self.weight.T + self.bias
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return odds / odds.sum(axis=1, keepdims=True)

    def predict(self, features: Array) -> Integers:
        """The likeliest class, (n, d) to (n,)."""
        return (features @ self.weight.T + self.bias).argmax(axis=1)


def linear_probe(features: Array, y: Integers, classes: int, c: float = 1.0) -> Probe:
    """Fit the probe: the smallest mean log-loss + |W|^2 / (2 c n), the bias not penalized.

    The features are used as they are. `torch.optim.LBFGS` in float64 with `line_search_fn="strong_wolfe"`
    gets there in one call of `step`, if it may take some hundred iterations (`max_iter`).

    Args:
        features: shape (n, d).
        y: classes from 0, shape (n,); a class may be absent.
        classes: k.
        c: the inverse strength of the penalty, as in scikit-learn.
    """
    ### BEGIN SOLUTION linear_probe
    x, labels = torch.from_numpy(features).double(), torch.from_numpy(y)
    weight = torch.zeros(classes, x.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(classes, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [weight, bias],
        max_iter=500,
        tolerance_grad=1e-7,
        tolerance_change=1e-10,
        line_search_fn="strong_wolfe",
    )

    def closure() -> Tensor:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(x @ weight.T + bias, labels)
        loss = loss + (weight**2).sum() / (2 * c * len(x))
        loss.backward()
        return loss

    optimizer.step(closure)  # pyright: ignore[reportArgumentType]
    return Probe(weight.detach().numpy(), bias.detach().numpy())
    ### END SOLUTION linear_probe


def few_shot_curve(
    models: dict[str, Model],
    y: Integers,
    pool: Integers,
    test: Integers,
    sizes: Sequence[int],
    draws: int,
    seed: int,
) -> dict[str, NDArray[np.bool_]]:
    """Which test rows each model gets right, with few labels of each class.

    A draw takes `size` rows of each class from the pool, and all models get the same ones. Within a draw the
    rows for a smaller size are among those for a larger one, as if labels were bought one after the other.
    Draws come from `seed` alone.

    Args:
        models: rows to learn from, int64, to labels of the test rows, shape (m,).
        y: classes of all rows, shape (n,).
        pool: rows that may be labeled; at least max(sizes) of each class.
        test: rows to test on, shape (m,).
        sizes: labels of each class, increasing.
        draws: how many times to draw.

    Returns:
        For each model whether each test row is right, shape (draws, len(sizes), m).
    """
    ### BEGIN SOLUTION few_shot_curve
    rng = np.random.default_rng(seed)
    right = {name: np.zeros((draws, len(sizes), len(test)), dtype=bool) for name in models}
    for draw in range(draws):
        orders = [rng.permutation(pool[y[pool] == label]) for label in np.unique(y[pool])]
        for number, size in enumerate(sizes):
            rows = np.concatenate([order[:size] for order in orders])
            for name, model in models.items():
                right[name][draw, number] = model(rows) == y[test]
    return right
    ### END SOLUTION few_shot_curve


class Transfer(NamedTuple):
    """What pre-training did.

    Attributes:
        rival: the best model without it.
        difference: accuracy of the pre-trained model minus the rival's.
        low: lower end of the paired 95 % interval.
        high: its upper end.
        verdict: `positive` if the whole interval lies above 0, `negative` if it lies below, else `none`.
    """

    rival: str
    difference: float
    low: float
    high: float
    verdict: str


def negative_transfer_test(pretrained: NDArray[np.bool_], rivals: dict[str, NDArray[np.bool_]]) -> Transfer:
    """Does the pre-trained model help or hurt, against the best model without pre-training?

    The rival is the one with the best mean accuracy. The share of draws in which a test row is right is one
    number, and `paired_interval` compares these shares row by row: the same test rows in several draws are
    not new rows.

    Args:
        pretrained: which test rows were right, shape (draws, m).
        rivals: the same for each model without pre-training.
    """
    ### BEGIN SOLUTION negative_transfer_test
    best = max(rivals, key=lambda name: float(rivals[name].mean()))
    difference, low, high = paired_interval(pretrained.mean(axis=0), rivals[best].mean(axis=0))
    verdict = "positive" if low > 0 else "negative" if high < 0 else "none"
    return Transfer(best, difference, low, high, verdict)
    ### END SOLUTION negative_transfer_test


def freeze_until(model: nn.Module, first: str) -> list[str]:
    """Freeze every parameter before the module `first`; it and all after it can be trained.

    "Before" is the order of `model.named_parameters()`, which here is that of the forward pass.

    Args:
        first: a module's name with dots, such as `_blocks.15`; `_blocks.1` does not mean `_blocks.10`.

    Returns:
        Names of the frozen parameters.

    Raises:
        ValueError: if no parameter belongs to `first`.
    """
    ### BEGIN SOLUTION freeze_until
    named = list(model.named_parameters())
    inside = [number for number, (name, _) in enumerate(named) if name.startswith(first + ".")]
    if not inside:
        raise ValueError(f"no parameter belongs to {first!r}")
    for number, (_, parameter) in enumerate(named):
        parameter.requires_grad_(number >= inside[0])
    return [name for name, _ in named[: inside[0]]]
    ### END SOLUTION freeze_until


def train_mode(model: nn.Module) -> None:
    """Training mode, but evaluation mode for each module that has parameters, all of them frozen.

    Without it batch norm in the frozen part normalizes with the batch and moves its running statistics,
    although no parameter changes. A module without parameters, such as dropout, follows the module that it is
    a part of.
    """
    ### BEGIN SOLUTION train_mode
    model.train()
    for module in model.modules():
        parameters = list(module.parameters())
        if parameters and not any(parameter.requires_grad for parameter in parameters):
            module.eval()
    ### END SOLUTION train_mode


def parameter_groups(
    model: nn.Module, stages: Sequence[str], rate: float, factor: float, weight_decay: float
) -> list[dict[str, Any]]:
    """Groups for `torch.optim.AdamW`: smaller rates further from the head, no decay for biases and norms.

    Args:
        stages: names of modules, with dots where they are nested, the head first; the stage at position i
            gets the rate `rate * factor**i`.
        weight_decay: for tensors with two or more axes; those with one axis get 0.

    Returns:
        Dicts with `params`, `lr` and `weight_decay`. Each trainable parameter is in exactly one of them, no
        frozen one is in any, and none is empty.

    Raises:
        ValueError: if a trainable parameter belongs to no stage; it names it.
    """
    ### BEGIN SOLUTION parameter_groups
    members: dict[tuple[int, bool], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        stage = next((i for i, prefix in enumerate(stages) if name.startswith(prefix + ".")), None)
        if stage is None:
            raise ValueError(f"{name} belongs to no stage")
        members.setdefault((stage, parameter.ndim >= 2), []).append(parameter)
    return [
        {"params": parameters, "lr": rate * factor**stage, "weight_decay": weight_decay if decays else 0.0}
        for (stage, decays), parameters in members.items()
    ]
    ### END SOLUTION parameter_groups


def fine_tune(
    model: nn.Module,
    groups: list[dict[str, Any]],
    activations: Tensor,
    y: Tensor,
    *,
    epochs: int,
    batch_size: int,
    seed: int,
) -> list[float]:
    """Train the last layers on cached activations, in place; the model ends in evaluation mode.

    AdamW on the groups, the mean log-loss of a batch, a new order of the rows in each epoch. The orders come
    from a generator made from `seed`. Dropout draws from torch's own generator, which belongs to the caller:
    do not seed it here.

    Args:
        activations: what the frozen body gave, first axis n; they do not change.
        y: int64, shape (n,).

    Returns:
        Mean loss of the batches of each epoch, each before its update.
    """
    ### BEGIN SOLUTION fine_tune
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(groups)
    history: list[float] = []
    train_mode(model)
    for _ in range(epochs):
        losses: list[float] = []
        for rows in torch.randperm(len(y), generator=generator).split(batch_size):
            loss = nn.functional.cross_entropy(model(activations[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    model.eval()
    return history
    ### END SOLUTION fine_tune
