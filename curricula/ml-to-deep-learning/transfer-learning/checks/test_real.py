"""Take it real: the readers on made-up items in the published forms, and the claims recomputed."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sklearn.metrics import cohen_kappa_score

from conftest import PROJECT, Report
from deepbridge.intervals import paired_interval, verdict
from deepbridge.real import hand_made, load_image, read_csv, read_folders, read_real

REAL = PROJECT / "evidence" / "real"


def picture(path: Path, color: tuple[int, int, int]) -> None:
    """A small image, made up."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 30), color).save(path)


def test_reader(tmp_path: Path) -> None:
    folder = tmp_path / "pets"
    picture(folder / "val" / "cat" / "b.jpg", (250, 0, 0))
    for number in range(3):
        picture(folder / "train" / "cat" / f"{number}.png", (250, 0, 0))
        picture(folder / "train" / "dog" / f"{number}.jpg", (0, 0, 250))
    train, test = read_real(folder, "folders", 2, 5)
    assert sorted(train.labels) == ["cat", "cat", "dog", "dog"] and test.ids == ["cat/b.jpg"], (
        f"Two labels of each of two classes gave {train.labels}; the one image in val gave {test.ids}."
    )
    image = load_image(folder / "train" / "cat" / "0.png")
    assert image.shape == (224, 224, 3) and image[0, 0].tolist() == [250, 0, 0], (
        f"A red image must come as (224, 224, 3) in red, it came as {image.shape} with "
        f"{image[0, 0].tolist()}."
    )
    for name in ("Great_Dane_1.jpg", "Great_Dane_2.jpg", "Siamese_1.jpg", "Siamese_2.jpg"):
        picture(tmp_path / "images" / name, (1, 2, 3))
    first, second = read_real(tmp_path / "images", "folders", 0, 5)
    assert sorted(first.labels) == sorted(second.labels) == ["Great_Dane", "Siamese"], (
        f"Half of each class is for testing; the reader gave {first.labels} and {second.labels}."
    )
    assert hand_made(second).shape[0] == 2, "hand_made must give one row for each image."
    picture(tmp_path / "images" / "odd.jpg", (1, 2, 3))
    with pytest.raises(ValueError, match="odd.jpg"):
        read_folders(tmp_path / "images")
    lines = ["text,category", '"My card, please",card_arrival', "Where is it?,card_arrival", "Top up,top_up"]
    (tmp_path / "train.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "test.csv").write_text("text,category\nHello,top_up\n", encoding="utf-8")
    train, test = read_real(tmp_path / "train.csv", "csv", 1, 5)
    assert sorted(train.labels) == ["card_arrival", "top_up"] and test.ids == ["test-1"], (
        f"One label of each of two classes gave {train.labels}; the test file gave {test.ids}."
    )
    (tmp_path / "one.csv").write_text("text,label,split\na b,x,train\nc d,y,test\n", encoding="utf-8")
    train, test = read_real(tmp_path / "one.csv", "csv", 0, 5)
    assert (train.items, test.items) == (["a b"], ["c d"]), (
        f"The split column gave {train.items} and {test.items}."
    )
    for number, bad in ((1, "words,label\na,b\n"), (3, "text,label\na,b\n,c\n"), (2, "text,label\na,b,c\n")):
        (tmp_path / "bad.csv").write_text(bad, encoding="utf-8")
        with pytest.raises(ValueError, match=f"line {number}"):
            read_csv(tmp_path / "bad.csv")


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
