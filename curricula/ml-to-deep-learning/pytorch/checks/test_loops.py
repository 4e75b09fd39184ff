"""Training, evaluation, shapes and files."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from reference_net import (
    describe,
    draw_batches,
    must_be_float,
    must_be_own_code,
    must_be_tensor,
    plain_net,
    relative_error,
    same_weights,
    weights_of,
)
from torch import Tensor, nn

from conftest import Report
from deepbridge.port import (
    Batch,
    Evaluation,
    LayerShape,
    evaluate,
    load_model,
    save_model,
    train_epoch,
    trace_shapes,
)

RATE, MOMENTUM = 0.1, 0.9
# What somebody else's `backward` left in `.grad` before the epoch.
STALE = 0.25


def simulate(
    model: nn.Module, batches: list, epochs: int, mode: str = "right"
) -> tuple[list[Tensor], list[float]]:
    """Steps of SGD with momentum on a copy's weights, right or with a well-known mistake.

    Args:
        mode: `right`, `batch-mean`, or a key of `STEP_MISTAKES`.

    Returns:
        The weights after it, and the mean loss of each epoch.
    """
    velocity = [torch.zeros_like(parameter) for parameter in model.parameters()]
    stale = 0.0 if mode in ("right", "softmax", "batch-mean") else STALE
    carried = [torch.full_like(parameter, stale) for parameter in model.parameters()]
    history: list[float] = []
    for _ in range(epochs):
        total, count, plain = 0.0, 0, []
        for x, y, _ids in batches:
            parameters = list(model.parameters())
            logits = model(x)
            loss = F.cross_entropy(logits.softmax(1) if mode == "softmax" else logits, y)
            gradients = torch.autograd.grad(loss, parameters)
            with torch.no_grad():
                for i, (parameter, gradient) in enumerate(zip(parameters, gradients)):
                    if mode in ("not-cleared", "cleared-after"):
                        carried[i] += gradient
                        gradient = carried[i].clone()
                    if mode == "cleared-after":
                        carried[i].zero_()
                    velocity[i] = MOMENTUM * velocity[i] + gradient
                    parameter -= RATE * velocity[i]
            total, count = total + loss.item() * len(y), count + len(y)
            plain.append(loss.item())
        history.append(sum(plain) / len(plain) if mode == "batch-mean" else total / count)
    return weights_of(model), history


STEP_MISTAKES = {
    "not-cleared": ("gradients of earlier batches were not cleared", "train-zero-grad"),
    "cleared-after": ("gradients that were there before the epoch were not cleared", "train-zero-grad"),
    "softmax": ("softmax stands before cross_entropy, which takes logits", "train-logits"),
}


def test_train_steps(seed: int, report: Report) -> None:
    def start() -> nn.Sequential:
        return plain_net([5, 8, 4], torch.Generator().manual_seed(seed))

    batches = draw_batches(torch.Generator().manual_seed(seed + 1), 5, 4, (8, 8, 3))
    model = start()
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, STALE)
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM)
    history = [
        must_be_float(train_epoch(model, batches, optimizer), "train_epoch's result", report, "train-float")
        for _ in range(3)
    ]
    expected, losses = simulate(start(), batches, 3)
    if not same_weights(model, expected):
        reason = "look at the order: clear gradients, loss, backward, step"
        for mode, (words, hint) in STEP_MISTAKES.items():
            if same_weights(model, simulate(start(), batches, 3, mode)[0]):
                reason = words
                report(hint=hint)
        if same_weights(model, weights_of(start())):
            reason = "the weights did not change: does the optimizer step?"
        report(expected=expected[0], actual=weights_of(model)[0])
        raise AssertionError(
            f"After three epochs of three batches the last bias must be {describe(expected[-1])}, it is "
            f"{describe(weights_of(model)[-1])}: {reason}."
        )
    if not np.allclose(history, losses, rtol=1e-4):
        mean = np.allclose(history, simulate(start(), batches, 3, "batch-mean")[1], rtol=1e-4)
        report(expected=losses, actual=history, hint="train-mean" if mean else "train-before")
        raise AssertionError(
            f"The mean loss over the rows of each epoch is {[round(v, 5) for v in losses]}, train_epoch "
            f"returned {[round(v, 5) for v in history]}"
            + (
                ": that is the mean of the batches, and the last batch is smaller."
                if mean
                else ". Each batch's loss counts as it was before that batch's step."
            )
        )
    must_be_own_code(report)


class Witness(nn.Module):
    """A network that writes down how it is called; half of its hidden units are dropped in training."""

    def __init__(self, generator: torch.Generator) -> None:
        super().__init__()
        self.body = plain_net([5, 16, 4], generator, dropout=0.5)
        self.norm = nn.BatchNorm1d(5)
        self.modes: list[bool] = []
        self.graphs: list[bool] = []

    def forward(self, x: Tensor) -> Tensor:
        logits = self.body(self.norm(x))
        self.modes.append(self.training and self.body[2].training)
        self.graphs.append(logits.requires_grad)
        return logits


def witness(seed: int) -> Witness:
    """A witness after a few steps of training, so that its running statistics are not the first ones."""
    model = Witness(torch.Generator().manual_seed(seed))
    model.train()
    for x, _, _ in draw_batches(torch.Generator().manual_seed(seed + 9), 5, 4, (16, 16)):
        model(3 * x + 1)
    model.modes.clear()
    model.graphs.clear()
    return model


class Arrived(Exception):
    """A batch reached the network."""


class Elsewhere(nn.Module):
    """A network on another device that notes where its input is, and goes no further."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(4, 5, device="meta"))
        self.arrived = ""

    def forward(self, x: Tensor) -> Tensor:
        self.arrived = x.device.type
        raise Arrived


