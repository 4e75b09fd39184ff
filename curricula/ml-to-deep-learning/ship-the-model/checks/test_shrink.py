"""Smaller networks: pruning and distillation, step by step."""

from __future__ import annotations

import copy
from collections.abc import Callable

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from reference import describe, loss_by_formula, must_be_tensor, pruned_by_hand
from torch import Tensor, nn

from conftest import Report
from deepbridge.data import UNLABELED
from deepbridge.library import library_masks
from deepbridge.net import Teacher
from deepbridge.ship import Masks, distill, distillation_loss, keep_zero, prune

MISTAKES = {
    "no-square": ("the factor T² is missing", "loss-square"),
    "root": ("the factor is T, not T²", "loss-square"),
    "reverse": ("the divergence is KL(q || p), with the two the wrong way round", "loss-direction"),
    "elements": ("the divergence is averaged over the classes too; a row's divergence is a sum", "loss-mean"),
    "hot-labels": ("the cross-entropy has the temperature too", "loss-hot-labels"),
    "all-rows": ("the cross-entropy is divided by all rows, not by those with a label", "loss-labeled"),
    "swapped": ("weight and 1 - weight have changed places", "loss-weight"),
}


def compare_loss(
    student: NDArray[np.float64],
    teacher: NDArray[np.float64],
    y: NDArray[np.int64],
    temperature: float,
    weight: float,
    report: Report,
) -> None:
    """Compare with the formula; name the mistake that explains a difference."""
    arguments = torch.from_numpy(student), torch.from_numpy(teacher), torch.from_numpy(y), temperature, weight
    actual = float(must_be_tensor(distillation_loss(*arguments), (), "distillation_loss"))
    expected = loss_by_formula(student, teacher, y, temperature, weight)
    if abs(actual - expected) < 1e-6:
        return
    reason = "look at both parts one by one, with weight 1 and with weight 0"
    for mode, (words, hint) in MISTAKES.items():
        if abs(actual - loss_by_formula(student, teacher, y, temperature, weight, mode)) < 1e-6:
            reason = words
            report(hint=hint)
            break
    report(expected=f"{expected:.6f}", actual=f"{actual:.6f}")
    raise AssertionError(
        f"With T={temperature:g} and weight={weight:g}, {len(y)} rows of which {int((y >= 0).sum())} have a label, the "
        f"loss must be {expected:.6f}; it is {actual:.6f}: {reason}."
    )


def test_loss_hand_example(report: Report) -> None:
    student = np.array([[0.0, 0.0], [0.0, 0.0]])
    teacher = np.array([[3 * np.log(3.0), 0.0], [0.0, 0.0]])
    compare_loss(student, teacher, np.array([0, UNLABELED]), 3.0, 0.5, report)


def test_loss_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    for temperature in (1.0, 3.0, 8.0):
        student, teacher = rng.normal(0, 3, size=(2, 9, 5))
        y = rng.integers(0, 5, size=9)
        y[rng.permutation(9)[:4]] = UNLABELED
        compare_loss(student, teacher, y, temperature, 0.7, report)
    watched = torch.from_numpy(student).requires_grad_(True)
    loss = distillation_loss(watched, torch.from_numpy(teacher), torch.from_numpy(y), 2.0, 0.7)
    assert loss.requires_grad, "The loss must lead back to the student's logits; nothing may detach them."
    y[:] = UNLABELED
    arguments = torch.from_numpy(student), torch.from_numpy(teacher), torch.from_numpy(y), 2.0, 0.7
    value = float(must_be_tensor(distillation_loss(*arguments), (), "distillation_loss"))
    if not np.isfinite(value):
        report(hint="loss-labeled")
    assert np.isfinite(value), (
        f"A batch without any label has no cross-entropy: that part is 0. The loss is {value} (the mean over no rows)."
    )
    compare_loss(student, teacher, y, 2.0, 0.7, report)


def fresh(seed: int) -> tuple[nn.Module, nn.Module, NDArray[np.float32], NDArray[np.int64]]:
    """A small student, a teacher with dropout and batch norm, images and labels."""
    torch.manual_seed(seed)
    student = nn.Sequential(nn.Flatten(), nn.Linear(64, 12), nn.Tanh(), nn.Linear(12, 10))
    teacher = Teacher()
    with torch.no_grad():
        teacher(torch.rand(20, 1, 8, 8))
        for parameter in teacher.head.parameters():
            parameter *= 3.0
    rng = np.random.default_rng(seed)
    x, y = rng.random((24, 1, 8, 8), dtype=np.float32), rng.integers(0, 10, size=24)
    y[8:] = UNLABELED
    return student, teacher, x, y


