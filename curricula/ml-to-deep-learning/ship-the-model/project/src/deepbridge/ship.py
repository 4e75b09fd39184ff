"""From a trained network to a file that other people run: smaller, exported, timed and explained.

Images have shape (n, channels, height, width), float32. Libraries that are slow to import (onnx, onnxruntime)
are imported inside the functions that need them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from deepbridge.data import UNLABELED, Images, Labels

# For each pruned weight tensor, by its name in `model.named_parameters()`: True = kept, of its shape.
Masks: TypeAlias = dict[str, Tensor]


def export_onnx(model: nn.Module, example: Tensor, path: Path) -> None:
    """Write the model, as it predicts, to one ONNX file that takes any number of images.

    The input is called `x`, the output `logits`. Batch norm and dropout are those of evaluation mode. The
    weights are inside the file. The model is afterwards in the mode that it was in before.

    Args:
        model: maps images (n, c, h, w) to logits (n, k).
        example: two images of the right shape. (An example of one image would fix the batch at 1.)
        path: of the file to write, such as `model.onnx`.
    """
    ### BEGIN SOLUTION export_onnx
    training = model.training
    model.eval()
    torch.onnx.export(
        model,
        (example,),
        path,
        input_names=["x"],
        output_names=["logits"],
        dynamic_shapes=({0: torch.export.Dim.DYNAMIC},),
        opset_version=18,
        external_data=False,
        dynamo=True,
        verbose=False,
    )
    model.train(training)
    ### END SOLUTION export_onnx


class Latency(NamedTuple):
    """How long one call takes, in seconds: the median and the 95th percentile of all timed calls."""

    median: float
    p95: float


def latency(
    path: Path,
    x: Images,
    runs: int = 200,
    warmup: int = 20,
    clock: Callable[[], float] = time.perf_counter,
) -> Latency:
    """Time an ONNX file in ONNX Runtime on one thread.

    One session is made for all calls, on the CPU, with one thread within an operator and one between them. The
    first `warmup` calls are not counted; they reserve memory and fill caches.

    Args:
        path: an ONNX file with one input.
        x: what each call gets, all rows at once. For the latency of one request give one image.
        runs: calls that are timed, one by one.
        warmup: calls before them.
        clock: gives seconds. Ask it right before and right after each timed call, and nowhere else.
    """
    ### BEGIN SOLUTION latency
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    feed = {session.get_inputs()[0].name: x}
    for _ in range(warmup):
        session.run(None, feed)
    seconds = []
    for _ in range(runs):
        start = clock()
        session.run(None, feed)
        seconds.append(clock() - start)
    return Latency(float(np.median(seconds)), float(np.percentile(seconds, 95)))
    ### END SOLUTION latency


def quantize(source: Path, target: Path, calibration: Images) -> None:
    """Write an 8-bit copy of an ONNX file with ONNX Runtime's static quantization.

    Weights become signed 8-bit integers, with one scale for each output channel. The range of every activation is
    measured on the calibration images, from the smallest value to the largest, over all of them. The format is QDQ:
    the graph holds QuantizeLinear and DequantizeLinear nodes, which the runtime fuses. Source: Jacob et al. (2018),
    section 2.1; ONNX Runtime, "Quantize ONNX Models".

    Args:
        source: the float32 file; it is not changed.
        target: the file to write.
        calibration: images (n, c, h, w) such as the model will meet, and none that it is tested on.
    """
    ### BEGIN SOLUTION quantize
    from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

    class Reader(CalibrationDataReader):
        """Hands out the calibration images in batches of 100, then None."""

        def __init__(self) -> None:
            self.batches = iter([calibration[start : start + 100] for start in range(0, len(calibration), 100)])

        def get_next(self) -> dict[str, Images] | None:  # pyright: ignore[reportIncompatibleMethodOverride]
            batch = next(self.batches, None)
            return None if batch is None else {"x": batch}

    quantize_static(
        str(source),
        str(target),
        Reader(),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
    )
    ### END SOLUTION quantize


def prune(model: nn.Module, sparsity: float) -> Masks:
    """Set the weights that are nearest to zero to zero, over all layers together.

    Only weights of convolutions and linear layers take part: no bias, no batch norm. They compete in one list,
    so a layer of small weights loses more of them. `round(sparsity * count)` weights are set to zero, in place.
    Source: Han, Pool, Tran and Dally (2015), section 3.

    Args:
        model: is changed.
        sparsity: share of zeros, from 0 to 1.

    Returns:
        For each such tensor which weights are kept.
    """
    ### BEGIN SOLUTION prune
    weights = {
        f"{name}.weight": module.weight
        for name, module in model.named_modules()
        if isinstance(module, nn.Conv2d | nn.Linear)
    }
    sizes = torch.cat([weight.detach().abs().flatten() for weight in weights.values()])
    kept = torch.ones(len(sizes), dtype=torch.bool)
    kept[sizes.argsort()[: round(sparsity * len(sizes))]] = False
    masks: Masks = {}
    for (name, weight), part in zip(weights.items(), kept.split([w.numel() for w in weights.values()]), strict=True):
        masks[name] = part.view_as(weight)
        weight.data.mul_(masks[name])
    return masks
    ### END SOLUTION prune


def keep_zero(model: nn.Module, masks: Masks) -> None:
    """Set the pruned weights to zero again, in place: called after every step of training.

    A pruned weight still has a gradient, and an optimizer with momentum moves it even without one.
    """
    ### BEGIN SOLUTION keep_zero
    parameters = dict(model.named_parameters())
    with torch.no_grad():
        for name, mask in masks.items():
            parameters[name].mul_(mask)
    ### END SOLUTION keep_zero


def distillation_loss(
    student_logits: Tensor, teacher_logits: Tensor, y: Tensor, temperature: float, weight: float
) -> Tensor:
    """Learn from the teacher's probabilities, and from labels where there are any.

    weight * T² * mean over all rows of KL(p || q) + (1 - weight) * mean cross-entropy over the labeled rows,

    with p = softmax(teacher / T) and q = softmax(student / T). The cross-entropy has no temperature; it is 0 where
    no row has a label. T² keeps the gradient of the first part at one size for every T. Source: Hinton, Vinyals
    and Dean (2015), section 2.

    Args:
        student_logits: shape (n, k).
        teacher_logits: shape (n, k).
        y: labels, shape (n,); `UNLABELED` (-1) where there is none.
        temperature: T, above 0.
        weight: of the teacher's part, from 0 to 1.

    Returns:
        A scalar.
    """
    ### BEGIN SOLUTION distillation_loss
    log_q = functional.log_softmax(student_logits / temperature, dim=1)
    log_p = functional.log_softmax(teacher_logits / temperature, dim=1)
    soft = temperature**2 * (log_p.exp() * (log_p - log_q)).sum(dim=1).mean()
    labeled = y != UNLABELED
    hard = functional.cross_entropy(student_logits[labeled], y[labeled]) if labeled.any() else soft.new_zeros(())
    return weight * soft + (1.0 - weight) * hard
    ### END SOLUTION distillation_loss


def distill(
    student: nn.Module,
    teacher: nn.Module,
    x: Images,
    y: Labels,
    *,
    temperature: float = 4.0,
    weight: float = 0.9,
    epochs: int = 40,
    batch_size: int = 64,
    learning_rate: float = 1e-2,
    seed: int = 0,
    after_step: Callable[[], None] | None = None,
) -> list[float]:
    """Train the student with `distillation_loss` and Adam, on mini-batches in an order drawn from `seed`.

    The teacher answers as it predicts: in evaluation mode, without gradients. It is not changed and is afterwards
    in the mode that it was in before. The student learns in training mode and is left in evaluation mode.

    Args:
        student: trained in place.
        teacher: maps the same images to logits of the same shape.
        x: images (n, c, h, w).
        y: labels (n,), `UNLABELED` (-1) where there is none.
        seed: of the order of the rows.
        after_step: called after each step of the optimizer.

    Returns:
        The mean loss of each epoch.
    """
    ### BEGIN SOLUTION distill
    images, labels = torch.from_numpy(x), torch.from_numpy(y)
    training = teacher.training
    teacher.eval()
    with torch.no_grad():
        answers = teacher(images)
    teacher.train(training)
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(student.parameters(), lr=learning_rate)
    history: list[float] = []
    student.train()
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(images), generator=generator).split(batch_size):
            optimizer.zero_grad()
            loss = distillation_loss(student(images[rows]), answers[rows], labels[rows], temperature, weight)
            loss.backward()
            optimizer.step()
            if after_step is not None:
                after_step()
            total += loss.item() * len(rows)
        history.append(total / len(images))
    student.eval()
    return history
    ### END SOLUTION distill


def integrated_gradients(model: nn.Module, x: Tensor, target: Tensor, baseline: Tensor, steps: int = 32) -> Tensor:
    """How much each input adds to the logit of one class, going from a baseline to the image.

    (x - b) times the mean gradient of the target's logit along the straight line b + a (x - b), 0 < a < 1. Over
    all inputs of a row the result sums to logit(x) - logit(b) (completeness), up to the error of `steps` points.
    Source: Sundararajan, Taly and Yan (2017), section 3.

    Args:
        model: asked in evaluation mode; neither its mode nor its gradients change.
        x: shape (n, …).
        target: the class of each row, shape (n,).
        baseline: the shape of x, or one that broadcasts to it.
        steps: points on the line.

    Returns:
        The shape of x, without a graph.
    """
    ### BEGIN SOLUTION integrated_gradients
    training = model.training
    model.eval()
    total = torch.zeros_like(x)
    for step in range(steps):
        point = (baseline + (step + 0.5) / steps * (x - baseline)).detach().requires_grad_(True)
        score = model(point).gather(1, target[:, None]).sum()
        (gradient,) = torch.autograd.grad(score, point)
        total += gradient
    model.train(training)
    return ((x - baseline) * total / steps).detach()
    ### END SOLUTION integrated_gradients


class Shortcut(NamedTuple):
    """A pixel that a model leans on.

    Attributes:
        row: from 0.
        column: from 0.
        drop: accuracy that is lost when its values are shuffled among the rows.
    """

    row: int
    column: int
    drop: float


def find_shortcut(
    model: nn.Module, x: Images, y: Labels, candidates: int = 5, threshold: float = 0.12, seed: int = 0
) -> Shortcut | None:
    """Look for one pixel that a model cannot do without. Attribution suspects, intervention decides.

    The `candidates` pixels with the largest mean absolute attribution (from a black image to x, of the logit of
    the label) are tried one after the other: the pixel's values are shuffled among the rows, all else stays, and
    the accuracy is taken again. It is permutation importance, for the few pixels that deserve it.

    Args:
        model: maps images (n, 1, h, w) to logits.
        x: images that the model did not learn from, with whatever the learned ones had on them.
        y: their labels.
        threshold: a drop of the accuracy that is called a shortcut.
        seed: of the shuffling.

    Returns:
        The pixel with the largest drop, or None if no drop reaches `threshold`.
    """
    ### BEGIN SOLUTION find_shortcut
    images, labels = torch.from_numpy(x), torch.from_numpy(y)
    attributions = integrated_gradients(model, images, labels, torch.zeros_like(images), steps=16)
    importance = attributions.abs().mean(dim=(0, 1))
    rng = np.random.default_rng(seed)

    def accuracy(values: Tensor) -> float:
        model.eval()
        with torch.no_grad():
            return float((model(values).argmax(dim=1) == labels).double().mean())

    before = accuracy(images)
    found: list[Shortcut] = []
    for number in importance.flatten().argsort(descending=True)[:candidates].tolist():
        row, column = divmod(number, x.shape[3])
        shuffled = images.clone()
        shuffled[:, :, row, column] = images[torch.from_numpy(rng.permutation(len(x)))][:, :, row, column]
        found.append(Shortcut(row, column, before - accuracy(shuffled)))
    worst = max(found, key=lambda shortcut: shortcut.drop)
    return worst if worst.drop >= threshold else None
    ### END SOLUTION find_shortcut


def repair(x: Images, row: int, column: int, seed: int = 0) -> Images:
    """A copy of training images in which one pixel takes values of 0 to 1 that say nothing about the label.

    All other pixels are as they were. Values that vary teach a model to ignore the pixel. A constant takes the
    information away too, but then nothing teaches the model what to do with another value, should it come.

    Args:
        x: images (n, 1, h, w); not changed.
        row: of the pixel.
        column: of the pixel.
        seed: of the random values.
    """
    ### BEGIN SOLUTION repair
    repaired = x.copy()
    repaired[:, 0, row, column] = np.random.default_rng(seed).integers(0, 2, size=len(x))
    return repaired
    ### END SOLUTION repair
