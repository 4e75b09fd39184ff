"""Readers for two published formats of labeled time series, in exactly the form they are published. Given.

`ts`: the format of the UEA and UCR archives (timeseriesclassification.com), a file `NAME_TRAIN.ts` and beside
it `NAME_TEST.ts`. Comment lines begin with #, header lines with @, and after @data each line is a series:
channels separated by colons, the values of a channel by commas, the class label last:
    1.2,0.7,0.1:-0.3,0.2,0.5:3
Series may differ in length; some files fill them up with NaN or ? at the end, which is taken away here.

`har`: the folder `UCI HAR Dataset` of the UCI Machine Learning Repository, its raw signals: nine files
`train/Inertial Signals/body_acc_x_train.txt`, … with 128 numbers a line, and `train/y_train.txt` with the
activity from 1 to 6; the same under `test`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import RidgeClassifierCV
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence

from deepbridge.baselines import MODELS, Classifier
from deepbridge.data import Array, Integers

ACTIVITIES = ("WALKING", "WALKING_UPSTAIRS", "WALKING_DOWNSTAIRS", "SITTING", "STANDING", "LAYING")
SIGNALS = tuple(f"{kind}_{axis}" for kind in ("body_acc", "body_gyro", "total_acc") for axis in "xyz")


@dataclass(frozen=True)
class Series:
    """Labeled series of different lengths.

    Attributes:
        values: one array a series, shape (its length, channels).
        labels: text of each label.
    """

    values: list[Array]
    labels: list[str]


def read_ts(path: Path) -> Series:
    """Every series of a .ts file.

    Raises:
        ValueError: for a line that does not fit the format; it names the line.
    """
    values: list[Array] = []
    labels: list[str] = []
    classes: set[str] | None = None
    in_data = False
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            text, where = line.strip(), f"{path.name}, line {number}"
            if not text or text.startswith("#"):
                continue
            if not in_data:
                words = text.lower().split()
                if words[0] == "@timestamps" and words[-1] == "true":
                    raise ValueError(f"{where}: series with time stamps are not read here")
                if words[0] == "@classlabel":
                    if len(words) < 3 or words[1] != "true":
                        raise ValueError(f"{where}: needs class labels, `@classLabel true 1 2 …`")
                    classes = set(text.split()[2:])
                in_data = words[0] == "@data"
                continue
            *channels, label = text.split(":")
            if not channels or classes is None or label.strip() not in classes:
                raise ValueError(f"{where}: {label.strip()!r} is not one of the labels in the header")
            try:
                columns = [[float(v.replace("?", "nan")) for v in channel.split(",")] for channel in channels]
            except ValueError as error:
                raise ValueError(f"{where}: a value is not a number") from error
            values.append(_without_filling(columns, where))
            labels.append(label.strip())
            if values[0].shape[1] != values[-1].shape[1]:
                raise ValueError(
                    f"{where}: {len(channels)} channels, the first series has {values[0].shape[1]}"
                )
    return Series(values, labels)


def _without_filling(columns: list[list[float]], where: str) -> Array:
    """Channels as an array (length, channels) without the missing values at the end."""
    longest = max(len(column) for column in columns)
    array = np.full((longest, len(columns)), np.nan)
    for number, column in enumerate(columns):
        array[: len(column), number] = column
    known = ~np.isnan(array)
    steps = np.flatnonzero(known.any(axis=1))
    end = int(steps[-1]) + 1 if len(steps) else 0
    if end == 0 or not known[:end].all():
        raise ValueError(f"{where}: a value is missing inside the series")
    return array[:end]


def read_har(folder: Path, part: str) -> Series:
    """Every window of `train` or `test` of the folder `UCI HAR Dataset`.

    Raises:
        ValueError: for a file that does not fit the format; it names the file.
    """
    signals: list[Array] = []
    for signal in SIGNALS:
        path = folder / part / "Inertial Signals" / f"{signal}_{part}.txt"
        rows = [line.split() for line in path.read_text(encoding="ascii").splitlines() if line.strip()]
        for number, row in enumerate(rows, start=1):
            if len(row) != 128:
                raise ValueError(f"{path.name}, line {number}: {len(row)} numbers, the format has 128")
        signals.append(np.array(rows, dtype=np.float64))
    codes = (folder / part / f"y_{part}.txt").read_text(encoding="ascii").split()
    if len({len(signal) for signal in signals} | {len(codes)}) != 1 or not set(codes) <= set("123456"):
        raise ValueError(
            f"{folder.name}/{part}: the nine signals and y_{part}.txt must have equally many lines, and "
            "activities are 1 to 6"
        )
    return Series(list(np.stack(signals, axis=2)), [ACTIVITIES[int(code) - 1] for code in codes])


def read_real(path: Path, name: str) -> tuple[Series, Series]:
    """The published training and test parts: `path` is NAME_TRAIN.ts or the folder `UCI HAR Dataset`."""
    if name == "har":
        return read_har(path, "train"), read_har(path, "test")
    if not path.name.endswith("_TRAIN.ts"):
        raise ValueError(f"{path.name}: give NAME_TRAIN.ts; NAME_TEST.ts is looked for beside it")
    return read_ts(path), read_ts(path.with_name(path.name.replace("_TRAIN.ts", "_TEST.ts")))


def standardize(train: Series, test: Series) -> tuple[Series, Series]:
    """Both parts, each channel scaled by its mean and deviation over all training steps."""
    steps = np.concatenate(train.values)
    mean, deviation = steps.mean(axis=0), steps.std(axis=0)
    deviation = np.where(deviation > 0, deviation, 1.0)
    parts = [Series([(v - mean) / deviation for v in part.values], part.labels) for part in (train, test)]
    return parts[0], parts[1]


def pad(values: Sequence[Array]) -> tuple[Tensor, Tensor]:
    """Right-padded float32 batch (n, T, channels) and lengths (n,)."""
    lengths = torch.tensor([len(v) for v in values])
    batch = torch.zeros(len(values), int(lengths.max()), values[0].shape[1])
    for row, v in enumerate(values):
        batch[row, : len(v)] = torch.from_numpy(v)
    return batch, lengths


class SeriesClassifier(nn.Module):
    """`torch.nn.GRU` on packed series, and a linear layer on the state after each series' last step."""

    def __init__(self, channels: int, classes: int, hidden: int = 64) -> None:
        super().__init__()
        self.gru = nn.GRU(channels, hidden, batch_first=True)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        """Logits (n, classes) of a right-padded batch (n, T, channels)."""
        _, last = self.gru(pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False))
        return self.head(last[0])


