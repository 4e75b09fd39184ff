"""Update rules, clipping, the schedule and the range test."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_optim import (
    Array,
    adamw_steps,
    describe,
    first_difference,
    momentum_steps,
    must_be_array,
    must_be_number,
    must_stand_alone,
    schedule,
)

from conftest import Report
from deepbridge.optim import (
    AdamState,
    RangeTest,
    adamw,
    best_rate,
    clip_grad_norm,
    cosine_warmup,
    lr_range_test,
    sgd_momentum,
)

SHAPES = ((3, 4), (4,), (2, 3), (5,))
Gradients = list[list["Array | None"]]


def close(actual: Sequence[Array], expected: Sequence[Array]) -> bool:
    """Equal to 1e-6."""
    return all(np.allclose(a, e, rtol=1e-6, atol=1e-6) for a, e in zip(actual, expected, strict=True))


def test_best_rate(seed: int, report: Report) -> None:
    low, high = sorted(np.random.default_rng(seed).uniform(0.5, 40.0, size=2))
    for smallest, largest, expected in (
        (1.0, 3.0, 0.5),
        (1.0, 100.0, 2 / 101),
        (2.0, 2.0, 0.5),
        (float(low), float(high), 2 / float(low + high)),
    ):
        actual = must_be_number(best_rate(smallest, largest), "best_rate", report)
        assert abs(actual - expected) < 1e-9, (
            f"With curvatures from {smallest:.4g} to {largest:.4g} the best rate is {expected:.6g}, "
            f"best_rate gave {actual:.6g}. With it, 1 - rate * λ has the same size at both ends."
        )


def test_clip_hand_example(report: Report) -> None:
    first, second = np.array([3.0]), np.array([[4.0]])
    gradients = [first, None, second]
    norm = must_be_number(clip_grad_norm(gradients, 1.0), "clip_grad_norm", report)
    if abs(norm - 5.0) > 1e-9:
        report(expected=5.0, actual=norm, hint="clip-together")
    assert abs(norm - 5.0) < 1e-9, (
        f"The gradients [3], None and [[4]] have the common norm 5; clip_grad_norm returned {norm:.6g}. It "
        "returns the norm before clipping, over all entries together."
    )
    same = gradients[0] is first and gradients[1] is None and gradients[2] is second
    if not same:
        report(hint="in-place")
    assert same, (
        "clip_grad_norm must change the arrays that it is given (`gradient *= factor`) and leave the list as "
        "it is; after the call the list holds other arrays."
    )
    shrunk = [float(first[0]), float(second[0, 0])]
    if not np.allclose(shrunk, [0.6, 0.8], atol=1e-6):
        report(expected=[0.6, 0.8], actual=shrunk, hint="clip-together")
    assert np.allclose(shrunk, [0.6, 0.8], atol=1e-6), (
        f"Clipped to norm 1, [3] and [[4]] become [0.6] and [[0.8]]: one factor for all. They are {shrunk}."
    )
    small = [np.array([0.3]), np.array([0.4])]
    norm = must_be_number(clip_grad_norm(small, 1.0), "clip_grad_norm", report)
    unchanged = np.allclose([small[0][0], small[1][0]], [0.3, 0.4], atol=1e-6) and abs(norm - 0.5) < 1e-9
    if not unchanged:
        report(hint="clip-only-down")
    assert unchanged, (
        f"Gradients [0.3] and [0.4] have norm 0.5 and stay as they are when max_norm is 1; they are "
        f"{small[0][0]:.6g} and {small[1][0]:.6g}, the norm returned is {norm:.6g}."
    )
    zero = [np.zeros(2), None]
    norm = must_be_number(clip_grad_norm(zero, 1.0), "clip_grad_norm", report)
    assert norm == 0.0 and not zero[0].any(), (
        f"Zero gradients have norm 0 and stay 0; clip_grad_norm gave {norm} and {describe(zero[0])}."
    )


def test_schedule_hand_example(report: Report) -> None:
    table = [(0, 0.0), (1, 0.1), (4, 0.4), (8, 0.2), (12, 0.0), (13, 0.0), (40, 0.0)]
    for step, expected in table:
        actual = must_be_number(cosine_warmup(step, peak=0.4, warmup=4, total=12), "cosine_warmup", report)
        if abs(actual - expected) > 1e-9:
            report(expected=expected, actual=actual, hint="schedule-after" if step > 12 else "schedule-parts")
        assert abs(actual - expected) < 1e-9, (
            f"peak 0.4, warmup 4, total 12: at step {step} the rate is {expected}, cosine_warmup gave "
            f"{actual:.6g}."
        )


def test_momentum_hand_example(report: Report) -> None:
    parameter, velocity = np.array([1.0]), np.zeros(1)
    kept = np.array([5.0])
    parameters, gradients = [parameter, kept], [np.array([2.0]), None]
    for expected in (0.8, 0.42):
        sgd_momentum(parameters, gradients, [velocity, np.zeros(1)], learning_rate=0.1, momentum=0.9)
        same = parameters[0] is parameter
        if not same or parameter[0] == 1.0:
            report(hint="in-place")
        assert same and parameter[0] != 1.0, (
            "sgd_momentum must change the arrays that it is given (`parameter -= …`); after the call the "
            f"parameter is {parameter[0]:.6g}"
            f"{'' if same else ', and the list holds another array, which the network does not see'}."
        )
        if not velocity[0]:
            report(hint="in-place")
        assert velocity[0], (
            "sgd_momentum must change the velocities that it is given (`velocity *= …`, `velocity += …`); "
            "after a step with gradient 2 the velocity is still 0, so the next step would not remember it."
        )
        if abs(parameter[0] - expected) > 1e-9:
            report(expected=expected, actual=float(parameter[0]), hint="momentum-form")
        assert abs(parameter[0] - expected) < 1e-9, (
            f"Parameter 1, gradient 2 twice, rate 0.1, momentum 0.9: the parameter is 0.8, then 0.42; it is "
            f"{parameter[0]:.6g} where {expected} was expected."
        )
    assert kept[0] == 5.0, f"A parameter whose gradient is None must stay 5, it is {kept[0]:.6g}."
    assert gradients[0] is not None and gradients[0][0] == 2.0, (
        "sgd_momentum changed a gradient; gradients belong to the caller."
    )


def test_adamw_hand_example(report: Report) -> None:
    for gradient in (0.5, -50.0):
        parameter = np.array([1.0])
        parameters = [parameter]
        adamw(
            parameters, [np.array([gradient])], AdamState.of(parameters), learning_rate=0.1, weight_decay=0.0
        )
        if parameters[0] is not parameter or parameter[0] == 1.0:
            report(hint="in-place")
        assert parameters[0] is parameter and parameter[0] != 1.0, (
            "adamw must change the arrays that it is given (`parameter -= …`), not replace them in the list; "
            f"after the call the parameter is {parameter[0]:.6g}."
        )
        expected = 1.0 - math.copysign(0.1, gradient)
        if abs(parameter[0] - expected) > 1e-6:
            report(expected=expected, actual=float(parameter[0]), hint="adamw-correction")
        assert abs(parameter[0] - expected) < 1e-6, (
            f"The first step has the size of the rate, whatever the gradient: with gradient {gradient} and "
            f"rate 0.1 the parameter goes from 1 to {expected}, it is {parameter[0]:.6g}."
        )
    parameter = np.array([4.0])
    adamw([parameter], [np.zeros(1)], AdamState.of([parameter]), learning_rate=0.1, weight_decay=0.5)
    if abs(parameter[0] - 3.8) > 1e-9:
        report(expected=3.8, actual=float(parameter[0]), hint="adamw-decay")
    assert abs(parameter[0] - 3.8) < 1e-9, (
        "With a zero gradient only the decay acts: rate 0.1 and weight_decay 0.5 take 5 % away, from 4 to "
        f"3.8; the parameter is {parameter[0]:.6g}."
    )


def draw_run(seed: int, steps: int = 50) -> tuple[list[Array], Gradients, list[float]]:
    """Parameters, gradients and rates: some gradients are None, one parameter's are tiny, rates change."""
    rng = np.random.default_rng(seed)
    start = [rng.normal(size=shape) for shape in SHAPES]
    gradients: Gradients = []
    for number in range(steps):
        row: list[Array | None] = [rng.normal(size=shape) + 0.3 for shape in SHAPES]
        row[3] = 1e-4 * rng.normal(size=SHAPES[3])
        if number in (0, 1, 7) or number % 6 == 5:
            row[1] = None
        gradients.append(row)
    rates = [float(rate) for rate in 0.05 * rng.uniform(0.2, 1.0, size=steps)]
    return start, gradients, rates