def must_move_batches(run: Callable[[nn.Module], object], name: str, hint: str, report: Report) -> None:
    """A loop hands its batches to the network where the network's parameters are."""
    model = Elsewhere()
    try:
        run(model)
    except Arrived:
        pass
    if model.arrived != "meta":
        report(expected="meta", actual=model.arrived, hint=hint)
    assert model.arrived == "meta", (
        f"The parameters are on the device 'meta', and {name} gave the network a batch on "
        f"{model.arrived or 'none'!r}. Move x and y to the device of the parameters."
    )


def test_training_mode(seed: int, report: Report) -> None:
    batches = draw_batches(torch.Generator().manual_seed(seed + 1), 5, 4, (8, 8, 4))
    for mode in (False, True):
        model = witness(seed).train(mode)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
        loss = train_epoch(model, batches, optimizer)
        must_be_float(loss, "the result of train_epoch")
        right = len(model.modes) == 3 and all(model.modes)
        if not right:
            report(expected=[True] * 3, actual=model.modes, hint="train-mode")
        assert right, (
            f"train_epoch got a model in {'training' if mode else 'evaluation'} mode and called it "
            f"{len(model.modes)} times, in training mode: {model.modes}. It must switch to training mode "
            "itself and call the model once for each batch."
        )
    must_move_batches(
        lambda model: train_epoch(model, batches, torch.optim.SGD(model.parameters(), lr=0.1)),
        "train_epoch",
        "train-device",
        report,
    )


