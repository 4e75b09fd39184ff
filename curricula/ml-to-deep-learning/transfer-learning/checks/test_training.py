"""Fine-tuning, and the comparisons with classical models."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from honest import honest_texts
from reference_transfer import SmallNet, describe, must_be_array, numbers, sentence_vectors, state
from torch import nn

from conftest import Report
from deepbridge.data import cached, photos, texts
from deepbridge.encoders import body_activations, efficientnet, to_input
from deepbridge.experiments import REPORT_SEED, SIZES, PhotoRun, compare_on_photos
from deepbridge.library import embed
from deepbridge.transfer import fine_tune, parameter_groups

STAGES = ["head", "body2", "body"]
DOCS_GATE, DOCS_MARGIN, PHOTOS_GATE = 0.47, 0.08, 0.94


def groups_of(net: nn.Module, rate: float = 0.02) -> list[dict[str, object]]:
    """Groups of the checks: the head, and all else that can be trained at a tenth of its rate."""
    head = [p for name, p in net.named_parameters() if p.requires_grad and name.startswith("head")]
    rest = [p for name, p in net.named_parameters() if p.requires_grad and not name.startswith("head")]
    groups: list[dict[str, object]] = [{"params": head, "lr": rate, "weight_decay": 0.1}]
    return groups + ([{"params": rest, "lr": rate / 10, "weight_decay": 0.0}] if rest else [])


def frozen_net(seed: int, first: str = "body2") -> SmallNet:
    """A net whose parameters before `first` are frozen, without the learner's function."""
    net = SmallNet(seed)
    for name, parameter in net.named_parameters():
        parameter.requires_grad_(not (first == "body2" and name.startswith("body.")))
    return net


def simulate(seed: int, mistake: str = "") -> tuple[SmallNet, list[float]]:
    """Six epochs on one batch of all rows, right or with a mistake."""
    net, (x, y) = frozen_net(seed), numbers(seed)
    groups = groups_of(net)
    if mistake == "one rate":
        groups = [{**group, "lr": 0.02} for group in groups]
    make = {"Adam": torch.optim.Adam, "SGD": torch.optim.SGD}.get(mistake, torch.optim.AdamW)
    optimizer, history = make(groups), []  # pyright: ignore[reportArgumentType]
    for _ in range(6):
        net.train()
        if mistake != "frozen part in training mode":
            net.body.eval()
        if mistake == "everything in evaluation mode":
            net.eval()
        loss = nn.functional.cross_entropy(net(x), y, reduction="sum" if mistake == "sum" else "mean")
        if mistake != "not cleared":
            optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    return net.eval(), history


def replay(
    net: SmallNet, x: torch.Tensor, y: torch.Tensor, batches: list[torch.Tensor]
) -> tuple[SmallNet, list[float]]:
    """One step on each batch of rows, with `body` frozen."""
    losses: list[float] = []
    optimizer = torch.optim.AdamW(groups_of(net))
    net.train()
    net.body.eval()
    for rows in batches:
        loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return net.eval(), losses


MISTAKES = {
    "one rate": "tune-groups",
    "Adam": "tune-groups",
    "SGD": "tune-groups",
    "frozen part in training mode": "tune-mode",
    "everything in evaluation mode": "tune-mode",
    "sum": "tune-order",
    "not cleared": "tune-order",
}


def same(first: nn.Module, second: nn.Module) -> bool:
    """Equal parameters, but for rounding."""
    pairs = zip(first.parameters(), second.parameters(), strict=True)
    return all(torch.allclose(a, b, rtol=1e-4, atol=2e-5) for a, b in pairs)


