"""Take it real: the readers on made-up lines in the published form, and the claims recomputed."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from conftest import PROJECT, Report
from deepbridge.experiments import paired_interval, verdict
from deepbridge.real import read_split, read_table

REAL = PROJECT / "evidence" / "real"

PERSON = (
    "39, State-gov, 77516, Bachelors, 13, Never-married, Adm-clerical, Not-in-family, White, Male, 2174, 0, "
    "40, United-States, <=50K"
)
UNKNOWN = "25, ?, 226802, 11th, 7, Married-civ-spouse, ?, Own-child, Black, Female, 0, 0, 40, ?, >50K"
WINE_HEADER = ";".join(
    f'"{name}"'
    for name in (
        "fixed acidity",
        "volatile acidity",
        "citric acid",
        "residual sugar",
        "chlorides",
        "free sulfur dioxide",
        "total sulfur dioxide",
        "density",
        "pH",
        "sulphates",
        "alcohol",
        "quality",
    )
)


def test_reader(tmp_path: Path) -> None:
    people, test = tmp_path / "adult.data", tmp_path / "adult.test"
    people.write_text(f"{PERSON}\n{UNKNOWN}\n\n", encoding="ascii")
    test.write_text(f"|1x3 Cross validator\n{UNKNOWN}.\n{PERSON}.\n\n", encoding="ascii")
    x, y = read_table(people, "adult")
    # 4 numbers, 2 logarithms and 8 + 16 + 7 + 14 + 6 + 5 + 2 + 41 values of categories
    assert x.shape == (2, 105) and y.tolist() == [0, 1], (
        f"Two people gave x of shape {x.shape} and labels {y.tolist()}, expected (2, 105) and [0, 1]."
    )
    ones = [int((row == 1.0).sum()) for row in x]
    assert ones == [8, 5] and x[0, 0] == 39 and abs(np.log1p(2174) - x[0]).min() == 0, (
        f"A known value of a category gives a 1, an unknown one none; the two people have {ones}."
    )
    split, ids = read_split(people, "adult")
    assert len(split.y_test) == 2 and split.y_test.tolist() == [1, 0] and ids[0] == "adult.test-1", (
        f"adult.test has a comment and two people, [1, 0]; the reader gave {split.y_test.tolist()}."
    )
    bad_people = (
        PERSON.replace("White", "Green"),
        PERSON.replace("<=50K", "50K"),
        PERSON.replace("39,", "old,"),
        PERSON.rsplit(",", 1)[0],
        PERSON.replace("39,", "-1,"),
    )
    for bad in bad_people:
        people.write_text(f"{PERSON}\n{bad}\n", encoding="ascii")
        with pytest.raises(ValueError, match="line 2"):
            read_table(people, "adult")

    wines = tmp_path / "winequality-white.csv"
    line = "7;0.27;0.36;20.7;0.045;45;170;1.001;3;0.45;8.8;{}"
    wines.write_text(
        WINE_HEADER + "\n" + 9 * (line.format(6) + "\n" + line.format(5) + "\n"), encoding="ascii"
    )
    x, y = read_table(wines, "wine")
    assert x.shape == (18, 11) and y.tolist()[:2] == [3, 2] and x[0, 3] == 20.7, (
        f"18 wines gave x of shape {x.shape} and labels {y.tolist()[:2]}, expected (18, 11) and [3, 2]."
    )
    split, ids = read_split(wines, "wine", seed=1)
    assert len(ids) == len(split.y_test) == 6 and len(set(ids)) == 6, (
        f"A third of 18 wines tests, each once; the reader gave {ids}."
    )
    for bad in (line.format(2), line.format("x"), line.format(6) + ";1", line.replace("45", "nan").format(6)):
        wines.write_text(f"{WINE_HEADER}\n{bad}\n", encoding="ascii")
        with pytest.raises(ValueError, match="line 2"):
            read_table(wines, "wine")
    wines.write_text(line.format(6) + "\n", encoding="ascii")
    with pytest.raises(ValueError, match="line 1"):
        read_table(wines, "wine")


KEYS = ("id", "gold", "prediction", "baseline", "library")


def fields(path: Path) -> dict[str, str]:
    """Lines `name: text` of a Markdown file."""
    assert path.exists(), f"evidence/real/{path.name} is missing; templates/real/ has its form."
    found = re.findall(
        r"^[-* ]*([a-z][a-z0-9 ,]*?):[ \t]*(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name.strip(): text.strip() for name, text in found}


def field(table: dict[str, str], name: str, file: str) -> str:
    """One filled line."""
    text = table.get(name, "")
    assert text and not text.startswith("<"), f"evidence/real/{file} needs a line `{name}: …`, filled in."
    return text


def figure(table: dict[str, str], name: str, file: str) -> float:
    """The first number of a filled line."""
    found = re.search(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?", field(table, name, file).replace("\u2212", "-"))
    assert found, f"evidence/real/{file}: the line `{name}` must hold a number, it holds {table[name]!r}."
    return float(found.group())


def test_real(report: Report) -> None:
    if not (REAL / "predictions.jsonl").exists():
        pytest.skip("evidence/real/predictions.jsonl is not there yet")
    records = []
    for number, line in enumerate(
        (REAL / "predictions.jsonl").read_text(encoding="utf-8").splitlines(), start=1
    ):
        try:
            record = json.loads(line)
            records.append({key: str(record[key]) for key in KEYS})
        except (ValueError, KeyError, TypeError) as error:
            raise AssertionError(
                f"predictions.jsonl, line {number}: needs {', '.join(KEYS)} as one JSON object ({error})."
            ) from None
    ids = [record["id"] for record in records]
    assert len(records) >= 500, (
        f"At least 500 test rows are needed for an interval worth reading; there are {len(ids)}."
    )
    assert len(set(ids)) == len(ids), "Every id of predictions.jsonl must be there once."
    ours = np.array([record["prediction"] == record["gold"] for record in records])
    theirs = np.array([record["baseline"] == record["gold"] for record in records])
    assert not (ours.all() or theirs.all()), (
        "A model that is never wrong points to a leak: look at the split."
    )
    gold = [record["gold"] for record in records]
    commonest = max(gold.count(label) for label in set(gold)) / len(gold)
    if float(theirs.mean()) <= commonest:
        report(hint="real-fair")
    assert float(theirs.mean()) > commonest, (
        f"The baseline's accuracy {theirs.mean():.4f} is not above {commonest:.4f}, which the commonest "
        "label alone gives. Compare with the best classical model that you have."
    )
    difference, low, high = paired_interval(ours, theirs)
    agreement = float(np.mean([record["prediction"] == record["library"] for record in records]))

    dataset = fields(REAL / "dataset.md")
    for name in ("source", "license", "sampled"):
        field(dataset, name, "dataset.md")
    decision = fields(REAL / "decision.md")
    for name in ("metric", "baseline", "committed"):
        field(decision, name, "decision.md")
    gate = figure(decision, "gate", "decision.md")
    if not -0.1 <= gate <= 0.5:
        report(hint="real-fair")
    assert -0.1 <= gate <= 0.5, (
        f"decision.md has the gate {gate}: the smallest lower end of the interval of the difference, as a "
        "decimal such as -0.005. Below -0.1 every model passes."
    )

    result = fields(REAL / "result.md")
    claims = {
        "accuracy": float(ours.mean()),
        "baseline accuracy": float(theirs.mean()),
        "difference": difference,
        "low": low,
        "high": high,
        "agreement": agreement,
    }
    report(
        expected=", ".join(f"{name} {value:.4f}" for name, value in claims.items()),
        actual=", ".join(f"{name} {result.get(name, '?')}" for name in claims),
        real_accuracy=claims["accuracy"],
        real_baseline=claims["baseline accuracy"],
        real_difference=difference,
        real_agreement=agreement,
    )
    for name, value in claims.items():
        claimed = figure(result, name, "result.md")
        assert abs(claimed - value) <= 0.0006, (
            f"result.md says {name}: {claimed}; predictions.jsonl gives {value:.4f}."
        )
    met = "yes" if low > gate else "no"
    assert field(result, "gate met", "result.md").lower().startswith(met), (
        f"The lower end is {low:+.4f} and the gate in decision.md is {gate:+.4f}: `gate met` must be {met}."
    )
    assert field(result, "verdict", "result.md").lower().startswith(verdict(low, high)), (
        f"The interval {low:+.4f} to {high:+.4f} says {verdict(low, high)!r}; result.md says "
        f"{result['verdict']!r}."
    )
    for name in ("change", "before", "after", "training seconds", "seconds per 1,000 items"):
        field(result, name, "result.md")
    for name in ("training seconds", "seconds per 1,000 items"):
        figure(result, name, "result.md")
    before, after = (figure(result, name, "result.md") for name in ("before", "after"))
    kept = min(abs(before - claims["accuracy"]), abs(after - claims["accuracy"]))
    assert kept <= 0.0006, (
        f"result.md says before: {before} and after: {after}; one of the two must be the accuracy of "
        f"predictions.jsonl, {claims['accuracy']:.4f}."
    )

    check_errors(
        {record["id"]: record for record in records}, int((~ours).sum()), figure(result, "kappa", "result.md")
    )


def check_errors(records: dict[str, dict[str, str]], failures: int, claimed: float) -> None:
    """errors.csv: real failures, in categories, a part of them judged twice."""
    path = REAL / "errors.csv"
    assert path.exists(), "evidence/real/errors.csv is missing; templates/real/ has its form."
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    needed = min(50, failures)
    unique = {row.get("id", "") for row in rows}
    assert len(unique) >= needed, f"errors.csv must sort {needed} different failures, it has {len(unique)}."
    for row in rows:
        record = records.get(row.get("id", ""))
        assert record is not None and record["prediction"] != record["gold"], (
            f"errors.csv names {row.get('id')!r}, which is not a failure in predictions.jsonl."
        )
    categories = {row.get("category", "").strip() for row in rows}
    assert "" not in categories and len(categories) >= 3, (
        f"errors.csv needs a category in every row and three categories or more; it has {sorted(categories)}."
    )
    twice = [row for row in rows if (row.get("second_category") or "").strip()]
    assert len(twice) >= min(30, failures), (
        f"A second person must sort {min(30, failures)} of the failures (second_category), {len(twice)} are "
        "filled."
    )
    first, second = ([row[name].strip() for row in twice] for name in ("category", "second_category"))
    kappa = float(cohen_kappa_score(first, second))
    assert abs(kappa - claimed) <= 0.01, f"result.md says kappa: {claimed}; errors.csv gives {kappa:.3f}."