def test_evaluate_hand_example(report: Report) -> None:
    logits = torch.tensor([[0.0, 0.0], [3.0, 0.0], [0.0, 1.0]])
    labels = torch.tensor([1, 0, 0])

    class Table(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.unused = nn.Parameter(torch.zeros(1))

        def forward(self, x: Tensor) -> Tensor:
            return logits[x[:, 0].long()]

    rows = torch.arange(3)
    batches = [(rows[:2, None].float(), labels[:2], rows[:2]), (rows[2:, None].float(), labels[2:], rows[2:])]
    result = evaluate(Table(), batches)
    assert isinstance(result, Evaluation), (
        f"evaluate must return an Evaluation, it returned {describe(result)}."
    )
    loss = must_be_float(result.loss, "the loss")
    accuracy = must_be_float(result.accuracy, "the accuracy")
    expected = 0.685  # (log 2 + log(1 + e^-3) + log(1 + e)) / 3 = (.6931 + .0486 + 1.3133) / 3
    if abs(loss - expected) > 1e-3 or abs(accuracy - 1 / 3) > 1e-6:
        report(expected=f"{expected}, 1/3", actual=f"{loss:.4f}, {accuracy:.4f}", hint="evaluate-mean")
    assert abs(loss - expected) <= 1e-3 and abs(accuracy - 1 / 3) <= 1e-6, (
        f"Three rows in batches of 2 and 1, of which one is right, have the mean loss {expected} and the "
        f"accuracy 0.3333; evaluate gave {loss:.4f} and {accuracy:.4f}. Add up over the rows, then divide "
        "once."
    )
    predictions = must_be_tensor(result.predictions, (3,), "predictions")
    # Two equal logits: either class is right for the first row.
    assert predictions.dtype == torch.int64 and predictions[1:].tolist() == [0, 1], (
        f"predictions must be the class with the largest logit, int64: the last two are 0 and 1; they are "
        f"{describe(predictions)}."
    )


def test_evaluation_mode(seed: int, report: Report) -> None:
    batches = draw_batches(torch.Generator().manual_seed(seed + 2), 5, 4, (32, 32, 10))
    for training in (True, False):
        model = witness(seed).train(training)
        for parameter in model.parameters():
            parameter.grad = torch.full_like(parameter, 0.5)
        before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
        first, second = evaluate(model, batches), evaluate(model, batches)
        left = model.training
        evaluating = len(model.modes) == 6 and not any(model.modes)
        if not evaluating:
            report(hint="evaluate-mode")
        assert evaluating, (
            f"evaluate must call the model in evaluation mode; it was in training mode: {model.modes}."
        )
        if any(model.graphs):
            report(hint="evaluate-graph")
        assert not any(model.graphs), (
            "The logits in evaluate require gradients: each batch builds a graph and keeps it in memory. Use "
            "torch.no_grad()."
        )
        same = first.loss == second.loss and torch.equal(first.predictions, second.predictions)
        assert same, f"Two evaluations of one model gave {first.loss} and {second.loss}."
        model.eval()
        with torch.no_grad():
            logits = torch.cat([model(x) for x, _, _ in batches])
        labels = torch.cat([y for _, y, _ in batches])
        loss = F.cross_entropy(logits, labels).item()
        right = abs(first.loss - loss) < 1e-5 and torch.equal(first.predictions, logits.argmax(1))
        assert right, f"The loss in evaluation mode is {loss:.6f}, evaluate gave {first.loss:.6f}."
        for name, tensor in model.state_dict().items():
            assert torch.equal(tensor, before[name]), f"evaluate changed {name} of the model."
        kept = all(p.grad is not None and bool((p.grad == 0.5).all()) for p in model.parameters())
        assert kept, "evaluate changed or cleared the model's gradients."
        if left != training:
            report(hint="evaluate-restore")
        assert left == training, (
            f"The model came in {'training' if training else 'evaluation'} mode and must leave in it; now "
            f"training is {left}."
        )
    must_move_batches(lambda model: evaluate(model, batches), "evaluate", "train-device", report)


def test_trace_hand_example(report: Report) -> None:
    model = nn.Sequential(
        nn.Linear(64, 32), nn.ReLU(), nn.Sequential(nn.Linear(32, 16), nn.Flatten()), nn.Linear(16, 10)
    )
    expected = [
        LayerShape("0", "Linear", (8, 64), (8, 32)),
        LayerShape("1", "ReLU", (8, 32), (8, 32)),
        LayerShape("2.0", "Linear", (8, 32), (8, 16)),
        LayerShape("2.1", "Flatten", (8, 16), (8, 16)),
        LayerShape("3", "Linear", (8, 16), (8, 10)),
    ]
    actual = trace_shapes(model, torch.zeros(8, 64))
    assert isinstance(actual, list), f"trace_shapes must return a list, it returned {describe(actual)}."
    if [tuple(row) for row in actual] != [tuple(row) for row in expected]:
        report(expected=expected, actual=actual, hint="trace-leaves")
    assert [tuple(row) for row in actual] == [tuple(row) for row in expected], (
        f"Five layers run, and the third module is only a container: {[tuple(row) for row in expected]} is "
        f"expected, trace_shapes gave {[tuple(row) for row in actual]}."
    )
    sick = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(100, 10), nn.ReLU())
    wanted = [(1, 4, 6, 6), (1, 4, 6, 6), (1, 144), None]
    try:
        trace = trace_shapes(sick, torch.zeros(1, 1, 8, 8))
    except RuntimeError as error:
        report(hint="trace-raises")
        raise AssertionError(
            f"A layer that cannot take its input ends the trace with output None; trace_shapes raised {error}"
        ) from None
    outputs = [row.output for row in trace]
    if outputs != wanted:
        report(expected=wanted, actual=outputs, hint="trace-raises")
    assert outputs == wanted and trace[-1].input == (1, 144), (
        f"A linear layer of 100 inputs that gets (1, 144): outputs {wanted} are expected, trace_shapes gave "
        f"{outputs}."
    )