def fit_series(
    x: Tensor, lengths: Tensor, y: Tensor, classes: int, *, hidden: int, epochs: int, rate: float, seed: int
) -> tuple[SeriesClassifier, list[float]]:
    """Train with Adam, batches of 64, gradients clipped at norm 1: `(model, mean loss of each epoch)`."""
    torch.manual_seed(seed)
    model = SeriesClassifier(x.shape[2], classes, hidden)
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    history: list[float] = []
    for epoch in range(epochs):
        start, losses = time.perf_counter(), []
        for rows in torch.randperm(len(x)).split(64):
            longest = int(lengths[rows].max())
            loss = nn.functional.cross_entropy(model(x[rows, :longest], lengths[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
        print(f"  epoch {epoch + 1}: loss {history[-1]:.3f}, {time.perf_counter() - start:.1f} s", flush=True)
    return model, history


def window_statistics(values: Sequence[Array], parts: int = 4) -> Array:
    """Mean, deviation, smallest, largest and last minus first of each quarter of each channel; length."""
    rows = []
    for v in values:
        numbers: list[Array] = []
        for piece in np.array_split(v, parts) if len(v) >= parts else [v] * parts:
            numbers += [piece.mean(0), piece.std(0), piece.min(0), piece.max(0), piece[-1] - piece[0]]
        rows.append(np.concatenate([*numbers, [len(v)]]))
    return np.array(rows)


def random_kernels(values: Sequence[Array], count: int = 500, seed: int = 0) -> Array:
    """Largest value and share of positive values of random convolutions, two features a kernel.

    After Dempster, Petitjean and Webb (2020), ROCKET, with 500 kernels of length 9 instead of 10,000.
    """
    x, lengths = pad(values)
    generator = torch.Generator().manual_seed(seed)
    channels, columns = x.shape[2], []
    dilations = [d for d in (1, 2, 4, 8, 16) if 8 * d < x.shape[1]] or [1]
    real = torch.arange(x.shape[1]) < lengths[:, None]
    for dilation in dilations:
        size = count // len(dilations)
        weight = torch.randn(size, channels, 9, generator=generator)
        weight *= torch.rand(size, channels, 1, generator=generator) < max(0.3, 1 / channels)
        weight -= weight.mean(dim=2, keepdim=True)
        bias = 2 * torch.rand(size, generator=generator) - 1
        for rows in torch.arange(len(x)).split(256):
            out = nn.functional.conv1d(
                x[rows].transpose(1, 2), weight, bias, padding=4 * dilation, dilation=dilation
            )
            inside = real[rows][:, None, :]
            largest = out.masked_fill(~inside, -torch.inf).amax(dim=2)
            positive = ((out > 0) & inside).sum(dim=2) / lengths[rows][:, None]
            columns.append((dilation, torch.cat([largest, positive], dim=1)))
    blocks = [torch.cat([block for d, block in columns if d == dilation]) for dilation in dilations]
    return torch.cat(blocks, dim=1).numpy().astype(np.float64)


def best_classical(train: Series, test: Series) -> tuple[str, NDArray[np.str_]]:
    """Name and test predictions of the candidate with the best 3-fold accuracy on the training series.

    Candidates: four models on window statistics, ridge regression on random kernels.
    """
    labels = np.array(train.labels)
    statistics = window_statistics(train.values), window_statistics(test.values)
    kernels = random_kernels(train.values), random_kernels(test.values)
    candidates: dict[str, tuple[Classifier, tuple[Array, Array]]] = {
        f"window statistics + {name}": (make(), statistics) for name, make in MODELS.items()
    }
    ridge = make_pipeline(StandardScaler(), RidgeClassifierCV(alphas=np.logspace(-2, 4, 7)))
    candidates["random kernels + ridge"] = (ridge, kernels)
    scores: dict[str, float] = {}
    for name, (model, (x_train, _)) in candidates.items():
        scores[name] = float(cross_val_score(model, x_train, labels, cv=3).mean())
        print(f"  {name}: {scores[name]:.4f} in 3 folds", flush=True)
    best = max(scores, key=lambda name: scores[name])
    model, (x_train, x_test) = candidates[best]
    return best, model.fit(x_train, labels).predict(x_test)


def encode(labels: Sequence[str], classes: Sequence[str]) -> Integers:
    """Number of each label in `classes`, shape (n,)."""
    index = {label: number for number, label in enumerate(classes)}
    return np.array([index[label] for label in labels], dtype=np.int64)
