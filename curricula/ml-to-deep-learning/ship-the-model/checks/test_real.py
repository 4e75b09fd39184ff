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
from deepbridge.experiments import paired_interval, pareto_front, verdict
from deepbridge.real import load_real, read_cifar, read_idx

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
    images[0, 0, :2] = [255, 0]
    for part, count, packed in (("train", 5, False), ("t10k", 3, True)):
        for kind, array in (("images-idx3", images[:count]), ("labels-idx1", np.arange(count))):
            path = folder / f"{part}-{kind}-ubyte{'.gz' if packed else ''}"
            content = idx_bytes(array)
            path.write_bytes(gzip.compress(content) if packed else content)
    data = load_real(folder, "idx")
    assert data.x_train.shape == (5, 1, 28, 28) and data.x_test.shape == (3, 1, 28, 28), (
        f"Five and three made-up MNIST images gave {data.x_train.shape} and {data.x_test.shape}."
    )
    assert data.y_train.tolist() == [0, 1, 2, 3, 4] and data.x_train[0, 0, 0, :2].tolist() == [1.0, 0.0], (
        f"Labels must be 0 to 4 and the first pixels 1 and 0; they are {data.y_train.tolist()} and "
        f"{data.x_train[0, 0, 0, :2].tolist()}."
    )
    for bad in (b"\x00\x00\x0d\x01" + bytes(4), idx_bytes(np.zeros((2, 3)))[:-1], b"PK"):
        path = tmp_path / "bad-idx1-ubyte"
        path.write_bytes(bad)
        with pytest.raises(ValueError, match="bad-idx1-ubyte"):
            read_idx(path)
    cifar = tmp_path / "cifar"
    cifar.mkdir()
    record = bytes([7, *([255] * 1024), *([0] * 1023), 51, *([0] * 1024)])
    for name in [*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"]:
        (cifar / f"{name}.bin").write_bytes(2 * record)
    data = load_real(cifar, "cifar10")
    corners = [round(float(value), 3) for value in data.x_train[0, :, -1, -1]]
    assert data.x_train.shape == (10, 3, 32, 32) and data.y_test.tolist() == [7, 7] and corners == [1.0, 0.2, 0.0], (
        f"Six files of two records gave {data.x_train.shape}, labels {data.y_test.tolist()} and the last pixel "
        f"{corners}, expected (10, 3, 32, 32), [7, 7] and [1, 0.2, 0]."
    )
    for bad in (record[:-1], bytes([10]) + record[1:]):
        (cifar / "test_batch.bin").write_bytes(bad)
        with pytest.raises(ValueError, match="test_batch.bin"):
            read_cifar(cifar / "test_batch.bin")


def fields(path: Path) -> dict[str, str]:
    """Lines `name: text` of a Markdown file."""
    assert path.exists(), f"evidence/real/{path.name} is missing; templates/real/ has its form."
    found = re.findall(r"^[-* ]*([a-z][a-z0-9 ,]*?):[ \t]*(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
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
    for number, line in enumerate((REAL / "predictions.jsonl").read_text(encoding="utf-8").splitlines(), start=1):
        try:
            record = json.loads(line)
            records.append({key: str(record[key]) for key in ("id", "gold", "prediction", "baseline")})
        except (ValueError, KeyError, TypeError) as error:
            raise AssertionError(
                f"predictions.jsonl, line {number}: needs id, gold, prediction and baseline as one JSON object "
                f"({error})."
            ) from None
    ids = [record["id"] for record in records]
    assert len(records) >= 500, (
        f"At least 500 test rows are needed for an interval worth reading; there are {len(ids)}."
    )
    assert len(set(ids)) == len(ids), "Every id of predictions.jsonl must be there once."
    ours = np.array([record["prediction"] == record["gold"] for record in records])
    theirs = np.array([record["baseline"] == record["gold"] for record in records])
    assert not (ours.all() or theirs.all()), "A model that is never wrong points to a leak: look at the split."
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
    check_pareto(field(result, "shipped", "result.md"), float(ours.mean()), report)
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
        assert abs(claimed - value) <= 0.0006, f"result.md says {name}: {claimed}; predictions.jsonl gives {value:.4f}."
    met = "yes" if low > gate else "no"
    assert field(result, "gate met", "result.md").lower().startswith(met), (
        f"The lower end is {low:+.4f} and the gate in decision.md is {gate:+.4f}: `gate met` must be {met}."
    )
    assert field(result, "verdict", "result.md").lower().startswith(verdict(low, high)), (
        f"The interval {low:+.4f} to {high:+.4f} says {verdict(low, high)!r}; result.md says {result['verdict']!r}."
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

    check_errors({record["id"]: record for record in records}, int((~ours).sum()), figure(result, "kappa", "result.md"))


def check_pareto(shipped: str, accuracy: float, report: Report) -> None:
    """pareto.csv: four models or more, and a front that follows from its own figures."""
    path = REAL / "pareto.csv"
    assert path.exists(), "evidence/real/pareto.csv is missing; `run.py` writes it."
    with path.open(newline="", encoding="utf-8") as file:
        rows = {row["model"]: row for row in csv.DictReader(file)}
    assert len(rows) >= 4, f"pareto.csv must compare four models or more, classical ones included; it has {len(rows)}."
    try:
        points = {name: (float(row["kilobytes"]), float(row["accuracy"])) for name, row in rows.items()}
        for row in rows.values():
            assert 0 < float(row["median_ms"]) <= float(row["p95_ms"]), (
                f"pareto.csv: the median of {row['model']} must be above 0 and at most its 95th percentile."
            )
    except (ValueError, KeyError, TypeError) as error:
        raise AssertionError(
            f"pareto.csv needs model, kilobytes, median_ms, p95_ms, accuracy and front in each row ({error!r})."
        ) from None
    said = {name for name, row in rows.items() if (row.get("front") or "").strip().lower() == "yes"}
    front = set(pareto_front(points))
    if said != front:
        report(hint="real-front", expected=", ".join(sorted(front)), actual=", ".join(sorted(said)))
    assert said == front, (
        f"By its own figures the front of pareto.csv is {', '.join(sorted(front))}; it says {', '.join(sorted(said))}."
    )
    assert shipped in rows and abs(points[shipped][1] - accuracy) <= 0.0006, (
        f"result.md ships {shipped!r}; its accuracy in pareto.csv must be that of predictions.jsonl, {accuracy:.4f}."
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
        f"A second person must sort {min(30, failures)} of the failures (second_category), {len(twice)} are filled."
    )
    first, second = ([row[name].strip() for row in twice] for name in ("category", "second_category"))
    kappa = float(cohen_kappa_score(first, second))
    assert abs(kappa - claimed) <= 0.01, f"result.md says kappa: {claimed}; errors.csv gives {kappa:.3f}."
