"""Copies, the forward process, the loss, guidance and the sampler: by hand and against closed forms."""

from __future__ import annotations

import math

import numpy as np
import torch
from reference import Record, Recorder, Visit, describe, must_be_tensor, rough_schedule, seed_for
from scipy.spatial.distance import cdist
from source_rules import foreign_names, shadowing_modules
from torch import Tensor, nn

from conftest import PROJECT, Report
from deepbridge.generate import ddpm_loss, guidance, nearest_train, noised, sample
from deepbridge.schedule import Schedule, linear_schedule, schedule_from

# What the learner's files may import besides plain modules of the standard library.
ALLOWED = {
    "generate.py": frozenset({"torch", "numpy", "deepbridge.network", "deepbridge.schedule"}),
    "library.py": frozenset({"torch", "numpy"}),
    "diagnosis.py": frozenset({"torch", "numpy", "deepbridge.colleague"}),
}

# The bound is written by formula first; with the library it is a task of its own.
LIBRARY_DENSITIES = frozenset(
    "Independent LowRankMultivariateNormal MultivariateNormal Normal kl_divergence register_kl".split()
)


# --- copies -----------------------------------------------------------------------------------------------


def test_nearest_hand_example() -> None:
    train = torch.tensor([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]])
    result = nearest_train(torch.tensor([[3.0, 4.0], [0.0, 1.0], [9.0, 12.0], [2.0, 4.0]]), train)
    assert isinstance(result, tuple) and len(result) == 2, (
        f"nearest_train must return (distances, rows), it returned {describe(result)}."
    )
    distances = must_be_tensor(result[0], (4,), "the distances of nearest_train")
    rows = must_be_tensor(result[1], (4,), "the rows of nearest_train")
    expected = torch.tensor([0.0, 1.0, 5.0, 1.0], dtype=torch.float64)
    assert torch.allclose(distances.double(), expected, atol=1e-5), (
        f"The distances of the example must be 0, 1, 5 and 1, nearest_train gave {describe(distances)}."
    )
    assert rows.tolist() == [1, 0, 2, 1], (
        f"The nearest training rows of the example are 1, 0, 2 and 1, nearest_train gave {rows.tolist()}."
    )


def must_stand_alone(report: Report) -> None:
    """The learner's files use what they are given and nothing else."""
    shadows = shadowing_modules(PROJECT)
    if shadows:
        report(hint="own-code")
    assert not shadows, (
        "`src` must not hold modules that stand before a library or a file of the checks: "
        f"{', '.join(shadows)}."
    )
    for name, allowed in ALLOWED.items():
        densities = LIBRARY_DENSITIES if name == "generate.py" else frozenset[str]()
        path = PROJECT / "src" / "deepbridge" / name
        foreign = foreign_names(path, allowed, ready_made=densities)
        if foreign:
            report(hint="own-code")
        assert not foreign, (
            f"{name} must get by with torch, NumPy, plain modules of the standard library and what it "
            f"imports already, and change nothing in them; it uses {', '.join(foreign)}."
        )


def test_nearest_oracle(seed: int, report: Report) -> None:
    must_stand_alone(report)
    generator = torch.Generator().manual_seed(seed)
    train = torch.randn(700, 9, generator=generator)
    samples = torch.randn(150, 9, generator=generator)
    kept = samples.clone(), train.clone()
    distances, rows = nearest_train(samples, train)
    unchanged = torch.equal(samples, kept[0]) and torch.equal(train, kept[1])
    if not unchanged:
        report(hint="nearest-inputs")
    assert unchanged, "nearest_train changed the rows that it was given."
    expected = cdist(samples.double().numpy(), train.double().numpy())
    assert np.allclose(distances.numpy(), expected.min(axis=1), rtol=1e-4, atol=1e-4), (
        "For random rows the distances must be those of scipy's cdist, "
        f"{expected.min(axis=1)[:4].round(4)}…; nearest_train gave {distances[:4].numpy().round(4)}…."
    )
    assert rows.tolist() == expected.argmin(axis=1).tolist(), (
        "The distances are right and the row numbers are not: they must be positions in `train`."
    )
    # Copies far from the origin: the subtraction of large, nearly equal numbers shows here.
    shifted = train[:50] + 300.0
    distances, rows = nearest_train(shifted, train + 300.0)
    worst = float(distances.max())
    exact = math.isfinite(worst) and worst < 1e-4 and rows.tolist() == list(range(50))
    if not exact:
        report(expected=0.0, actual=distances.max().item(), hint="nearest-cancels")
    assert exact, (
        f"Exact copies of training rows must have distance 0; one of 50 has {worst:.4g}. In float32 "
        "|a|² + |b|² - 2 a·b loses the digits that matter: subtract the rows first."
    )


