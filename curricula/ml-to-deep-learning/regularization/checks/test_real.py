"""Take it real: the readers on made-up files in the published form, and the claims recomputed."""

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
from deepbridge.real import few_labels, read_published

REAL = PROJECT / "evidence" / "real"


def idx(array: np.ndarray) -> bytes:
    """An IDX file of unsigned bytes."""
    head = struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    return head + array.astype(np.uint8).tobytes()


def test_reader(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, size=(50, 28, 28), dtype=np.uint8)
    labels = np.arange(50) % 10
    folder = tmp_path / "fashion"
    folder.mkdir()
    for part, n in (("train", 50), ("t10k", 20)):
        with gzip.open(folder / f"{part}-images-idx3-ubyte.gz", "wb") as file:
            file.write(idx(images[:n]))
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(idx(labels[:n]))
    table = {
        f"{part}_{kind}": array[:n]
        for part, n in (("train", 50), ("val", 5), ("test", 20))
        for kind, array in (("images", images), ("labels", labels[:, None].astype(np.uint8)))
    }
    np.savez(tmp_path / "made.npz", **table)
    for path, form in ((folder, "idx"), (tmp_path / "made.npz", "medmnist")):
        published = read_published(path, form)
        right = (
            np.array_equal(published.x_train, images)
            and published.y_train.tolist() == labels.tolist()
            and published.x_test.shape == (20, 28, 28)
            and published.classes == 10
        )
        assert right, (
            f"The {form} reader must give 50 training and 20 test images as published; it gave "
            f"{published.x_train.shape} and {published.x_test.shape}."
        )
    split, test = few_labels(published, 40, 0.25, 10, seed=3)
    wrong = int((split.y_train != split.y_true).sum())
    assert tuple(split.x_train.shape) == (40, 784) and len(test) == 10 and wrong == 10, (
        "few_labels must draw 40 labels of which 10 are wrong, and 10 test images; it drew "
        f"{tuple(split.x_train.shape)}, {wrong} wrong ones and {len(test)} test images."
    )
    assert float(split.x_train.max()) <= 1.0, "Pixels must be scaled to 0..1."
    (folder / "t10k-labels-idx1-ubyte").write_bytes(idx(labels[:20])[:-3])
    with pytest.raises(ValueError, match="t10k-labels"):
        read_published(folder, "idx")
    np.savez(tmp_path / "made.npz", **(table | {"test_labels": labels[:20]}))
    with pytest.raises(ValueError, match="test_labels"):
        read_published(tmp_path / "made.npz", "medmnist")


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
