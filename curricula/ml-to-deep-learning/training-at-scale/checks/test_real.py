"""Take it real: the reader on made-up lines in the published form, and the claims recomputed."""

from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from conftest import PROJECT, Report
from deepbridge import real
from deepbridge.experiments import paired_interval, verdict
from deepbridge.real import Format, convert, read_chunks

REAL = PROJECT / "evidence" / "real"


def line(first: float, values: list[float]) -> str:
    """A record as the publisher's program wrote it."""
    return ",".join(f"{value:.18e}" for value in (first, *values))


def test_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    higgs = tmp_path / "HIGGS.csv.gz"
    rng = np.random.default_rng(0)
    table = rng.normal(size=(60, 28))
    labels = rng.integers(0, 2, size=60)
    with gzip.open(higgs, "wt", encoding="ascii") as file:
        file.write("\n".join(line(float(label), row.tolist()) for label, row in zip(labels, table)) + "\n\n")
    (x, y), *rest = list(read_chunks(higgs, "higgs"))
    assert (
        x.shape == (60, 28)
        and not rest
        and np.allclose(x, table, atol=1e-6)
        and y.tolist() == labels.tolist()
    ), (
        f"60 HIGGS records gave x of shape {x.shape} and labels {y[:4].tolist()}…, expected (60, 28) and "
        f"{labels[:4].tolist()}…."
    )
    monkeypatch.setitem(real.FORMATS, "higgs", Format(28, 60, test=20))
    monkeypatch.setattr(real, "CHUNK", 7)
    assert convert(higgs, "higgs", tmp_path / "set", train=30, test=15) == (30, 15), (
        "The split has other sizes."
    )
    train, test = (np.load(tmp_path / "set" / part / "x.npy") for part in ("train", "test"))
    mean, deviation = table[:7].mean(axis=0), table[:7].std(axis=0)
    right = np.allclose(train, (table[:30] - mean) / deviation, atol=1e-4) and np.allclose(
        test, (table[40:55] - mean) / deviation, atol=1e-4
    )
    assert right, "The converted rows are not those of the published split, scaled by the first chunk."
    assert np.load(tmp_path / "set" / "test" / "y.npy").tolist() == labels[40:55].tolist(), (
        "Other test labels."
    )
    susy = tmp_path / "SUSY.csv"
    good = line(1.0, [0.5] * 18)
    for bad in (line(1.0, [0.5] * 17), line(2.0, [0.5] * 18), good.replace("5", "x", 1)):
        susy.write_text(good + "\n" + bad + "\n", encoding="ascii")
        with pytest.raises(ValueError, match="line 2"):
            list(read_chunks(susy, "susy"))
    susy.write_text(good + "\n", encoding="ascii")
    with pytest.raises(ValueError, match="whole"):
        convert(susy, "susy", tmp_path / "short", train=5, test=5)


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
    records: list[dict[str, str]] = []
    scores: list[tuple[float, float]] = []
    for number, line in enumerate(
        (REAL / "predictions.jsonl").read_text(encoding="utf-8").splitlines(), start=1
    ):
        try:
            record = json.loads(line)
            records.append({key: str(record[key]) for key in ("id", "gold", "prediction", "baseline")})
            scores.append((float(record["score"]), float(record["baseline_score"])))
        except (ValueError, KeyError, TypeError) as error:
            raise AssertionError(
                f"predictions.jsonl, line {number}: needs id, gold, prediction, baseline, score and "
                f"baseline_score as one JSON object ({error})."
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
    for record, pair in zip(records, scores, strict=True):
        for said, score in zip((record["prediction"], record["baseline"]), pair):
            assert record["gold"] in ("0", "1") and said == str(int(score > 0.5)), (
                f"predictions.jsonl, {record['id']}: a score of {score} is a prediction of "
                f"{int(score > 0.5)}, not {said}; classes are 0 and 1."
            )
    gold = [record["gold"] for record in records]
    auc, baseline_auc = (float(roc_auc_score([int(label) for label in gold], each)) for each in zip(*scores))
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
        "auc": auc,
        "baseline auc": baseline_auc,
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
    for name in (
        "change",
        "before",
        "after",
        "training seconds",
        "seconds per 1,000 items",
        "rows per second",
    ):
        field(result, name, "result.md")
    for name in ("training seconds", "seconds per 1,000 items", "rows per second"):
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