# --- forward process --------------------------------------------------------------------------------------


def test_noised_hand_example() -> None:
    schedule = schedule_from(torch.tensor([0.19, 0.2099]))  # alpha_bars 0.81 and 0.64
    schedule = Schedule(schedule.betas, torch.tensor([0.81, 0.64]))
    x, noise = torch.tensor([[1.0, -1.0], [1.0, -1.0]]), torch.tensor([[0.5, 0.5], [1.0, 0.0]])
    made = must_be_tensor(noised(x, torch.tensor([0, 1]), noise, schedule), (2, 2), "noised of two rows")
    expected = torch.tensor([[0.9 + 0.5 * 0.19**0.5, -0.9 + 0.5 * 0.19**0.5], [0.8 + 0.6, -0.8]])
    assert torch.allclose(made, expected, atol=1e-5), (
        f"With alpha_bars .81 and .64, rows (1, -1) at steps 0 and 1 become {describe(expected)}, noised "
        f"gave {describe(made)}."
    )


def test_marginals(seed: int, report: Report) -> None:
    generator = torch.Generator().manual_seed(seed)
    schedule = rough_schedule(generator, 9)
    n, d = 4000, 4
    start = torch.tensor([1.5, -0.5, 0.0, 3.0])
    chain = start.expand(n, d)
    for step in range(9):
        b = float(schedule.betas[step])
        # One step of the chain, as the forward process is defined (Ho et al. 2020, equation 2).
        chain = math.sqrt(1 - b) * chain + math.sqrt(b) * torch.randn(n, d, generator=generator)
        t = torch.full((n,), step)
        jump = noised(start.expand(n, d), t, torch.randn(n, d, generator=generator), schedule)
        must_be_tensor(jump, (n, d), "noised")
        mean, deviation = jump.mean(dim=0), float((jump - jump.mean(dim=0)).std())
        a = float(torch.prod(1 - schedule.betas[: step + 1]))
        # 4,000 draws: the mean of a column deviates by 0.016 (1 s.d.), the deviation of all by 0.0056.
        right = (
            float((mean - math.sqrt(a) * start).abs().max()) < 0.1
            and abs(deviation - math.sqrt(1 - a)) < 0.05
            and float((mean - chain.mean(dim=0)).abs().max()) < 0.14
        )
        if not right:
            roots = abs(deviation - (1 - a)) < 0.05
            before = math.sqrt(float(torch.prod(1 - schedule.betas[:step])))
            late = step > 0 and float((mean - before * start).abs().max()) < 0.1
            report(
                expected=f"mean {(math.sqrt(a) * start).tolist()}, deviation {math.sqrt(1 - a):.3f}",
                actual=f"mean {mean.tolist()}, deviation {deviation:.3f}",
                hint="noised-root" if roots else "noised-index" if late else "noised-root",
            )
        assert right, (
            f"After step {step} the forward chain, made one step after the other, has mean "
            f"{describe(math.sqrt(a) * start)} and standard deviation {math.sqrt(1 - a):.3f}. noised jumps "
            f"to mean {describe(mean)} and {deviation:.3f}."
        )


