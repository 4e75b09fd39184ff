"""The network: its size, its first weights, its forward pass and its gradients."""

from __future__ import annotations

import csv
import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reference_net import (
    Array,
    describe,
    differences,
    draw_network,
    must_be_array,
    must_be_tensor,
    network_logits,
    network_loss_and_gradients,
    relative_error,
    value_of,
)
from source_rules import foreign_names, shadowing_modules

from conftest import PROJECT, Report
from deepbridge.engine import Tensor, cross_entropy
from deepbridge.mlp import MLP, count_parameters, he_layer

# What each of the learner's files may import besides plain modules of the standard library.
ALLOWED = {
    "engine.py": frozenset({"numpy"}),
    "mlp.py": frozenset({"numpy", "deepbridge.engine"}),
    "library.py": frozenset(
        {"numpy", "deepbridge.engine", "deepbridge.mlp", "sklearn.exceptions", "sklearn.neural_network"}
    ),
    "diagnosis.py": frozenset({"numpy", "deepbridge.colleague"}),
}


def make_model(sizes: Sequence[int], weights: Sequence[Array]) -> MLP:
    """An MLP with given weights, made without `he_layer`."""
    model = MLP.__new__(MLP)
    model.sizes = list(sizes)
    model.parameters = [Tensor(weight.copy()) for weight in weights]
    return model


def engine_gradients(model: MLP, x: Array, y: NDArray[np.int64]) -> tuple[float, list[Array]]:
    """Loss and gradients of the learner's network by the learner's engine."""
    for parameter in model.parameters:
        parameter.zero_grad()
    loss = must_be_tensor(cross_entropy(must_be_tensor(model(x), "forward"), y), "cross_entropy")
    loss.backward()
    return value_of(loss), [parameter.grad for parameter in model.parameters]


def test_count_parameters(seed: int, report: Report) -> None:
    sizes = [int(size) for size in np.random.default_rng(seed).integers(2, 40, size=5)]
    table = [([2, 32, 2], 162), ([64, 64, 10], 4810), ([5, 3], 18)]
    table.append((sizes, sum(a * b + b for a, b in zip(sizes, sizes[1:]))))
    for layers, expected in table:
        actual = count_parameters(layers)
        plain = type(actual) is int or isinstance(actual, np.integer)
        if not plain:
            report(hint="plain-values")
        assert plain, f"count_parameters must return a plain int, it returned {describe(actual)}."
        assert actual == expected, (
            f"A network with layers {layers} has {expected} parameters (weights and biases), "
            f"count_parameters gave {actual!r}."
        )


def test_he_layer_shape() -> None:
    for fan_in, fan_out in ((3, 5), (4, 1)):
        layer = he_layer(fan_in, fan_out, np.random.default_rng(0))
        assert isinstance(layer, tuple) and len(layer) == 2, (
            f"he_layer must return (weight, bias), it returned {describe(layer)}."
        )
        for tensor, shape, name in ((layer[0], (fan_in, fan_out), "weight"), (layer[1], (fan_out,), "bias")):
            must_be_tensor(tensor, f"the {name} of he_layer")
            must_be_array(tensor.data, shape, f"the {name} of he_layer({fan_in}, {fan_out})")


