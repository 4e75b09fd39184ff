"""The bound on the likelihood, by hand, against closed forms, and with the library."""

from __future__ import annotations

import math

import pytest
import torch
from reference import describe, even_draws, make_toy, must_be_tensor
from torch import Tensor
from torch.distributions import Independent, Normal, kl

from conftest import Report
from deepbridge.baselines import probabilistic_pca
from deepbridge.data import digits
from deepbridge.generate import elbo
from deepbridge.library import library_elbo


def test_elbo_hand_example(report: Report) -> None:
    # One pixel, one code: x = 1, q = N(0.5, e^-1), decoder 2z, noise 1, draws +1 and -1.
    x, mean, log_var = torch.ones(1, 1), torch.full((1, 1), 0.5), torch.full((1, 1), -1.0)
    draws = torch.tensor([1.0, -1.0]).reshape(2, 1, 1)
    bound = must_be_tensor(elbo(x, mean, log_var, lambda z: 2 * z, 1.0, draws), (1,), "elbo of one row")
    # z = 0.5 ± 0.6065, so x - 2z = ∓1.2131 and both squares are 1.4715.
    likelihood = -0.5 * math.log(2 * math.pi) - 0.5 * 4 * math.exp(-1)
    divergence = 0.5 * (0.25 + math.exp(-1) + 1 - 1)
    assert abs(float(bound) - (likelihood - divergence)) < 1e-5, (
        f"For the one-pixel example of the guide the bound is {likelihood:.4f} - {divergence:.4f} = "
        f"{likelihood - divergence:.4f}, elbo gave {float(bound):.4f}."
    )
    # One draw, at the mean of q: both terms are known, and the divergence has nothing to do with draws.
    bound = elbo(x, mean, log_var, lambda z: 2 * z, 1.0, torch.zeros(1, 1, 1))
    expected = -0.5 * math.log(2 * math.pi) - divergence
    if abs(float(bound) - expected) >= 1e-5:
        report(expected=expected, actual=float(bound), hint="elbo-closed")
    assert abs(float(bound) - expected) < 1e-5, (
        f"With the single draw 0 the code is .5, the decoder is right, and the bound is {expected:.4f}; elbo "
        f"gave {float(bound):.4f}. Is the divergence the formula, without draws?"
    )
    three = elbo(torch.zeros(3, 5), torch.zeros(3, 2), torch.zeros(3, 2), _five, 1.0, torch.zeros(4, 3, 2))
    must_be_tensor(three, (3,), "elbo of three rows with four draws")
    expected = -2.5 * math.log(2 * math.pi)
    assert torch.allclose(three, torch.full((3,), expected), atol=1e-4), (
        "Five pixels that are exactly right and q equal to the prior: the bound is -5/2 log 2π = "
        f"{expected:.4f} for each row, elbo gave {describe(three)}."
    )


def _five(z: Tensor) -> Tensor:
    return torch.zeros(*z.shape[:-1], 5, dtype=z.dtype)


# Well-known mistakes: what they do to the bound, and the hint for them.
def _mistakes(
    x: Tensor, mean: Tensor, log_var: Tensor, decoder, std: float, draws: Tensor
) -> dict[str, tuple[Tensor, str]]:
    d = x.shape[1]
    constant = math.log(2 * math.pi * std**2)
    z = mean + (0.5 * log_var).exp() * draws
    squares = (x - decoder(z)).square().sum(dim=-1).mean(dim=0)
    divergence = 0.5 * (mean.square() + log_var.exp() - log_var - 1).sum(dim=1)
    right = -0.5 * (squares / std**2 + d * constant)
    wide = (x - decoder(mean + log_var.exp() * draws)).square().sum(dim=-1).mean(dim=0)
    return {
        "the divergence was added": (right + divergence, "elbo-sign"),
        "the divergence is missing": (right, "elbo-sign"),
        "the standard deviation of q is exp(log_var / 2), not exp(log_var)": (
            -0.5 * (wide / std**2 + d * constant) - divergence,
            "elbo-deviation",
        ),
        "the constant -d/2 log(2π noise_std²) is missing": (
            -0.5 * squares / std**2 - divergence,
            "elbo-constant",
        ),
        "the constant counts one pixel instead of d": (
            -0.5 * (squares / std**2 + constant) - divergence,
            "elbo-constant",
        ),
        "squares are divided by noise_std instead of noise_std²": (
            -0.5 * (squares / std + d * constant) - divergence,
            "elbo-constant",
        ),
        "pixels are averaged instead of added": (right / d - divergence, "elbo-sum"),
        "the divergence is averaged over codes instead of added": (
            right - divergence / mean.shape[1],
            "elbo-sum",
        ),
        "draws are added up instead of averaged": (right * len(draws) - divergence, "elbo-sum"),
    }