class Listener(nn.Module):
    """Keeps what it is given and answers with a fixed factor of it, which can be learned."""

    def __init__(self, factor: float) -> None:
        super().__init__()
        self.factor = nn.Parameter(torch.tensor(factor))
        self.calls: list[tuple[Tensor, Tensor, Tensor]] = []

    def forward(self, x: Tensor, t: Tensor, labels: Tensor) -> Tensor:
        self.calls.append((x.detach().clone(), t.clone(), labels.clone()))
        return self.factor * x


def test_loss_parts(seed: int, report: Report) -> None:
    generator = torch.Generator().manual_seed(seed)
    schedule = rough_schedule(generator, 8)
    n, d, null = 6000, 3, 4
    x = torch.tensor([0.7, -1.2, 0.2]).expand(n, d)
    labels = torch.arange(n) % 4
    kept = labels.clone()
    listener = Listener(0.3)
    given = torch.Generator().manual_seed(seed_for("loss", seed))
    loss = ddpm_loss(listener, x, labels, null, schedule, given, 0.2)
    assert isinstance(loss, Tensor) and loss.dim() == 0, (
        f"ddpm_loss must return a scalar tensor, it returned {describe(loss)}."
    )
    assert len(listener.calls) == 1, (
        f"ddpm_loss called the model {len(listener.calls)} times; once is enough."
    )
    assert torch.equal(labels, kept), "ddpm_loss changed the labels that it was given; drop labels in a copy."
    noisy, t, shown = listener.calls[0]
    must_be_tensor(t, (n,), "the steps that ddpm_loss gives to the model")
    counts = torch.bincount(t, minlength=8).float()
    # Each of 8 steps has 750 rows on average, with a standard deviation of 26.
    uniform = len(counts) == 8 and float((counts - n / 8).abs().max()) < 160
    if not uniform:
        report(actual=counts.tolist(), hint="loss-steps")
    assert uniform, (
        "Steps must be drawn from 0 to T - 1 = 7 with equal probability; 6,000 rows had "
        f"{counts.int().tolist()}. A step for each row, and the last one too?"
    )
    share = schedule.alpha_bars[t][:, None]
    noise = (noisy - share.sqrt() * x) / (1 - share).sqrt()
    normal = abs(float(noise.mean())) < 0.05 and abs(float(noise.std()) - 1) < 0.05
    if not normal:
        report(hint="loss-noise")
    assert normal, (
        "The model must be shown `noised(x, t, noise, schedule)` with standard normal noise and the same t; "
        f"the noise in it has mean {noise.mean():.3f} and standard deviation {noise.std():.3f}."
    )
    expected = (0.3 * noisy - noise).square().mean()
    if not torch.allclose(loss, expected, rtol=1e-4):
        of_data = torch.allclose(loss, (0.3 * noisy - x).square().mean(), rtol=1e-4)
        report(expected=float(expected), actual=float(loss), hint="loss-target" if of_data else "loss-mean")
    assert torch.allclose(loss, expected, rtol=1e-4), (
        f"The loss must be the mean over rows and pixels of (model - noise)², {float(expected):.4f}; "
        f"ddpm_loss gave {float(loss.detach()):.4f}."
    )
    dropped = shown == null
    right = torch.equal(shown[~dropped], labels[~dropped])
    rate = float(dropped.float().mean())
    # 20 % of 6,000 has a standard deviation of 0.5 points.
    if not (right and abs(rate - 0.2) < 0.03):
        report(hint="loss-drop")
    assert right and abs(rate - 0.2) < 0.03, (
        "With drop=0.2 a fifth of the rows must be shown with the null label, each for itself, the others "
        f"with their own; {rate:.1%} had it."
    )
    (gradient,) = torch.autograd.grad(loss, [listener.factor], allow_unused=True)
    slope = (2 * (0.3 * noisy - noise) * noisy).mean()
    assert gradient is not None and torch.allclose(gradient, slope, rtol=1e-3), (
        f"The gradient of the loss must reach the model: {float(slope):.4f} for this one, it is {gradient}."
    )
    first, second = (
        float(
            ddpm_loss(
                Listener(0.3), x, labels, null, schedule, torch.Generator().manual_seed(s), 0.2
            ).detach()
        )
        for s in (1, 1)
    )
    if first != second:
        report(hint="own-generator")
    assert first == second, (
        f"Two calls with equal generators gave {first:.6f} and {second:.6f}: every random number must come "
        "from `generator`."
    )


