"""The record of a benchmark: one line a result, in `results/benchmark.txt`. Given.

    task;seed;side;model;fingerprint;train_seconds;predict_us;size;predictions

`predictions` has one digit for each test row. Empty lines and lines that begin with # count for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from deepbridge.costs import Cost
from deepbridge.data import Labels


@dataclass(frozen=True)
class Result:
    """One side of one task on one split.

    Attributes:
        task: its name.
        seed: of the split.
        side: `deep` or `classical`.
        model: name of the candidate that validation chose.
        fingerprint: of the split that the side was given.
        cost: of the side.
        predictions: of the chosen model for the test rows, shape (m,).
    """

    task: str
    seed: int
    side: str
    model: str
    fingerprint: str
    cost: Cost
    predictions: Labels


def to_line(result: Result) -> str:
    """A result as a line of the record."""
    digits = "".join(str(int(label)) for label in result.predictions)
    cost = f"{result.cost.train_seconds:.3f};{result.cost.predict_us:.3f};{result.cost.size}"
    head = f"{result.task};{result.seed};{result.side};{result.model};{result.fingerprint}"
    return f"{head};{cost};{digits}"


def from_line(line: str) -> Result:
    """The result of a line.

    Raises:
        ValueError: if the line does not have the form.
    """
    fields = line.strip().split(";")
    if len(fields) != 9:
        raise ValueError(f"{len(fields)} fields, a result has 9")
    task, seed, side, model, rows, train, predict, size, digits = fields
    if not digits.isdecimal():
        raise ValueError("the predictions must be digits, one for each test row")
    labels = np.array([int(digit) for digit in digits], dtype=np.int64)
    return Result(task, int(seed), side, model, rows, Cost(float(train), float(predict), int(size)), labels)


def write(results: Sequence[Result], path: Path) -> None:
    """Replace what stands between the lines `# region` and `# endregion` of the record, or the whole file."""
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    starts = [number for number, line in enumerate(old) if line.startswith("# region")]
    ends = [number for number, line in enumerate(old) if line.startswith("# endregion")]
    head, tail = (old[: starts[0] + 1], old[ends[0] :]) if starts and ends else ([], [])
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [*head, *map(to_line, results), *tail]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def read(path: Path) -> list[Result]:
    """The results of a record, in order.

    Raises:
        ValueError: for a line that does not have the form; it names the line.
    """
    results: list[Result] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            results.append(from_line(line))
        except ValueError as error:
            raise ValueError(f"{path.name}, line {number}: {error}") from None
    return results
