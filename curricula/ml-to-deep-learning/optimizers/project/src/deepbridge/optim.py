"""Optimizers on lists of NumPy arrays, a schedule, clipping, and the search for a learning rate.

Conventions are PyTorch's. Parameters and gradients are lists of equal length; a gradient may be None, and
then its parameter and its state stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass
class AdamState:
    """What AdamW remembers of each parameter. Given.

    Attributes:
        first: running means of the gradients, shaped as the parameters; 0 at the start.
        second: running means of the squared gradients.
        steps: for each parameter the number of updates that it has had.
    """

    first: list[Array]
    second: list[Array]
    steps: list[int]

    @classmethod
    def of(cls, parameters: Sequence[Array]) -> AdamState:
        """The state before the first step."""
        return cls(
            [np.zeros_like(p) for p in parameters],
            [np.zeros_like(p) for p in parameters],
            [0] * len(parameters),
        )


class RangeTest(NamedTuple):
    """What a learning-rate range test saw.

    Attributes:
        rates: the rates of the steps that were kept, growing by a constant factor, shape (s,).
        losses: the loss that each of these steps reported, shape (s,).
        suggestion: the rate at which the smoothed loss falls fastest.
    """

    rates: Array
    losses: Array
    suggestion: float


def best_rate(smallest: float, largest: float) -> float:
    """The learning rate with which gradient descent on a quadratic converges fastest.

    Gradient descent on f(x) = ½ Σ λ_i x_i² multiplies x_i by 1 - rate * λ_i in each step. The best rate makes
    the largest of these factors, in size, as small as it can be: it gives the smallest and the largest λ
    factors of equal size and opposite sign. Source: Goh (2017), "Why Momentum Really Works", Distill.

    Args:
        smallest: the smallest curvature λ, above 0.
        largest: the largest curvature λ.
    """
    ### BEGIN SOLUTION best_rate
    return 2.0 / (smallest + largest)
    ### END SOLUTION best_rate


def sgd_momentum(
    parameters: Sequence[Array],
    gradients: Sequence[Array | None],
    velocities: Sequence[Array],
    *,
    learning_rate: float,
    momentum: float = 0.9,
) -> None:
    """One step of gradient descent with momentum, in place.

    For each parameter with a gradient: velocity = momentum * velocity + gradient, then parameter = parameter
    - learning_rate * velocity, which is `torch.optim.SGD` with dampening 0. Sutskever et al. (2013) put the
    rate into the velocity instead; the two differ when the rate changes.

    Args:
        parameters: arrays that are changed in place; the list itself is not.
        gradients: one for each parameter, of its shape, or None; not changed.
        velocities: one for each parameter, of its shape, 0 before the first step; changed in place.
        learning_rate: of this step.
        momentum: from 0 (plain gradient descent) to below 1.
    """
    ### BEGIN SOLUTION sgd_momentum
    for parameter, gradient, velocity in zip(parameters, gradients, velocities, strict=True):
        if gradient is None:
            continue
        velocity *= momentum
        velocity += gradient
        parameter -= learning_rate * velocity
    ### END SOLUTION sgd_momentum


def adamw(
    parameters: Sequence[Array],
    gradients: Sequence[Array | None],
    state: AdamState,
    *,
    learning_rate: float,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0.01,
) -> None:
    """One step of AdamW, in place.

    For each parameter θ with a gradient g, and t the number of its updates, this one included:

        m = β1 m + (1 - β1) g               v = β2 v + (1 - β2) g²
        m̂ = m / (1 - β1^t)                  v̂ = v / (1 - β2^t)
        θ = θ - learning_rate * weight_decay * θ
        θ = θ - learning_rate * m̂ / (sqrt(v̂) + eps)

    The decay acts on the weight and never enters m or v ("decoupled"). It may come before the step, as in
    torch.optim.AdamW, or after it. Sources: Kingma and Ba (2015), algorithm 1; Loshchilov and Hutter (2019),
    "Decoupled Weight Decay Regularization", algorithm 2.

    Args:
        parameters: arrays that are changed in place; the list itself is not.
        gradients: one for each parameter, of its shape, or None; not changed.
        state: `AdamState.of(parameters)` before the first step; changed. A parameter without a gradient keeps
            its m, v and t.
        learning_rate: of this step.
        betas: β1 and β2.
        eps: keeps the division finite; outside the root.
        weight_decay: share of the weight, per unit of learning rate, that is taken away.
    """
    ### BEGIN SOLUTION adamw
    beta1, beta2 = betas
    for i, (parameter, gradient) in enumerate(zip(parameters, gradients, strict=True)):
        if gradient is None:
            continue
        state.steps[i] += 1
        state.first[i] = beta1 * state.first[i] + (1.0 - beta1) * gradient
        state.second[i] = beta2 * state.second[i] + (1.0 - beta2) * gradient**2
        mean = state.first[i] / (1.0 - beta1 ** state.steps[i])
        mean_square = state.second[i] / (1.0 - beta2 ** state.steps[i])
        parameter -= learning_rate * weight_decay * parameter
        parameter -= learning_rate * mean / (np.sqrt(mean_square) + eps)
    ### END SOLUTION adamw


def clip_grad_norm(gradients: Sequence[Array | None], max_norm: float) -> float:
    """Shrink all gradients by one factor, in place, so that their common norm is at most `max_norm`.

    The norm is Euclidean and runs over every entry of every gradient together, so that the direction of the
    step stays. Source: Pascanu, Mikolov and Bengio (2013), algorithm 1; `torch.nn.utils.clip_grad_norm_`.

    Args:
        gradients: arrays that are changed in place, or None, which are passed over.
        max_norm: above 0.

    Returns:
        The norm before clipping.
    """
    ### BEGIN SOLUTION clip_grad_norm
    present = [gradient for gradient in gradients if gradient is not None]
    norm = math.sqrt(sum(float((gradient**2).sum()) for gradient in present))
    if norm > max_norm:
        for gradient in present:
            gradient *= max_norm / norm
    return norm
    ### END SOLUTION clip_grad_norm


def cosine_warmup(step: int, *, peak: float, warmup: int, total: int, floor: float = 0.0) -> float:
    """Learning rate of a step: a straight line up from 0, half a cosine down, then constant.

        t < w:        peak * t / w
        w <= t <= T:  floor + ½ (peak - floor) (1 + cos(π (t - w) / (T - w)))
        t > T:        floor

    Source of the cosine: Loshchilov and Hutter (2017), "SGDR", equation 5, one cycle.

    Args:
        step: t, counted from 0.
        peak: the largest rate.
        warmup: w, number of steps of the line; 0 for none.
        total: T, the step at which the floor is reached; above `warmup`.
        floor: the last rate.
    """
    ### BEGIN SOLUTION cosine_warmup
    if step < warmup:
        return peak * step / warmup
    share = min(1.0, (step - warmup) / (total - warmup))
    return floor + 0.5 * (peak - floor) * (1.0 + math.cos(math.pi * share))
    ### END SOLUTION cosine_warmup


def lr_range_test(
    train_step: Callable[[float], float],
    *,
    low: float = 1e-5,
    high: float = 10.0,
    steps: int = 100,
    window: int = 9,
) -> RangeTest:
    """One short run with a growing learning rate, and the rate at which the loss falls fastest.

    Rates grow from `low` to `high` by a constant factor. The run ends early when a loss is above 4 times the
    lowest loss so far, which is still kept, or when it is not finite, and then it is not kept, nor its rate.
    Losses are smoothed by a centered mean over `window` of them (fewer at the ends). The suggestion is the
    rate of the steepest fall of the smoothed loss from one rate to the next; which of the two does not
    matter. Source of the sweep: Smith (2017), "Cyclical Learning Rates", section 3.3.

    Args:
        train_step: `train_step(rate)` makes one training step with that rate and returns the loss of its
            batch before the update.
        low: the first rate.
        high: the last rate.
        steps: number of rates.
        window: odd.
    """
    ### BEGIN SOLUTION lr_range_test
    rates = np.geomspace(low, high, steps)
    losses: list[float] = []
    for rate in rates:
        loss = float(train_step(float(rate)))
        if not math.isfinite(loss):
            break
        losses.append(loss)
        if loss > 4.0 * min(losses):
            break
    half = window // 2
    smooth = [float(np.mean(losses[max(0, i - half) : i + half + 1])) for i in range(len(losses))]
    steepest = int(np.argmin(np.gradient(smooth)))
    return RangeTest(rates[: len(losses)], np.array(losses), float(rates[steepest]))
    ### END SOLUTION lr_range_test
