"""The three sick loops: each mended, and nothing else changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from reference_net import describe, draw_batches, plain_net, same_weights, weights_of
from torch import nn

from conftest import Report
from deepbridge.data import digits
from deepbridge.loops import FAULT_OF, FAULTS, first_loop, second_loop, third_loop

# What each loop does, healthy or with a fault, written for the checks with autograd's functions alone.
Outcome = tuple[list[torch.Tensor], list[float]]


def step(
    model: nn.Module, optimizer: torch.optim.Optimizer, loss: torch.Tensor, clip: float | None = None
) -> None:
    """One step with fresh gradients."""
    for parameter in model.parameters():
        parameter.grad = None
    loss.backward()
    if clip is not None:
        nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimizer.step()


def first(
    model: nn.Module, batches: Sequence, optimizer: torch.optim.Optimizer, sick: bool, clip: float | None
) -> float:
    """The first loop."""
    model.train()
    losses = []
    for x, y, _ in batches:
        logits = model(x)
        loss = F.cross_entropy(logits.softmax(1) if sick else logits, y)
        losses += [loss.item()] * len(y)
        step(model, optimizer, loss, clip)
    return float(np.mean(losses))


def second(
    model: nn.Module,
    batches: Sequence,
    validation: Sequence,
    optimizer: torch.optim.Optimizer,
    epochs: int,
    sick: bool,
) -> list[float]:
    """The second loop."""
    scores = []
    for epoch in range(epochs):
        model.train(epoch == 0 or not sick)
        for x, y, _ in batches:
            step(model, optimizer, F.cross_entropy(model(x), y))
        model.eval()
        with torch.no_grad():
            hits = torch.cat([model(x).argmax(1) == y for x, y, _ in validation])
        scores.append(hits.double().mean().item())
    return scores


def third(
    model: nn.Sequential, batches: Sequence, classes: int, rate: float, epochs: int, sick: bool
) -> list[float]:
    """The third loop."""
    old = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    model[-1] = nn.Linear(model[-1].weight.shape[1], classes)
    optimizer = old if sick else torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    history = []
    for _ in range(epochs):
        losses = []
        for x, y, _ids in batches:
            loss = F.cross_entropy(model(x), y)
            losses += [loss.item()] * len(y)
            step(model, optimizer, loss)
        history.append(float(np.mean(losses)))
    return history


def judge(
    name: str, run: Callable[[], Outcome], healthy: Outcome, sick: Outcome, report: Report, fault: str
) -> None:
    """Compare a loop's weights and numbers with those of a healthy and of the sick one."""
    weights, numbers = run()
    numbers = [float(number) for number in numbers]

    def equals(outcome: Outcome) -> bool:
        close = len(weights) == len(outcome[0]) and all(
            a.shape == b.shape and torch.allclose(a, b, rtol=1e-4, atol=1e-5)
            for a, b in zip(weights, outcome[0])
        )
        return (
            close
            and len(numbers) == len(outcome[1])
            and np.allclose(numbers, outcome[1], rtol=1e-4, atol=1e-6)
        )

    if equals(healthy):
        return
    report(expected=healthy[1], actual=numbers, hint=fault if equals(sick) else "bug-more")
    assert not equals(sick), (
        f"{name} still does what the sick one did: on a small example it returns "
        f"{[round(n, 4) for n in numbers]}, a healthy one returns {[round(n, 4) for n in healthy[1]]}."
    )
    same = len(weights) == len(healthy[0]) and all(
        a.shape == b.shape and torch.allclose(a, b, rtol=1e-4, atol=1e-5) for a, b in zip(weights, healthy[0])
    )
    raise AssertionError(
        f"{name} is not what it was without its fault. Returned: {[round(n, 4) for n in numbers]}, expected "
        f"{[round(n, 4) for n in healthy[1]]}; the trained weights are {'right' if same else 'others'}. "
        "Change only what is sick: clipping, rates, momentum and what is returned stay."
    )