# --- guidance ---------------------------------------------------------------------------------------------


def test_guidance_hand_example(report: Report) -> None:
    answers = {0: 2.0, 1: -1.0, 9: 0.5}  # 9 is the null label

    def model(x: Tensor, t: Tensor, labels: Tensor) -> Tensor:
        return x * 0 + torch.tensor([answers[int(label)] for label in labels])[:, None]

    x, t, labels = torch.zeros(2, 3), torch.zeros(2, dtype=torch.long), torch.tensor([0, 1])
    for weight, expected in ((1.0, [2.0, -1.0]), (0.0, [0.5, 0.5]), (1.5, [2.75, -1.75]), (3.0, [5.0, -4.0])):
        made = must_be_tensor(guidance(model, x, t, labels, 9, weight), (2, 3), "guidance of two rows")
        right = torch.allclose(made, torch.tensor(expected)[:, None].expand(2, 3), atol=1e-5)
        if not right:
            paper = [answers[0] * (1 + weight) - weight * 0.5, answers[1] * (1 + weight) - weight * 0.5]
            same = torch.allclose(made[:, 0], torch.tensor(paper), atol=1e-5)
            report(
                expected=expected,
                actual=made[:, 0].tolist(),
                hint="guidance-paper" if same else "guidance-sign",
            )
        assert right, (
            f"With e(null) = .5, e(0) = 2 and e(1) = -1, weight {weight:g} gives {expected} for labels 0 and "
            f"1; guidance gave {made[:, 0].tolist()}."
        )


def test_guidance_linear(seed: int, report: Report) -> None:
    generator = torch.Generator().manual_seed(seed)
    schedule = rough_schedule(generator, 6)
    model = Recorder(schedule, torch.randn(5, 4, generator=generator), 0.4)
    x, t = torch.randn(20, 4, generator=generator), torch.randint(6, (20,), generator=generator)
    labels = torch.randint(4, (20,), generator=generator)
    kept = labels.clone()
    without, full = model(x, t, torch.full((20,), 4)), model(x, t, labels)
    zero = guidance(model, x, t, labels, 4, 0.0)
    assert torch.allclose(zero, without, atol=1e-5), (
        "Weight 0 must be the unconditional model: the answer for the null label, whatever the labels are."
    )
    other = guidance(model, x, t, (labels + 1) % 4, 4, 0.0)
    assert torch.allclose(zero, other, atol=1e-5), "With weight 0 the labels must not matter."
    assert torch.allclose(guidance(model, x, t, labels, 4, 1.0), full, atol=1e-5), (
        "Weight 1 must be the plain conditional model."
    )
    for weight in (-0.5, 0.4, 2.5):
        made = guidance(model, x, t, labels, 4, weight)
        assert torch.allclose(made, without + weight * (full - without), atol=1e-4), (
            f"Guidance is linear in its weight; at {weight} row 0 must be "
            f"{describe(without[0] + weight * (full[0] - without[0]))}, it is {describe(made[0])}."
        )
    assert torch.equal(labels, kept), "guidance changed the labels that it was given."


# --- sampler ----------------------------------------------------------------------------------------------