def test_tune_steps(seed: int, report: Report) -> None:
    net, (x, y) = frozen_net(seed), numbers(seed)
    kept = x.clone(), y.clone()
    history = fine_tune(net, groups_of(net), x, y, epochs=6, batch_size=20, seed=seed)
    assert torch.equal(x, kept[0]) and torch.equal(y, kept[1]), (
        "fine_tune changed the activations or the labels."
    )
    expected, losses = simulate(seed)
    if not same(net, expected):
        reason = "look at the order: logits, loss, zero_grad, backward, step"
        for mistake, hint in MISTAKES.items():
            if same(net, simulate(seed, mistake)[0]):
                reason = f"this mistake explains it: {mistake}"
                report(hint=hint)
        raise AssertionError(
            "Six epochs on one batch of 20 rows: the parameters differ from those of AdamW with the given "
            f"groups on the mean log-loss; {reason}."
        )
    right = isinstance(history, list) and len(history) == 6 and np.allclose(history, losses, atol=1e-4)
    if not right:
        report(hint="tune-history", expected=losses, actual=history)
    assert right, (
        "fine_tune must return the mean loss of each of the 6 epochs, each before its update: "
        f"{losses[0]:.4f}, {losses[1]:.4f}, …; it returned {describe(history)}."
    )
    assert not net.training, "After fine_tune the model must be in evaluation mode."
    check_batches(seed, report)


def check_batches(seed: int, report: Report) -> None:
    """Three batches in an epoch, taken again in the order in which they came."""
    x, y = numbers(seed)
    net = frozen_net(seed + 1)
    history = fine_tune(net, groups_of(net), x, y, epochs=3, batch_size=8, seed=seed)
    batches = [torch.tensor(rows) for rows in net.seen]
    if [len(batch) for batch in batches] != [8, 8, 4] * 3:
        return  # test_tune_rows says so
    expected, losses = replay(frozen_net(seed + 1), x, y, batches)
    if not same(net, expected):
        report(hint="tune-order")
    assert same(net, expected), (
        "Three epochs in batches of 8, 8 and 4: on the batches that it took, in their order, AdamW gets "
        "other parameters than fine_tune. Each batch clears the gradients, goes backward and takes a step "
        "of its own."
    )
    # The mean over batches or over rows: both are the mean loss of an epoch.
    table = np.array(losses).reshape(3, 3)
    means = table.mean(axis=1), np.average(table, axis=1, weights=[8, 8, 4])
    right = any(np.allclose(history, mean, atol=1e-4) for mean in means)
    if not right:
        report(hint="tune-history", expected=describe(means[0]), actual=describe(history))
    assert right, (
        f"With three batches in an epoch its mean losses are {describe(means[0])}; fine_tune returned "
        f"{describe(history)}."
    )


def test_tune_frozen(seed: int, report: Report) -> None:
    net, (x, y) = frozen_net(seed), numbers(seed)
    net.train()  # as a caller may have left it
    before = state(net)
    fine_tune(net, groups_of(net), x, y, epochs=3, batch_size=7, seed=seed)
    moved = [
        n for n, v in net.state_dict().items() if n.startswith("body.") and not torch.equal(v, before[n])
    ]
    buffers = [name for name in moved if "running" in name or "tracked" in name]
    if buffers:
        report(hint="tune-mode")
    assert not moved, (
        f"Everything in `body` is frozen and must be the same bit for bit, but {', '.join(moved)} changed."
        + (" Running statistics move in training mode, although no parameter does." if buffers else "")
    )
    still = [
        n
        for n, v in net.state_dict().items()
        if n.startswith(("body2.", "head.")) and torch.equal(v, before[n])
    ]
    assert not still, f"`body2` and `head` are not frozen, but {', '.join(still)} did not change."