def torch_run(
    make: Callable[[list], object], start: Sequence[Array], gradients: Gradients, rates: Sequence[float]
) -> list[Array]:
    """Parameters after all steps of an optimizer of torch."""
    import torch

    torch.set_num_threads(1)
    parameters = [torch.tensor(p, requires_grad=True) for p in start]
    optimizer = make(parameters)
    assert isinstance(optimizer, torch.optim.Optimizer)
    for row, rate in zip(gradients, rates):
        for parameter, gradient in zip(parameters, row):
            parameter.grad = None if gradient is None else torch.tensor(gradient)
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
    return [p.detach().numpy() for p in parameters]


MOMENTUM_MISTAKES = {
    "average": ("the gradient was multiplied by 1 - momentum", "momentum-form"),
    "rate-inside": ("the rate went into the velocity, which differs when the rate changes", "momentum-form"),
    "nesterov": ("this is Nesterov's momentum, the docstring asks for the plain one", "momentum-form"),
    "no-momentum": ("momentum was not used", "momentum-form"),
    "uphill": ("the step went uphill", "momentum-form"),
    "none-is-zero": ("a gradient that is None was taken for zero: the velocity moved on", "none-gradient"),
}


def test_sgd_momentum_torch(seed: int, report: Report) -> None:
    import torch

    start, gradients, rates = draw_run(seed)
    expected = torch_run(lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.85), start, gradients, rates)
    parameters = [p.copy() for p in start]
    velocities = [np.zeros_like(p) for p in start]
    for row, rate in zip(gradients, rates):
        sgd_momentum(parameters, row, velocities, learning_rate=rate, momentum=0.85)
    actual = [must_be_array(p, s.shape, "a parameter") for p, s in zip(parameters, start)]
    if close(actual, expected):
        return
    reason = "no known mistake explains it"
    for mode, (words, hint) in MOMENTUM_MISTAKES.items():
        if close(actual, momentum_steps(start, gradients, rates, 0.85, mode)):
            reason = words
            report(hint=hint)
    if close(actual, momentum_steps(start, gradients, rates, 0.9)):
        reason = "the momentum was 0.9, it is to be the argument, here 0.85"
        report(hint="momentum-form")
    raise AssertionError(
        f"50 steps with changing rates do not end where torch.optim.SGD ends: {reason}. For instance, "
        f"{first_difference(actual, expected)}."
    )


