"""Training on recall, the attention map, and the comparison with classical models."""

from __future__ import annotations

import copy
import math

import numpy as np
import torch
from reference import count, describe, error, must_be_tensor, recall_by_library
from runs import (
    block_must_be_right,
    log_run,
    log_run_without_positions,
    must_come_from_the_weights,
    plain_run,
    report_log_run,
    share_looking_right,
)
from torch import Tensor, nn

from conftest import Report
from deepbridge.attention import RecallNet, attention_map, train_recall
from deepbridge.baselines import CROSSES, ROW_AS_IT_IS
from deepbridge.data import plain
from deepbridge.experiments import inputs


def some_rows(n: int, seed: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Keys, values, questions and random answers; the first key of row i is i."""
    rng = np.random.default_rng(seed)
    keys, values = rng.integers(0, 24, size=(n, 4)), rng.integers(0, 5, size=(n, 4))
    keys[:, 0] = np.arange(n)
    drawn = keys, values, rng.integers(0, 24, size=n), rng.integers(0, 5, size=n)
    keys, values, query, answer = (torch.from_numpy(part) for part in drawn)
    return keys, values, query, answer


def test_attention_map(seed: int, report: Report) -> None:
    for heads, positions in ((1, False), (2, True), (4, True)):
        net = RecallNet(24, 5, width=16, heads=heads, positions=positions, seed=seed)
        with torch.no_grad():  # heads that look at different places, and a question that looks at itself
            for name, parameter in net.named_parameters():
                if "attend" in name:
                    parameter.mul_(3.0)
        keys, values, query, _ = some_rows(12, seed)
        before = copy.deepcopy(net.state_dict())
        weights = must_be_tensor(attention_map(net, keys, values, query), (12, 4), "attention_map")
        _, expected = recall_by_library(net, heads, positions, keys, values, query)
        assert not weights.requires_grad, "attention_map must be without gradient: use torch.no_grad()."
        if error(weights, expected) >= 1e-4:
            scaled = expected / expected.sum(dim=1, keepdim=True)
            report(
                expected=describe(expected[0]),
                actual=describe(weights[0]),
                hint="map-scaled" if error(weights, scaled) < 1e-4 else "map-row",
            )
        assert error(weights, expected) < 1e-4, (
            f"{count(heads, 'head')}: the first question's attention to the four writes must be "
            f"{describe(expected[0])} (PyTorch's layer with the same weights, mean over the heads), it is "
            f"{describe(weights[0])}. It is the last row of the last block, without its last column."
        )
        same = all(torch.equal(value, before[name]) for name, value in net.state_dict().items())
        assert same and net.training, "attention_map changed the network or its mode; leave it as it is."


def reference_steps(
    net: RecallNet, rows: tuple[Tensor, ...], batches: int, rate: float, largest: float = 1.0
) -> list[float]:
    """Adam with clipping and half a cosine, as the docstring of `train_recall` says, on the same batch."""
    keys, values, query, answer = rows
    optimizer = torch.optim.Adam(net.parameters(), lr=rate)
    losses = []
    for t in range(batches):
        for group in optimizer.param_groups:
            group["lr"] = rate * (1 + math.cos(math.pi * t / batches)) / 2
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(keys, values, query), answer)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), largest)
        optimizer.step()
        losses.append(loss.item())
    return losses


def furthest(first: RecallNet, second: RecallNet) -> float:
    """Largest difference of two entries of their parameters."""
    theirs = second.state_dict()
    return max(float((value - theirs[name]).abs().max()) for name, value in first.state_dict().items())


def test_train_steps(seed: int, report: Report) -> None:
    rows = some_rows(20, seed)
    same = tuple(part[:1].expand(20, *part.shape[1:]).clone() for part in rows)
    # All rows in one batch, or rows that are all alike: then the order does not matter.
    for case, data, batch_size, scale in (
        ("four batches of all rows, small gradients", rows, 20, 0.02),
        ("two epochs of two batches, all rows alike", same, 10, 1.0),
        ("four batches of all rows, large gradients", rows, 20, 20.0),
    ):
        nets = [RecallNet(24, 5, width=16, heads=2, seed=seed).double() for _ in range(3)]
        for net in nets:
            with torch.no_grad():
                net.read.weight.mul_(scale)
        start = copy.deepcopy(nets[0].state_dict())
        epochs = 4 * batch_size // 20
        actual = train_recall(
            nets[0], *data, epochs=epochs, batch_size=batch_size, learning_rate=0.01, seed=seed
        )
        losses = reference_steps(nets[1], data, 4, 0.01)
        expected = losses if epochs == 4 else [(losses[0] + losses[1]) / 2, (losses[2] + losses[3]) / 2]
        assert isinstance(actual, list) and len(actual) == epochs, (
            "train_recall must return a list with the mean loss of each epoch, it returned "
            f"{describe(actual)}."
        )
        moved = max(float((nets[0].state_dict()[k] - v).abs().max()) for k, v in start.items())
        assert moved > 0, "train_recall changed no parameter; train the network that it is given, in place."
        worst = furthest(nets[0], nets[1])
        # Adam moves every entry by about the rate, so another rate or clip shows in the third digit
        # of 0.01.
        if worst >= 2e-5:
            reference_steps(nets[2], data, 4, 0.01, largest=math.inf)
            unclipped = furthest(nets[0], nets[2]) < 2e-5
            report(expected=expected, actual=actual, hint="train-clip" if unclipped else "train-schedule")
        assert worst < 2e-5, (
            f"With {case}, four steps must be those of Adam with clipping to norm 1 and the rate "
            f"0.01 * (1 + cos(pi t / 4)) / 2, t from 0 to 3: the parameters differ by up to {worst:.2g}."
        )
        right = all(abs(a - b) < 1e-4 * max(1.0, b) for a, b in zip(actual, expected))
        if not right:
            report(expected=expected, actual=actual, hint="train-history")
        assert right, (
            f"With {case}, the losses of the epochs, each batch measured before its update, must be "
            f"{[round(x, 5) for x in expected]}; they are {[round(float(x), 5) for x in actual]}."
        )


class Recorder(RecallNet):
    """Remembers which rows it was asked about: the first key of row i is i."""

    def __init__(self, seed: int) -> None:
        super().__init__(24, 5, width=16, heads=2, seed=seed)
        self.batches: list[list[int]] = []

    def forward(self, keys: Tensor, values: Tensor, query: Tensor) -> Tensor:
        if torch.is_grad_enabled():
            self.batches.append(keys[:, 0].tolist())
        return super().forward(keys, values, query)


def test_train_rows(seed: int, report: Report) -> None:
    rows = some_rows(20, seed)
    kept = [part.clone() for part in rows]

    def order(with_seed: int) -> list[list[int]]:
        net = Recorder(seed)
        train_recall(net, *rows, epochs=3, batch_size=8, learning_rate=1e-4, seed=with_seed)
        return net.batches

    state = torch.random.get_rng_state()
    batches = order(seed)
    untouched = torch.equal(state, torch.random.get_rng_state())
    if not untouched:
        report(hint="train-seed")
    assert untouched, (
        "train_recall drew from the global generator or seeded it. Make a torch.Generator of your own from "
        "`seed`."
    )
    assert all(torch.equal(a, b) for a, b in zip(rows, kept)), "train_recall changed the rows it was given."
    seen = [row for batch in batches for row in batch]
    if len(seen) != 60:
        report(hint="train-rows")
    assert len(seen) == 60, (
        f"3 epochs over 20 rows train on 60 rows; train_recall asked the network about {len(seen)}: batches "
        f"of {[len(batch) for batch in batches]}. The last, smaller batch belongs to the epoch too."
    )
    epochs = [seen[:20], seen[20:40], seen[40:]]
    for number, epoch in enumerate(epochs, start=1):
        missing = sorted(set(range(20)) - set(epoch))
        assert not missing, f"Epoch {number} must see every row once; it did not see {missing}."
    assert max(len(batch) for batch in batches) <= 8, "batch_size=8, and a batch was larger."
    shuffled = epochs[0] != epochs[1] and epochs[0] != sorted(epochs[0])
    if not shuffled:
        report(hint="train-shuffle")
    assert shuffled, "Each epoch needs a new order of the rows; two had the same, or the first had none."
    if not (order(seed) == batches and order(seed + 1) != batches):
        report(hint="train-seed")
    assert order(seed) == batches and order(seed + 1) != batches, (
        "The order of the rows must come from `seed`: equal seeds give equal orders, different seeds "
        "different ones."
    )
    net = RecallNet(24, 5, width=16, heads=2, seed=seed)
    with torch.no_grad():
        whole = nn.functional.cross_entropy(net(*rows[:3]), rows[3]).item()
    history = train_recall(net, *rows, epochs=2, batch_size=8, learning_rate=0.0, seed=seed)
    right = len(history) == 2 and all(abs(entry - whole) < 1e-4 for entry in history)
    if not right:
        report(expected=whole, actual=history, hint="train-history")
    assert right, (
        f"With rate 0 the mean loss over the 20 rows is {whole:.5f} in each epoch; the history says "
        f"{[round(float(entry), 5) for entry in history]}. The batches have 8, 8 and 4 rows: count a batch's "
        "loss once for each of its rows."
    )


def test_memorize(seed: int, report: Report) -> None:
    block_must_be_right(report)
    keys, values, query = (part[:32] for part in inputs(plain(seed).train))
    answer = torch.from_numpy(np.random.default_rng(seed).integers(0, 8, size=32))
    net = RecallNet(12, 8, seed=seed)
    train_recall(net, keys, values, query, answer, epochs=80, batch_size=32, seed=seed)
    # From the parameters, by PyTorch's block: what the network's `forward` says plays no part.
    logits, _ = recall_by_library(net, 2, True, keys, values, query)
    loss = nn.functional.cross_entropy(logits, answer).item()
    right = int((logits.argmax(dim=1) == answer).sum())
    report(
        expected="32 of 32, loss below 0.05", actual=f"{right} of 32, loss {loss:.3g}", memorized_loss=loss
    )
    assert right == 32 and loss < 0.05, (
        f"80 steps on 32 rows with random answers must learn them by heart: 32 right and a loss below 0.05. "
        f"It has {right} right and a loss of {loss:.3g}."
    )


def test_plain(seed: int, report: Report) -> None:
    block_must_be_right(report)
    run = plain_run(seed)
    weights = must_come_from_the_weights(run)
    ours, looks = run.accuracy("attention"), share_looking_right(run, weights)
    raw = {name: run.accuracy(name) for name in ROW_AS_IT_IS}
    best = max(raw, key=lambda name: raw[name])
    needed = max(0.97, raw[best] + 0.40)
    report(
        expected=f"at least {needed:.3f}, looking right at least 0.95",
        actual=f"{ours:.3f}, looking right {looks:.3f}",
        plain_attention=ours,
        plain_raw=raw[best],
        plain_boosting=run.accuracy("boosting"),
        plain_lookup=run.accuracy("lookup"),
        plain_looks_right=looks,
    )
    assert ours >= needed, (
        f"On plain recall the network must reach {needed:.3f}: at least 0.97, and 0.40 above the best "
        f"classical model on the row as it is ({best}, {raw[best]:.3f}). It has {ours:.3f}; its loss went "
        f"from {run.history[0]:.3g} to {run.history[-1]:.3g}. If the other checks pass, look at "
        "`train_recall`."
    )
    if looks < 0.95:
        report(hint="gate-look")
    assert looks >= 0.95, (
        f"The question must attend most to the right write in 95 % of the rows; it does in {looks:.1%}."
    )


def test_log(seed: int, report: Report) -> None:
    block_must_be_right(report)
    run = log_run(seed)
    weights = must_come_from_the_weights(run)
    ours, looks = run.accuracy("attention"), share_looking_right(run, weights)
    raw = {name: run.accuracy(name) for name in ROW_AS_IT_IS}
    crosses = {name: run.accuracy(name) for name in CROSSES}
    best, cross = max(raw.values()), max(crosses.values())
    needed = max(0.945, best + 0.40, cross + 0.25)
    report(
        expected=f"at least {needed:.3f}, looking right at least 0.93",
        actual=f"{ours:.3f}, looking right {looks:.3f}",
        log_attention=ours,
        log_raw=best,
        log_crosses=cross,
        log_state_crosses=run.accuracy("state_crosses"),
        log_looks_right=looks,
    )
    assert ours >= needed, (
        f"On the log the network must reach {needed:.3f}: at least 0.945, 0.40 above the best classical "
        f"model on the row as it is ({best:.3f}) and 0.25 above the crosses ({cross:.3f}). It has "
        f"{ours:.3f}; its loss went from {run.history[0]:.3g} to {run.history[-1]:.3g}. If the other checks "
        "pass, look at `train_recall` and `sinusoidal_positions`."
    )
    if looks < 0.93:
        report(hint="gate-look")
    assert looks >= 0.93, (
        "The question must attend most to the last write of its key in 93 % of the rows; it does in "
        f"{looks:.1%}."
    )


def test_log_positions(report: Report) -> None:
    block_must_be_right(report)
    # The runs that the report is about, so that they are trained once.
    run, without = report_log_run(), log_run_without_positions()
    must_come_from_the_weights(run)
    must_come_from_the_weights(without, positions=False)
    ours, blind = run.accuracy("attention"), without.accuracy("attention")
    # Guessing has 0.125; a set of writes tells more than that, so less than 0.40 is a network that was not
    # trained like the other.
    if blind < 0.40:
        report(hint="gate-blind")
    assert blind >= 0.40, (
        f"Without positions the network has {blind:.3f}; trained like the other it has more than 0.5. "
        "`train_recall` must treat every network alike."
    )
    report(expected=f"at least {blind + 0.25:.3f}", actual=f"{ours:.3f}", log_without_positions=blind)
    assert ours >= blind + 0.25, (
        f"With positions the network has {ours:.3f}, without them {blind:.3f}: the order of the writes must "
        "matter by 0.25 or more. A network that does as well without positions does not read the log."
    )