def test_trace_leaves_no_trace(seed: int, report: Report) -> None:
    class Last(nn.Module):
        """Raises an error of its own after its layers have run."""

        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(5, 2)

        def forward(self, x: Tensor) -> Tensor:
            self.layer(x)
            raise KeyError("not a layer's error")

    rng = np.random.default_rng(seed + 6)
    for bad in (1, 3, None):
        sizes = [int(size) for size in rng.integers(2, 30, size=5)]
        rows = int(rng.integers(1, 9))
        layers = [nn.Linear(d + (place == bad), k) for place, (d, k) in enumerate(zip(sizes, sizes[1:]))]
        expected = [
            (str(place), "Linear", (rows, d), None if place == bad else (rows, k))
            for place, (d, k) in enumerate(zip(sizes, sizes[1:]))
        ]
        expected = expected[: len(layers) if bad is None else bad + 1]
        actual = [tuple(row) for row in trace_shapes(nn.Sequential(*layers), torch.zeros(rows, sizes[0]))]
        if actual != expected:
            report(expected=expected, actual=actual, hint="trace-leaves")
        assert actual == expected, (
            f"Linear layers {[(layer.in_features, layer.out_features) for layer in layers]} and a batch of "
            f"{rows} rows of {sizes[0]} must give {expected}; trace_shapes gave {actual}."
        )
    sick = nn.Sequential(nn.Linear(5, 3), nn.Linear(4, 2))
    model = witness(seed).train()
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    trace_shapes(model, torch.randn(6, 5))
    model.norm.eval()  # one part in another mode than the whole
    modes = [module.training for module in model.modules()]
    trace_shapes(model, torch.randn(6, 5))
    trace_shapes(sick, torch.randn(6, 5))
    for name, tensor in model.state_dict().items():
        if not torch.equal(tensor, before[name]):
            report(hint="trace-mode")
        assert torch.equal(tensor, before[name]), (
            f"trace_shapes changed {name}: a forward pass in training mode moves running statistics."
        )
    assert all(p.grad is None for p in model.parameters()), "trace_shapes left gradients."
    after = [module.training for module in model.modules()]
    if after != modes:
        report(hint="trace-restore")
    assert after == modes, "trace_shapes left some module in another mode than it was in."
    hooks = [
        hook
        for module in (*model.modules(), *sick.modules())
        for hook in (*module._forward_hooks.values(), *module._forward_pre_hooks.values())
    ]
    # Those that torch keeps for all modules are seen too.
    everywhere = nn.modules.module
    hooks += [*everywhere._global_forward_hooks.values(), *everywhere._global_forward_pre_hooks.values()]
    if hooks:
        report(hint="trace-restore")
    assert not hooks, (
        f"{len(hooks)} hooks are still there after trace_shapes, one for each call from now on. Keep what "
        "register_… returns and remove it, in `finally`."
    )
    try:
        trace_shapes(Last(), torch.randn(6, 5))
    except KeyError:
        return
    report(hint="trace-raises")
    raise AssertionError(
        "A module raised a KeyError after its layers had run, and trace_shapes hid it. Only what a layer "
        "raises ends in the trace."
    )


