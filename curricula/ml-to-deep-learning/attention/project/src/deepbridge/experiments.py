"""The runs that the report is about, and how two models are compared on the same rows. Given."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from deepbridge import baselines
from deepbridge.attention import RecallNet, attention_map, train_recall
from deepbridge.data import Ints, Rows, Split, log, plain

REPORT_SEED = 3


@dataclass(frozen=True)
class Comparison:
    """A network and classical models on one split.

    Attributes:
        split: the rows.
        net: the trained network.
        history: its mean training loss of each epoch.
        predictions: test predictions by name: `attention` and classical models; each of shape (m,).
        seconds: training time of the network.
    """

    split: Split
    net: RecallNet
    history: list[float]
    predictions: dict[str, Ints]
    seconds: float

    def accuracy(self, name: str) -> float:
        """Share of test rows that `name` gets right."""
        return float((self.predictions[name] == self.split.test.answer).mean())

    def interval(self, name: str) -> tuple[float, float, float]:
        """Accuracy of the network minus accuracy of `name`, with its paired 95 % interval."""
        gold = self.split.test.answer
        return paired_interval(self.predictions["attention"] == gold, self.predictions[name] == gold)


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


def inputs(rows: Rows) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Keys, values and question as the network takes them."""
    return torch.from_numpy(rows.keys), torch.from_numpy(rows.values), torch.from_numpy(rows.query)


def logits_of(net: RecallNet, rows: Rows) -> torch.Tensor:
    """Logits of the answers, shape (n, number of values)."""
    with torch.no_grad():
        return net(*inputs(rows))


def compare(split: Split, epochs: int, seed: int, positions: bool, names: Sequence[str]) -> Comparison:
    """Train a network of one block in batches of 128, and the named classical models beside it."""
    net = RecallNet(split.n_keys, split.n_values, width=32, heads=2, positions=positions, seed=seed)
    start = time.perf_counter()
    history = train_recall(
        net,
        *inputs(split.train),
        torch.from_numpy(split.train.answer),
        epochs=epochs,
        batch_size=128,
        learning_rate=0.015,
        seed=seed,
    )
    seconds = time.perf_counter() - start
    predictions = {"attention": logits_of(net, split.test).argmax(dim=1).numpy()}
    predictions |= {name: baselines.predict(name, split) for name in names}
    return Comparison(split, net, history, predictions, seconds)


PLAIN_MODELS = (*baselines.ROW_AS_IT_IS, *baselines.CROSSES, "matches_boosting", "lookup")
LOG_MODELS = (*baselines.ROW_AS_IT_IS, *baselines.CROSSES, "state_crosses")


def compare_on_plain(
    data_seed: int, model_seed: int = 0, names: Sequence[str] = ("boosting", "lookup")
) -> Comparison:
    """Plain recall: 4 epochs."""
    return compare(plain(data_seed), 4, model_seed, True, names)


def compare_on_log(
    data_seed: int,
    model_seed: int = 0,
    positions: bool = True,
    names: Sequence[str] = ("slot_crosses", "state_crosses"),
) -> Comparison:
    """The log with other names and overwritten keys: 9 epochs."""
    return compare(log(data_seed), 9, model_seed, positions, names)


def looks_right(net: RecallNet, rows: Rows) -> float:
    """Share of rows in which the question attends most to the write that holds the answer."""
    return float((attention_map(net, *inputs(rows)).argmax(dim=1).numpy() == rows.right).mean())


def worst_row(net: RecallNet, rows: Rows) -> tuple[int, int, int]:
    """The wrong answer with the largest loss: `(row, gold, prediction)`; row -1 if there is none."""
    logits = logits_of(net, rows)
    answer = torch.from_numpy(rows.answer)
    loss = torch.nn.functional.cross_entropy(logits, answer, reduction="none")
    prediction = logits.argmax(dim=1)
    loss[prediction == answer] = -1.0
    row = int(loss.argmax())
    if prediction[row] == answer[row]:
        return -1, -1, -1
    return row, int(answer[row]), int(prediction[row])
