"""The network, the residual block and the test of shifts."""

from __future__ import annotations

import importlib.util
import itertools
import math
from collections.abc import Iterator

import numpy as np
import torch
from support import describe, move, must_be_tensor, must_stand_alone, with_weights
from torch import Tensor, nn
from torch.nn import functional as F

from conftest import PROJECT, Report
from deepbridge.data import shifted
from deepbridge.net import Moved, ResidualBlock, SmallCNN, translation_test
from deepbridge.trainer import as_images


def numbers(rng: np.random.Generator, *shape: int, dtype: torch.dtype = torch.float64) -> Tensor:
    """Normal numbers."""
    return torch.from_numpy(rng.normal(size=shape)).to(dtype)


def test_cnn_shape(seed: int, report: Report) -> None:
    must_stand_alone("net.py", report)
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    for classes, channels, n, height, width in ((10, 1, 4, 20, 20), (3, 3, 2, 32, 32), (10, 1, 2, 48, 28)):
        model = SmallCNN(classes=classes, in_channels=channels)
        what = f"SmallCNN(classes={classes}, in_channels={channels}) on images {height} by {width}"
        out = must_be_tensor(
            model(numbers(rng, n, channels, height, width, dtype=torch.float32)), (n, classes), what
        )
        assert out.dtype == torch.float32, f"{what} must give float32, it gave {out.dtype}."
    model = SmallCNN().eval()
    with torch.no_grad():
        must_be_tensor(model(torch.zeros(1, 1, 20, 20)), (1, 10), "SmallCNN() on one empty canvas")
    convolutions = [module for module in model.modules() if isinstance(module, nn.Conv2d)]
    assert len(convolutions) >= 2, (
        f"SmallCNN needs two convolutions or more, it has {len(convolutions)} nn.Conv2d modules."
    )
    count = sum(parameter.numel() for parameter in model.parameters())
    if count > 30_000:
        report(hint="cnn-parameters", expected="at most 30,000", actual=count)
    assert count <= 30_000, (
        f"SmallCNN() may have 30,000 parameters, it has {count:,}. A linear layer on all places of all "
        "channels is the usual reason."
    )
    kept = sum(buffer.numel() for buffer in model.buffers())
    if kept > 2_000:
        report(hint="cnn-parameters", expected="at most 2,000", actual=kept)
    assert kept <= 2_000, (
        f"SmallCNN() may keep 2,000 numbers in buffers, for the statistics of batch norm; it keeps {kept:,}. "
        "Filters belong into parameters, which count and are trained."
    )
    report(cnn_parameters=count)