def test_save_model(seed: int, tmp_path: Path, report: Report) -> None:
    model = witness(seed)
    path = tmp_path / "model.pt"
    save_model(model, path)
    assert path.exists(), "save_model must write the file that it is given."
    try:
        state = torch.load(path, weights_only=True)
    except pickle.UnpicklingError:
        report(hint="save-state")
        raise AssertionError(
            "The file holds more than tensors: torch.load with weights_only=True refuses it. Save "
            "model.state_dict(), not the model."
        ) from None
    assert isinstance(state, dict), f"The file must hold the state dict, it holds {type(state).__name__}."
    expected = model.state_dict()
    if set(state) != set(expected):
        report(expected=sorted(expected), actual=sorted(state), hint="save-state")
    assert set(state) == set(expected), (
        f"The file must hold the names of the state dict, running statistics included; missing are "
        f"{sorted(set(expected) - set(state))}, beyond it are {sorted(set(state) - set(expected))}."
    )
    for name, tensor in expected.items():
        assert torch.equal(state[name], tensor), f"{name} has other values in the file than in the model."


class Trap:
    """A pickle of it runs a command when it is loaded, as a file from elsewhere may."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __reduce__(self):
        return (os.mkdir, (self.folder,))


def test_load_model(seed: int, tmp_path: Path, report: Report) -> None:
    source = witness(seed)
    # A file as PyTorch writes it: this task does not wait for save_model.
    path = tmp_path / "model.pt"
    torch.save(source.state_dict(), path)
    made: list[nn.Module] = []

    def make() -> nn.Module:
        made.append(Witness(torch.Generator().manual_seed(seed + 5)))
        return made[-1]

    model = load_model(make, path)
    assert made and isinstance(model, Witness), "load_model must make a model with `make` and return it."
    for name, tensor in source.state_dict().items():
        assert torch.equal(model.state_dict()[name], tensor), f"{name} is not what the file holds."
    if model.training:
        report(hint="load-eval")
    assert not model.training and not model.body.training, (
        "load_model must return the model in evaluation mode."
    )
    x = torch.randn(7, 5, generator=torch.Generator().manual_seed(seed))
    assert torch.equal(model(x), source.eval()(x)), "The loaded model gives other logits than the saved one."

    state = dict(source.state_dict())
    del state["norm.running_mean"]
    torch.save(state, path)
    wide = {name: torch.zeros(3) for name in source.state_dict()}
    torch.save(wide, tmp_path / "wide.pt")
    for file, what in ((path, "without `norm.running_mean`"), (tmp_path / "wide.pt", "with other shapes")):
        try:
            load_model(make, file)
        except RuntimeError:
            continue
        report(hint="load-strict")
        raise AssertionError(f"A file {what} must raise a RuntimeError; it was taken.")
    trap, folder = tmp_path / "trap.pt", tmp_path / "broken-in"
    torch.save({"weights": Trap(str(folder))}, trap)
    try:
        load_model(make, trap)
    except Exception as error:
        refused = isinstance(error, pickle.UnpicklingError)
    else:
        refused = False
    if folder.exists():
        report(hint="load-weights-only")
    assert not folder.exists(), (
        "load_model ran code that was in the file: here it made a folder, elsewhere it may do anything. Load "
        "with weights_only=True."
    )
    assert refused, (
        "A file that holds more than tensors must raise pickle.UnpicklingError, as torch.load does."
    )


def test_round_trip(seed: int, tmp_path: Path) -> None:
    """Save, load, go on: the second half of a training after a round trip equals the uninterrupted one."""

    def make() -> nn.Sequential:
        return plain_net([5, 8, 4], torch.Generator().manual_seed(seed))

    batches: list[Batch] = list(draw_batches(torch.Generator().manual_seed(seed + 1), 5, 4, (16, 16, 5)))
    whole = make()
    for _ in range(4):
        train_epoch(whole, batches, torch.optim.SGD(whole.parameters(), lr=0.1))
    half = make()
    for _ in range(2):
        train_epoch(half, batches, torch.optim.SGD(half.parameters(), lr=0.1))
    save_model(half, tmp_path / "half.pt")
    rest = load_model(make, tmp_path / "half.pt")
    for _ in range(2):
        train_epoch(rest, batches, torch.optim.SGD(rest.parameters(), lr=0.1))
    assert all(torch.equal(a, b) for a, b in zip(whole.parameters(), rest.parameters())), (
        "Two epochs, a round trip through a file and two more epochs must give the weights of four epochs, "
        "bit for bit; the largest relative difference is "
        f"{max(relative_error(a, b) for a, b in zip(whole.parameters(), rest.parameters())):.2g}."
    )
