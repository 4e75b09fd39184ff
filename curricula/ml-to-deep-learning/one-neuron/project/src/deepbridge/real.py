"""Readers for two tables of the UCI Machine Learning Repository, in exactly the form they are published.
Given.

Adult (Becker and Kohavi, 1996), files `adult.data` (32,561 lines) and `adult.test` (16,281 lines), such as
    39, State-gov, 77516, Bachelors, 13, Never-married, Adm-clerical, Not-in-family, White, Male, 2174, 0, 40, United-States, <=50K
`?` is an unknown value. The first line of `adult.test` is a comment that starts with `|`, and its labels end
with a period. Published split: the two files.

Wine Quality (Cortez et al., 2009), files `winequality-red.csv` (1,599 wines) and `winequality-white.csv`
(4,898): a header of 12 quoted names, then lines of 11 measurements and a grade, between semicolons, such as
    7;0.27;0.36;20.7;0.045;45;170;1.001;3;0.45;8.8;6
No published split: a third of the rows, drawn with a seed and stratified, tests.
"""  # noqa: E501 - a line of the file

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

from deepbridge.data import Split, standardized
from deepbridge.neuron import Array

INCOMES = ("<=50K", ">50K")
GRADES = tuple(str(grade) for grade in range(3, 10))
LABELS = {"adult": INCOMES, "wine": GRADES}
MEASUREMENTS = 11

# The fields of Adult in order. A number, a number of which the logarithm of 1 + value is taken (gains are 0
# for most people and 99,999 for a few), or the values that a category may have (file adult.names).
NUMBER, LOGARITHM = "number", "logarithm"
ADULT: dict[str, str | tuple[str, ...]] = {
    "age": NUMBER,
    "workclass": tuple(
        "Private Self-emp-not-inc Self-emp-inc Federal-gov Local-gov State-gov Without-pay "
        "Never-worked".split()
    ),
    "fnlwgt": NUMBER,
    "education": tuple(
        "Bachelors Some-college 11th HS-grad Prof-school Assoc-acdm Assoc-voc 9th 7th-8th 12th Masters "
        "1st-4th 10th Doctorate 5th-6th Preschool".split()
    ),
    "education-num": NUMBER,
    "marital-status": tuple(
        "Married-civ-spouse Divorced Never-married Separated Widowed Married-spouse-absent "
        "Married-AF-spouse".split()
    ),
    "occupation": tuple(
        "Tech-support Craft-repair Other-service Sales Exec-managerial Prof-specialty Handlers-cleaners "
        "Machine-op-inspct Adm-clerical Farming-fishing Transport-moving Priv-house-serv Protective-serv "
        "Armed-Forces".split()
    ),
    "relationship": tuple("Wife Own-child Husband Not-in-family Other-relative Unmarried".split()),
    "race": tuple("White Asian-Pac-Islander Amer-Indian-Eskimo Other Black".split()),
    "sex": ("Female", "Male"),
    "capital-gain": LOGARITHM,
    "capital-loss": LOGARITHM,
    "hours-per-week": NUMBER,
    "native-country": tuple(
        "United-States Cambodia England Puerto-Rico Canada Germany Outlying-US(Guam-USVI-etc) India Japan "
        "Greece South China Cuba Iran Honduras Philippines Italy Poland Jamaica Vietnam Mexico Portugal "
        "Ireland France Dominican-Republic Laos Ecuador Taiwan Haiti Columbia Hungary Guatemala Nicaragua "
        "Scotland Thailand Yugoslavia El-Salvador Trinadad&Tobago Peru Hong Holand-Netherlands".split()
    ),
}


def _number(text: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{where}: {text!r} is not a number") from None
    if not math.isfinite(value):
        raise ValueError(f"{where}: {text!r} is not a finite number")
    return value


def _adult_row(fields: list[str], where: str) -> list[float]:
    """Numbers as they are, a column of 0 and 1 for each value of a category; `?` is 0 in all of them."""
    row: list[float] = []
    for (name, kind), text in zip(ADULT.items(), fields, strict=True):
        if isinstance(kind, tuple):
            if text != "?" and text not in kind:
                raise ValueError(f"{where}: {text!r} is not a value of {name}")
            row.extend(float(text == value) for value in kind)
        else:
            value = _number(text, where)
            if value < 0:
                raise ValueError(f"{where}: {name} is below 0")
            row.append(math.log1p(value) if kind == LOGARITHM else value)
    return row


def _records(path: Path, name: str) -> Iterator[tuple[str, list[str]]]:
    """Where each record stands, and its fields."""
    with path.open(encoding="ascii") as file:
        for number, line in enumerate(file, start=1):
            text, where = line.strip(), f"{path.name}, line {number}"
            if not text or (name == "adult" and text.startswith("|")):
                continue
            if name == "wine" and number == 1:
                if not (text.startswith('"fixed acidity"') and text.endswith('"quality"')):
                    raise ValueError(f"{where}: the header must run from fixed acidity to quality")
                continue
            yield where, [field.strip() for field in text.split(";" if name == "wine" else ",")]


def read_table(path: Path, name: str) -> tuple[Array, NDArray[np.int64]]:
    """Features and labels of every record.

    Args:
        path: a published file.
        name: a key of `LABELS`.

    Returns:
        `(x, y)`, shapes (n, d) and (n,); labels count from 0, in the order of `LABELS[name]`.

    Raises:
        ValueError: for a line that does not fit the format; it names the line.
    """
    count = MEASUREMENTS if name == "wine" else len(ADULT)
    index = {label: number for number, label in enumerate(LABELS[name])}
    rows: list[list[float]] = []
    labels: list[int] = []
    for where, fields in _records(path, name):
        if len(fields) != count + 1:
            raise ValueError(f"{where}: {len(fields)} fields, the {name} format has {count + 1}")
        label = fields.pop().removesuffix("." if name == "adult" else "")
        if label not in index:
            raise ValueError(f"{where}: {label!r} is not a label of the {name} format")
        rows.append(_adult_row(fields, where) if name == "adult" else [_number(f, where) for f in fields])
        labels.append(index[label])
    if not rows:
        raise ValueError(f"{path.name}: no records")
    return np.array(rows, dtype=np.float64), np.array(labels, dtype=np.int64)


def read_split(path: Path, name: str, seed: int = 0) -> tuple[Split, list[str]]:
    """Training and test rows, features standardized with mean and deviation of the training rows.

    Args:
        path: `adult.data` (`adult.test` must lie beside it), or a `winequality-*.csv`.
        name: a key of `LABELS`.
        seed: of the split of wines.

    Returns:
        The split, and an id for each of its test rows.
    """
    x, y = read_table(path, name)
    if name == "adult":
        x_test, y_test = read_table(path.with_suffix(".test"), name)
        ids = [f"adult.test-{number}" for number in range(1, len(y_test) + 1)]
        return standardized(Split(x, y, x_test, y_test)), ids
    train, test = train_test_split(np.arange(len(y)), test_size=1 / 3, stratify=y, random_state=seed)
    ids = [f"{path.stem}-{row + 1}" for row in test]
    return standardized(Split(x[train], y[train], x[test], y[test])), ids
