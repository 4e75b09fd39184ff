"""The layer, the ported network, and the library's layers."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from reference_net import (
    describe,
    draw_network,
    engine_gradients,
    engine_network,
    must_be_tensor,
    plain_net,
    relative_error,
    weights_of,
)
from torch import nn

from conftest import Report
from deepbridge.library import library_net
from deepbridge.port import LinearFromScratch, from_engine, pick_device


def test_pick_device(monkeypatch: pytest.MonkeyPatch) -> None:
    def machine(cuda: bool, mps: bool) -> None:
        for name in ("is_available", "is_built"):
            monkeypatch.setattr(torch.backends.mps, name, lambda: mps)
        monkeypatch.setattr(torch.mps, "is_available", lambda: mps, raising=False)
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: int(cuda))
        monkeypatch.setattr(
            torch.accelerator,
            "current_accelerator",
            lambda check_available=False: torch.device("cuda" if cuda else "mps") if cuda or mps else None,
        )
        monkeypatch.setattr(torch.accelerator, "is_available", lambda: cuda or mps)

    for cuda, mps, expected in (
        (True, False, "cuda"),
        (False, True, "mps"),
        (False, False, "cpu"),
        (True, True, "cuda"),
    ):
        machine(cuda, mps)
        device = pick_device()
        assert isinstance(device, torch.device), (
            f"pick_device must return a torch.device, it returned {device!r}."
        )
        assert device.type == expected, (
            f"On a machine {'with' if cuda else 'without'} CUDA and {'with' if mps else 'without'} MPS, "
            f"pick_device must return {expected!r}; it returned {device.type!r}."
        )


def test_layer_shape(seed: int, report: Report) -> None:
    layer = LinearFromScratch(5, 3)
    names = {name: tuple(tensor.shape) for name, tensor in layer.state_dict().items()}
    if names != {"weight": (3, 5), "bias": (3,)}:
        report(expected={"weight": (3, 5), "bias": (3,)}, actual=names, hint="layer-parameter")
    assert names == {"weight": (3, 5), "bias": (3,)}, (
        f"The state dict of LinearFromScratch(5, 3) must hold weight (3, 5) and bias (3,), it holds {names}. "
        "Only what is assigned as nn.Parameter is registered, and a weight has shape (out, in)."
    )
    trained = {name for name, parameter in layer.named_parameters() if parameter.requires_grad}
    if trained != {"weight", "bias"}:
        report(hint="layer-parameter")
    assert trained == {"weight", "bias"}, (
        f"weight and bias must both be parameters with requires_grad; those are {sorted(trained)}."
    )
    assert layer.weight.dtype == layer.bias.dtype == torch.float32, (
        f"Parameters must be float32, weight is {layer.weight.dtype} and bias {layer.bias.dtype}."
    )
    if list(layer.children()):
        report(hint="layer-own")
    assert not list(layer.children()), (
        f"LinearFromScratch must stand on tensors alone; it holds {list(layer.children())}."
    )
    for shape in ((7, 5), (2, 4, 5)):
        must_be_tensor(layer(torch.zeros(shape)).detach(), (*shape[:-1], 3), f"the output for x {shape}")
    there = LinearFromScratch(4, 2).to("meta")(torch.zeros(6, 4, device="meta"))
    assert there.device.type == "meta", (
        "After layer.to(device) the layer must work on that device; some tensor of it stayed behind."
    )
    one, same, other = (
        LinearFromScratch(5, 3, torch.Generator().manual_seed(number)).weight
        for number in (seed, seed, seed + 1)
    )
    repeats = torch.equal(one, same) and not torch.equal(one, other)
    if not repeats:
        report(hint="layer-generator")
    assert repeats, (
        "Equal generators must give equal first weights and different ones different weights. Hand the "
        "generator on to torch.randn."
    )


def test_layer_hand_example(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_args: object, **_kwargs: object) -> None:
        report(hint="layer-own")
        raise AssertionError("LinearFromScratch called the library's linear layer; write x Wᵀ + b.")

    layer = LinearFromScratch(2, 3)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[1.0, 2.0], [0.0, -1.0], [3.0, 0.5]]))
        layer.bias.copy_(torch.tensor([0.1, 0.2, 0.3]))
    with monkeypatch.context() as patch:
        patch.setattr(F, "linear", closed)
        patch.setattr(nn.Linear, "forward", closed)
        actual = layer(torch.tensor([[1.0, 1.0], [2.0, -4.0]]))
    expected = torch.tensor([[3.1, -0.8, 3.8], [-5.9, 4.2, 4.3]])
    must_be_tensor(actual, (2, 3), "the output")
    if relative_error(actual, expected) >= 1e-5:
        report(expected=expected.tolist(), actual=actual.tolist(), hint="layer-formula")
    assert relative_error(actual, expected) < 1e-5, (
        f"With W = [[1, 2], [0, -1], [3, .5]] and b = (.1, .2, .3), the rows (1, 1) and (2, -4) give "
        f"{expected.tolist()}; the layer gave {describe(actual)}."
    )
    wide = LinearFromScratch(400, 300, torch.Generator().manual_seed(1))
    variance = float(wide.weight.detach().var())
    # 120,000 draws: the standard error of the variance is 0.4 %.
    right = abs(variance * 200 - 1) < 0.03 and abs(float(wide.weight.detach().mean())) < 0.001
    if not right:
        report(expected=1 / 200, actual=variance, hint="layer-variance")
    assert right, (
        f"With 400 inputs the weights must have mean 0 and variance 2 / 400 = 0.005; they have variance "
        f"{variance:.5f}."
    )
    assert not wide.bias.detach().any(), "The biases must start at 0."


def test_layer_gradient(seed: int, report: Report) -> None:
    generator = torch.Generator().manual_seed(seed)
    for d, k, lead in ((4, 3, (6,)), (3, 5, (2, 4))):
        layer, oracle = LinearFromScratch(d, k).double(), nn.Linear(d, k).double()
        with torch.no_grad():
            oracle.bias.copy_(torch.randn(k, generator=generator))
            layer.weight.copy_(oracle.weight)
            layer.bias.copy_(oracle.bias)
        x = torch.randn(*lead, d, generator=generator, dtype=torch.float64)
        weight = torch.randn(*lead, k, generator=generator, dtype=torch.float64)
        gradients = []
        for module in (layer, oracle):
            leaf = x.clone().requires_grad_()
            (module(leaf).tanh() * weight).sum().backward()
            gradients.append([leaf.grad, module.weight.grad, module.bias.grad])
        for name, mine, theirs in zip(("x", "weight", "bias"), *gradients):
            if mine is None:
                report(hint="layer-graph")
            assert mine is not None, (
                f"No gradient reaches {name}: something on the way leaves the graph (`.data`, `.detach()`, "
                "`torch.no_grad()`, a new tensor from old values)."
            )
            if relative_error(mine, theirs) >= 1e-9:
                report(expected=theirs, actual=mine, hint="layer-formula")
            assert relative_error(mine, theirs) < 1e-9, (
                f"The gradient at {name} must be nn.Linear's, {describe(theirs)}; it is {describe(mine)}."
            )


def test_layer_differences(seed: int) -> None:
    layer = LinearFromScratch(3, 4).double()
    x = torch.randn(5, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))
    inputs = (
        x.requires_grad_(),
        layer.weight.detach().clone().requires_grad_(),
        layer.bias.detach().requires_grad_(),
    )

    def run(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        return torch.func.functional_call(layer, {"weight": weight, "bias": bias}, (x,)).exp()

    assert torch.autograd.gradcheck(run, inputs, eps=1e-6, atol=1e-6, raise_exception=False), (
        "The gradients of the layer do not agree with central differences (torch.autograd.gradcheck)."
    )


def test_ported_gradient(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed + 3)
    for sizes in ([5, 5, 5], [4, 7, 3], [3, 6, 6, 4], [6, 2]):
        weights, x, y = draw_network(rng, sizes, 11)
        mlp = engine_network(sizes, weights)
        model = from_engine(mlp)
        kinds = [type(layer).__name__ for layer in model]
        wanted = ["LinearFromScratch", "ReLU"] * (len(sizes) - 2) + ["LinearFromScratch"]
        if kinds != wanted:
            report(expected=wanted, actual=kinds, hint="port-layers")
        assert kinds == wanted, f"Layers {sizes} must become {wanted}, from_engine gave {kinds}."
        single = all(p.dtype == torch.float32 for p in model.parameters())
        if not single:
            report(hint="port-float")
        assert single, "The parameters of the ported network must be float32."
        logits = model(torch.tensor(x, dtype=torch.float32))
        theirs = mlp.forward(x).data
        if relative_error(logits, theirs) >= 1e-5:
            report(expected=theirs, actual=logits, hint="port-transpose")
        assert relative_error(logits, theirs) < 1e-5, (
            f"Layers {sizes}: the same rows must give the same logits. The engine gives "
            f"{describe(theirs[0])} for the first row, the ported network {describe(logits[0])}."
        )
        F.cross_entropy(logits, torch.tensor(y)).backward()
        expected = engine_gradients(mlp, x, y)
        actual = [p.grad for p in model.parameters()]
        # float32: entries near zero are sums of larger ones, so the error is measured at the largest.
        scale = max(0.1, *(float(np.abs(gradient).max()) for gradient in expected))
        largest = 0.0
        for number, (mine, gradient) in enumerate(zip(actual, expected)):
            name = f"{'Wb'[number % 2]}{number // 2 + 1}"
            assert mine is not None, f"Layers {sizes}: no gradient reaches {name} of the ported network."
            must_be_tensor(mine, gradient.T.shape, f"the gradient of {name}")
            error = float(np.abs(mine.double().numpy() - gradient.T).max()) / scale
            largest = max(largest, error)
            if error >= 1e-5:
                report(expected=gradient.T, actual=mine, hint="port-transpose")
            assert error < 1e-5, (
                f"Layers {sizes}: the gradient of {name} must be the engine's, transposed, "
                f"{describe(gradient.T)}; it is {describe(mine)}."
            )
        report(port_error=largest)
        with torch.no_grad():
            for parameter in model.parameters():
                parameter += 1.0
        untouched = all(np.array_equal(p.data, w) for p, w in zip(mlp.parameters, weights))
        if not untouched:
            report(hint="port-copies")
        assert untouched, (
            "Training the ported network changed the engine's weights: the two share memory. Make copies."
        )


def test_library_net(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed + 4)
    for sizes in ([4, 6, 3], [5, 5, 5, 5], [7, 2]):
        weights, x, y = draw_network(rng, sizes, 9)
        # The checks' own network of the same names, so that this task does not wait for the others.
        source = plain_net(sizes, torch.Generator().manual_seed(seed))
        with torch.no_grad():
            for parameter, weight in zip(source.parameters(), weights, strict=True):
                parameter.copy_(torch.tensor(weight.T))
        state = source.state_dict()
        net = library_net(sizes, state)
        kinds = [type(layer) for layer in net]
        wanted = [nn.Linear, nn.ReLU] * (len(sizes) - 2) + [nn.Linear]
        if kinds != wanted:
            report(hint="library-layers")
        assert type(net) is nn.Sequential and kinds == wanted, (
            f"Layers {sizes} must become a nn.Sequential of {[kind.__name__ for kind in wanted]}; it is "
            f"{type(net).__name__} of {[kind.__name__ for kind in kinds]}."
        )
        assert not net.training, "library_net must return the network in evaluation mode."
        rows, labels = torch.tensor(x, dtype=torch.float32), torch.tensor(y)
        error = relative_error(net(rows), source(rows))
        if error >= 1e-5:
            report(hint="library-state")
        assert error < 1e-5, (
            f"Layers {sizes}: with the weights of the state dict, the logits must be "
            f"{describe(source(rows)[0])}; they are {describe(net(rows)[0])}."
        )
        for model in (net, source):
            F.cross_entropy(model(rows), labels).backward()
        gradients = [(a.grad, b.grad) for a, b in zip(net.parameters(), source.parameters())]
        assert all(a is not None and b is not None and relative_error(a, b) < 1e-5 for a, b in gradients), (
            f"Layers {sizes}: the library's gradients differ from those of the network that the state is of."
        )
        kept = weights_of(source)
        with torch.no_grad():
            for parameter in net.parameters():
                parameter -= 1.0
        assert all(torch.equal(a, b) for a, b in zip(kept, source.parameters())), (
            "Training the library's network changed the state dict that it came from; copy the tensors."
        )
    state = plain_net([4, 6, 3], torch.Generator()).state_dict()
    del state["2.bias"]
    try:
        library_net([4, 6, 3], state)
    except RuntimeError:
        return
    report(hint="library-state")
    raise AssertionError(
        "A state dict without `2.bias` was taken, so one layer keeps random biases. load_state_dict is "
        "strict by default: leave it so."
    )
