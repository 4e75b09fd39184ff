"""The same bound with the library that practitioners use: `torch.distributions`."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.distributions import Independent, Normal, kl_divergence


def library_elbo(
    x: Tensor,
    mean: Tensor,
    log_var: Tensor,
    decoder: Callable[[Tensor], Tensor],
    noise_std: float,
    draws: Tensor,
) -> Tensor:
    """The bound of `generate.elbo`, with densities and divergence from `torch.distributions`.

    Build q, the prior and p(x | z) as distributions, each row one event (`Independent(…, 1)`). Take log p
    from `log_prob` and the divergence from `kl_divergence`; no formula of a density is written here.

    Args:
        x, mean, log_var, decoder, noise_std, draws: as in `generate.elbo`.

    Returns:
        Shape (n,).
    """
    ### BEGIN SOLUTION library_elbo
    q = Independent(Normal(mean, (0.5 * log_var).exp()), 1)
    prior = Independent(Normal(torch.zeros_like(mean), torch.ones_like(mean)), 1)
    z = q.mean + q.stddev * draws
    pixels = Independent(Normal(decoder(z), noise_std), 1)
    return pixels.log_prob(x).mean(dim=0) - kl_divergence(q, prior)
    ### END SOLUTION library_elbo
