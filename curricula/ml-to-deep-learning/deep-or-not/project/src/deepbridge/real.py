"""Readers for the two files of an OpenML task, in exactly the form they are published. Given.

The table: ARFF (https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/), such as
    @relation credit-g
    @attribute checking_status { '<0', '0<=X<200', '>=200', 'no checking'}
    @attribute duration numeric
    @attribute class { good, bad}
    @data
    '<0',6,good

The splits of a task: ARFF as well, one line for each row, repeat and fold, such as
    @attribute type {TRAIN,TEST}
    @attribute rowid NUMERIC
    @attribute repeat NUMERIC
    @attribute fold NUMERIC
    @data
    TRAIN,0,0,0
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.data import Labels

ATTRIBUTE = re.compile(r"""@attribute\s+("[^"]*"|'[^']*'|\S+)\s+(.*)$""", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """A table as published.

    Attributes:
        names: of the columns, the target included.
        values: for each nominal column its values in order; an empty tuple for a numeric one.
        cells: numbers, or the index of the value; NaN where the table has `?`; shape (n, columns).
    """

    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    cells: NDArray[np.float64]


def _fields(text: str) -> list[str]:
    """Fields of a line, quotes taken off. ARFF allows both kinds of quotes."""
    quote = "'" if "'" in text else '"'
    return [field.strip() for field in next(csv.reader([text], quotechar=quote, skipinitialspace=True))]


def read_arff(path: Path) -> Table:
    """A dense ARFF file with numeric and nominal columns.

    Raises:
        ValueError: for a line that does not fit the format; it names the line.
    """
    names: list[str] = []
    values: list[tuple[str, ...]] = []
    index: list[dict[str, int]] = []
    rows: list[list[float]] = []
    in_data = False
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line, where = raw.strip(), f"{path.name}, line {number}"
        if not line or line.startswith("%"):
            continue
        if not in_data:
            if line.lower().startswith("@data"):
                in_data = True
            elif line.lower().startswith("@attribute"):
                found = ATTRIBUTE.match(line)
                if not found:
                    raise ValueError(f"{where}: not an attribute")
                kind = found.group(2).strip()
                if kind.startswith("{") and kind.endswith("}"):
                    options = tuple(_fields(kind[1:-1]))
                elif kind.lower() in ("numeric", "real", "integer"):
                    options = ()
                else:
                    raise ValueError(f"{where}: columns of type {kind!r} are not supported")
                names.append(found.group(1).strip("'\""))
                values.append(options)
                index.append({option: place for place, option in enumerate(options)})
            continue
        fields = _fields(line)
        if len(fields) != len(names):
            raise ValueError(f"{where}: {len(fields)} fields, the table has {len(names)} columns")
        row: list[float] = []
        for field, places in zip(fields, index):
            if field == "?":
                row.append(float("nan"))
            elif places:
                if field not in places:
                    raise ValueError(f"{where}: {field!r} is not a value of its column")
                row.append(float(places[field]))
            else:
                try:
                    row.append(float(field))
                except ValueError:
                    raise ValueError(f"{where}: {field!r} is not a number") from None
        rows.append(row)
    return Table(tuple(names), tuple(values), np.array(rows, dtype=np.float64).reshape(-1, len(names)))


def read_splits(path: Path, rows: int) -> list[tuple[Labels, Labels]]:
    """Row numbers to train on and to test on, for each repeat and fold in order.

    Args:
        path: the splits of an OpenML task.
        rows: number of rows of the table.

    Raises:
        ValueError: if a column is missing, a row number is not in the table, or a fold tests no row or a row
            that it trains on.
    """
    table = read_arff(path)
    columns = {name.lower(): place for place, name in enumerate(table.names)}
    missing = [name for name in ("type", "rowid", "repeat", "fold") if name not in columns]
    if missing:
        raise ValueError(f"{path.name}: the column {missing[0]!r} of an OpenML split is missing")
    kinds = [table.values[columns["type"]][int(cell)] for cell in table.cells[:, columns["type"]]]
    testing = np.array([kind.upper() == "TEST" for kind in kinds])
    row, repeat, fold = (
        table.cells[:, columns[name]].astype(np.int64) for name in ("rowid", "repeat", "fold")
    )
    if len(row) and not 0 <= row.min() <= row.max() < rows:
        raise ValueError(f"{path.name}: row {row.max()} is not in a table of {rows} rows")
    splits: list[tuple[Labels, Labels]] = []
    for key in sorted(set(zip(repeat.tolist(), fold.tolist()))):
        here = (repeat == key[0]) & (fold == key[1])
        train, test = row[here & ~testing], row[here & testing]
        if len(test) == 0 or np.intersect1d(train, test).size:
            raise ValueError(f"{path.name}: repeat {key[0]}, fold {key[1]} tests no row, or one it trains on")
        splits.append((train, test))
    return splits


def features_and_labels(table: Table, target: str) -> tuple[NDArray[np.float64], Labels, tuple[str, ...]]:
    """Features for any model, labels, and the label's texts.

    Nominal columns become one column for each value; a missing cell becomes zeros there, and 0 with a column
    of its own that says so in a numeric column.

    Raises:
        ValueError: if the target is not a nominal column without gaps.
    """
    if target not in table.names or not table.values[table.names.index(target)]:
        raise ValueError(f"the target {target!r} is not a nominal column")
    place = table.names.index(target)
    labels = table.cells[:, place]
    if np.isnan(labels).any():
        raise ValueError(f"the target {target!r} has gaps")
    columns: list[NDArray[np.float64]] = []
    for number, options in enumerate(table.values):
        if number == place:
            continue
        cells = table.cells[:, number]
        if options:
            columns.append((cells[:, None] == np.arange(len(options))).astype(np.float64))
        else:
            gaps = np.isnan(cells)
            columns.append(np.where(gaps, 0.0, cells)[:, None])
            if gaps.any():
                columns.append(gaps.astype(np.float64)[:, None])
    return np.concatenate(columns, axis=1), labels.astype(np.int64), table.values[place]
