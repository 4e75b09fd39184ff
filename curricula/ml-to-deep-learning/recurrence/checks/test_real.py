"""Take it real: the readers on made-up records in the published forms, and the claims recomputed."""

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
from deepbridge.real import (
    SIGNALS,
    pad,
    random_kernels,
    read_har,
    read_real,
    read_ts,
    standardize,
    window_statistics,
)

REAL = PROJECT / "evidence" / "real"


def write_ts(path: Path, lines: list[str], dimensions: int = 2) -> None:
    """A .ts file as the archive has it, made up."""
    head = [
        "#made up",
        "@problemName Test",
        "@timeStamps false",
        "@missing false",
        "@univariate false",
        f"@dimensions {dimensions}",
        "@equalLength false",
        "@classLabel true 1 2 up",
        "@data",
    ]
    path.write_text("\n".join(head + lines) + "\n", encoding="utf-8")


def test_reader(tmp_path: Path) -> None:
    path = tmp_path / "Test_TRAIN.ts"
    good = ["1.5,-2,3e-1:0,1,2:1", "4,5,NaN:6,7,?:up", "", "1,2,3,4:5,6,7,8:2"]
    write_ts(path, good)
    write_ts(tmp_path / "Test_TEST.ts", good[:1])
    train, test = read_real(path, "ts")
    shapes = [value.shape for value in train.values]
    assert (
        shapes == [(3, 2), (2, 2), (4, 2)] and train.labels == ["1", "up", "2"] and len(test.labels) == 1
    ), (
        f"Three series with 3, 2 and 4 steps and labels 1, up, 2 gave shapes {shapes} and labels "
        f"{train.labels}."
    )
    assert train.values[0].tolist() == [[1.5, 0.0], [-2.0, 1.0], [0.3, 2.0]], (
        f"The first series has steps (1.5, 0), (-2, 1), (.3, 2); the reader gave {train.values[0].tolist()}."
    )
    for bad in ("1,2:3,4:9", "1,x:3,4:1", "1,2:1", "1,NaN,3:1,2,3:1"):
        write_ts(path, ["1.5,-2,3e-1:0,1,2:1", bad])
        with pytest.raises(ValueError, match="line 11"):
            read_ts(path)
    x, lengths = pad(train.values)
    assert tuple(x.shape) == (3, 4, 2) and lengths.tolist() == [3, 2, 4] and not x[1, 2:].any(), (
        f"Lengths 3, 2, 4 pad to (3, 4, 2) with zeros behind; pad gave {tuple(x.shape)} and "
        f"{lengths.tolist()}."
    )
    scaled, _ = standardize(train, test)
    steps = np.concatenate(scaled.values)
    assert np.allclose(steps.mean(axis=0), 0) and np.allclose(steps.std(axis=0), 1), (
        "standardize must give every channel mean 0 and deviation 1 over the training steps."
    )
    statistics, kernels = window_statistics(train.values), random_kernels(train.values, count=12)
    assert statistics.shape == (3, 41) and len(kernels) == 3 and np.isfinite(kernels).all(), (
        f"Window statistics of 2 channels have 4 * 5 * 2 + 1 columns, got {statistics.shape}; kernels "
        f"{kernels.shape}."
    )
    folder = tmp_path / "UCI HAR Dataset" / "train"
    (folder / "Inertial Signals").mkdir(parents=True)
    for number, signal in enumerate(SIGNALS):
        line = "  ".join(f"{number + step / 1000:.7e}" for step in range(128))
        (folder / "Inertial Signals" / f"{signal}_train.txt").write_text(
            f" {line}\n {line}\n", encoding="ascii"
        )
    (folder / "y_train.txt").write_text("5\n1\n", encoding="ascii")
    windows = read_har(folder.parent, "train")
    assert windows.labels == ["STANDING", "WALKING"] and windows.values[1].shape == (128, 9), (
        f"Two windows gave labels {windows.labels} and shape {windows.values[1].shape}."
    )
    assert np.allclose(windows.values[0][2], np.arange(9) + 0.002), (
        f"Step 2 of made-up signals holds 0.002, 1.002, …, the reader gave {windows.values[0][2].tolist()}."
    )
    (folder / "y_train.txt").write_text("5\n7\n", encoding="ascii")
    with pytest.raises(ValueError, match="activities are 1 to 6"):
        read_har(folder.parent, "train")


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
            records.append({key: str(record[key]) for key in ("id", "gold", "prediction", "baseline")})
        except (ValueError, KeyError, TypeError) as error:
            raise AssertionError(
                f"predictions.jsonl, line {number}: needs id, gold, prediction and baseline as one JSON "
                f"object ({error})."
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