def guided(model: nn.Module, visit: Visit, labels: Tensor, null_label: int, weight: float) -> Tensor:
    """The noise that a sampler should have used at one step."""
    t = torch.full((len(labels),), visit.step)
    with torch.no_grad():
        without = model(visit.x, t, torch.full_like(labels, null_label))
        return without + weight * (model(visit.x, t, labels) - without)


def step_variances(schedule: Schedule, step: int) -> tuple[float, float]:
    """The two variances of Ho et al. (2020), section 3.2: of the posterior, and beta."""
    b, a = float(schedule.betas[step]), float(schedule.alpha_bars[step])
    before = float(schedule.alpha_bars[step - 1]) if step > 0 else 1.0
    return b * (1 - before) / (1 - a), b


def must_follow_the_steps(
    record: Record,
    made: Tensor,
    model: nn.Module,
    labels: Tensor,
    null_label: int,
    schedule: Schedule,
    weight: float,
    report: Report,
    rows: Tensor | None = None,
) -> None:
    """Every step of a recorded run is the one that the docstring of `sample` states.

    The noise of a step is what is left when the mean is taken away: it has to be normal, fresh, and of one of
    the two variances; the last step has none. `rows` is a part of the run that is enough to look at.
    """
    assert record.calls, (
        "sample never asked the model: call `guidance`, which calls `model(x, t, labels)`, at each step."
    )
    visits = record.visits(len(labels))
    steps = [visit.step for visit in visits]
    wanted = list(reversed(range(schedule.n_steps)))
    if steps != wanted:
        report(expected=wanted, actual=steps, hint="sample-steps")
    assert steps == wanted, (
        f"sample must visit the steps {wanted[0]}, {wanted[1]}, …, 0, each once; it visited {steps[:3]} … "
        f"{steps[-2:]}, {len(steps)} in all."
    )
    if rows is not None:
        visits = [Visit(visit.x[rows], visit.step, [part[rows] for part in visit.labels]) for visit in visits]
        made, labels = made[rows], labels[rows]
    start = visits[0].x
    # n·d numbers: with 4,000, the mean deviates by 0.016 and the standard deviation by 0.011.
    slack = 6 / math.sqrt(start.numel())
    normal = abs(float(start.mean())) < slack and abs(float(start.std()) - 1) < slack
    if not normal:
        report(hint="sample-start")
    assert normal, (
        f"sample must start with standard normal numbers; its first rows have mean {start.mean():.3f} and "
        f"standard deviation {start.std():.3f}."
    )
    previous: Tensor | None = None
    kinds: list[int] = []
    for visit, after in zip(visits, [*(later.x for later in visits[1:]), made]):
        k = visit.step
        b, a = float(schedule.betas[k]), float(schedule.alpha_bars[k])
        noise = guided(model, visit, labels, null_label, weight)
        mean = (visit.x - b / math.sqrt(1 - a) * noise) / math.sqrt(1 - b)
        rest = after - mean
        if k == 0:
            clean = float(rest.abs().max()) < 1e-3
            if not clean:
                noisy = abs(float(rest.std()) - math.sqrt(b)) < 0.1 * math.sqrt(b) and b > 1e-6
                wrong = _named_mistake(visit, after, noise, schedule, 1e-3)
                clip = float(after.abs().max()) <= 1.0 + 1e-6 < float(mean.abs().max())
                hint = (
                    "sample-clip"
                    if clip
                    else wrong[1]
                    if wrong
                    else "sample-last"
                    if noisy
                    else "sample-mean"
                )
                report(hint=hint)
            assert clean, (
                "The result must be the mean of the last step, without noise and unclipped; it is off by up "
                f"to {float(rest.abs().max()):.3g}."
            )
            continue
        deviations = [math.sqrt(variance) for variance in step_variances(schedule, k)]
        measured = float(rest.std())
        fits = [abs(measured / deviation - 1) < max(0.06, slack) for deviation in deviations]
        centred = abs(float(rest.mean())) < slack * measured
        if not (any(fits) and centred):
            wrong = _named_mistake(visit, after, noise, schedule, None)
            hint = wrong[1] if wrong else "sample-mean"
            words = f": {wrong[0]}" if wrong else ""
            report(expected=deviations, actual=measured, hint=hint)
            raise AssertionError(
                f"At step {k}, what sample added to the mean has mean {float(rest.mean()):.3f} and standard "
                f"deviation {measured:.4f}; it must have mean 0 and {deviations[0]:.4f} (or "
                f"{deviations[1]:.4f}, the square root of betas[{k}]){words}."
            )
        kinds.append(0 if fits[0] else 1)
        for what, other in (("the rows", visit.x), ("the noise of the step before", previous)):
            if other is None:
                continue
            linked = float(torch.corrcoef(torch.stack([rest.flatten(), other.flatten()]))[0, 1])
            if abs(linked) > slack:
                wrong = _named_mistake(visit, after, noise, schedule, None)
                report(hint=wrong[1] if wrong else "sample-fresh")
            assert abs(linked) <= slack, (
                f"At step {k}, what sample added to the mean is not fresh noise: its correlation with {what} "
                f"is {linked:.2f}. Look at the mean, then at where the noise is drawn."
            )
        previous = rest