def reference_steps(
    student: nn.Module, teacher: nn.Module, x: Tensor, y: Tensor, steps: int, mode: str = "right"
) -> None:
    """Adam on one batch, with torch's own formulas."""
    teacher.eval()
    optimizer = torch.optim.Adam(student.parameters(), lr=0.01)
    with torch.no_grad():
        p = torch.softmax(teacher(x) / 4.0, dim=1)
    for _ in range(steps):
        if mode != "not-cleared":
            optimizer.zero_grad()
        logits = student(x)
        soft = 16.0 * nn.functional.kl_div(torch.log_softmax(logits / 4.0, dim=1), p, reduction="batchmean")
        hard = nn.functional.cross_entropy(logits, y, ignore_index=UNLABELED)
        (0.9 * soft + 0.1 * hard).backward()
        optimizer.step()


def test_distill_steps(seed: int, report: Report) -> None:
    student, teacher, x, y = fresh(seed)
    expected = copy.deepcopy(student)
    reference_steps(expected, copy.deepcopy(teacher), torch.from_numpy(x), torch.from_numpy(y), 4)
    teacher.train()  # the teacher comes as its owner left it
    before = {name: value.clone() for name, value in teacher.state_dict().items()}
    distill(student, teacher, x, y, epochs=4, batch_size=24, learning_rate=0.01, seed=seed)
    changed = any(not torch.equal(value, before[name]) for name, value in teacher.state_dict().items())
    learned = any(parameter.grad is not None for parameter in teacher.parameters())
    if changed or learned or not teacher.training:
        report(hint="distill-teacher")
    assert not changed and not learned, (
        "distill changed the teacher (its batch norm statistics or its gradients). Ask it in evaluation mode and "
        "without gradients."
    )
    assert teacher.training, "The teacher was in training mode before and must be so afterwards."
    pairs = list(zip(student.parameters(), expected.parameters(), strict=True))
    far = max(float((a.detach() - b.detach()).abs().max()) for a, b in pairs)
    if far > 2e-3:
        report(hint="distill-loop", expected=describe(pairs[-1][1]), actual=describe(pairs[-1][0]))
    assert far <= 2e-3, (
        f"After four steps of Adam on one batch a weight of the student is {far:.4f} away from the right one (each "
        "step moves a weight by about 0.01). Is the teacher in evaluation mode, are gradients cleared, is it Adam?"
    )
    assert not student.training, "The student must be left in evaluation mode."