def test_tune_rows(seed: int, report: Report) -> None:
    x, y = numbers(seed)

    def order(of: int, state_of_torch: int) -> list[list[int]]:
        net = frozen_net(seed)
        torch.manual_seed(state_of_torch)
        net.seen.clear()
        before = torch.get_rng_state()
        fine_tune(net, groups_of(net, 1e-6), x, y, epochs=3, batch_size=8, seed=of)
        kept = torch.equal(torch.get_rng_state(), before)
        if not kept:
            report(hint="tune-generator")
        assert kept, (
            "fine_tune changed the state of torch's own generator, which belongs to the caller. Draw the "
            "orders from a generator of your own."
        )
        return net.seen

    seen = order(seed, 1)
    assert [len(batch) for batch in seen] == [8, 8, 4] * 3, (
        "20 rows in batches of 8 are 8, 8 and 4 in each of 3 epochs, the batches had "
        f"{[len(b) for b in seen]}."
    )
    epochs = [sum(seen[start : start + 3], []) for start in (0, 3, 6)]
    for number, rows in enumerate(epochs, start=1):
        assert sorted(rows) == list(range(20)), (
            f"Epoch {number} must see every row once; it saw {sorted(rows)}."
        )
    shuffled = epochs[0] != epochs[1] and epochs[0] != list(range(20))
    if not shuffled:
        report(hint="tune-shuffle")
    assert shuffled, (
        "The rows must be shuffled anew in each epoch; two had the same order, or the first none."
    )
    repeats = seen == order(seed, 2) and seen != order(seed + 1, 1)
    if not repeats:
        report(hint="tune-shuffle")
    assert repeats, (
        "The order must come from `seed` alone: not from torch's own generator, and another for another seed."
    )


def test_memorize(seed: int, report: Report) -> None:
    net, (x, y) = frozen_net(seed % 1000, ""), numbers(seed, 12)
    groups = parameter_groups(net, STAGES, rate=0.02, factor=1.0, weight_decay=0.0)
    fine_tune(net, groups, x, y, epochs=120, batch_size=12, seed=seed)
    with torch.no_grad():
        right, loss = int((net(x).argmax(dim=1) == y).sum()), float(nn.functional.cross_entropy(net(x), y))
    report(expected="12 of 12, loss below 0.1", actual=f"{right} of 12, loss {loss:.3g}", memorized_loss=loss)
    assert right == 12 and loss < 0.1, (
        "120 steps on 12 rows with random labels and nothing frozen must learn them by heart: 12 right, "
        f"loss < 0.1. It has {right} right and a loss of {loss:.3g}."
    )


def test_docs(seed: int, report: Report) -> None:
    docs = honest_texts("docs", seed, report)
    ours, theirs = docs.accuracy("probe", 5), docs.classical(5)
    rival = next(name for name in docs.right if name != "probe" and docs.accuracy(name, 5) == theirs)
    needed = max(DOCS_GATE, theirs + DOCS_MARGIN)
    report(
        expected=f"at least {needed:.3f}",
        actual=f"{ours:.3f}",
        docs_probe=ours,
        docs_classical=theirs,
        docs_probe_all=docs.accuracy("probe", SIZES[-1]),
        docs_classical_all=docs.classical(SIZES[-1]),
        docs_probe_ten=docs.accuracy("probe", 10),
        docs_classical_ten=docs.classical(10),
    )
    if ours < needed:
        report(hint="gate-docs")
    assert ours >= needed, (
        f"With 5 labels a class the probe must reach {needed:.3f}: at least {DOCS_GATE} and {DOCS_MARGIN} "
        f"above the best classical model ({rival}, {theirs:.3f}). It has {ours:.3f}."
    )


@pytest.fixture(scope="module")
def tuned(seed: int) -> PhotoRun:
    """The tail fine-tuned on crops."""
    torch.set_num_threads(1)
    return compare_on_photos(seed % 1000, classical=False)


def test_photos(tuned: PhotoRun, report: Report) -> None:
    block = efficientnet()._modules["_blocks"]
    assert block is not None, "EfficientNet has blocks."
    wanted = list(block.children())[-1].state_dict()
    moved = [
        name for name, value in tuned.tail.block.state_dict().items() if not torch.equal(value, wanted[name])
    ]
    if moved:
        report(hint="tune-mode")
    assert not moved, f"The last block is frozen, but {', '.join(moved[:3])} changed during fine-tuning."
    ours, probe = tuned.accuracy("fine_tuned"), tuned.accuracy("probe")
    report(
        expected=f"at least {PHOTOS_GATE}", actual=f"{ours:.3f}", photos_fine_tuned=ours, photos_probe=probe
    )
    assert ours >= PHOTOS_GATE, (
        f"Fine-tuned on ten crops of each photograph the tail must be right on {PHOTOS_GATE} of the others, "
        f"it is on {ours:.3f} (probe {probe:.3f}); its loss went from {tuned.history[0]:.3g} to "
        f"{tuned.history[-1]:.3g}."
    )