def _named_mistake(
    visit: Visit, after: Tensor, noise: Tensor, schedule: Schedule, exact: float | None
) -> tuple[str, str] | None:
    """Which well-known mistake explains a step: words and a hint, or None."""
    k = visit.step
    b, a = float(schedule.betas[k]), float(schedule.alpha_bars[k])
    x = visit.x
    # Words, the mean that the mistake gives, its hint, and the step whose variance goes with it.
    means: list[tuple[str, Tensor, str, int]] = [
        (
            "1 - alpha_bars needs a square root under betas",
            (x - b / (1 - a) * noise) / math.sqrt(1 - b),
            "sample-root",
            k,
        ),
        (
            "sqrt(1 - betas) needs its square root",
            (x - b / math.sqrt(1 - a) * noise) / (1 - b),
            "sample-root",
            k,
        ),
        ("the division by sqrt(1 - betas) is missing", x - b / math.sqrt(1 - a) * noise, "sample-root", k),
        (
            "the noise was added instead of subtracted",
            (x + b / math.sqrt(1 - a) * noise) / math.sqrt(1 - b),
            "sample-mean",
            k,
        ),
        (
            "the noise was subtracted with factor sqrt(betas)",
            (x - math.sqrt(b) * noise) / math.sqrt(1 - b),
            "sample-mean",
            k,
        ),
    ]
    for other in (k - 1, k + 1):
        if 0 <= other < schedule.n_steps:
            b2, a2 = float(schedule.betas[other]), float(schedule.alpha_bars[other])
            means.append(
                (
                    f"betas and alpha_bars are those of step {other}",
                    (x - b2 / math.sqrt(1 - a2) * noise) / math.sqrt(1 - b2),
                    "sample-index",
                    other,
                )
            )
    fitting: list[tuple[float, str, str]] = []
    for words, mean, hint, owner in means:
        rest = after - mean
        if exact is not None:
            if float(rest.abs().max()) < exact:
                return words, hint
            continue
        spread = float(rest.std())
        away = min(abs(spread / math.sqrt(variance) - 1) for variance in step_variances(schedule, owner))
        pair = torch.stack([rest.flatten(), x.flatten(), noise.flatten()])
        linked = float(torch.corrcoef(pair)[0, 1:].abs().max())
        if linked < 0.1 and away < 0.1 and abs(float(rest.mean())) < 0.1 * spread:
            fitting.append((linked + away, words, hint))
    if fitting:  # the right explanation leaves noise of the right size that has nothing to do with the rows
        return min(fitting)[1:]
    if exact is None:
        rest = after - (x - b / math.sqrt(1 - a) * noise) / math.sqrt(1 - b)
        for variance in step_variances(schedule, k):
            if abs(float(rest.std()) / variance - 1) < 0.06:
                return "that is the variance itself, without a square root", "sample-variance"
    return None


