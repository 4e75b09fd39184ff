"""The same model, built another way: one pipeline, other names inside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from parcelops import data, features


@dataclass(frozen=True)
class Config:
    """See the contract of the released package."""

    cut: str = "2025-06-01"
    strength: float = 1.0


@dataclass(frozen=True)
class Model:
    """See the contract of the released package."""

    _estimator: Pipeline
    metrics: dict[str, float]


def train(parcels: pd.DataFrame, config: Config | None = None) -> Model:
    """See the contract of the released package."""
    chosen = Config() if config is None else config
    known, unseen = data.split(parcels, chosen.cut)
    steps = [("fill", SimpleImputer(strategy="median")), ("scale", StandardScaler())]
    steps.append(("decide", LogisticRegression(C=chosen.strength, max_iter=500)))
    target = data.late(known)
    model = Model(Pipeline(steps).fit(features.build(known).to_numpy(), target), {})
    truth = data.late(unseen).to_numpy()
    guess = predict(model, unseen)
    rate = float(target.mean())
    model.metrics["auc"] = float(roc_auc_score(truth, guess))
    model.metrics["brier"] = float(np.mean((truth - guess) ** 2))
    model.metrics["brier_base"] = float(np.mean((truth - rate) ** 2))
    model.metrics["late_rate"] = float(truth.mean())
    model.metrics["train_rows"] = float(len(known))
    model.metrics["holdout_rows"] = float(len(unseen))
    return model


def predict(model: Model, parcels: pd.DataFrame) -> np.ndarray:
    """See the contract of the released package."""
    return model._estimator.predict_proba(features.build(parcels).to_numpy())[:, 1]