def test_elbo_exact(seed: int, report: Report) -> None:
    generator = torch.Generator().manual_seed(seed)
    for orthogonal in (True, False):
        toy = make_toy(generator, 6, 3, orthogonal=orthogonal)
        x = toy.decoder(torch.randn(7, 3, generator=generator, dtype=torch.float64))
        x = x + toy.noise_std * torch.randn(7, 6, generator=generator, dtype=torch.float64)
        centre, covariance = toy.posterior(x)
        draws = even_draws(7, 3, generator)
        exact = toy.log_likelihood(x)
        best_var = (
            covariance.diagonal().log() if orthogonal else -torch.linalg.inv(covariance).diagonal().log()
        )
        away = torch.randn(2, 7, 3, generator=generator, dtype=torch.float64)
        guesses = [
            ("the best q", centre, best_var.expand(7, 3)),
            ("another q", centre + 0.4 * away[0], best_var + 0.5 * away[1]),
            ("the prior as q", torch.zeros_like(centre), torch.zeros_like(centre)),
        ]
        for name, mean, log_var in guesses:
            bound = must_be_tensor(elbo(x, mean, log_var, toy.decoder, toy.noise_std, draws), (7,), "elbo")
            expected = toy.exact_bound(x, mean, log_var)
            if not torch.allclose(bound, expected, rtol=1e-6, atol=1e-6):
                reason = "look at the two terms one by one"
                found = _mistakes(x, mean, log_var, toy.decoder, toy.noise_std, draws)
                for words, (wrong, hint) in found.items():
                    if torch.allclose(bound, wrong, rtol=1e-6, atol=1e-6):
                        reason = words
                        report(hint=hint)
                report(expected=expected.tolist(), actual=bound.tolist())
                raise AssertionError(
                    f"On a Gaussian model with {name}, the bound of row 0 must be log p(x) - KL(q || p(z | "
                    f"x)) = {expected[0]:.6f}, elbo gave {float(bound[0]):.6f}: {reason}."
                )
            over = float((bound - exact).max())
            assert over <= 1e-6, f"The bound of {name} is {over:.4f} above log p(x); a lower bound never is."
            if orthogonal and name == "the best q":
                gap = float((exact - bound).max())
                assert gap < 1e-6, (
                    f"With the true posterior as q the bound must equal log p(x); it is {gap:.6f} nats below."
                )


def test_elbo_pca(seed: int, report: Report) -> None:
    split = digits(seed)
    model = probabilistic_pca(split.x_train, 10)
    x = torch.from_numpy(split.x_held[:60]).double()
    mean, log_var = model.encode(x)
    generator = torch.Generator().manual_seed(seed)
    bound = elbo(x, mean, log_var, model.decode, model.noise_std, even_draws(len(x), 10, generator))
    exact = torch.from_numpy(model.pca.score_samples(split.x_held[:60].astype(float)))
    report(
        expected=f"{exact.mean():.4f}",
        actual=f"{bound.mean():.4f}",
        pca_log_likelihood=float(exact.mean()),
        pca_bound=float(bound.mean()),
    )
    worst = float((bound - exact).abs().max())
    assert worst < 1e-4, (
        "PCA is a Gaussian model with 10 codes, and scikit-learn's PCA.score_samples gives its exact log "
        f"p(x): {exact[0]:.4f} nats for the first held-out digit. With the true posterior elbo must give the "
        f"same, it gave {float(bound[0]):.4f}."
    )


