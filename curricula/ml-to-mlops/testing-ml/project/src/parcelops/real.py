"""Take it real: parcels that were really sent, as Olist publishes them.

`python -m parcelops.real --data real --path FOLDER --out evidence/real` reads the five tables of the Brazilian
E-Commerce Public Dataset by Olist, trains on the earlier orders, and writes `predictions.jsonl` for the later ones.
Without `--data real` it does the same on generated parcels: a rehearsal.

Format: olist_orders_dataset.csv, olist_order_items_dataset.csv, olist_products_dataset.csv,
olist_customers_dataset.csv, olist_sellers_dataset.csv, comma-separated with a header, times as "2017-10-02 10:56:33"
(local, no zone), the promise (`order_estimated_delivery_date`) as a day at 00:00:00.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from parcelops import data, model

TABLES = {
    "orders": "order_id customer_id order_status order_purchase_timestamp order_delivered_customer_date "
    "order_estimated_delivery_date",
    "order_items": "order_id product_id seller_id price freight_value",
    "products": "product_id product_weight_g",
    "customers": "customer_id customer_state",
    "sellers": "seller_id seller_state",
}
"""Table -> the columns that are read; the files hold more."""

NUMBERS = ("promised_days", "items", "price", "freight", "weight_kg", "same_state", "hour")
CATEGORIES = ("customer_state", "seller_state", "weekday", "month")


def read_olist(folder: Path) -> pd.DataFrame:
    """Delivered orders, one row each, sorted by the time of purchase.

    Args:
        folder: with the five files, as they come out of the published archive.

    Returns:
        order_id · purchased_at, promised_on, delivered_at, naive datetime64 · customer_state · seller_state (of the
        first item) · items · price · freight, both in BRL · weight_kg, NaN where no product has one · late, 1 if the
        day of delivery is after the promised day.

    Raises:
        FileNotFoundError: a table is missing.
        ValueError: a column is missing; the message names the file and the column.
    """
    read = {name: _table(folder, name, columns.split()) for name, columns in TABLES.items()}
    items = read["order_items"].merge(read["products"], on="product_id", how="left")
    items = items.merge(read["sellers"], on="seller_id", how="left")
    grouped = items.groupby("order_id")
    per_order = pd.DataFrame(
        {
            "seller_state": grouped["seller_state"].first(),
            "items": grouped.size(),
            "price": grouped["price"].sum(),
            "freight": grouped["freight_value"].sum(),
            "weight_kg": grouped["product_weight_g"].sum(min_count=1).div(1000),
        }
    ).reset_index()
    orders = read["orders"][read["orders"]["order_status"] == "delivered"]
    orders = orders.merge(read["customers"], on="customer_id", how="left").merge(per_order, on="order_id", how="inner")
    out = orders.rename(
        columns={
            "order_purchase_timestamp": "purchased_at",
            "order_estimated_delivery_date": "promised_on",
            "order_delivered_customer_date": "delivered_at",
        }
    ).drop(columns=["customer_id", "order_status"])
    for name in ("purchased_at", "promised_on", "delivered_at"):
        out[name] = pd.to_datetime(out[name], format="%Y-%m-%d %H:%M:%S")
    out = out[out["delivered_at"].notna()]
    out["late"] = (out["delivered_at"].dt.normalize() > out["promised_on"].dt.normalize()).astype("int64")
    return out.sort_values(["purchased_at", "order_id"]).reset_index(drop=True)


def olist_features(orders: pd.DataFrame) -> pd.DataFrame:
    """(n, 11): `NUMBERS` and `CATEGORIES`, from what is known at the time of purchase."""
    out = orders[["items", "price", "freight", "weight_kg", "customer_state", "seller_state"]].copy()
    out["promised_days"] = (orders["promised_on"] - orders["purchased_at"].dt.normalize()).dt.days
    out["same_state"] = (orders["customer_state"] == orders["seller_state"]).astype("float64")
    out["hour"] = orders["purchased_at"].dt.hour
    out["weekday"] = orders["purchased_at"].dt.day_name()
    out["month"] = orders["purchased_at"].dt.month_name()
    return out[[*NUMBERS, *CATEGORIES]]


def predict_olist(orders: pd.DataFrame, share: float = 0.7) -> pd.DataFrame:
    """Trains on the first `share` of the orders by purchase and predicts the rest.

    Only training orders that were *delivered* before the first test order was bought are learned from: later labels
    were not known at that time.

    Returns:
        id · gold, 0 or 1 · prediction, the probability of being late · baseline, the late rate of the training orders.
    """
    cut = orders["purchased_at"].iloc[int(len(orders) * share)]
    past = orders[(orders["purchased_at"] < cut) & (orders["delivered_at"] < cut)]
    future = orders[orders["purchased_at"] >= cut]
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    columns = make_column_transformer(
        (numbers, list(NUMBERS)), (OneHotEncoder(handle_unknown="ignore"), list(CATEGORIES))
    )
    fitted = make_pipeline(columns, LogisticRegression(max_iter=500)).fit(olist_features(past), past["late"])
    return pd.DataFrame(
        {
            "id": future["order_id"].to_numpy(),
            "gold": future["late"].to_numpy(),
            "prediction": fitted.predict_proba(olist_features(future))[:, 1],
            "baseline": np.full(len(future), past["late"].mean()),
        }
    )


def predict_generated(seed: int = 1) -> pd.DataFrame:
    """The same columns from generated parcels."""
    parcels = data.clean(data.generate(seed=seed))
    past, future = data.split(parcels, model.Config().cut)
    return pd.DataFrame(
        {
            "id": future["parcel_id"].to_numpy(),
            "gold": data.late(future).to_numpy(),
            "prediction": model.predict(model.train(parcels), future),
            "baseline": np.full(len(future), data.late(past).mean()),
        }
    )


def write_predictions(table: pd.DataFrame, path: Path) -> None:
    """One JSON object a line: id, gold, prediction, baseline."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps({"id": str(row.id), "gold": int(row.gold), "prediction": row.prediction, "baseline": row.baseline})
        for row in table.itertuples()
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _table(folder: Path, name: str, columns: list[str]) -> pd.DataFrame:
    path = folder / f"olist_{name}_dataset.csv"
    header = pd.read_csv(path, nrows=0)
    missing = [column for column in columns if column not in header.columns]
    if missing:
        raise ValueError(f"{path.name} has no column {missing}: is it the published file?")
    return pd.read_csv(path, usecols=columns)


def main(arguments: list[str] | None = None) -> int:
    """Reads, trains, writes; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m parcelops.real", description="Predictions for real parcels.")
    parser.add_argument("--data", choices=("generated", "real"), default="generated")
    parser.add_argument("--path", type=Path, help="folder with the published CSV files")
    parser.add_argument("--out", type=Path, default=Path("evidence/rehearsal"))
    chosen = parser.parse_args(arguments)
    if chosen.data == "real" and chosen.path is None:
        parser.error("--data real needs --path FOLDER")
    table = predict_olist(read_olist(chosen.path)) if chosen.data == "real" else predict_generated()
    write_predictions(table, chosen.out / "predictions.jsonl")
    brier = {name: float(((table[name] - table["gold"]) ** 2).mean()) for name in ("prediction", "baseline")}
    print(
        f"{len(table)} predictions in {chosen.out}; Brier {brier['prediction']:.4f}, base rate {brier['baseline']:.4f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