def test_sampler_steps(seed: int, report: Report) -> None:
    generator = torch.Generator().manual_seed(seed)
    schedule = rough_schedule(generator, 10)
    model = Recorder(schedule, torch.randn(4, 8, generator=generator), 0.5)
    labels = torch.randint(3, (500,), generator=generator)
    kept = labels.clone()
    for weight in (1.0, 2.0, 0.0):
        record = Record(model)
        given = torch.Generator().manual_seed(seed_for("steps", seed))
        made = sample(model, labels, 8, 3, schedule, given, weight)
        record.close()
        must_be_tensor(made, (500, 8), "the samples")
        if not torch.equal(labels, kept):
            report(hint="sample-labels")
        assert torch.equal(labels, kept), "sample changed the labels that it was given."
        if record.gradients:
            report(hint="sample-gradients")
        assert not made.requires_grad, "sample must keep no gradients: put its loop under torch.no_grad()."
        must_follow_the_steps(record, made, model, labels, 3, schedule, weight, report)
    first, same = (sample(model, labels, 8, 3, schedule, torch.Generator().manual_seed(5)) for _ in range(2))
    other = sample(model, labels, 8, 3, schedule, torch.Generator().manual_seed(6))
    if not torch.equal(first, same):
        report(hint="own-generator")
    assert torch.equal(first, same), (
        "Two runs with equal generators gave different samples: every random number must come from "
        "`generator`."
    )
    if torch.allclose(first, other):
        report(hint="own-generator")
    assert not torch.allclose(first, other), (
        "Runs with generators of seeds 5 and 6 gave the same samples: the random numbers must come from the "
        "generator that is given."
    )


def test_sampler_gaussian(seed: int, report: Report) -> None:
    schedule = linear_schedule()
    centre, spread, n = torch.tensor([[0.8, -0.4, 0.1]]), 0.5, 8000
    model = Recorder(schedule, centre, spread)
    labels = torch.zeros(n, dtype=torch.long)
    given = torch.Generator().manual_seed(seed_for("gaussian", seed))
    made = sample(model, labels, 3, 0, schedule, given)
    must_be_tensor(made, (n, 3), "the samples")
    expected = []
    for kind in (0, 1):
        shift, variance = torch.zeros(3), 1.0
        for k in reversed(range(schedule.n_steps)):
            b, a = float(schedule.betas[k]), float(schedule.alpha_bars[k])
            slope = math.sqrt(1 - a) / (a * spread**2 + 1 - a)
            keep = (1 - b / math.sqrt(1 - a) * slope) / math.sqrt(1 - b)
            shift = keep * shift + b / math.sqrt(1 - a) * slope * math.sqrt(a) / math.sqrt(1 - b) * centre[0]
            variance = keep**2 * variance + (step_variances(schedule, k)[kind] if k > 0 else 0.0)
        expected.append((shift, math.sqrt(variance)))
    mean, deviation = made.mean(dim=0), float((made - made.mean(dim=0)).std())
    # 8,000 rows: a mean deviates by 0.006 (1 s.d.), the deviation of all by 0.0023.
    fits = [
        float((mean - shift).abs().max()) < 0.04 and abs(deviation - value) < 0.02
        for shift, value in expected
    ]
    report(
        expected=f"{expected[0][1]:.3f} or {expected[1][1]:.3f}",
        actual=f"{deviation:.3f}",
        exact_low_deviation=expected[0][1],
        exact_high_deviation=expected[1][1],
    )
    assert any(fits), (
        f"With the perfect model of N({describe(centre)}, {spread}²) the samples must have the mean "
        f"{describe(expected[0][0])} and the standard deviation {expected[0][1]:.3f} (or "
        f"{expected[1][1]:.3f} with variance betas[t]); they have {describe(mean)} and {deviation:.3f}."
    )
