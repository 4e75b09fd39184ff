"""The runs that the report is about, and how two models are compared on the same rows. Given."""

from __future__ import annotations

import copy
import logging
import math
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from deepbridge import baselines, runtime
from deepbridge.data import UNLABELED, Images, Labels, Parts, border_pixel, digits, with_pixel
from deepbridge.net import Student, Teacher
from deepbridge.ship import (
    Latency,
    Shortcut,
    distill,
    export_onnx,
    find_shortcut,
    keep_zero,
    latency,
    prune,
    quantize,
    repair,
)
from deepbridge.trainer import accuracy, fit, logits

# The exporter and the quantizer speak of torchvision, of deprecated Python and of options that are not needed here.
logging.getLogger("torch.onnx").setLevel(logging.ERROR)
logging.getLogger().addFilter(lambda record: "pre-processing before quantization" not in record.getMessage())
warnings.filterwarnings("ignore", category=FutureWarning, module="copyreg")

REPORT_SEED = 3
SPARSITY = 0.9
CAMERA_ROWS = 500
CONTRAST = np.float32(0.35)  # the cameras give dark images
NAMES = ("teacher", "teacher_int8", "pruned", "student", "student_int8", "logistic", "svm")


def paired_interval(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Difference of two accuracies on the same rows, with a 95 % interval.

    Args:
        first: whether the first model was right, row by row, shape (m,).
        second: the same for the second model.

    Returns:
        `(difference, low, high)`: the mean of the differences row by row, plus and minus 1.96 standard
        errors.
    """
    difference = first.astype(np.float64) - second.astype(np.float64)
    mean = float(difference.mean())
    half = 1.96 * float(difference.std(ddof=1)) / math.sqrt(len(difference))
    return mean, mean - half, mean + half


def verdict(low: float, high: float) -> str:
    """`deep` if the whole interval is above 0, `classical` if it is below 0, else `no difference`."""
    if low > 0:
        return "deep"
    return "classical" if high < 0 else "no difference"


def pareto_front(points: dict[str, tuple[float, float]]) -> list[str]:
    """Names of the points (kilobytes, accuracy) that no other beats: smaller or equal, and as accurate or better.

    Equal points beat nobody. The order is that of size.
    """
    front = [
        name
        for name, (size, score) in points.items()
        if not any(s <= size and a >= score and (s < size or a > score) for s, a in points.values())
    ]
    return sorted(front, key=lambda name: points[name][0])


@dataclass(frozen=True)
class Entry:
    """One line of the table.

    Attributes:
        path: its ONNX file.
        kilobytes: of the file, 1,000 bytes each.
        zipped: the same after gzip.
        latency: of one image on one thread, in seconds.
        scores: of the file on the test rows, shape (500, 10).
        predictions: the largest of each row, shape (500,).
        accuracy: share of test rows that it gets right.
    """

    path: Path
    kilobytes: float
    zipped: float
    latency: Latency
    scores: NDArray[np.float32]
    predictions: Labels
    accuracy: float


@dataclass(frozen=True)
class Networks:
    """The networks of one draw of the data.

    Attributes:
        teacher: learned from the owner's rows.
        pruned: the teacher with 90 % zeros, taught by the teacher.
        student: taught by the teacher on the rows of the site.
        scratch: the same student, which saw the 50 labels only.
    """

    teacher: nn.Module
    pruned: nn.Module
    student: nn.Module
    scratch: nn.Module


@dataclass(frozen=True)
class Fleet:
    """All models of one draw of the data, as files.

    Attributes:
        data: the three parts.
        networks: in torch.
        scratch_accuracy: of the student that saw the labels only, on test rows.
        svm_accuracy: of an SVM that saw the same 50 labels and nothing else.
        entries: by name, see `NAMES`.
    """

    data: Parts
    networks: Networks
    scratch_accuracy: float
    svm_accuracy: float
    entries: dict[str, Entry]

    def interval(self, first: str, second: str) -> tuple[float, float, float]:
        """Accuracy of one entry minus accuracy of another, with its paired 95 % interval."""
        gold = self.data.y_test
        return paired_interval(self.entries[first].predictions == gold, self.entries[second].predictions == gold)

    def intervals(self) -> dict[str, tuple[float, float, float]]:
        """The two comparisons of the report: the accurate models, and the small ones."""
        pairs = {"large": ("teacher_int8", "svm"), "small": ("student_int8", "logistic")}
        return {name: self.interval(*pair) for name, pair in pairs.items()}

    def front(self) -> list[str]:
        """The Pareto front of size and accuracy."""
        return pareto_front({name: (e.kilobytes, e.accuracy) for name, e in self.entries.items()})


def train_teacher(data: Parts, seed: int) -> nn.Module:
    """The owner's network: 12 epochs on the owner's rows."""
    torch.manual_seed(seed)
    teacher = Teacher()
    fit(teacher, data.x_owner, data.y_owner, epochs=12, seed=seed)
    return teacher


def new_student(seed: int) -> Student:
    """A student with first weights drawn from `seed`."""
    torch.manual_seed(seed)
    return Student()


def train_scratch(data: Parts, seed: int) -> nn.Module:
    """A student that learns from the 50 labels only; as many steps as the distilled one."""
    labeled = data.y_site != UNLABELED
    scratch = new_student(seed)
    fit(scratch, data.x_site[labeled], data.y_site[labeled], epochs=400, learning_rate=1e-2, seed=seed)
    return scratch


def train_student(data: Parts, teacher: nn.Module, seed: int) -> nn.Module:
    """The same student, distilled on all rows of the site: 40 epochs of 10 steps."""
    student = new_student(seed)
    distill(student, teacher, data.x_site, data.y_site, seed=seed)
    return student


def train_pruned(data: Parts, teacher: nn.Module, seed: int) -> nn.Module:
    """A copy of the teacher without 90 % of its weights, taught by the teacher for six epochs."""
    pruned = copy.deepcopy(teacher)
    masks = prune(pruned, SPARSITY)
    distill(
        pruned,
        teacher,
        data.x_site,
        data.y_site,
        epochs=6,
        learning_rate=2e-3,
        seed=seed,
        after_step=lambda: keep_zero(pruned, masks),
    )
    return pruned


def train_networks(data: Parts, seed: int) -> Networks:
    """The four networks; `seed` draws their first weights and the order of the rows."""
    teacher = train_teacher(data, seed)
    return Networks(
        teacher, train_pruned(data, teacher, seed), train_student(data, teacher, seed), train_scratch(data, seed)
    )


def svm_on_labels(data: Parts) -> float:
    """Accuracy of an SVM that sees the 50 labels of the site and nothing else."""
    labeled = data.y_site != UNLABELED
    few = baselines.svm(data.x_site[labeled], data.y_site[labeled])
    return float((few.predict(baselines.flat(data.x_test)) == data.y_test).mean())


def targets_for_classical(data: Parts, teacher: nn.Module) -> Labels:
    """Labels of the site's rows for models that cannot use probabilities: the known one, else the teacher's."""
    return np.where(data.y_site != UNLABELED, data.y_site, logits(teacher, data.x_site).argmax(axis=1))


def entry(path: Path, data: Parts) -> Entry:
    """Measure one file."""
    scores = runtime.run(path, data.x_test)
    predictions = scores.argmax(axis=1)
    return Entry(
        path,
        runtime.kilobytes(path),
        runtime.zipped_kilobytes(path),
        latency(path, data.x_test[:1]),
        scores,
        predictions,
        float((predictions == data.y_test).mean()),
    )


def write_network(model: nn.Module, data: Parts, path: Path) -> None:
    """Export a network and take the exporter's notes out."""
    export_onnx(model, torch.from_numpy(data.x_site[:2]), path)
    runtime.strip_notes(path)


def build_fleet(seed: int, folder: Path) -> Fleet:
    """Train, shrink, export and measure every model; the files go to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    data = digits(seed)
    networks = train_networks(data, seed)
    paths = {name: folder / f"{name}.onnx" for name in NAMES}
    for name, model in (("teacher", networks.teacher), ("pruned", networks.pruned), ("student", networks.student)):
        write_network(model, data, paths[name])
    for name in ("teacher", "student"):
        quantize(paths[name], paths[f"{name}_int8"], data.x_site)
    targets = targets_for_classical(data, networks.teacher)
    for name, make in (("logistic", baselines.logistic), ("svm", baselines.svm)):
        baselines.export(make(data.x_site, targets), data.x_site.shape[1:], paths[name])
    entries = {name: entry(path, data) for name, path in paths.items()}
    scratch_accuracy = accuracy(networks.scratch, data.x_test, data.y_test)
    return Fleet(data, networks, scratch_accuracy, svm_on_labels(data), entries)


@dataclass(frozen=True)
class Camera:
    """A model that learned from images with a hot pixel, and the same after the repair.

    In the learned images one pixel of the border is lit exactly where the label is 5 or more: these digits came
    from a second camera.

    Attributes:
        data: the parts; 500 of the owner's rows train, the other 200 are there to look for shortcuts.
        pixel: its row and column.
        found: what `find_shortcut` said about the first model.
        x_check, y_check: those 200 rows, with the same hot pixel.
        sick, repaired: the two models; the same one twice if nothing was found.
        sick_accuracy, repaired_accuracy: on test rows, by what the pixel does there: `follows` the label as in
            training, is `off`, is `on`, or is `turned` (lit for 0 to 4).
    """

    data: Parts
    pixel: tuple[int, int]
    found: Shortcut | None
    x_check: Images
    y_check: Labels
    sick: nn.Module
    repaired: nn.Module
    sick_accuracy: dict[str, float]
    repaired_accuracy: dict[str, float]


def train_camera(x: Images, y: Labels, seed: int) -> nn.Module:
    """A student on given images: 30 epochs."""
    model = new_student(seed)
    fit(model, x, y, epochs=30, learning_rate=1e-2, seed=seed)
    return model


def on_test_rows(model: nn.Module, data: Parts, pixel: tuple[int, int]) -> dict[str, float]:
    """Accuracy of a model by what the pixel does on the test rows."""
    high = data.y_test >= 5
    states = {"follows": high, "off": high & False, "on": high | True, "turned": ~high}
    return {
        name: accuracy(model, with_pixel(CONTRAST * data.x_test, *pixel, on), data.y_test)
        for name, on in states.items()
    }


def build_camera(seed: int) -> Camera:
    """Train on images with the hot pixel, find it, repair the images, train again."""
    data, pixel = digits(seed), border_pixel(seed)
    marked = with_pixel(CONTRAST * data.x_owner, *pixel, data.y_owner >= 5)
    x_train, y_train = marked[:CAMERA_ROWS], data.y_owner[:CAMERA_ROWS]
    x_check, y_check = marked[CAMERA_ROWS:], data.y_owner[CAMERA_ROWS:]
    sick = train_camera(x_train, y_train, seed)
    found = find_shortcut(sick, x_check, y_check)
    if found is None:
        repaired = sick
    else:
        repaired = train_camera(repair(x_train, found.row, found.column, seed=seed), y_train, seed)
    sick_accuracy, repaired_accuracy = (on_test_rows(model, data, pixel) for model in (sick, repaired))
    return Camera(data, pixel, found, x_check, y_check, sick, repaired, sick_accuracy, repaired_accuracy)


def worst_row(scores: NDArray[np.float32], y: Labels) -> tuple[int, int, int]:
    """The misclassified row with the largest loss: `(row, gold, prediction)`; row -1 if there is none.

    Args:
        scores: logits, shape (m, k).
        y: labels, shape (m,).
    """
    values = scores.astype(np.float64)
    shifted = values - values.max(axis=1, keepdims=True)
    loss = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y]
    prediction = scores.argmax(axis=1)
    loss[prediction == y] = -1.0
    row = int(loss.argmax())
    return (row, int(y[row]), int(prediction[row])) if prediction[row] != y[row] else (-1, -1, -1)
