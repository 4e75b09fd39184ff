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
from deepbridge.real import load_real, read_idx

REAL = PROJECT / "evidence" / "real"


def idx_bytes(array: np.ndarray) -> bytes:
    """An array of unsigned bytes in the IDX form."""
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    return header + array.astype(np.uint8).tobytes()


def test_reader(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    folder = tmp_path / "mnist"
    folder.mkdir()
    images = rng.integers(0, 256, size=(5, 28, 28))
    images[0] = 0
    images[0, :2, :2] = [[255, 255], [0, 0]]
    for part, count, packed in (("train", 5, False), ("t10k", 3, True)):
        for kind, array in (("images-idx3", images[:count]), ("labels-idx1", np.arange(count))):
            path = folder / f"{part}-{kind}-ubyte{'.gz' if packed else ''}"
            content = idx_bytes(array)
            path.write_bytes(gzip.compress(content) if packed else content)
    split = load_real(folder, "idx", 14)
    assert split.x_train.shape == (5, 196) and split.x_held.shape == (3, 196), (
        f"Five and three made-up MNIST images at size 14 gave {split.x_train.shape} and {split.x_held.shape}."
    )
    assert split.y_train.tolist() == [0, 1, 2, 3, 4] and abs(float(split.x_train[0, 0])) < 1e-6, (
        "Labels must be 0 to 4 and the first block, half white, must be 0; they are "
        f"{split.y_train.tolist()} and {split.x_train[0, 0]:.4f}."
    )
    for bad in (b"\x00\x00\x0d\x01" + bytes(4), idx_bytes(np.zeros((2, 3)))[:-1], b"PK"):
        path = tmp_path / "bad-idx1-ubyte"
        path.write_bytes(bad)
        with pytest.raises(ValueError, match="bad-idx1-ubyte"):
            read_idx(path)
    drawings = tmp_path / "quickdraw"
    drawings.mkdir()
    for name, shade in (("cat", 0), ("axe", 255)):
        np.save(drawings / f"{name}.npy", np.full((9, 784), shade, dtype=np.uint8))
    split = load_real(drawings, "quickdraw", 7, n_train=6, n_held=2)
    assert split.x_train.shape == (12, 49) and split.y_held.tolist() == [0, 0, 1, 1], (
        f"Two classes of Quick, Draw! gave {split.x_train.shape} and labels {split.y_held.tolist()}."
    )
    assert float(split.x_train[0, 0]) == 1.0 and float(split.x_train[-1, 0]) == -1.0, (
        "Class 0 is the first file in the alphabet (axe, white), class 1 the next (cat, black)."
    )
    with pytest.raises(ValueError, match="axe.npy"):
        load_real(drawings, "quickdraw", 7, n_train=9, n_held=2)


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
    distances: list[list[float]] = []
    for number, line in enumerate(
        (REAL / "predictions.jsonl").read_text(encoding="utf-8").splitlines(), start=1
    ):
        try:
            record = json.loads(line)
            records.append({key: str(record[key]) for key in ("id", "gold", "prediction", "baseline")})
            distances.append([float(record[key]) for key in ("sample_distance", "real_distance")])
        except (ValueError, KeyError, TypeError) as error:
            raise AssertionError(
                f"predictions.jsonl, line {number}: needs id, gold, prediction, baseline, sample_distance "
                f"and real_distance as one JSON object ({error})."
            ) from None
    ids = [record["id"] for record in records]
    assert len(records) >= 500, (
        f"At least 500 held-out rows are needed for an interval worth reading; there are {len(ids)}."
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
    medians = np.median(np.array(distances), axis=0)
    assert np.array(distances).min() >= 0 and medians[1] > 0, (
        "Distances to the nearest training image must not be negative, nor 0 for most held-out images."
    )
    copy_ratio = float(medians[0] / medians[1])

    dataset = fields(REAL / "dataset.md")
    for name in ("source", "license", "sampled"):
        field(dataset, name, "dataset.md")
    decision = fields(REAL / "decision.md")
    for name in ("metric", "baseline", "committed"):
        field(decision, name, "decision.md")
    gate = figure(decision, "gate", "decision.md")
    copy_gate = figure(decision, "copy gate", "decision.md")
    if not 0.5 <= copy_gate <= 1.5:
        report(hint="real-fair")
    assert 0.5 <= copy_gate <= 1.5, (
        f"decision.md has the copy gate {copy_gate}; held-out images have 1, and below 0.5 copies pass."
    )
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
        "copy ratio": copy_ratio,
    }
    report(
        expected=", ".join(f"{name} {value:.4f}" for name, value in claims.items()),
        actual=", ".join(f"{name} {result.get(name, '?')}" for name in claims),
        real_accuracy=claims["accuracy"],
        real_baseline=claims["baseline accuracy"],
        real_difference=difference,
        real_copy_ratio=copy_ratio,
    )
    for name, value in claims.items():
        claimed = figure(result, name, "result.md")
        assert abs(claimed - value) <= 0.0006, (
            f"result.md says {name}: {claimed}; predictions.jsonl gives {value:.4f}."
        )
    met = "yes" if low > gate and copy_ratio >= copy_gate else "no"
    assert field(result, "gate met", "result.md").lower().startswith(met), (
        f"The lower end is {low:+.4f} with the gate {gate:+.4f}, the copy ratio {copy_ratio:.3f} with the "
        f"gate {copy_gate}: `gate met` must be {met}."
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