def test_elbo_gradient(seed: int, report: Report) -> None:
    generator = torch.Generator().manual_seed(seed)
    toy = make_toy(generator, 5, 2, orthogonal=False)
    x = torch.randn(3, 5, generator=generator, dtype=torch.float64)
    draws = torch.randn(4, 3, 2, generator=generator, dtype=torch.float64)
    values = [torch.randn(3, 2, generator=generator, dtype=torch.float64) for _ in range(2)]

    def bound(mean: Tensor, log_var: Tensor) -> Tensor:
        return elbo(x, mean, log_var, lambda z: toy.decoder(z).tanh(), 0.7, draws).sum()

    leaves = [value.clone().requires_grad_() for value in values]
    total = bound(*leaves)
    if not total.requires_grad:
        report(hint="elbo-detached")
    assert total.requires_grad, "elbo must be differentiable in mean and log_var; its result has no gradient."
    gradients = torch.autograd.grad(total, leaves, allow_unused=True)
    for number, (name, gradient) in enumerate(zip(("mean", "log_var"), gradients)):
        approximate = torch.zeros(3, 2, dtype=torch.float64)
        for i in range(3):
            for j in range(2):
                ends = []
                for step in (1e-5, -1e-5):
                    moved = [value.clone() for value in values]
                    moved[number][i, j] += step
                    ends.append(float(bound(moved[0], moved[1])))
                approximate[i, j] = (ends[0] - ends[1]) / 2e-5
        right = gradient is not None and torch.allclose(gradient, approximate, rtol=1e-5, atol=1e-6)
        if not right:
            report(hint="elbo-detached", expected=approximate.tolist(), actual=str(gradient))
        assert right, (
            f"The gradient of the bound at {name}[0] is {describe(approximate[0])} by central differences, "
            f"autograd gives {describe(gradient[0]) if gradient is not None else None}. It must flow through "
            "z too: z = mean + exp(log_var / 2) * draw, without detach."
        )


def test_library_elbo(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    generator = torch.Generator().manual_seed(seed + 1)
    toy = make_toy(generator, 5, 3, orthogonal=False)
    x, mean = (torch.randn(4, k, generator=generator, dtype=torch.float64) for k in (5, 3))
    log_var = 0.5 * torch.randn(4, 3, generator=generator, dtype=torch.float64)
    draws = torch.randn(6, 4, 3, generator=generator, dtype=torch.float64)
    z = mean + (0.5 * log_var).exp() * draws
    density = Independent(Normal(toy.decoder(z), toy.noise_std), 1).log_prob(x).mean(dim=0)
    divergence = 0.5 * (mean.square() + log_var.exp() - log_var - 1).sum(dim=1)

    def actual() -> Tensor:
        result = library_elbo(x, mean, log_var, toy.decoder, toy.noise_std, draws)
        return must_be_tensor(result, (4,), "library_elbo")

    bound, expected = actual(), density - divergence
    if not torch.allclose(bound, expected, rtol=1e-6, atol=1e-6):
        report(expected=expected.tolist(), actual=bound.tolist(), hint="library-events")
    assert torch.allclose(bound, expected, rtol=1e-6, atol=1e-6), (
        f"library_elbo must give {describe(expected)}, as your own formula does; it gave {describe(bound)}. "
        "Is each row one event, and are the draws averaged?"
    )
    # The library's own pieces are changed one after the other: the result has to follow.
    for what, follows in _falsified(monkeypatch, actual, density, divergence).items():
        if not follows:
            report(hint="library-call")
        assert follows, (
            f"When {what} of torch.distributions is changed, the result of library_elbo does not change with "
            "it: it does not come from the library."
        )


def _falsified(
    monkeypatch: pytest.MonkeyPatch, actual, density: Tensor, divergence: Tensor
) -> dict[str, bool]:
    """Whether the bound follows when `log_prob` and `kl_divergence` are changed."""
    found: dict[str, bool] = {}
    original = Normal.log_prob
    with monkeypatch.context() as patch:
        patch.setattr(Normal, "log_prob", lambda self, value: 1.7 * original(self, value))
        multivariate = torch.distributions.MultivariateNormal.log_prob
        patch.setattr(
            torch.distributions.MultivariateNormal,
            "log_prob",
            lambda self, value: 1.7 * multivariate(self, value),
        )
        found["log_prob"] = torch.allclose(actual(), 1.7 * density - divergence)
    dispatch = getattr(kl, "_dispatch_kl", None)
    memory = getattr(kl, "_KL_MEMOIZE", None)
    if dispatch is None or memory is None:
        return found

    def changed(first: type, second: type):
        function = dispatch(first, second)
        if issubclass(first, Independent):
            return function
        return lambda p, q: 1.7 * function(p, q)

    with monkeypatch.context() as patch:
        patch.setattr(kl, "_dispatch_kl", changed)
        memory.clear()
        found["kl_divergence"] = torch.allclose(actual(), density - 1.7 * divergence)
    memory.clear()
    return found