def test_first_loop(seed: int, report: Report) -> None:
    def start() -> tuple[nn.Sequential, torch.optim.Optimizer]:
        model = plain_net([5, 9, 4], torch.Generator().manual_seed(seed))
        with torch.no_grad():
            model[0].weight *= 4  # gradients that clipping changes
        return model, torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)

    batches = draw_batches(torch.Generator().manual_seed(seed + 1), 5, 4, (12, 12, 5))

    def run(loop: Callable[..., float], **more: object) -> Outcome:
        model, optimizer = start()
        losses = [loop(model, batches, optimizer, **more) for _ in range(3)]
        return weights_of(model), losses

    # What leaving the clipping out does is seen in the numbers: the example is made so that it matters.
    healthy, unclipped = run(first, sick=False, clip=1.0), run(first, sick=False, clip=None)
    assert not np.allclose(healthy[1], unclipped[1], rtol=1e-3), "The example does not tell clipping apart."
    judge(
        "first_loop", lambda: run(first_loop), healthy, run(first, sick=True, clip=1.0), report, "bug-softmax"
    )

    part = digits(seed).train
    order = torch.Generator().manual_seed(seed)
    x, y = torch.tensor(part.x, dtype=torch.float32), torch.tensor(part.y)
    reached = {}
    for name, sick in (("healthy", False), ("sick", True)):
        model = plain_net([64, 64, 10], torch.Generator().manual_seed(seed))
        optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
        for _ in range(10):
            rows = torch.randperm(len(y), generator=order).split(64)
            reached[name] = first(model, [(x[r], y[r], r) for r in rows], optimizer, sick, 1.0)
    report(softmax_twice_loss=reached["sick"], softmax_once_loss=reached["healthy"])


def test_second_loop(seed: int, report: Report) -> None:
    batches = draw_batches(torch.Generator().manual_seed(seed + 1), 6, 3, (16, 16, 7))
    validation = draw_batches(torch.Generator().manual_seed(seed + 2), 6, 3, (40, 40, 11))

    def run(loop: Callable[..., list[float]], **more: object) -> Outcome:
        model = plain_net([6, 12, 3], torch.Generator().manual_seed(seed), dropout=0.5)
        model.eval()
        torch.manual_seed(seed)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)
        scores = loop(model, batches, validation, optimizer, 4, **more)
        assert isinstance(scores, list), f"second_loop must return a list, it returned {describe(scores)}."
        return weights_of(model), scores

    judge(
        "second_loop",
        lambda: run(second_loop),
        run(second, sick=False),
        run(second, sick=True),
        report,
        "bug-mode",
    )


def test_third_loop(seed: int, report: Report) -> None:
    batches = draw_batches(torch.Generator().manual_seed(seed + 1), 6, 5, (16, 16, 9))

    def run(loop: Callable[..., list[float]], **more: object) -> Outcome:
        model = plain_net([6, 10, 3], torch.Generator().manual_seed(seed))
        torch.manual_seed(seed)
        history = loop(model, batches, 5, 0.1, 4, **more)
        assert isinstance(history, list), f"third_loop must return a list, it returned {describe(history)}."
        return weights_of(model), history

    healthy = run(third, sick=False)
    judge("third_loop", lambda: run(third_loop), healthy, run(third, sick=True), report, "bug-optimizer")
    model = plain_net([6, 10, 3], torch.Generator().manual_seed(seed))
    before = weights_of(model)
    third_loop(model, batches, 5, 0.1, 1)
    assert not same_weights(model, before), "third_loop must train the network that it is given."


def test_named_faults(report: Report) -> None:
    loops = ("first_loop", "second_loop", "third_loop")
    named = {name: FAULT_OF.get(name, "") for name in loops}
    unknown = {name: fault for name, fault in named.items() if fault not in FAULTS}
    assert not unknown, f"FAULT_OF must name one of FAULTS for each loop; it says {unknown}."
    explain = {
        "first_loop": "softmax-before-cross-entropy",
        "second_loop": "training-mode-not-restored",
        "third_loop": "optimizer-made-before-the-layer",
    }
    wrong = [name for name in loops if named[name] != explain[name]]
    if wrong:
        report(hint="bug-names")
    assert not wrong, (
        f"{', '.join(wrong)}: {', '.join(named[name] for name in wrong)} does not explain the symptom in the "
        "loop's docstring."
    )