def test_he_layer_variance(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    for fan_in, fan_out in ((400, 300), (150, 600)):
        weight, bias = he_layer(fan_in, fan_out, rng)
        expected, actual = 2.0 / fan_in, float(weight.data.var())
        # 90,000 weights or more: the sample variance of a normal draw deviates by 0.5 % (1 s.d.), so 5 % is
        # ten of them.
        if abs(actual / expected - 1) > 0.05:
            report(expected=expected, actual=actual)
        assert abs(actual / expected - 1) < 0.05, (
            f"The weights of a layer with {fan_in} inputs and {fan_out} outputs must have variance 2 / "
            f"{fan_in} = {expected:.5f}, they have {actual:.5f}."
        )
        assert abs(float(weight.data.mean())) < 6 * np.sqrt(expected / weight.data.size), (
            f"The weights must have mean 0, it is {weight.data.mean():.5f}."
        )
        assert not bias.data.any(), f"Biases start at 0, they are {describe(bias.data)}."
    again = [he_layer(3, 2, np.random.default_rng(seed + number))[0].data for number in (1, 1, 2)]
    assert np.array_equal(again[0], again[1]) and not np.array_equal(again[0], again[2]), (
        "Weights must be drawn from `rng`: equal generators give equal weights, different ones do not."
    )


def test_forward(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    for sizes in ([4, 6, 3], [4, 5, 6, 3], [4, 3]):
        weights, x, _ = draw_network(rng, sizes, 9)
        model = make_model(sizes, weights)
        out = must_be_tensor(model.forward(x), "forward")
        must_be_array(out.data, (9, 3), f"the logits of layers {sizes} for 9 rows")
        expected = network_logits(weights, x)
        if not np.allclose(out.data, expected):
            clipped = np.allclose(out.data, np.maximum(expected, 0))
            report(
                expected=expected, actual=out.data, hint="forward-last-relu" if clipped else "forward-layers"
            )
        assert np.allclose(out.data, expected), (
            f"Layers {sizes}: the logits of the first row must be {describe(expected[0])}, they are "
            f"{describe(out.data[0])}. relu stands between layers, not after the last."
        )


def test_network_gradient(seed: int, report: Report) -> None:
    hidden = shadowing_modules(PROJECT)
    if hidden:
        report(hint="network-numpy")
    assert not hidden, (
        f"src/ holds {', '.join(hidden)}, which Python would import in place of a library: rename or remove."
    )
    for name, allowed in ALLOWED.items():
        foreign = foreign_names(PROJECT / "src" / "deepbridge" / name, allowed)
        if foreign:
            report(hint="network-numpy")
        assert not foreign, (
            f"{name} must get by with NumPy, plain modules of the standard library and what it imports "
            f"already, and change nothing in them; it uses {', '.join(foreign)}."
        )
    stored = json.loads((Path(__file__).parent / "torch_gradients.json").read_text(encoding="utf-8"))
    cases = []
    for case in stored["cases"]:
        weights = [np.array(weight, dtype=np.float64) for weight in case["weights"]]
        gradients = [np.array(g).reshape(w.shape) for g, w in zip(case["gradients"], weights)]
        x, y = np.array(case["x"]), np.array(case["y"], dtype=np.int64)
        cases.append(("stored torch.autograd", case["sizes"], weights, x, y, case["loss"], gradients))
    rng = np.random.default_rng(seed + 1)
    for sizes, rows in (([3, 7, 4], 8), ([5, 6, 6, 3], 10)):
        weights, x, y = draw_network(rng, sizes, rows)
        loss, gradients = network_loss_and_gradients(weights, x, y)
        cases.append(("the closed formula", sizes, weights, x, y, loss, gradients))
        live = torch_gradients(weights, x, y)
        if live is not None:
            cases.append(("torch.autograd", sizes, weights, x, y, *live))
    for source, sizes, weights, x, y, expected_loss, expected in cases:
        loss, actual = engine_gradients(make_model(sizes, weights), x, y)
        assert abs(loss - expected_loss) < 1e-6, (
            f"Layers {sizes}: the loss must be {expected_loss:.8f} ({source}), it is {loss:.8f}."
        )
        for number, (ours, theirs) in enumerate(zip(actual, expected)):
            name = f"{'Wb'[number % 2]}{number // 2 + 1}"
            if type(ours) is not np.ndarray:
                report(hint="plain-values")
            error = relative_error(must_be_array(ours, theirs.shape, f"the gradient of {name}"), theirs)
            if error >= 1e-6:
                report(expected=theirs, actual=ours)
            assert error < 1e-6, (
                f"Layers {sizes}: the gradient of {name} must be {describe(theirs)} ({source}), it is "
                f"{describe(ours)}."
            )


def torch_gradients(
    weights: Sequence[Array], x: Array, y: NDArray[np.int64]
) -> tuple[float, list[Array]] | None:
    """The same from `torch.autograd`, or None where torch is not installed or cannot be loaded."""
    if importlib.util.find_spec("torch") is None:
        return None
    try:
        import torch
    except (ImportError, OSError):
        return None
    torch.set_num_threads(1)
    leaves = [torch.tensor(weight, requires_grad=True) for weight in weights]
    hidden = torch.tensor(x)
    for layer in range(0, len(leaves) - 2, 2):
        hidden = torch.relu(hidden @ leaves[layer] + leaves[layer + 1])
    loss = torch.nn.functional.cross_entropy(hidden @ leaves[-2] + leaves[-1], torch.tensor(y))
    gradients = torch.autograd.grad(loss, leaves)
    return float(loss.item()), [gradient.numpy() for gradient in gradients]


def test_network_differences(seed: int, evidence: Path, report: Report) -> None:
    rng = np.random.default_rng(seed + 2)
    sizes = [3, 6, 5, 3]
    weights, x, y = draw_network(rng, sizes, 12)
    model = make_model(sizes, weights)
    _, exact = engine_gradients(model, x, y)
    rows, worst = [], 0.0
    for number, (parameter, gradient) in enumerate(zip(model.parameters, exact)):
        approximate = differences(lambda: cross_entropy(model(x), y).item(), parameter.data)
        error = relative_error(gradient, approximate)
        worst = max(worst, error)
        name = f"{'Wb'[number % 2]}{number // 2 + 1}"
        exact_norm, approximate_norm = float(np.linalg.norm(gradient)), float(np.linalg.norm(approximate))
        rows.append([name, f"{exact_norm:.10f}", f"{approximate_norm:.10f}", f"{error:.2e}"])
    with (evidence / "gradients.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["tensor", "exact_norm", "approximate_norm", "largest_relative_difference"])
        writer.writerows(rows)
    report(expected="below 1e-5", actual=f"{worst:.2e}", gradient_error=worst)
    bad = [row[0] for row in rows if float(row[3]) >= 1e-5]
    assert worst < 1e-5, (
        f"The gradients of {', '.join(bad)} differ from central differences by {worst:.2e} of the largest "
        "entry (allowed 1e-5). evidence/gradients.csv has the table."
    )
