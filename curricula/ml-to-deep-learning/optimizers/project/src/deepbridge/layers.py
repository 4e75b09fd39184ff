"""First weights of deep networks, and batch normalization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from deepbridge.optim import Array


def he_init(sizes: Sequence[int], rng: np.random.Generator) -> list[Array]:
    """Weights and biases of a relu network, before training.

    Each weight matrix has mean 0 and variance 2 / fan_in, normal or uniform, so that the second moment of the
    pre-activations stays the same from layer to layer. Biases are 0. Source: He, Zhang, Ren and Sun (2015),
    "Delving Deep into Rectifiers", section 2.2.

    Args:
        sizes: units of each layer, input first: [64, 32, 10].
        rng: every weight is drawn from it.

    Returns:
        `[W1, b1, W2, b2, …]`, shapes (fan_in, fan_out) and (fan_out,).
    """
    ### BEGIN SOLUTION he_init
    parameters: list[Array] = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        parameters.append(rng.normal(0.0, np.sqrt(2.0 / fan_in), size=(fan_in, fan_out)))
        parameters.append(np.zeros(fan_out))
    return parameters
    ### END SOLUTION he_init


class BatchNormGradients(NamedTuple):
    """Gradients of the loss at the input (n, d), at gamma (d,) and at beta (d,)."""

    x: Array
    gamma: Array
    beta: Array


class BatchNorm:
    """Batch normalization of d features, as `torch.nn.BatchNorm1d`.

    Attributes:
        gamma: factor of each feature, shape (d,); learned, 1 at the start.
        beta: what is added, shape (d,); learned, 0 at the start.
        running_mean: running average of the batches' means, shape (d,); 0 at the start.
        running_var: running average of the batches' unbiased variances, shape (d,); 1 at the start.
        momentum: weight of the newest batch in the running averages.
        eps: added to the variance under the root.
        kept: what `forward` keeps for `backward`; yours to choose.
    """

    def __init__(self, features: int, momentum: float = 0.1, eps: float = 1e-5) -> None:
        self.gamma: Array = np.ones(features)
        self.beta: Array = np.zeros(features)
        self.running_mean: Array = np.zeros(features)
        self.running_var: Array = np.ones(features)
        self.momentum = momentum
        self.eps = eps
        self.kept: tuple[Array, ...] = ()

    def forward(self, x: Array, training: bool) -> Array:
        """Normalize each feature, then scale and shift it: gamma * (x - mean) / sqrt(var + eps) + beta.

        In training, mean and variance are those of the batch, the variance divided by n ("biased"), and the
        running averages move: running = (1 - momentum) * running + momentum * batch, with the variance
        divided by n - 1 ("unbiased"). In evaluation the running averages are used and nothing changes.
        Source: Ioffe and Szegedy (2015), algorithms 1 and 2; the running average is PyTorch's.

        Args:
            x: shape (n, d), n at least 2 in training; not changed.
            training: whether this is a training batch.

        Returns:
            Shape (n, d).
        """
        ### BEGIN SOLUTION forward
        if not training:
            return self.gamma * (x - self.running_mean) / np.sqrt(self.running_var + self.eps) + self.beta
        n = len(x)
        mean, variance = x.mean(axis=0), x.var(axis=0)
        keep = 1.0 - self.momentum
        self.running_mean = keep * self.running_mean + self.momentum * mean
        self.running_var = keep * self.running_var + self.momentum * variance * n / (n - 1)
        inverse = 1.0 / np.sqrt(variance + self.eps)
        normalized = (x - mean) * inverse
        self.kept = (normalized, inverse)
        return self.gamma * normalized + self.beta
        ### END SOLUTION forward

    def backward(self, gradient: Array) -> BatchNormGradients:
        """Gradients at the input, gamma and beta of the last training batch.

        Mean and variance depend on every row, so the gradient of one row depends on all rows.

        Args:
            gradient: of the loss at the output of `forward`, shape (n, d); not changed.
        """
        ### BEGIN SOLUTION backward
        normalized, inverse = self.kept
        at_normalized = gradient * self.gamma
        at_x = inverse * (
            at_normalized
            - at_normalized.mean(axis=0)
            - normalized * (at_normalized * normalized).mean(axis=0)
        )
        return BatchNormGradients(at_x, (gradient * normalized).sum(axis=0), gradient.sum(axis=0))
        ### END SOLUTION backward
