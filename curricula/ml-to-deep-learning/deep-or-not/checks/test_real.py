"""Take it real: the readers on made-up files in the published form, and the claims recomputed."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest
from reference import interval
from sklearn.metrics import cohen_kappa_score

from conftest import PROJECT, Report
from deepbridge.real import features_and_labels, read_arff, read_splits

REAL = PROJECT / "evidence" / "real"


TABLE = """% a comment
@relation made-up
@attribute checking_status { '<0', '0<=X<200', '>=200', 'no checking'}
@attribute 'credit amount' numeric
@ATTRIBUTE housing {rent,own}
@attribute class { good, bad}
@data
'<0',1169,own,good
'0<=X<200',?,rent,bad
?,2096,own,good
'no checking',7882.5,?,bad
"""
SPLITS = """@relation splits
@attribute type {TRAIN,TEST}
@attribute rowid NUMERIC
@attribute repeat NUMERIC
@attribute fold NUMERIC
@data
TRAIN,0,0,0
TRAIN,1,0,0
TEST,2,0,0
TEST,3,0,0
TEST,0,0,1
TEST,1,0,1
TRAIN,2,0,1
TRAIN,3,0,1
"""


def test_reader(tmp_path: Path) -> None:
    path = tmp_path / "dataset.arff"
    path.write_text(TABLE, encoding="utf-8")
    table = read_arff(path)
    assert table.names == ("checking_status", "credit amount", "housing", "class") and table.cells.shape == (
        4,
        4,
    ), f"Four made-up records gave the columns {table.names} and cells of shape {table.cells.shape}."
    assert table.cells[0].tolist() == [0, 1169, 1, 0] and np.isnan(table.cells[1, 1]), (
        f"The first records came out as {table.cells[:2].tolist()}."
    )
    x, y, names = features_and_labels(table, "class")
    assert x.shape == (4, 4 + 2 + 2) and y.tolist() == [0, 1, 0, 1] and names == ("good", "bad"), (
        f"Features of shape {x.shape} and labels {y.tolist()}; expected (4, 8) and [0, 1, 0, 1]."
    )
    assert np.isfinite(x).all(), "A gap must not stay NaN in the features."
    for bad in ("'<0',1169,own\n", "'<0',many,own,good\n", "'<5',1,own,good\n"):
        path.write_text(TABLE + bad, encoding="utf-8")
        with pytest.raises(ValueError, match="line 12"):
            read_arff(path)
    folds = tmp_path / "splits.arff"
    folds.write_text(SPLITS, encoding="utf-8")
    splits = read_splits(folds, 4)
    assert [(a.tolist(), b.tolist()) for a, b in splits] == [([0, 1], [2, 3]), ([2, 3], [0, 1])], (
        f"Two folds came out as {splits}."
    )
    folds.write_text(SPLITS + "TRAIN,0,0,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="fold 1"):
        read_splits(folds, 4)


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
            records.append(
                {key: str(record[key]) for key in ("id", "fold", "gold", "prediction", "baseline")}
            )
        except (ValueError, KeyError, TypeError) as error:
            raise AssertionError(
                f"predictions.jsonl, line {number}: needs id, fold, gold, prediction and baseline as one "
                f"JSON object ({error})."
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
    folds = sorted({record["fold"] for record in records})
    assert len(folds) >= 5, (
        f"Five splits or more are needed; predictions.jsonl has {len(folds)} (field `fold`)."
    )
    by_fold = [np.array([record["fold"] == fold for record in records]) for fold in folds]
    differences = np.array([float(ours[rows].mean() - theirs[rows].mean()) for rows in by_fold])
    overlap = figure(fields(REAL / "dataset.md"), "overlap", "dataset.md")
    distinct = len({record["id"].split("-", 1)[-1] for record in records})
    least = len(records) / len(folds) / distinct
    if overlap < 0.95 * least / (1 - least):
        report(hint="real-overlap")
    assert overlap >= 0.95 * least / (1 - least), (
        f"dataset.md has overlap: {overlap}. {len(folds)} splits test {len(records) / len(folds):.0f} rows "
        f"each of {distinct} or more: test rows / other rows is at least {least / (1 - least):.3f}."
    )
    difference, low, high = interval(differences, overlap)

    dataset = fields(REAL / "dataset.md")
    for name in ("source", "license", "sampled", "overlap"):
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
        "accuracy": float(np.mean([ours[rows].mean() for rows in by_fold])),
        "baseline accuracy": float(np.mean([theirs[rows].mean() for rows in by_fold])),
        "difference": difference,
        "low": low,
        "high": high,
    }
    report(
        expected=", ".join(f"{name} {value:.4f}" for name, value in claims.items()),
        actual=", ".join(f"{name} {result.get(name, '?')}" for name in claims),
        real_accuracy=claims["accuracy"],
        real_baseline=claims["baseline accuracy"],
        real_difference=difference,
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
    verdict = "deep" if low > 0 else "classical" if high < 0 else "no difference"
    assert field(result, "verdict", "result.md").lower().startswith(verdict), (
        f"The interval {low:+.4f} to {high:+.4f} says {verdict!r}; result.md says {result['verdict']!r}."
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
