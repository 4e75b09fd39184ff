"""The parts of a generative model: a bound on the likelihood, diffusion, guidance, and a test for copies."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from deepbridge.network import NoiseModel
from deepbridge.schedule import Schedule


def nearest_train(samples: Tensor, train: Tensor) -> tuple[Tensor, Tensor]:
    """Distance of each sample to its nearest training row, and which row that is.

    A copy has distance 0 to the last digit: |a|² + |b|² - 2 a·b is not good enough in float32, for it
    subtracts large numbers that are nearly equal. Written with torch alone.

    Args:
        samples: shape (m, d).
        train: shape (n, d).

    Returns:
        `(distances, rows)`, both of shape (m,): Euclidean distances, not squared, and row numbers.
    """
    ### BEGIN SOLUTION nearest_train
    parts = [
        torch.cdist(part, train, compute_mode="donot_use_mm_for_euclid_dist").min(dim=1)
        for part in samples.split(256)
    ]
    return torch.cat([part.values for part in parts]), torch.cat([part.indices for part in parts])
    ### END SOLUTION nearest_train


def elbo(
    x: Tensor,
    mean: Tensor,
    log_var: Tensor,
    decoder: Callable[[Tensor], Tensor],
    noise_std: float,
    draws: Tensor,
) -> Tensor:
    """Evidence lower bound of each row, in nats.

    The model: z ~ N(0, I) and x given z ~ N(decoder(z), noise_std² I). The guess for z given x:
    q = N(mean, diag(exp(log_var))). The bound is E_q[log p(x | z)] - KL(q || N(0, I)): the expectation is the
    average over `draws`, the divergence is its formula. Gradients flow to `mean` and `log_var`, through z
    and through the divergence.

    Kingma and Welling (2014), "Auto-Encoding Variational Bayes", section 2 and appendix B.

    Args:
        x: shape (n, d).
        mean: shape (n, k).
        log_var: logarithm of the variances, shape (n, k).
        decoder: maps codes (s, n, k) to means of rows (s, n, d).
        noise_std: standard deviation of every pixel given z.
        draws: standard normal numbers, shape (s, n, k): s draws of z for each row.

    Returns:
        Shape (n,).
    """
    ### BEGIN SOLUTION elbo
    z = mean + (0.5 * log_var).exp() * draws
    squared = (x - decoder(z)).square().sum(dim=-1) / noise_std**2
    log_likelihood = -0.5 * (squared + x.shape[1] * math.log(2.0 * math.pi * noise_std**2))
    divergence = 0.5 * (mean.square() + log_var.exp() - log_var - 1.0).sum(dim=1)
    return log_likelihood.mean(dim=0) - divergence
    ### END SOLUTION elbo


def noised(x: Tensor, t: Tensor, noise: Tensor, schedule: Schedule) -> Tensor:
    """Rows after step t of the forward process, in one jump.

    sqrt(alpha_bars[t]) x + sqrt(1 - alpha_bars[t]) noise. Ho, Jain and Abbeel (2020), "Denoising Diffusion
    Probabilistic Models", equation 4.

    Args:
        x: data, shape (n, d).
        t: step of each row, from 0 to T - 1, shape (n,).
        noise: standard normal numbers, shape (n, d).

    Returns:
        Shape (n, d).
    """
    ### BEGIN SOLUTION noised
    share = schedule.alpha_bars[t][:, None]
    return share.sqrt() * x + (1.0 - share).sqrt() * noise
    ### END SOLUTION noised


def ddpm_loss(
    model: NoiseModel,
    x: Tensor,
    labels: Tensor,
    null_label: int,
    schedule: Schedule,
    generator: torch.Generator,
    drop: float = 0.1,
) -> Tensor:
    """Mean squared error of the estimated noise, over rows and pixels.

    For each row: a step, uniform over all T; standard normal noise; and with probability `drop` the label is
    replaced by `null_label`, so that one network learns with and without labels. Every random number comes
    from `generator`.

    Ho et al. (2020), algorithm 1 and equation 14; dropped labels: Ho and Salimans (2022), "Classifier-Free
    Diffusion Guidance", algorithm 1.

    Args:
        model: estimates the noise in `noised(x, t, …)`.
        x: shape (n, d).
        labels: shape (n,); not changed.

    Returns:
        A scalar that can be differentiated.
    """
    ### BEGIN SOLUTION ddpm_loss
    t = torch.randint(schedule.n_steps, (len(x),), generator=generator)
    noise = torch.randn(x.shape, generator=generator, dtype=x.dtype)
    dropped = torch.rand(len(x), generator=generator) < drop
    shown = torch.where(dropped, null_label, labels)
    return (model(noised(x, t, noise, schedule), t, shown) - noise).square().mean()
    ### END SOLUTION ddpm_loss


def guidance(
    model: NoiseModel, x: Tensor, t: Tensor, labels: Tensor, null_label: int, weight: float
) -> Tensor:
    """Estimated noise, pushed toward the label.

    e(null) + weight (e(labels) - e(null)): weight 0 ignores the label, 1 is the plain conditional model, more
    exaggerates what the label changes.

    Ho and Salimans (2022), equation 6, write (1 + w) e(labels) - w e(null): their w is `weight` - 1, so their
    0 is our 1.

    Args:
        x: noisy rows, shape (n, d).
        t: shape (n,).
        labels: shape (n,).

    Returns:
        Shape (n, d).
    """
    ### BEGIN SOLUTION guidance
    without = model(x, t, torch.full_like(labels, null_label))
    return without + weight * (model(x, t, labels) - without)
    ### END SOLUTION guidance


def sample(
    model: NoiseModel,
    labels: Tensor,
    n_features: int,
    null_label: int,
    schedule: Schedule,
    generator: torch.Generator,
    weight: float = 1.0,
) -> Tensor:
    """New rows, one for each label: from noise back to data, T steps.

    Starts with standard normal numbers. Step t = T - 1, …, 0, with b = betas[t] and a = alpha_bars[t], maps x
    to (x - b / sqrt(1 - a) e) / sqrt(1 - b), where e is the guided noise.

    If t > 0, fresh noise is added with variance b (1 - alpha_bars[t - 1]) / (1 - a). Variance b is right too.
    Nothing is clipped. Every random number comes from `generator`, and no gradients are kept.

    Ho et al. (2020), algorithm 2, section 3.2 and equation 7.

    Args:
        labels: shape (n,).

    Returns:
        Shape (n, n_features).
    """
    ### BEGIN SOLUTION sample
    with torch.no_grad():
        x = torch.randn((len(labels), n_features), generator=generator)
        for step in reversed(range(schedule.n_steps)):
            b, a = schedule.betas[step], schedule.alpha_bars[step]
            t = torch.full((len(labels),), step)
            noise = guidance(model, x, t, labels, null_label, weight)
            x = (x - b / (1.0 - a).sqrt() * noise) / (1.0 - b).sqrt()
            if step > 0:
                variance = b * (1.0 - schedule.alpha_bars[step - 1]) / (1.0 - a)
                x = x + variance.sqrt() * torch.randn(x.shape, generator=generator)
        return x
    ### END SOLUTION sample
