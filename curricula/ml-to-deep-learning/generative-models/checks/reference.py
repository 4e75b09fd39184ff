"""Helpers of the checks: closed forms to compare with, and a record of what a sampler did."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from deepbridge.schedule import Schedule, schedule_from

torch.set_num_threads(1)


def seed_for(what: str, seed: int) -> int:
    """A seed to hand to a learner's function, from which the seed of the checks cannot be computed."""
    return int.from_bytes(hashlib.sha256(f"{what} {seed}".encode()).digest()[:4], "big")


def describe(value: object) -> str:
    """A value in a few words, for messages."""
    if isinstance(value, Tensor):
        if value.numel() <= 6:
            return f"{[float(f'{v:.5g}') for v in value.detach().flatten().tolist()]}"
        return f"a tensor of shape {tuple(value.shape)}"
    text = repr(value)
    return text if len(text) <= 80 else f"a {type(value).__name__}"


def must_be_tensor(value: object, shape: tuple[int, ...], what: str) -> Tensor:
    """The value, if it is a tensor of that shape."""
    assert isinstance(value, Tensor) and type(value) in (Tensor, nn.Parameter), (
        f"{what} must be a torch tensor, it is {describe(value)}."
    )
    assert tuple(value.shape) == shape, f"{what} must have shape {shape}, it has {tuple(value.shape)}."
    return value


# --- the Gaussian toy -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Toy:
    """z ~ N(0, I) of size k; x = weight z + bias + noise. Everything about it is known in closed form.

    Attributes:
        weight: shape (d, k).
        bias: shape (d,).
        noise_std: a number.
    """

    weight: Tensor
    bias: Tensor
    noise_std: float

    def decoder(self, z: Tensor) -> Tensor:
        """Means of rows, (…, k) to (…, d)."""
        return z @ self.weight.T + self.bias

    def log_likelihood(self, x: Tensor) -> Tensor:
        """log p(x), shape (n,)."""
        d = len(self.bias)
        covariance = self.weight @ self.weight.T + self.noise_std**2 * torch.eye(d, dtype=x.dtype)
        return torch.distributions.MultivariateNormal(self.bias, covariance).log_prob(x)

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Mean (n, k) and covariance (k, k) of z given x."""
        k = self.weight.shape[1]
        precision = torch.eye(k, dtype=x.dtype) + self.weight.T @ self.weight / self.noise_std**2
        covariance = torch.linalg.inv(precision)
        return (x - self.bias) @ self.weight @ covariance / self.noise_std**2, covariance

    def exact_bound(self, x: Tensor, mean: Tensor, log_var: Tensor) -> Tensor:
        """log p(x) - KL(q || p(z | x)), shape (n,)."""
        centre, covariance = self.posterior(x)
        precision = torch.linalg.inv(covariance)
        k = mean.shape[1]
        away = mean - centre
        trace = (log_var.exp() * precision.diagonal()).sum(dim=1)
        quadratic = ((away @ precision) * away).sum(dim=1)
        divergence = 0.5 * (trace + quadratic - k + torch.logdet(covariance) - log_var.sum(dim=1))
        return self.log_likelihood(x) - divergence


def make_toy(generator: torch.Generator, d: int, k: int, *, orthogonal: bool) -> Toy:
    """A toy at random; with orthogonal columns its posterior is a diagonal Gaussian."""
    weight = torch.randn(d, k, generator=generator, dtype=torch.float64)
    if orthogonal:
        weight = torch.linalg.qr(weight).Q * torch.linspace(0.5, 2.0, k, dtype=torch.float64)
    bias = torch.randn(d, generator=generator, dtype=torch.float64)
    return Toy(weight, bias, 0.3 + float(torch.rand(1, generator=generator)))


def even_draws(n: int, k: int, generator: torch.Generator) -> Tensor:
    """2k draws for each row, shape (2k, n, k), whose mean is exactly 0 and whose covariance is exactly I.

    Expectations of quadratic functions under them are exact, so that a bound on a linear model is too.
    """
    directions = torch.linalg.qr(torch.randn(n, k, k, generator=generator, dtype=torch.float64)).Q
    points = math.sqrt(k) * directions
    return torch.cat([points, -points], dim=1).transpose(0, 1).contiguous()


# --- diffusion --------------------------------------------------------------------------------------------


def rough_schedule(generator: torch.Generator, n_steps: int) -> Schedule:
    """A schedule with a few large steps, no two alike, where every mistake shows."""
    return schedule_from(0.05 + 0.3 * torch.rand(n_steps, generator=generator))


@dataclass(frozen=True)
class Visit:
    """What a sampler asked at one step: rows (n, d), step, and the labels of each of its questions."""

    x: Tensor
    step: int
    labels: list[Tensor]


class Recorder(nn.Module):
    """A noise model of known form that remembers what it is asked.

    It is nearly the right one for rows N(centre of the label, spread²).
    """

    def __init__(self, schedule: Schedule, centres: Tensor, spread: float) -> None:
        super().__init__()
        self.schedule, self.centres, self.spread = schedule, centres, spread

    def forward(self, x: Tensor, t: Tensor, labels: Tensor) -> Tensor:
        a = self.schedule.alpha_bars[t][:, None].to(x.dtype)
        centre = self.centres[labels].to(x.dtype)
        return (1 - a).sqrt() * (x - a.sqrt() * centre) / (a * self.spread**2 + 1 - a)


class Record:
    """The questions that were asked of a module while this is open."""

    def __init__(self, model: nn.Module) -> None:
        self.calls: list[tuple[Tensor, Tensor, Tensor]] = []
        self.gradients = False
        self._handle = model.register_forward_hook(self._keep, with_kwargs=True)

    def _keep(self, _module: nn.Module, arguments: tuple, keywords: dict, output: Tensor) -> None:
        values = list(arguments) + [keywords[name] for name in ("x", "t", "labels") if name in keywords]
        x, t, labels = (torch.as_tensor(value).detach().clone() for value in values)
        self.calls.append((x, t, labels))
        self.gradients = self.gradients or output.requires_grad

    def close(self) -> None:
        """Stop listening."""
        self._handle.remove()

    def visits(self, n: int) -> list[Visit]:
        """Calls of one step put together; a sampler may ask both questions at once or one after the other."""
        visits: list[Visit] = []
        for x, t, labels in self.calls:
            steps = set(t.flatten().tolist())
            assert len(steps) == 1, (
                f"sample asked the model about steps {sorted(steps)[:4]} in one call; all rows are at one "
                "step."
            )
            assert len(x) % n == 0 and len(labels) == len(x) == t.numel(), (
                f"sample asked for {n} rows and gave the model x of shape {tuple(x.shape)}, t of shape "
                f"{tuple(t.shape)} and labels of shape {tuple(labels.shape)}."
            )
            parts, names = x.split(n), labels.split(n)
            same = all(torch.equal(part, parts[0]) for part in parts)
            assert same, "Both questions of guidance must be about the same rows."
            step = int(steps.pop())
            if visits and visits[-1].step == step and torch.equal(visits[-1].x, parts[0]):
                visits[-1].labels.extend(names)
            else:
                visits.append(Visit(parts[0], step, list(names)))
        return visits
