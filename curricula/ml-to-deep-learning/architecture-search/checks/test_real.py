"""Take it real: the readers on made-up lines in the published form, and the claims recomputed."""

from __future__ import annotations

import csv
import gzip
import json
import re
import struct
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from conftest import PROJECT, Report
from deepbridge.experiments import paired_interval, verdict
from deepbridge.guard import TouchedTooEarly
from deepbridge.real import published_split, read_fashion, read_satellite

REAL = PROJECT / "evidence" / "real"


def write_fashion(folder: Path, part: str, images: np.ndarray, labels: np.ndarray) -> None:
    """Two files in the published form."""
    with gzip.open(folder / f"{part}-images-idx3-ubyte.gz", "wb") as file:
        file.write(struct.pack(">IIII", 2051, len(images), 28, 28) + images.astype(np.uint8).tobytes())
    with gzip.open(folder / f"{part}-labels-idx1-ubyte.gz", "wb") as file:
        file.write(struct.pack(">II", 2049, len(labels)) + labels.astype(np.uint8).tobytes())


def test_reader(tmp_path: Path) -> None:
    first = (
        "92 115 120 94 84 102 106 79 84 102 102 83 101 126 133 103 92 112 118 85 84 103 104 81 102 126 134 "
        "104 88 121 128 100 84 107 113 87 3"
    )
    second = " ".join(["10"] * 36) + " 7"
    for part, lines in (("trn", [first, second] * 10), ("tst", [second, first, second])):
        (tmp_path / f"sat.{part}").write_text("\n".join(lines) + "\n", encoding="ascii")
    x, y = read_satellite(tmp_path / "sat.tst")
    bands = (x[1].reshape(4, 9) * 255).round().astype(int)
    right = x.shape == (3, 36) and y.tolist() == [5, 2, 5] and bands[:, 0].tolist() == [92, 115, 120, 94]
    assert right, (
        f"Three satellite records gave x of shape {x.shape}, labels {y.tolist()} and the first pixel "
        f"{bands[:, 0].tolist()}; expected (3, 36), [5, 2, 5] and [92, 115, 120, 94]."
    )
    for bad in ("1 2 3 4\n", " ".join(["10"] * 36) + " 6\n", " ".join(["300"] * 36) + " 1\n"):
        (tmp_path / "bad").write_text(second + "\n" + bad, encoding="ascii")
        with pytest.raises(ValueError, match="line 2"):
            read_satellite(tmp_path / "bad")
    split, lines = published_split(tmp_path, "satellite", 12, 6, n_test=2)
    shapes = split.x_train.shape, split.x_validation.shape, len(split.test), len(lines)
    assert shapes == ((12, 36), (6, 36), 2, 2), f"The satellite split has the shapes {shapes}."
    with pytest.raises(TouchedTooEarly):
        split.test.loader()
    rng = np.random.default_rng(0)
    for part, count in (("train", 9), ("t10k", 4)):
        write_fashion(tmp_path, part, rng.integers(0, 256, (count, 28, 28)), np.arange(count) % 10)
    x, y = read_fashion(tmp_path, "t10k")
    assert x.shape == (4, 784) and y.tolist() == [0, 1, 2, 3] and 0.0 <= x.min() <= x.max() <= 1.0, (
        f"Four fashion records gave x of shape {x.shape} and labels {y.tolist()}."
    )
    (tmp_path / "t10k-labels-idx1-ubyte.gz").write_bytes(
        (tmp_path / "train-labels-idx1-ubyte.gz").read_bytes()
    )
    with pytest.raises(ValueError, match="do not fit together"):
        read_fashion(tmp_path, "t10k")


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
    for name in ("change", "search seconds", "seconds per 1,000 items"):
        field(result, name, "result.md")
    for name in ("search seconds", "seconds per 1,000 items"):
        figure(result, name, "result.md")
    check_search(result, claims["accuracy"], report)

    check_errors(
        {record["id"]: record for record in records}, int((~ours).sum()), figure(result, "kappa", "result.md")
    )


def check_search(result: dict[str, str], accuracy: float, report: Report) -> None:
    """What the search promised against what the test gave, and a change judged on validation rows."""
    path = REAL / "search.json"
    assert path.exists(), "evidence/real/search.json is missing; `python run.py --data real …` writes it."
    try:
        search = json.loads(path.read_text(encoding="utf-8"))
        validation, corrected = float(search["validation"]), float(search["corrected"])
    except (ValueError, KeyError, TypeError) as error:
        raise AssertionError(f"search.json needs validation and corrected as numbers ({error}).") from None
    for name, value in (("validation", validation), ("corrected", corrected), ("gap", validation - accuracy)):
        claimed = figure(result, name, "result.md")
        if abs(claimed - value) > 0.0006:
            report(expected=f"{value:.4f}", actual=f"{claimed}", hint="real-numbers")
        assert abs(claimed - value) <= 0.0006, (
            f"result.md says {name}: {claimed}; search.json and predictions.jsonl give {value:.4f}."
        )
    figure(result, "before", "result.md")
    after = figure(result, "after", "result.md")
    if abs(after - validation) > 0.0006:
        report(hint="real-rehearse")
    assert abs(after - validation) <= 0.0006, (
        f"result.md says after: {after}. A change is judged on validation rows, before the test rows are "
        f"read: `after` must be the validation accuracy of the search that was reported, {validation:.4f}."
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
