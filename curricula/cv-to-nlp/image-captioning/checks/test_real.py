"""Take it real: metric, baseline and paired interval recomputed from the learner's predictions."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from conftest import PROJECT, Report

REAL = Path(PROJECT) / "evidence" / "real"


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def best_f1(prediction: str, references: list[str]) -> float:
    said = Counter(words(prediction))
    scores = []
    for reference in references:
        true = Counter(words(reference))
        total = sum(said.values()) + sum(true.values())
        scores.append(2 * sum((said & true).values()) / total if total else 1.0)
    return max(scores)


def read_text(name: str) -> str:
    path = REAL / name
    assert path.is_file(), f"evidence/real/{name} is missing"
    return path.read_text(encoding="utf-8")


def stated(text: str, name: str, file: str) -> float:
    found = re.search(rf"^\s*[-*]?\s*{name}\s*:\s*([-+]?\d*\.?\d+)", text, flags=re.MULTILINE | re.IGNORECASE)
    assert found, f"evidence/real/{file} lacks a line `{name}: <number>`"
    return float(found[1])


def records() -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for number, line in enumerate(read_text("predictions.jsonl").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            pytest.fail(f"predictions.jsonl, line {number}: not JSON ({error.msg})")
        assert isinstance(record, dict) and {"id", "gold", "prediction", "baseline"} <= set(record), (
            f"predictions.jsonl, line {number}: id, gold, prediction and baseline are expected"
        )
        gold = record["gold"]
        assert (
            isinstance(gold, list) and gold and all(isinstance(text, str) and words(text) for text in gold)
        ), f"predictions.jsonl, line {number}: gold must be a list of captions with words"
        assert isinstance(record["baseline"], str) and words(record["baseline"]), (
            f"predictions.jsonl, line {number}: baseline must be a caption with words; an empty one is no "
            f"baseline"
        )
        found.append(record)
    return found


def test_real_predictions(report: Report) -> None:
    found = records()
    assert len(found) >= 100, f"predictions.jsonl has {len(found)} photographs; 100 or more are expected"
    ids = [str(record["id"]) for record in found]
    double, times = Counter(ids).most_common(1)[0]
    assert times == 1, f"the photograph {double} occurs {times} times in predictions.jsonl"
    golds = [list(map(str, record["gold"])) for record in found]  # type: ignore[call-overload]
    score = np.array([best_f1(str(r["prediction"]), gold) for r, gold in zip(found, golds, strict=True)])
    baseline = np.array([best_f1(str(r["baseline"]), gold) for r, gold in zip(found, golds, strict=True)])
    gap = score - baseline
    rng = np.random.default_rng(1)
    means = gap[rng.integers(0, len(gap), (4000, len(gap)))].mean(1)
    low, high = (float(value) for value in np.quantile(means, (0.025, 0.975)))
    copied = np.mean([str(r["prediction"]).strip() in gold for r, gold in zip(found, golds, strict=True)])
    report(
        real_score=float(score.mean()),
        real_baseline=float(baseline.mean()),
        real_gap_low=low,
        real_gap_high=high,
        real_photographs=len(found),
    )
    assert copied < 0.5, (
        f"{copied:.0%} of the predictions are word for word a gold caption: the test captions are in the "
        f"training set, or "
        "gold was written into prediction"
    )
    result = read_text("result.md")
    for name, value, tolerance in (
        ("score", float(score.mean()), 0.002),
        ("baseline", float(baseline.mean()), 0.002),
        ("gap low", low, 0.01),
        ("gap high", high, 0.01),
    ):
        claimed = stated(result, name, "result.md")
        report(expected=f"{name}: {value:.4f}", actual=f"{claimed:.4f}")
        assert abs(claimed - value) <= tolerance, (
            f"result.md says {name} {claimed:.4f}; recomputed from predictions.jsonl it is {value:.4f} "
            f"(unigram F1 against the "
            "best of the gold captions; the gap is prediction minus baseline, paired, 95 %)"
        )


def test_real_evidence(report: Report) -> None:
    found = {str(record["id"]): record for record in records()}
    dataset = read_text("dataset.md").lower()
    for word in ("source", "license", "sampled"):
        line = re.search(rf"^\s*[-*]?\s*{word}\s*:\s*(\S.{{9,}})$", dataset, flags=re.MULTILINE)
        report(expected=f"a line `{word}: …`", actual=dataset[:300])
        assert line, f"dataset.md lacks a line `{word}: …` with ten characters or more"
    decision = read_text("decision.md")
    gate = stated(decision, "gate", "decision.md")
    assert re.search(r"^\s*[-*]?\s*metric\s*:\s*\S+", decision, flags=re.MULTILINE | re.IGNORECASE), (
        "decision.md lacks a line `metric: …`"
    )
    committed = re.search(
        r"^\s*[-*]?\s*committed\s*:\s*([0-9a-f]{7,40})\b", decision, flags=re.MULTILINE | re.IGNORECASE
    )
    assert committed, (
        "decision.md lacks a line `committed: <hash>`: the commit that held metric and gate before the run"
    )
    report(real_gate=gate)
    with (REAL / "errors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 50, f"errors.csv has {len(rows)} failures; 50 are expected"
    assert {"id", "category", "second_category"} <= set(rows[0]), (
        f"errors.csv has the columns {list(rows[0])}; id, category and second_category are expected"
    )
    unknown = [row["id"] for row in rows if row["id"] not in found]
    assert not unknown, f"errors.csv names the photograph {unknown[0]}, which predictions.jsonl lacks"
    twice, times = Counter(row["id"] for row in rows).most_common(1)[0]
    assert times == 1, (
        f"errors.csv names the photograph {twice} {times} times; 50 different ones are expected"
    )
    fine = [
        row["id"]
        for row in rows
        if any(
            words(str(found[row["id"]]["prediction"])) == words(str(gold))
            for gold in found[row["id"]]["gold"]  # type: ignore[attr-defined]
        )
    ]
    assert not fine, (
        f"errors.csv counts {fine[0]} as a failure, but its prediction is word for word a gold caption"
    )
    assert all(row["category"].strip() for row in rows), "errors.csv has a failure without a category"
    kinds = {row["category"].strip() for row in rows}
    assert len(kinds) >= 3, f"errors.csv knows {len(kinds)} categories; a taxonomy has three or more"
    both = [
        (r["category"].strip(), r["second_category"].strip())
        for r in rows
        if (r["second_category"] or "").strip()
    ]
    assert len(both) >= 30, f"a second person labeled {len(both)} of the failures; 30 are expected"
    agreed = sum(a == b for a, b in both) / len(both)
    chance = sum(
        (sum(a == kind for a, _ in both) / len(both)) * (sum(b == kind for _, b in both) / len(both))
        for kind in {label for pair in both for label in pair}
    )
    kappa = (agreed - chance) / (1 - chance) if chance < 1 else 1.0
    result = read_text("result.md")
    claimed = stated(result, "kappa", "result.md")
    report(expected=f"kappa: {kappa:.3f}", actual=f"{claimed:.3f}", real_kappa=kappa)
    assert abs(claimed - kappa) <= 0.01, (
        f"result.md says kappa {claimed:.3f}; recomputed from errors.csv (Cohen, {len(both)} pairs) it "
        f"is {kappa:.3f}"
    )
    for name in ("before", "after", "cost per 1000", "seconds per 1000"):
        stated(result, name, "result.md")