ADAMW_MISTAKES = {
    "decay-in-gradient": ("the decay went into the gradient, and so into m and v", "adamw-decay"),
    "decay-without-rate": ("the decay was not multiplied by the learning rate", "adamw-decay"),
    "no-decay": ("there was no decay", "adamw-decay"),
    "no-correction": ("m and v were not divided by 1 - β^t", "adamw-correction"),
    "first-only": ("v was not divided by 1 - β2^t", "adamw-correction"),
    "second-only": ("m was not divided by 1 - β1^t", "adamw-correction"),
    "one-count": ("one step count served all parameters, also those without a gradient", "adamw-count"),
    "none-is-zero": ("a gradient that is None was taken for zero: m and v moved on", "none-gradient"),
    "eps-inside": ("eps stood inside the root", "adamw-eps"),
    "no-root": ("v was not put under a root", "adamw-eps"),
}


def test_adamw_torch(seed: int, report: Report) -> None:
    import torch

    must_stand_alone("optim.py", report)
    start, gradients, rates = draw_run(seed + 1)
    for betas, eps, decay in (((0.9, 0.999), 1e-8, 0.1), ((0.8, 0.95), 1e-3, 0.3)):
        before = torch_run(
            lambda p: torch.optim.AdamW(p, lr=0.1, betas=betas, eps=eps, weight_decay=decay),
            start,
            gradients,
            rates,
        )
        after = adamw_steps(start, gradients, rates, betas, eps, decay)
        parameters = [p.copy() for p in start]
        state = AdamState.of(parameters)
        given = [[None if g is None else g.copy() for g in row] for row in gradients]
        for row, rate in zip(given, rates):
            adamw(parameters, row, state, learning_rate=rate, betas=betas, eps=eps, weight_decay=decay)
        actual = [must_be_array(p, s.shape, "a parameter") for p, s in zip(parameters, start)]
        untouched = all(
            g is None or h is None or np.array_equal(g, h)
            for row, kept in zip(given, gradients)
            for g, h in zip(row, kept)
        )
        assert untouched, "adamw changed a gradient; gradients belong to the caller."
        if close(actual, before) or close(actual, after):
            continue
        reason = "no known mistake explains it"
        for mode, (words, hint) in ADAMW_MISTAKES.items():
            if close(actual, adamw_steps(start, gradients, rates, betas, eps, decay, mode)):
                reason = words
                report(hint=hint)
        raise AssertionError(
            f"50 steps with betas {betas}, eps {eps} and weight_decay {decay} do not end where "
            f"torch.optim.AdamW ends: {reason}. For instance, {first_difference(actual, before)} (with the "
            f"decay after the step, which passes too: {first_difference(actual, after)})."
        )


