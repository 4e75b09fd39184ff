"""A multi-layer perceptron on the engine, and the loop that trains it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from deepbridge.engine import Array, Tensor, cross_entropy


def count_parameters(sizes: Sequence[int]) -> int:
    """Number of weights and biases of a fully connected network.

    Args:
        sizes: units of each layer, input first: `[2, 32, 2]` has 2 * 32 + 32 + 32 * 2 + 2 = 162 parameters.

    Returns:
        The sum over layers of fan_in * fan_out weights and fan_out biases.
    """
    return sum((fan_in + 1) * fan_out for fan_in, fan_out in zip(sizes, sizes[1:]))


def he_layer(fan_in: int, fan_out: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Weights and biases of one layer, before training.

    Weights have mean 0 and variance 2 / fan_in, normal or uniform: then relu layers neither shrink nor blow
    up the signal. Biases are 0. Source: He, Zhang, Ren and Sun (2015), "Delving Deep into Rectifiers",
    section 2.2.

    Returns:
        `(weight, bias)`, shapes (fan_in, fan_out) and (fan_out,).
    """
    weight = rng.normal(0.0, np.sqrt(2.0 / fan_in), size=(fan_in, fan_out))
    return Tensor(weight), Tensor(np.zeros(fan_out))


class MLP:
    """Fully connected layers with relu between them and none after the last.

    Attributes:
        parameters: `[W1, b1, W2, b2, …]`, the leaves that training changes.
    """

    def __init__(self, sizes: Sequence[int], seed: int = 0) -> None:
        rng = np.random.default_rng(seed)
        self.sizes = list(sizes)
        self.parameters: list[Tensor] = []
        for fan_in, fan_out in zip(self.sizes, self.sizes[1:]):
            self.parameters.extend(he_layer(fan_in, fan_out, rng))

    def __call__(self, x: Array) -> Tensor:
        return self.forward(x)

    def forward(self, x: Array) -> Tensor:
        """Logits of a batch.

        Args:
            x: shape (n, sizes[0]).

        Returns:
            Shape (n, sizes[-1]): x W1 + b1, relu, … , W_last + b_last, without relu at the end.
        """
        hidden = Tensor(x)
        for weight, bias in zip(self.parameters[:-2:2], self.parameters[1:-2:2]):
            hidden = (hidden @ weight + bias).relu()
        return hidden @ self.parameters[-2] + self.parameters[-1]

    def predict(self, x: Array) -> NDArray[np.int64]:
        """The class with the largest logit for each row, shape (n,)."""
        return self.forward(x).data.argmax(axis=1)


def fit(
    model: MLP,
    x: Array,
    y: NDArray[np.int64],
    *,
    epochs: int = 60,
    batch_size: int = 32,
    learning_rate: float = 0.1,
    momentum: float = 0.9,
    seed: int = 0,
) -> list[float]:
    """Train in place with mini-batch gradient descent and momentum.

    Each epoch shuffles the rows anew and goes through all of them once, in batches of `batch_size` (the last
    one may be smaller). For each batch: forget old gradients, loss, backward, and for each parameter velocity
    = momentum * velocity + gradient, then parameter = parameter - learning_rate * velocity. Velocities start
    at 0.

    Args:
        model: its parameters are changed.
        x: shape (n, sizes[0]); not changed.
        y: integers from 0 to sizes[-1] - 1, shape (n,); not changed.
        seed: of the order of the rows: equal seeds give equal orders.

    Returns:
        For each epoch the mean loss over its rows, each batch measured before its update, in nats.
    """
    rng = np.random.default_rng(seed)
    velocities = [np.zeros_like(parameter.data) for parameter in model.parameters]
    history: list[float] = []
    for _ in range(epochs):
        shuffled = rng.permutation(len(x))
        total = 0.0
        for start in range(0, len(x), batch_size):
            rows = shuffled[start : start + batch_size]
            for parameter in model.parameters:
                parameter.zero_grad()
            loss = cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            for parameter, velocity in zip(model.parameters, velocities):
                velocity *= momentum
                velocity += parameter.grad
                parameter.data -= learning_rate * velocity
            total += loss.item() * len(rows)
        history.append(total / len(x))
    return history