class Recorder(nn.Module):
    """A linear student that remembers which rows it saw; the first pixel is the row's number."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        self.weight = nn.Parameter(weight.clone())
        self.batches: list[list[int]] = []
        self.modes: set[bool] = set()

    def forward(self, x: Tensor) -> Tensor:
        if torch.is_grad_enabled():
            self.modes.add(self.training)
            self.batches.append([round(value) for value in (x[:, 0, 0, 0] * 100).tolist()])
        return x.flatten(1) @ self.weight


def test_distill_rows(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    x = rng.random((20, 1, 8, 8), dtype=np.float32)
    x[:, 0, 0, 0] = np.arange(20) / 100
    y = np.full(20, UNLABELED)
    weight = torch.from_numpy(rng.normal(0, 0.3, size=(64, 10)).astype(np.float32))
    teacher = Recorder(weight.flip(0))
    kept = x.copy()

    modes: set[bool] = set()

    def batches(order_seed: int, hook: Callable[[], None] | None = None) -> tuple[list[list[int]], list[float]]:
        student = Recorder(weight).eval()
        history = distill(
            student, teacher, x, y, epochs=3, batch_size=8, learning_rate=0.0, seed=order_seed, after_step=hook
        )
        modes.update(student.modes)
        return student.batches, history

    calls: list[int] = []
    seen, history = batches(seed, lambda: calls.append(1))
    assert np.array_equal(x, kept), "distill must not change x: other models learn from it too."
    sizes = [len(batch) for batch in seen]
    epochs = np.array([row for batch in seen for row in batch]).reshape(-1) if seen else np.zeros(0)
    right = len(epochs) == 60 and all(sorted(epochs[20 * e : 20 * e + 20]) == list(range(20)) for e in range(3))
    if not right:
        report(hint="distill-rows")
    assert right, (
        f"Three epochs over 20 rows in batches of 8 must show each row once an epoch; the batches had {sizes} rows. "
        "The last, smaller batch belongs to the epoch, and so do rows without a label."
    )
    if modes != {True}:
        report(hint="distill-mode")
    assert modes == {True}, (
        "The student must be in training mode while it learns, also when it comes in evaluation mode: the pruned "
        "teacher has batch norm and dropout."
    )
    fresh_order = not np.array_equal(epochs[:20], epochs[20:40]) and not np.array_equal(epochs[:20], np.arange(20))
    again, other = batches(seed)[0], batches(seed + 1)[0]
    if not fresh_order or again != seen or other == seen:
        report(hint="distill-seed")
    assert fresh_order, "The rows must be shuffled anew in each epoch."
    assert again == seen and other != seen, "The order of the rows must come from `seed`, and from nothing else."
    if len(calls) != len(seen):
        report(hint="distill-after-step")
    assert len(calls) == len(seen), (
        f"after_step must be called after each of the {len(seen)} steps; it was called {len(calls)} times."
    )
    with torch.no_grad():
        student_logits, teacher_logits = Recorder(weight)(torch.from_numpy(x)), teacher(torch.from_numpy(x))
    whole = loss_by_formula(student_logits.double().numpy(), teacher_logits.double().numpy(), y, 4.0, 0.9)
    right = len(history) == 3 and np.allclose(history, whole, rtol=1e-4)
    if not right:
        report(hint="distill-history", expected=f"{whole:.5f} three times", actual=history)
    assert right, (
        f"With learning rate 0 the mean loss over the 20 rows is {whole:.5f} in each epoch; the history says "
        f"{[round(float(entry), 5) for entry in history]}. The batches have 8, 8 and 4 rows."
    )


def test_prune_hand_example(report: Report) -> None:
    model = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 1))
    with torch.no_grad():
        for parameter, values in zip(
            model.parameters(), ([[0.1, -0.9], [0.2, 0.8]], [0.01, 0.02], [[-0.3, 0.7]], [0.03]), strict=True
        ):
            parameter.copy_(torch.tensor(values))
    masks = prune(model, 1 / 3)
    expected = {"0.weight": [[False, True], [False, True]], "2.weight": [[True, True]]}
    actual = {name: mask.tolist() for name, mask in masks.items()} if isinstance(masks, dict) else masks
    typed = isinstance(masks, dict) and all(getattr(mask, "dtype", None) == torch.bool for mask in masks.values())
    assert typed, f"prune must return a dictionary of masks of True and False, dtype torch.bool; it returned {masks}."
    inverted = {name: (~np.array(mask)).tolist() for name, mask in expected.items()}
    if actual == inverted:
        report(hint="prune-mask")
    assert actual == expected, (
        "The six weights are .1, -.9, .2, .8 and -.3, .7. A third of them is two: .1 and .2 go, both from the first "
        f"layer. The masks (True = kept) must be {expected}; they are {actual}."
    )
    left = {name: parameter.tolist() for name, parameter in model.named_parameters()}
    assert set(left) == {"0.weight", "0.bias", "2.weight", "2.bias"}, (
        f"The parameters must keep their names; they are {', '.join(left)}."
    )
    biases = np.allclose(left["0.bias"], [0.01, 0.02]) and np.allclose(left["2.bias"], [0.03])
    if not biases:
        report(hint="prune-biases")
    assert biases, f"Biases stay as they are, however small; they are {left['0.bias']} and {left['2.bias']}."
    zeroed = np.allclose(left["0.weight"], [[0, -0.9], [0, 0.8]]) and np.allclose(left["2.weight"], [[-0.3, 0.7]])
    assert zeroed, (
        f"prune must set the pruned weights to zero in the model; it has {left['0.weight']} and {left['2.weight']}."
    )


def check_masks(masks: object, model: nn.Module, expected: dict[str, NDArray[np.bool_]], report: Report) -> None:
    """Masks and weights against NumPy."""
    assert isinstance(masks, dict) and set(masks) == set(expected), (
        f"The masks must have the names {sorted(expected)}; they have "
        f"{sorted(masks) if isinstance(masks, dict) else masks!r}."
    )
    parameters = dict(model.named_parameters())
    for name, kept in expected.items():
        mask = must_be_tensor(masks[name], kept.shape, f"The mask of {name}").numpy().astype(bool)
        wrong = int((mask != kept).sum())
        share = sum(int((~np.asarray(m).astype(bool)).sum()) for m in masks.values()) / sum(
            kept.size for kept in expected.values()
        )
        if wrong > 2:
            report(hint="prune-global", expected=f"{1 - kept.mean():.3f}", actual=f"{1 - mask.mean():.3f}")
        assert wrong <= 2, (
            f"{name} must lose {1 - kept.mean():.1%} of its weights and loses {1 - mask.mean():.1%} (all layers "
            f"together {share:.1%}). All weights compete in one list; small layers and large ones are not pruned alike."
        )
        assert name in parameters and not parameters[name].detach().numpy()[~mask].any(), (
            f"The pruned weights of {name} must be zero in the model, under that name."
        )


def halved(original: Callable[..., None]) -> Callable[..., None]:
    """`global_unstructured`, which prunes half as much as it is asked to."""

    def less(*arguments: object, amount: float, **options: object) -> None:
        original(*arguments, amount=amount / 2, **options)

    return less


def test_prune_oracle(seed: int, monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    from torch.nn.utils import prune as library

    for sparsity in (0.3, 0.9):
        torch.manual_seed(seed)
        model = Teacher()
        expected = pruned_by_hand(model, sparsity)
        others = {n: p.clone() for n, p in model.state_dict().items() if n not in expected}
        check_masks(prune(model, sparsity), model, expected, report)
        same = all(torch.equal(value, model.state_dict()[name]) for name, value in others.items())
        if not same:
            report(hint="prune-biases")
        assert same, "Only weights of convolutions and linear layers are pruned; a bias or a batch norm has changed."
    for sparsity, what in ((0.0, "no weight"), (1.0, "every weight")):
        masks = prune(Teacher(), sparsity)
        kept = {bool(value) for mask in masks.values() for value in (mask.any(), mask.all())}
        if kept != {sparsity == 0.0}:
            report(hint="prune-ends")
        assert kept == {sparsity == 0.0}, (
            f"With sparsity {sparsity:g} {what} is pruned; the masks of that case say something else."
        )
    # With a falsified library: pruning is yours to write here.
    monkeypatch.setattr(library, "global_unstructured", halved(library.global_unstructured))
    torch.manual_seed(seed)
    share = np.mean(torch.cat([mask.flatten() for mask in prune(Teacher(), 0.6).values()]).numpy())
    monkeypatch.undo()
    if abs(share - 0.4) > 0.01:
        report(hint="prune-own")
    assert abs(share - 0.4) <= 0.01, (
        f"With sparsity .6 and torch.nn.utils.prune falsified, prune keeps {share:.1%} of the weights, not 40 %: write "
        "it yourself; library.py is the place for the library."
    )


def test_library_masks(seed: int, monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    from torch.nn.utils import prune as library

    torch.manual_seed(seed)
    model = Teacher()
    expected = pruned_by_hand(model, 0.6)
    names = sorted(dict(model.named_parameters()))
    check_masks(library_masks(model, 0.6), model, expected, report)
    if sorted(dict(model.named_parameters())) != names:
        report(hint="library-remove")
    assert sorted(dict(model.named_parameters())) == names, (
        "The parameters must have their old names again; `prune.remove` turns weight_orig and weight_mask into weight."
    )
    # A falsified library: what it prunes must be what comes out.
    monkeypatch.setattr(library, "global_unstructured", halved(library.global_unstructured))
    torch.manual_seed(seed)
    model = Teacher()
    masks = library_masks(model, 0.6)
    monkeypatch.undo()
    share = 1 - float(torch.cat([mask.flatten().double() for mask in masks.values()]).mean())
    if abs(share - 0.3) > 0.01:
        report(hint="library-call")
    assert abs(share - 0.3) <= 0.01, (
        "The masks must come out of torch.nn.utils.prune.global_unstructured. The check made it prune half as much as "
        f"asked (30 %), and the masks still have {share:.1%} zeros."
    )


def test_keep_zero(seed: int, report: Report) -> None:
    torch.manual_seed(seed)
    model = Teacher()
    masks: Masks = {name: torch.from_numpy(np.asarray(kept)) for name, kept in pruned_by_hand(model, 0.8).items()}
    with torch.no_grad():
        for name, mask in masks.items():
            dict(model.named_parameters())[name].mul_(mask)
    start = {name: value.clone() for name, value in model.named_parameters()}
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-3)
    model.train()
    for _ in range(6):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(torch.rand(16, 1, 8, 8)), torch.randint(10, (16,))).backward()
        optimizer.step()
        weights = {name: value.detach().clone() for name, value in model.named_parameters()}
        keep_zero(model, masks)
        for name, value in model.named_parameters():
            if name not in masks:
                assert torch.equal(value, weights[name]), f"keep_zero must leave {name} as it is; it has no mask."
                continue
            grown = float(value.detach()[~masks[name]].abs().max())
            if grown > 0:
                report(hint="keep-zero")
            assert grown == 0, f"After a step and keep_zero a pruned weight of {name} is {grown:.2g}, not 0."
            assert torch.equal(value.detach()[masks[name]], weights[name][masks[name]]), (
                f"keep_zero changed weights of {name} that are kept (True in the mask)."
            )
    moved = min(
        float((value.detach() - start[name].detach()).abs().max()) for name, value in model.named_parameters()
    )
    assert moved > 0 and all(value.requires_grad for value in model.parameters()), (
        "The kept weights must go on learning: a parameter did not move, or needs no gradient any more."
    )
