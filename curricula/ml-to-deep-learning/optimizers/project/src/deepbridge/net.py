"""A relu network with closed-form gradients, and the loop that trains it with your optimizers. Given.

You wrote the gradients in `backpropagation`; here they are arrays, so that nothing but the optimizer is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deepbridge.layers import BatchNorm, he_init
from deepbridge.optim import AdamState, Array, adamw, clip_grad_norm, cosine_warmup, sgd_momentum


class Network:
    """Fully connected layers with relu between them and none after the last.

    Attributes:
        weights: `[W1, b1, W2, b2, …]`.
        norms: batch normalization before each relu, or an empty list.
        penalty: λ of ½ λ Σ W², added to the loss; biases are not penalized.
    """

    def __init__(self, weights: Sequence[Array], normalize: bool = False, penalty: float = 0.0) -> None:
        self.weights = list(weights)
        self.norms = [BatchNorm(len(bias)) for bias in self.weights[1:-2:2]] if normalize else []
        self.penalty = penalty

    @classmethod
    def drawn(cls, sizes: Sequence[int], seed: int, normalize: bool = False) -> Network:
        """A network with He's first weights."""
        return cls(he_init(sizes, np.random.default_rng(seed)), normalize)

    @property
    def parameters(self) -> list[Array]:
        """Everything that training changes: weights and biases, then gamma and beta of each norm."""
        return [*self.weights, *(array for norm in self.norms for array in (norm.gamma, norm.beta))]

    def logits(self, x: Array, training: bool = False) -> Array:
        """Scores of each class, shape (n, k)."""
        return self._forward(x, training)[0]

    def predict(self, x: Array) -> NDArray[np.int64]:
        """The class with the largest logit for each row, shape (n,)."""
        return self.logits(x).argmax(axis=1)

    def _forward(self, x: Array, training: bool) -> tuple[Array, list[Array]]:
        """Logits, and the input of every layer."""
        inputs = [x]
        for layer in range(0, len(self.weights) - 2, 2):
            z = inputs[-1] @ self.weights[layer] + self.weights[layer + 1]
            if self.norms:
                z = self.norms[layer // 2].forward(z, training)
            inputs.append(np.maximum(z, 0.0))
        return inputs[-1] @ self.weights[-2] + self.weights[-1], inputs

    def loss(self, x: Array, y: NDArray[np.int64]) -> float:
        """Mean log-loss of the rows plus the penalty, in nats, without changing anything."""
        log_p = log_softmax(self.logits(x))
        return float(-log_p[np.arange(len(y)), y].mean()) + self._penalty()

    def _penalty(self) -> float:
        if not self.penalty:
            return 0.0
        return 0.5 * self.penalty * sum(float((w**2).sum()) for w in self.weights[::2])

    def loss_and_gradients(self, x: Array, y: NDArray[np.int64]) -> tuple[float, list[Array]]:
        """Loss of a training batch and its gradients, in the order of `parameters`.

        Args:
            x: shape (n, d).
            y: integers from 0 to k - 1, shape (n,).
        """
        logits, inputs = self._forward(x, training=True)
        log_p = log_softmax(logits)
        delta = np.exp(log_p)
        delta[np.arange(len(y)), y] -= 1.0
        delta /= len(y)
        of_weights: list[Array] = []
        of_norms: list[Array] = []
        for layer in range(len(self.weights) - 2, -1, -2):
            below = inputs[layer // 2]
            weight_gradient = below.T @ delta + self.penalty * self.weights[layer]
            of_weights[:0] = [weight_gradient, delta.sum(axis=0)]
            if layer:
                delta = (delta @ self.weights[layer].T) * (below > 0)
                if self.norms:
                    gradients = self.norms[layer // 2 - 1].backward(delta)
                    of_norms[:0] = [gradients.gamma, gradients.beta]
                    delta = gradients.x
        loss = float(-log_p[np.arange(len(y)), y].mean()) + self._penalty()
        return loss, of_weights + of_norms


def log_softmax(logits: Array) -> Array:
    """Logarithm of the softmax of each row, shape (n, k)."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


@dataclass(frozen=True)
class Recipe:
    """How to train.

    Attributes:
        optimizer: `sgd` (momentum 0), `momentum` (momentum 0.9) or `adamw`.
        peak: the largest learning rate.
        epochs: passes over the rows.
        batch_size: rows of a step.
        warmup: share of the steps in which the rate climbs.
        max_norm: clips the gradient; None to leave it.
        weight_decay: of AdamW, for matrices; biases, gammas and betas have none.
    """

    optimizer: str
    peak: float
    epochs: int = 30
    batch_size: int = 32
    warmup: float = 0.1
    max_norm: float | None = None
    weight_decay: float = 0.01


def batches(n: int, batch_size: int, epochs: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """Row numbers of each step; every epoch has a new order."""
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(n)
        for start in range(0, n, batch_size):
            yield order[start : start + batch_size]


class Optimizer:
    """One of the three optimizers, with a schedule and clipping, on the parameters of a network."""

    def __init__(self, parameters: Sequence[Array], recipe: Recipe, total: int) -> None:
        self.recipe, self.total, self.done = recipe, total, 0
        self.groups = [[p for p in parameters if p.ndim > 1], [p for p in parameters if p.ndim == 1]]
        self.matrix = [p.ndim > 1 for p in parameters]
        self.states = [AdamState.of(group) for group in self.groups]
        self.velocities = [[np.zeros_like(p) for p in group] for group in self.groups]

    def step(self, gradients: Sequence[Array]) -> None:
        """Clip, take the rate of this step, update."""
        recipe = self.recipe
        if recipe.max_norm is not None:
            clip_grad_norm(gradients, recipe.max_norm)
        warmup = int(recipe.warmup * self.total)
        rate = cosine_warmup(self.done, peak=recipe.peak, warmup=warmup, total=self.total)
        for number, group in enumerate(self.groups):
            own = [g for g, matrix in zip(gradients, self.matrix) if matrix == (number == 0)]
            if recipe.optimizer == "adamw":
                decay = recipe.weight_decay if number == 0 else 0.0
                adamw(group, own, self.states[number], learning_rate=rate, weight_decay=decay)
            else:
                momentum = 0.9 if recipe.optimizer == "momentum" else 0.0
                sgd_momentum(group, own, self.velocities[number], learning_rate=rate, momentum=momentum)
        self.done += 1


def train(network: Network, x: Array, y: NDArray[np.int64], recipe: Recipe, seed: int = 0) -> list[float]:
    """Train in place.

    Args:
        network: its parameters are changed.
        x: shape (n, d).
        y: shape (n,).
        recipe: optimizer, rate, epochs, …
        seed: of the order of the rows.

    Returns:
        The loss of each step's batch, before its update.
    """
    per_epoch = -(-len(x) // recipe.batch_size)
    optimizer = Optimizer(network.parameters, recipe, recipe.epochs * per_epoch)
    losses = []
    for rows in batches(len(x), recipe.batch_size, recipe.epochs, seed):
        loss, gradients = network.loss_and_gradients(x[rows], y[rows])
        optimizer.step(gradients)
        losses.append(loss)
    return losses
