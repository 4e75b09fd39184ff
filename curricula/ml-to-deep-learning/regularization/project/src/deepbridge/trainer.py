"""Regularization: early stopping, dropout, augmentation, weight decay, and an ablation that tells them apart.

Conventions: `x` (n, d) float32, labels `y` (n,) int64, logits (n, k), `generator` a `torch.Generator`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from scipy import stats
from torch import Tensor, nn

from deepbridge.scores import Effect, Score


class Dropout(nn.Module):
    """Inverted dropout (Srivastava et al. 2014, section 10): the scale is corrected in training.

    Attributes:
        p: probability that an entry is dropped, from 0 to below 1.
    """

    def __init__(self, p: float) -> None:
        super().__init__()
        if not 0.0 <= p < 1.0:
            raise ValueError(f"p must be from 0 to below 1, it is {p}")
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        """Drop entries while training, pass `x` through while evaluating.

        While training, each entry becomes 0 with probability p, independently of the others, and is
        divided by 1 - p otherwise, so that its expectation stays. The mask is yours, without torch's own
        dropout; its draw is torch's (`torch.manual_seed`).

        Args:
            x: any shape. It is not changed.

        Returns:
            The same shape.
        """
        ### BEGIN SOLUTION forward
        if not self.training or self.p == 0.0:
            return x
        kept = torch.rand_like(x) >= self.p
        return x * kept / (1.0 - self.p)
        ### END SOLUTION forward


class EarlyStopping:
    """Stops when the validation loss has not fallen for `patience` epochs, and keeps the best weights.

    Attributes:
        patience: epochs without an improvement after which to stop, 1 or more.
        best_loss: the lowest validation loss so far; infinity before the first epoch.
        best_state: the model's state at that epoch (Prechelt 1998); None before the first epoch.
        waited: epochs since then.
    """

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.best_loss = float("inf")
        self.best_state: dict[str, Tensor] | None = None
        self.waited = 0

    def step(self, loss: float, model: nn.Module) -> bool:
        """Take note of one epoch.

        A loss that is lower than the best so far is an improvement: it and the state of the model are
        kept, in memory. An equal one is not, and neither is NaN. What is kept does not change when the
        training goes on.

        Args:
            loss: validation loss after this epoch.
            model: the model after this epoch. It is not changed.

        Returns:
            True if the last `patience` epochs brought no improvement.
        """
        ### BEGIN SOLUTION step
        if loss < self.best_loss:
            self.best_loss = loss
            # state_dict() shows the live tensors, which the optimizer changes in place: copy them
            self.best_state = {name: value.clone() for name, value in model.state_dict().items()}
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience
        ### END SOLUTION step

    def restore(self, model: nn.Module) -> None:
        """Put the best state into the model."""
        if self.best_state is not None:
            model.load_state_dict(self.best_state)


def augment_shift_noise(x: Tensor, generator: torch.Generator, shift: int = 1, noise: float = 0.1) -> Tensor:
    """Another version of each image: moved by a few pixels, with a little noise.

    Each image has a move of its own: down and right by whole numbers from -shift to shift, all equally likely
    and independent. Pixels that leave the image are lost, and zeros come in. Then each pixel gets independent
    normal noise with mean 0 and standard deviation `noise`. Nothing is clipped.

    Args:
        x: square images, row by row, shape (n, side * side). They are not changed.
        generator: every draw comes from it.
        shift: largest move in pixels, 0 or more.
        noise: standard deviation, in units of a pixel's value.

    Returns:
        New images of the same shape and type.
    """
    ### BEGIN SOLUTION augment_shift_noise
    n, d = x.shape
    side = round(d**0.5)
    padded = nn.functional.pad(x.view(n, side, side), (shift, shift, shift, shift))
    start = torch.randint(0, 2 * shift + 1, (n, 2), generator=generator)
    pixel = torch.arange(side)
    rows = (start[:, :1] + pixel)[:, :, None]  # (n, side, 1)
    columns = (start[:, 1:] + pixel)[:, None, :]  # (n, 1, side)
    moved = padded[torch.arange(n)[:, None, None], rows, columns].reshape(n, d)
    return moved + noise * torch.randn(n, d, generator=generator, dtype=x.dtype)
    ### END SOLUTION augment_shift_noise


def build_regularized(
    sizes: Sequence[int], dropout: float, weight_decay: float, learning_rate: float = 5e-3
) -> tuple[nn.Sequential, torch.optim.AdamW]:
    """A network with dropout, and an optimizer that shrinks its weights.

    Between two linear layers stand a ReLU and your `Dropout`, in this order; after the last there is nothing.
    Weight matrices have the given decay, biases none (a bias shifts, it does not make a function wilder).

    Args:
        sizes: units of each layer, such as [64, 256, 10].
        dropout: probability of `Dropout`.
        weight_decay: of AdamW (Loshchilov and Hutter 2019), for the matrices.
        learning_rate: of AdamW.

    Returns:
        The network, with torch's first weights, and the optimizer over all its parameters.
    """
    ### BEGIN SOLUTION build_regularized
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU(), Dropout(dropout)]
    model = nn.Sequential(*layers[:-2])
    groups = [
        {"params": [p for p in model.parameters() if p.ndim > 1], "weight_decay": weight_decay},
        {"params": [p for p in model.parameters() if p.ndim == 1], "weight_decay": 0.0},
    ]
    return model, torch.optim.AdamW(groups, lr=learning_rate)
    ### END SOLUTION build_regularized


def ablation(
    run: Callable[[str, int], Score], variants: Sequence[str], seeds: Sequence[int], baseline: str = "plain"
) -> list[Effect]:
    """Compare each variant with the baseline on the same draws of the data.

    With d_i the difference in test accuracy on draw i of n, the interval is mean(d) plus and minus
    t * sd(d) / sqrt(n): sd divides by n - 1, and t is the 97.5 % point of Student's distribution with n - 1
    degrees of freedom (2.776 for five draws).

    Args:
        run: `run(variant, seed)` draws the data with that seed, trains the variant and scores it. It takes
            seconds: call it once for each pair.
        variants: names; the baseline is one of them.
        seeds: five or more.
        baseline: what the others are compared with.

    Returns:
        One `Effect` for each variant, in the given order; the baseline's difference and interval are 0.

    Raises:
        ValueError: with fewer than five seeds.
    """
    ### BEGIN SOLUTION ablation
    if len(seeds) < 5:
        raise ValueError(f"five seeds or more are needed, there are {len(seeds)}")
    scores = {variant: [run(variant, seed) for seed in seeds] for variant in variants}
    test = {variant: np.array([score.test for score in scores[variant]]) for variant in variants}
    quantile = float(stats.t.ppf(0.975, len(seeds) - 1))
    effects: list[Effect] = []
    for variant in variants:
        difference = test[variant] - test[baseline]
        mean = float(difference.mean())
        half = quantile * float(difference.std(ddof=1)) / len(seeds) ** 0.5
        train = float(np.mean([score.train for score in scores[variant]]))
        effects.append(Effect(variant, train, float(test[variant].mean()), mean, mean - half, mean + half))
    return effects
    ### END SOLUTION ablation