def test_names(report: Report) -> None:
    # The run of the report, which checks of the report look at again.
    run = honest_texts("names", REPORT_SEED, report)
    found = run.transfer(5)
    report(
        expected="negative",
        actual=f"{found.verdict}: {found.low:+.3f} to {found.high:+.3f}",
        names_probe=run.accuracy("probe", 5),
        names_classical=run.classical(5),
        names_probe_all=run.accuracy("probe", SIZES[-1]),
    )
    assert found.verdict == "negative" and found.difference < -0.2, (
        "On names the sentence encoder, which reads no capitals, must be found to hurt by more than .2 at 5 "
        f"labels a class; negative_transfer_test says {found}."
    )
    data = run.data
    name = data.texts[int(data.test[0])]
    vectors = embed([name.upper(), name.lower()])
    assert float(np.abs(vectors[0] - vectors[1]).max()) < 1e-5, (
        f"Capitals must change no vector of this encoder; {name.upper()!r} and {name.lower()!r} have "
        "different ones."
    )


# Longer than any text of the project, and shorter than what the model reads at most (512 tokens).
LONG = " ".join(["The server keeps every connection open until its client says goodbye."] * 12)


def test_embeddings(seed: int, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    data = texts("docs")
    rows = np.random.default_rng([seed, 7]).choice(len(data.texts), size=8, replace=False)
    chosen = [*(data.texts[row] for row in rows), LONG]
    vectors = must_be_array(embed(chosen, batch_size=4), (9, 384), "embed's answer to nine texts")
    expected = sentence_vectors(chosen)
    worst = float(np.abs(vectors - expected).max())
    if not worst <= 1e-4:
        lengths = np.linalg.norm(vectors, axis=1)
        alone = float(np.abs(embed(chosen[:1]) - vectors[:1]).max())
        report(
            hint="embed-unit"
            if np.abs(lengths - 1).max() > 1e-3
            else "embed-mask"
            if alone > 1e-4
            else "embed-mean"
        )
    report(expected="below 0.0001", actual=f"{worst:.2g}", embedding_difference=worst)
    assert worst <= 1e-4, (
        f"Vectors of embed differ from all-MiniLM-L6-v2's by {worst:.2g} (allowed .0001). Is each the mean "
        "over all of the text's own tokens, in the order of the texts, and its length 1?"
    )
    from transformers import BertModel

    scale = torch.from_numpy(np.random.default_rng(seed).uniform(0.5, 2.0, size=384)).float()
    original = BertModel.forward

    def changed(model: BertModel, *args: object, **kwargs: object):
        output = original(model, *args, **kwargs)  # pyright: ignore[reportArgumentType]
        output.last_hidden_state = output.last_hidden_state * scale  # pyright: ignore
        return output

    monkeypatch.setattr(BertModel, "forward", changed)
    expected = expected[:3] * scale.numpy()
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    follows = float(np.abs(embed(chosen[:3]) - expected).max()) < 1e-4
    if not follows:
        report(hint="embed-library")
    assert follows, (
        "When the hidden states inside the model are changed, embed does not follow: they come from "
        "elsewhere."
    )


def test_activations(seed: int) -> None:
    rng = np.random.default_rng([seed, 8])
    for name in ("docs", "names", "photos"):
        values, step = cached(name)
        rows = rng.choice(len(values), size=4, replace=False)
        if name == "photos":
            expected = body_activations(efficientnet(), to_input(photos().images[rows])).numpy()
        else:
            expected = sentence_vectors([texts(name).texts[row] for row in rows])
        # The cache holds whole steps, so rounding takes away half a step at most.
        worst = float(np.abs(values[rows] - expected).max()) / step
        assert worst < 0.502, (
            f"The cached activations of {name} {rows.tolist()} differ from the encoder's by {worst:.2f} "
            "steps of rounding (allowed .5). data/activations.npz was given; restore it (`python "
            "data/make_activations.py` makes it anew)."
        )


@pytest.fixture(autouse=True)
def _one_thread() -> None:
    torch.set_num_threads(1)