def test_cnn_alone(seed: int, report: Report) -> None:
    """Other projects carry net.py without the rest of this one."""
    must_stand_alone("net.py", report)
    spec = importlib.util.spec_from_file_location("carried_net", PROJECT / "src" / "deepbridge" / "net.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    torch.manual_seed(seed)
    model = module.SmallCNN(classes=10).eval()
    x = numbers(np.random.default_rng(seed), 5, 1, 20, 20, dtype=torch.float32)
    with torch.no_grad():
        together = must_be_tensor(model(x), (5, 10), "SmallCNN(classes=10) on (5, 1, 20, 20)")
        one = torch.cat([must_be_tensor(model(x[i : i + 1]), (1, 10), "one image") for i in range(5)])
        again = model(x)
    report(hint="cnn-alone")
    assert torch.equal(together, again), (
        "In evaluation mode SmallCNN must give the same logits for the same images each time."
    )
    assert torch.allclose(together, one, atol=1e-4), (
        "In evaluation mode the logits of an image must not depend on what else is in the batch: one by one "
        f"they differ by {(together - one).abs().max():.3g}."
    )
    torch.manual_seed(seed + 1)
    other = module.SmallCNN(classes=10).eval()
    with torch.no_grad():
        drawn = not torch.equal(other(x), together)
    if not drawn:
        report(hint="cnn-seed")
    assert drawn, (
        "Two new networks, made after different seeds, must have different weights; these give the same "
        "logits. SmallCNN sets a seed of its own, or its weights are fixed."
    )
    data = shifted(seed)
    with torch.no_grad():
        guessed = other(as_images(data.x_test)).argmax(dim=1).numpy()
    before_training = float((guessed == data.y_test).mean())
    assert before_training < 0.5, (
        f"Before any training SmallCNN has an accuracy of {before_training:.3f} on digits that move. A new "
        "network must know nothing yet."
    )
    other.load_state_dict(model.state_dict())
    with torch.no_grad():
        same = torch.equal(other(x), together)
    assert same, "With another one's state_dict, SmallCNN must give the other one's logits."


def test_cnn_shift(seed: int, report: Report) -> None:
    torch.manual_seed(seed)
    model = SmallCNN()
    images = F.pad(as_images(shifted(seed).x_test[:8]), (20, 20, 20, 20))
    with torch.no_grad():
        model(images)  # batch norm has seen something
        model.eval()
        before = model(images)
        size = float(before.std())
        worst = max(
            float((model(move(images, down, right)) - before).abs().max())
            for down, right in ((4, 0), (0, -4), (8, 4))
        )
    if worst > 1e-3 * size:
        report(hint="cnn-place")
    assert worst <= 1e-3 * size, (
        "Digits in the middle of a 60 by 60 canvas, moved by 4 or 8 pixels, must get the same logits from "
        f"SmallCNN; they change by up to {worst:.3g} (the logits have a spread of {size:.3g}). Some layer "
        "knows places: a linear layer on the whole map, or a stride above 4."
    )


def test_memorize(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    images = as_images(shifted(seed).x_train[:32])
    labels = torch.from_numpy(rng.integers(0, 10, size=32))
    model = SmallCNN()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    first = last = math.nan
    for step in range(160):  # a third of them does for most networks
        loss = F.cross_entropy(model(images), labels)
        first = loss.item() if step == 0 else first
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        last = loss.item()
        if last < 0.05:
            break
    unused = [name for name, parameter in model.named_parameters() if parameter.grad is None]
    assert not unused, f"These parameters of SmallCNN take no part in its output: {', '.join(unused)}."
    report(expected="below 0.1", actual=f"{last:.3g}", memorized_loss=last)
    assert last < 0.1, (
        "Within 160 steps Adam must learn 32 canvases with random labels by heart: loss below 0.1. It went "
        f"from {first:.3g} to {last:.3g}. A relu or a softmax behind the last layer, or too few "
        "channels?"
    )


def kernels(block: nn.Module) -> tuple[list[nn.Conv2d], list[nn.Conv2d], list[nn.BatchNorm2d]]:
    """The 3x3 and 1x1 convolutions and the batch norms of a block."""
    convolutions = [module for module in block.modules() if isinstance(module, nn.Conv2d)]
    return (
        [layer for layer in convolutions if layer.kernel_size == (3, 3)],
        [layer for layer in convolutions if layer.kernel_size == (1, 1)],
        [module for module in block.modules() if isinstance(module, nn.BatchNorm2d)],
    )


def test_block_shape(seed: int, report: Report) -> None:
    must_stand_alone("net.py", report)
    rng = np.random.default_rng(seed)
    for c_in, c_out, stride, norm in ((8, 8, 1, True), (4, 6, 1, True), (4, 8, 2, True), (5, 5, 1, False)):
        block = ResidualBlock(c_in, c_out, stride, norm)
        what = f"ResidualBlock({c_in}, {c_out}, stride={stride}, norm={norm})"
        x = numbers(rng, 2, c_in, 10, 10, dtype=torch.float32)
        must_be_tensor(block(x), (2, c_out, 10 // stride, 10 // stride), what)
        three, one, norms = kernels(block)
        projected = c_in != c_out or stride != 1
        assert len(three) == 2 and len(one) == projected, (
            f"{what} must have two 3x3 convolutions and {'a' if projected else 'no'} 1x1 convolution; it has "
            f"{len(three)} and {len(one)}."
        )
        wanted = (2 + projected) if norm else 0
        assert len(norms) == wanted, f"{what} must have {wanted} batch norms, it has {len(norms)}."


def block_by_hand(x: Tensor, block: ResidualBlock, order: tuple[int, int], mode: str = "right") -> Tensor:
    """The block from the formula and its own weights, without batch norm."""
    three, one, _ = kernels(block)
    first, second = three[order[0]], three[order[1]]
    stride = first.stride if isinstance(first.stride, tuple) else (1, 1)
    inner = F.conv2d(x, first.weight, first.bias, stride, padding=1)
    inner = F.conv2d(torch.relu(inner), second.weight, second.bias, padding=1)
    short = F.conv2d(x, one[0].weight, one[0].bias, stride) if one else x
    if mode == "no shortcut":
        return torch.relu(inner)
    if mode == "relu before the sum":
        return torch.relu(inner) + short
    if mode == "no relu at the end":
        return inner + short
    return torch.relu(inner + short)


MODES = {
    "no shortcut": "block-shortcut",
    "relu before the sum": "block-relu",
    "no relu at the end": "block-relu",
}


def test_block_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed + 1)
    for c_in, c_out, stride in ((5, 5, 1), (3, 6, 1), (4, 8, 2), (4, 4, 2)):
        block = ResidualBlock(c_in, c_out, stride, norm=False).double()
        with_weights(block, rng, lambda shape: 0.3)
        x = numbers(rng, 2, c_in, 8, 8)
        what = f"ResidualBlock({c_in}, {c_out}, stride={stride}, norm=False)"
        with torch.no_grad():
            actual = must_be_tensor(block(x), (2, c_out, 8 // stride, 8 // stride), what)
            candidates = list(orders(block, c_in, stride))
            assert candidates, (
                f"{what}: the first 3x3 convolution must take {c_in} channels with stride {stride}, the "
                "second one must keep channels and size."
            )
            right = any(torch.allclose(actual, block_by_hand(x, block, o), atol=1e-8) for o in candidates)
            reason = ""
            for mode, hint in MODES.items():
                if not right and any(
                    torch.allclose(actual, block_by_hand(x, block, o, mode), atol=1e-8) for o in candidates
                ):
                    reason = f" This is the block with {mode}."
                    report(hint=hint)
        if not right:
            report(expected=block_by_hand(x, block, candidates[0])[0, 0, 0], actual=actual[0, 0, 0])
        assert right, (
            f"{what} must be relu(conv2(relu(conv1(x))) + shortcut(x)) with its own weights; it gives "
            f"something else.{reason}"
        )
    # With batch norm: three parameters set to zero leave the shortcut alone, in either mode.
    block = ResidualBlock(6, 6)
    with torch.no_grad():
        for parameter in block.parameters():
            parameter.zero_()
        x = numbers(rng, 3, 6, 7, 7, dtype=torch.float32)
        actual = block(x)
    if not torch.equal(actual, torch.relu(x)):
        report(hint="block-shortcut")
    assert torch.equal(actual, torch.relu(x)), (
        "When all its weights are zero, a block with equal channels must give relu(x): the shortcut carries "
        f"x past the two convolutions unchanged. It gives {describe(actual[0, 0, 0])} for "
        f"{describe(x[0, 0, 0])}."
    )
    for c_in, c_out, stride in ((3, 3, 1), (3, 5, 2)):
        block = ResidualBlock(c_in, c_out, stride)
        x = 2.0 + numbers(rng, 4, c_in, 6, 6, dtype=torch.float32)
        with torch.no_grad():
            actual = block(x)
            expected = [norm_by_hand(x, block, order) for order in orders(block, c_in, stride)]
        error = min(float((actual - one).abs().max()) for one in expected)
        if error > 1e-4:
            report(hint="block-norm")
        assert error <= 1e-4, (
            "With batch norm the order is convolution, norm, relu, convolution, norm, then the sum and relu; "
            "a 1x1 convolution in the shortcut has its norm too. The result of "
            f"ResidualBlock({c_in}, {c_out}, stride={stride}) differs by {error:.3g}."
        )


def norm_by_hand(x: Tensor, block: ResidualBlock, order: tuple[int, int]) -> Tensor:
    """The block with new batch norms in training mode."""
    three, one, _ = kernels(block)
    first, second = three[order[0]], three[order[1]]
    stride = first.stride if isinstance(first.stride, tuple) else (1, 1)
    inner = F.conv2d(x, first.weight, first.bias, stride, padding=1)
    inner = torch.relu(F.batch_norm(inner, None, None, training=True))
    inner = F.conv2d(inner, second.weight, second.bias, padding=1)
    short = x
    if one:
        short = F.conv2d(x, one[0].weight, one[0].bias, stride)
        short = F.batch_norm(short, None, None, training=True)
    return torch.relu(F.batch_norm(inner, None, None, training=True) + short)


def orders(block: ResidualBlock, c_in: int, stride: int) -> Iterator[tuple[int, int]]:
    """Which of the two 3x3 convolutions may be the first: the one with the right channels and stride."""
    three, _, _ = kernels(block)
    for order in ((0, 1), (1, 0)):
        first, second = three[order[0]], three[order[1]]
        fits = first.in_channels == c_in and second.in_channels == first.out_channels
        if fits and first.stride == (stride, stride) and second.stride == (1, 1):
            yield order


def plain_block(channels: int, norm: bool) -> nn.Module:
    """Two convolutions without a shortcut, with PyTorch's own first weights."""
    layers: list[nn.Module] = []
    for _ in range(2):
        layers.append(nn.Conv2d(channels, channels, 3, padding=1, bias=not norm))
        layers.extend([nn.BatchNorm2d(channels), nn.ReLU()] if norm else [nn.ReLU()])
    return nn.Sequential(*layers)


def gradient_norm(residual: bool, norm: bool, seed: int) -> float:
    """Norm of the gradient at the first of 41 layers, before any training."""
    torch.manual_seed(seed)
    stem = nn.Conv2d(1, 8, 3, padding=1)
    blocks = [ResidualBlock(8, 8, norm=norm) if residual else plain_block(8, norm) for _ in range(20)]
    net = nn.Sequential(stem, nn.ReLU(), *blocks, nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(8, 10))
    data = shifted(seed)
    F.cross_entropy(net(as_images(data.x_train[:32])), torch.from_numpy(data.y_train[:32])).backward()
    assert stem.weight.grad is not None
    return float(stem.weight.grad.norm())


def test_block_gradient(seed: int, report: Report) -> None:
    sizes = {
        (residual, norm): math.log10(max(gradient_norm(residual, norm, seed), 1e-45))
        for residual, norm in itertools.product((False, True), (False, True))
    }
    report(
        plain_gradient=sizes[False, False],
        residual_gradient=sizes[True, False],
        plain_norm_gradient=sizes[False, True],
        residual_norm_gradient=sizes[True, True],
    )
    ratio = sizes[True, False] - sizes[False, False]
    assert ratio >= 8.0 and sizes[True, False] > -4.0, (
        "Without batch norm the gradient at the first layer of 20 residual blocks must be 10^8 times that of "
        f"20 plain blocks, or more; it is 10^{sizes[True, False]:.1f} against 10^{sizes[False, False]:.1f}."
    )
    assert sizes[True, True] < sizes[False, True] - 0.5, (
        "With batch norm a plain stack has gradients that explode toward the first layer, and a residual one "
        f"less so; they are 10^{sizes[False, True]:.1f} and 10^{sizes[True, True]:.1f}."
    )


class Spot(nn.Module):
    """Logits that depend on places: each weighs the whole canvas. Has a mode, to see who asks."""

    def __init__(self, weight: Tensor, noise: bool = False) -> None:
        super().__init__()
        self.weight = nn.Parameter(weight)
        self.noise = noise
        self.graded = 0

    def forward(self, x: Tensor) -> Tensor:
        self.graded += torch.is_grad_enabled()
        out = x.flatten(1) @ self.weight
        return out + torch.randn_like(out) if self.noise and self.training else out


def test_translation(seed: int, report: Report) -> None:
    must_stand_alone("net.py", report)
    rng = np.random.default_rng(seed)
    height, width = 9, 7
    images = numbers(rng, 6, 2, height, width)
    shifts = [(0, 0), (1, 0), (0, 2), (-2, 3), (4, -5), (-9, 0), (3, 12)]
    spot = Spot(numbers(rng, 2 * height * width, 4), noise=True)
    spot.train()
    kept_images = images.clone()
    try:
        moves = translation_test(spot, images, shifts)
    except (RuntimeError, IndexError, ValueError):
        translation_test(spot, images, shifts[:5])  # fails by itself where shifts inside the canvas do
        report(hint="move-beyond")
        raise AssertionError(
            f"translation_test broke off on images of {height} by {width} pixels that move by {shifts[5]} or "
            f"{shifts[6]}. Nothing is left of such an image: all zeros."
        ) from None
    assert isinstance(moves, list) and len(moves) == len(shifts), (
        f"translation_test must return a list with one Moved for each of the {len(shifts)} shifts, it "
        f"returned {describe(moves)}."
    )
    assert torch.equal(images, kept_images), "translation_test changed the images that it was given."
    with torch.no_grad():
        before = images.flatten(1) @ spot.weight
        for (down, right), moved in zip(shifts, moves):
            assert isinstance(moved, Moved) and (moved.down, moved.right) == (down, right), (
                f"The entry for the shift ({down}, {right}) must be Moved({down}, {right}, …), it is "
                f"{describe(moved)}."
            )
            after = move(images, down, right).flatten(1) @ spot.weight
            change = float((after - before).abs().max())
            kept = float((after.argmax(dim=1) == before.argmax(dim=1)).double().mean())
            rolled = torch.roll(images, (down, right), dims=(2, 3)).flatten(1) @ spot.weight
            right_change = math.isclose(float(moved.change), change, rel_tol=1e-6, abs_tol=1e-9)
            if not right_change:
                turned = math.isclose(float(moved.change), float((rolled - before).abs().max()), rel_tol=1e-6)
                report(expected=change, actual=moved.change, hint="move-roll" if turned else "move-mode")
            assert right_change and math.isclose(float(moved.kept), kept, abs_tol=1e-6), (
                f"Moved by ({down}, {right}), this model's logits change by {change:.6g} and it keeps "
                f"{kept:.3f} of its predictions; translation_test says {moved.change:.6g} and "
                f"{moved.kept:.3f}. What leaves is lost, zeros come in, evaluation mode."
            )
    if not spot.training:
        report(hint="move-mode")
    assert spot.training, "The model was in training mode before and must be so afterwards."
    assert spot.graded == 0, "translation_test must ask the model without gradients (torch.no_grad())."
    spot.eval()
    translation_test(spot, images, [(1, 1)])
    assert not spot.training, "The model was in evaluation mode before and must be so afterwards."