def test_schedule_formula(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    for warmup in (0, 1, int(rng.integers(2, 40))):
        total = warmup + int(rng.integers(5, 80))
        peak = float(rng.uniform(0.01, 2.0))
        floor = peak * float(rng.uniform(0.05, 0.5))
        for step in range(total + 10):
            expected = schedule(step, peak, warmup, total, floor)
            actual = must_be_number(
                cosine_warmup(step, peak=peak, warmup=warmup, total=total, floor=floor),
                "cosine_warmup",
                report,
            )
            if abs(actual - expected) > 1e-9:
                hint = "schedule-after" if step > total else "schedule-parts"
                report(expected=expected, actual=actual, hint=hint)
            assert abs(actual - expected) < 1e-9, (
                f"peak {peak:.3f}, warmup {warmup}, total {total}, floor {floor:.3f}: at step {step} the "
                f"rate is {expected:.6f}, cosine_warmup gave {actual:.6f}."
            )


def test_clip_torch(seed: int, report: Report) -> None:
    import torch

    @settings(max_examples=40, deadline=None, derandomize=True, database=None)
    @given(st.floats(0.01, 100.0), st.floats(0.05, 20.0), st.integers(0, 3))
    def holds(scale: float, max_norm: float, missing: int) -> None:
        rng = np.random.default_rng(seed)
        drawn = [scale * rng.normal(size=shape) for shape in SHAPES]
        gradients: list[Array | None] = [
            None if number == missing else g.copy() for number, g in enumerate(drawn)
        ]
        given_arrays = list(gradients)
        leaves = [torch.zeros(shape, dtype=torch.float64, requires_grad=True) for shape in SHAPES]
        for number, (leaf, gradient) in enumerate(zip(leaves, drawn)):
            leaf.grad = None if number == missing else torch.tensor(gradient)
        expected = float(torch.nn.utils.clip_grad_norm_(leaves, max_norm))
        actual = must_be_number(clip_grad_norm(gradients, max_norm), "clip_grad_norm", report)
        assert abs(actual - expected) < 1e-6 * max(1.0, expected), (
            f"The norm over all gradients is {expected:.6g} (torch.nn.utils.clip_grad_norm_), "
            f"clip_grad_norm returned {actual:.6g}."
        )
        for ours, leaf in zip(given_arrays, leaves):
            if ours is None or leaf.grad is None:
                continue
            theirs = leaf.grad.numpy()
            right = np.allclose(ours, theirs, rtol=3e-5, atol=1e-9)
            if not right:
                report(hint="clip-only-down" if expected <= max_norm else "clip-together")
            assert right, (
                f"Norm {expected:.4g}, max_norm {max_norm:.4g}: a gradient must be {describe(theirs)}, it is "
                f"{describe(ours)}."
            )

    holds()


def planted(
    rng: np.random.Generator, best: float, breaks: float
) -> tuple[Callable[[float], float], list[float]]:
    """A run whose loss falls fastest at the rate `best` and grows above `breaks`; and the rates asked for.

    Each step lowers the loss by .124 exp(-½ (ln(rate / best) / .8)²); what is reported has noise of .12.
    """
    asked: list[float] = []
    level = [2.3]

    def train_step(rate: float) -> float:
        asked.append(float(rate))
        seen = level[0] + 0.12 * rng.normal()
        level[0] -= 0.124 * math.exp(-0.5 * (math.log(rate / best) / 0.8) ** 2)
        if rate > breaks:
            level[0] *= 1.5
        return seen

    return train_step, asked


def check_window(report: Report) -> None:
    """One loss falls far in a single step, and later a little in each of 20 steps: the window decides."""
    falls = [0.0] * 60
    falls[15] = 0.5
    falls[30:50] = [0.1] * 20
    curve = 4.0 - np.cumsum(falls)
    for window, first, last, words in ((1, 13, 17, "alone"), (9, 27, 52, "over a mean of nine")):
        losses = iter(curve)
        result = lr_range_test(lambda rate: float(next(losses)), low=1e-3, high=1.0, steps=60, window=window)
        place = int(np.abs(np.log(result.rates / result.suggestion)).argmin())
        if not first <= place <= last:
            report(hint="range-smooth")
        assert first <= place <= last, (
            "A loss falls by 0.5 at step 15, and by 0.1 in each of the steps 30 to 49. Seen "
            f"{words} (window={window}), it falls fastest at step {'15' if window == 1 else '30 to 49'}; the "
            f"suggestion is the rate of step {place}."
        )


def test_range_test(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    outside: list[str] = []
    for _ in range(24):
        best = 10.0 ** rng.uniform(-3.5, -1.0)
        train_step, asked = planted(rng, best, best * rng.uniform(8.0, 60.0))
        result = lr_range_test(train_step, low=1e-5, high=10.0, steps=100)
        assert isinstance(result, RangeTest), (
            f"lr_range_test must return a RangeTest, it gave {result!r:.200}."
        )
        lengths = len(result.rates), len(result.losses)
        if lengths != (len(asked), len(asked)):
            report(hint="range-stop")
        assert lengths == (len(asked), len(asked)), (
            f"The run made {len(asked)} steps, all with a finite loss; `rates` and `losses` must keep all of "
            f"them, the last one above 4 times the lowest too. They have {lengths[0]} and {lengths[1]}."
        )
        rates = must_be_array(result.rates, (len(asked),), "`rates`")
        must_be_array(result.losses, (len(asked),), "`losses`")
        even = np.allclose(asked, np.geomspace(1e-5, 10.0, 100)[: len(asked)]) and np.allclose(rates, asked)
        if not even:
            report(hint="range-geometric")
        assert even, (
            "The rates must grow by a constant factor, 1e-5 first and 10 at the end of 100 steps; the first "
            f"were {describe(np.array(asked[:4]))}."
        )
        suggestion = must_be_number(result.suggestion, "`suggestion`", report)
        if not best / 3 <= suggestion <= best * 3:
            outside.append(f"{suggestion:.2g} for {best:.2g}")
    if outside:
        report(
            expected="24 of 24 within a factor of 3", actual=f"{24 - len(outside)} of 24", hint="range-smooth"
        )
    # 18,000 draws of the reference: none outside. Without smoothing 22 % are, so 24 of 24 within has a
    # probability of 0.002; the rate of the lowest loss is never within.
    assert not outside, (
        f"In runs with noise the suggestion must be within a factor of 3 of the rate at which the loss falls "
        f"fastest. In {len(outside)} of 24 runs it was not: {', '.join(outside[:4])}. Look for the steepest "
        "fall of the smoothed loss, not for its lowest point."
    )
    check_window(report)
    calls: list[float] = []

    def exploding(rate: float) -> float:
        calls.append(rate)
        return 2.0 - 0.01 * len(calls) if len(calls) <= 30 else math.nan

    result = lr_range_test(exploding, low=1e-4, high=1.0, steps=60)
    stopped = len(calls) == 31 and len(result.losses) == 30 and bool(np.isfinite(result.losses).all())
    if not stopped:
        report(hint="range-stop")
    assert stopped, (
        "The loss of step 31 is not a number: the run must end there and keep 30 losses. It made "
        f"{len(calls)} steps and kept {len(result.losses)} losses."
    )
    calls.clear()

    def growing(rate: float) -> float:
        calls.append(rate)
        return 2.0 if len(calls) <= 20 else 2.0 * 1.5 ** (len(calls) - 20)

    lr_range_test(growing, low=1e-4, high=1.0, steps=60)
    if len(calls) != 24:
        report(hint="range-stop")
    assert len(calls) == 24, (
        "The losses 2, …, 2, 3, 4.5, 6.75, 10.1 are above 4 times the lowest at step 24: the run must end "
        f"there. It made {len(calls)} steps."
    )
