"""Take it real: the reader of the published format, and the learner's own predictions recomputed."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import Report

from parcelops import real

PROJECT = Path(__file__).resolve().parent.parent
REAL = PROJECT / "evidence" / "real"
Values = np.ndarray

ORDERS = (
    "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,"
    "order_delivered_customer_date,order_estimated_delivery_date\n"
    "o1,c1,delivered,2017-10-02 10:56:33,2017-10-02 11:07:15,2017-10-04 19:55:00,"
    "2017-10-18 21:25:13,2017-10-18 00:00:00\n"
    "o2,c2,delivered,2017-07-24 20:41:37,2017-07-26 03:24:27,2017-07-26 14:31:00,"
    "2017-08-14 00:10:00,2017-08-13 00:00:00\n"
    "o3,c1,shipped,2017-08-08 08:38:49,2017-08-08 08:55:23,2017-08-08 13:50:00,,2017-09-04 00:00:00\n"
    "o4,c2,delivered,2017-11-18 19:28:06,2017-11-18 19:45:59,2017-11-22 13:39:59,,2017-12-15 00:00:00\n"
)
ITEMS = (
    "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value\n"
    "o1,1,p1,s1,2017-10-06 11:07:15,29.99,8.72\n"
    "o1,2,p2,s1,2017-10-06 11:07:15,10.01,1.28\n"
    "o2,1,p2,s2,2017-07-30 03:24:27,118.70,22.76\n"
    "o3,1,p1,s2,2017-08-13 08:55:23,159.90,19.22\n"
    "o4,1,p1,s2,2017-11-23 19:45:59,45.00,27.20\n"
)
PRODUCTS = (
    "product_id,product_category_name,product_name_lenght,product_description_lenght,product_photos_qty,"
    "product_weight_g,product_length_cm,product_height_cm,product_width_cm\n"
    "p1,perfumaria,40,287,1,225,16,10,14\n"
    "p2,,,,,,,,\n"
)
CUSTOMERS = (
    "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state\n"
    "c1,u1,03149,sao paulo,SP\n"
    "c2,u2,47813,barreiras,BA\n"
)
SELLERS = "seller_id,seller_zip_code_prefix,seller_city,seller_state\ns1,13023,campinas,SP\ns2,27277,volta redonda,RJ\n"


def test_reader_knows_the_published_format(tmp_path: Path, report: Report) -> None:
    tables = {
        "orders": ORDERS,
        "order_items": ITEMS,
        "products": PRODUCTS,
        "customers": CUSTOMERS,
        "sellers": SELLERS,
    }
    for name, text in tables.items():
        (tmp_path / f"olist_{name}_dataset.csv").write_text(text, encoding="utf-8")
    orders = real.read_olist(tmp_path).set_index("order_id")
    report(expected="o2 and o1, o2 late", actual=orders.to_dict("index"))
    assert list(orders.index) == ["o2", "o1"], (
        f"Delivered orders by time of purchase are o2, o1; got {list(orders.index)}."
    )
    assert orders["late"].to_dict() == {"o2": 1, "o1": 0}, (
        f"o1 came on the promised day; got {orders['late'].to_dict()}."
    )
    assert orders.loc["o1", "items"] == 2 and orders.loc["o1", "price"] == pytest.approx(40.0), (
        "o1 has two items for 40 BRL."
    )
    assert orders.loc["o1", "weight_kg"] == pytest.approx(0.225), "One product of o1 has a weight, 225 g."
    assert np.isnan(orders.loc["o2", "weight_kg"]), "No product of o2 has a weight: NaN, not 0."
    x = real.olist_features(orders)
    assert x["promised_days"].tolist() == [20, 16] and x["same_state"].tolist() == [0.0, 1.0], (
        f"Features: {x.to_dict()}"
    )


# --- the learner's evidence


def rank_auc(gold: Values, score: Values) -> float:
    """Area under the ROC curve, ties by half: the share of (1, 0) pairs in the right order."""
    from scipy.stats import rankdata

    positive = gold == 1
    n1, n0 = int(positive.sum()), int((~positive).sum())
    return float((rankdata(score)[positive].sum() - n1 * (n1 + 1) / 2) / (n1 * n0)) if n1 and n0 else float("nan")


def log_loss(gold: Values, p: Values) -> float:
    q = np.clip(p, 1e-12, 1 - 1e-12)
    return float(-(gold * np.log(q) + (1 - gold) * np.log(1 - q)).mean())


METRICS: dict[str, tuple[Callable[[Values, Values], float], bool]] = {
    "brier": (lambda g, p: float(((g - p) ** 2).mean()), False),
    "log_loss": (log_loss, False),
    "accuracy": (lambda g, p: float(((p >= 0.5) == (g == 1)).mean()), True),
    "roc_auc": (rank_auc, True),
    "mae": (lambda g, p: float(np.abs(g - p).mean()), False),
    "rmse": (lambda g, p: float(np.sqrt(((g - p) ** 2).mean())), False),
}
"""Name -> the metric and whether more is better."""
BINARY = {"brier", "log_loss", "accuracy", "roc_auc"}


def told(name: str) -> str:
    """The text of an evidence file; an assertion if it is not there."""
    path = REAL / name
    assert path.exists(), f"evidence/real/{name} is missing."
    return path.read_text(encoding="utf-8")


def value_of(text: str, key: str, file: str) -> str:
    """The value of a line `key: value`."""
    found = re.search(rf"^[-*\s]*\**{key}\**\s*:\s*(\S.*)$", text, re.MULTILINE | re.IGNORECASE)
    assert found is not None, f"evidence/real/{file} has no line `{key}: …`."
    return found.group(1).strip().strip("*`")


def rows_of(name: str, columns: set[str]) -> list[dict[str, str]]:
    """The rows of a CSV file with at least these columns."""
    rows = list(csv.DictReader(told(name).splitlines()))
    assert rows, f"evidence/real/{name} has no rows."
    missing = columns - set(rows[0])
    assert not missing, f"evidence/real/{name} has no column {sorted(missing)}."
    return rows


def test_real_evidence_recomputed(seed: int, report: Report) -> None:
    report(hint="real-predictions")
    records = []
    for number, line in enumerate(told("predictions.jsonl").splitlines(), 1):
        if line.strip():
            record = json.loads(line)
            assert {"id", "gold", "prediction", "baseline"} <= set(record), (
                f"predictions.jsonl, line {number}: {line[:80]}"
            )
            records.append(record)
    ids = [str(record["id"]) for record in records]
    assert len(set(ids)) == len(ids) >= 200, (
        f"predictions.jsonl: {len(set(ids))} different ids in {len(ids)} lines; 200 wanted."
    )
    gold, ours, base = (np.array([float(r[key]) for r in records]) for key in ("gold", "prediction", "baseline"))
    assert np.isfinite([gold, ours, base]).all(), "predictions.jsonl holds a value that is not a finite number."
    assert np.abs(gold - ours).max() > 0, "Every prediction equals its gold value: that is a leak or a copy."

    report(hint="real-texts")
    dataset, decision = told("dataset.md"), told("decision.md")
    for key in ("source", "license", "sample"):
        value_of(dataset, key, "dataset.md")
    metric = value_of(decision, "metric", "decision.md").lower()
    assert metric in METRICS, f"decision.md: metric is {metric!r}; known are {', '.join(METRICS)}."
    gate_text = value_of(decision, "gate", "decision.md")
    gate_number = re.match(r"[-+]?\d*\.?\d+", gate_text)
    assert gate_number is not None, (
        f"decision.md: gate is {gate_text!r}; a number is wanted, the smallest gain that counts."
    )
    gate = float(gate_number.group(0))
    if metric in BINARY:
        assert set(np.unique(gold)) <= {0.0, 1.0}, f"For {metric} gold is 0 or 1."
        assert ours.min() >= 0 and ours.max() <= 1, f"For {metric} predictions are probabilities."

    function, more_is_better = METRICS[metric]
    sign = 1.0 if more_is_better else -1.0
    rng = np.random.default_rng(seed)
    gains = []
    for _ in range(1000):
        rows = rng.integers(0, len(gold), len(gold))
        gains.append(sign * (function(gold[rows], ours[rows]) - function(gold[rows], base[rows])))
    low, high = np.nanquantile(gains, [0.025, 0.975])
    gain = sign * (function(gold, ours) - function(gold, base))
    report(
        expected=f"a gain of {gate} or more, as decided before",
        actual=f"{metric} {function(gold, ours):.4f}, baseline {function(gold, base):.4f}, "
        f"gain {gain:.4f} [{low:.4f}, {high:.4f}]",
        real_metric=function(gold, ours),
        real_baseline=function(gold, base),
        real_gain=gain,
        real_gain_low=float(low),
        real_gain_high=float(high),
        real_gate_reached=float(gain >= gate),
    )

    report(hint="real-baseline")
    simple = {"brier": gold.mean(), "log_loss": gold.mean(), "accuracy": float(gold.mean() >= 0.5)}
    constant = function(
        gold, np.full(len(gold), simple.get(metric, np.median(gold) if metric == "mae" else gold.mean()))
    )
    theirs = function(gold, base)
    floor = constant - 0.05 if more_is_better else 1.25 * constant
    assert theirs >= floor if more_is_better else theirs <= floor, (
        f"The baseline's {metric} is {theirs:.4f}; the same answer for everybody has {constant:.4f}. A gain over "
        "a baseline that is worse than that says nothing."
    )

    report(hint="real-errors")
    errors = rows_of("errors.csv", {"id", "category", "second"})
    known = set(ids)
    assert len(errors) >= 50, f"errors.csv has {len(errors)} failures; 50 are wanted."
    foreign = [row["id"] for row in errors if row["id"] not in known]
    assert not foreign, f"errors.csv names {foreign[0]}, which is not in predictions.jsonl."
    assert all(row["category"].strip() for row in errors), "errors.csv: a failure has no category."
    both = [(row["category"].strip(), row["second"].strip()) for row in errors if row["second"].strip()]
    assert len(both) >= 30, f"errors.csv: {len(both)} failures have a second person's category; 30 are wanted."
    kinds = sorted({kind for pair in both for kind in pair})
    agreed = sum(a == b for a, b in both) / len(both)
    chance = sum((sum(a == k for a, _ in both) / len(both)) * (sum(b == k for _, b in both) / len(both)) for k in kinds)
    kappa = (agreed - chance) / (1 - chance) if chance < 1 else 1.0

    report(hint="real-mutants")
    mutants = rows_of("mutants.csv", {"name", "kind", "caught_by"})
    assert len(mutants) >= 6, (
        f"mutants.csv has {len(mutants)} mistakes that you planted in your own package; 6 are wanted."
    )
    for kind in ("code", "data", "model"):
        assert any(row["kind"].strip() == kind for row in mutants), f"mutants.csv has no mutant of kind {kind}."
    caught = sum("::" in row["caught_by"] for row in mutants)
    report(real_kappa=kappa, real_mutants=len(mutants), real_mutants_caught=caught)
