"""Training and prediction. The model is small on purpose: what is judged here is everything around it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from parcelops.data import late, split
from parcelops.features import build


@dataclass(frozen=True)
class Config:
    """How to train.

    Attributes:
        cut: parcels accepted before this instant (ISO, UTC) are learned from, the rest is the holdout.
        strength: inverse of the penalty, `C` of scikit-learn's `LogisticRegression`.
    """

    cut: str = "2025-06-01"
    strength: float = 1.0


@dataclass(frozen=True)
class Model:
    """What `train` returns. Public: `metrics`. The rest may change.

    Attributes:
        metrics: on the holdout: "auc" (area under the ROC curve), "brier" (mean squared error of the probability),
            "brier_base" (the same for the training rate as everybody's probability), "late_rate";
            and "train_rows", "holdout_rows".
    """

    _prepare: Pipeline
    _classifier: LogisticRegression
    metrics: dict[str, float] = field(default_factory=dict)


def train(parcels: pd.DataFrame, config: Config | None = None) -> Model:
    """Learns from the parcels before the cut and measures on those after it.

    Nothing that is fitted, the imputed median and the scaling included, depends on a parcel of the holdout. A missing
    weight is replaced by the median weight of the training parcels. Training is deterministic.

    Args:
        parcels: rows as `data.clean` returns them, `delivered_at` included. Left as it was.
        config: default `Config()`.

    Returns:
        the trained model with its `metrics`.
    """
    config = config or Config()
    past, future = split(parcels, config.cut)
    x, y = build(past), late(past)
    prepare = make_pipeline(SimpleImputer(strategy="median"), StandardScaler()).fit(x.to_numpy())
    classifier = LogisticRegression(C=config.strength, max_iter=500).fit(prepare.transform(x.to_numpy()), y)
    model = Model(prepare, classifier)
    truth, probability = late(future), predict(model, future)
    model.metrics.update(
        auc=float(roc_auc_score(truth, probability)),
        brier=float(brier_score_loss(truth, probability)),
        brier_base=float(brier_score_loss(truth, np.full(len(truth), y.mean()))),
        late_rate=float(truth.mean()),
        train_rows=float(len(past)),
        holdout_rows=float(len(future)),
    )
    return model


def predict(model: Model, parcels: pd.DataFrame) -> np.ndarray:
    """The probability that each parcel will be late.

    A parcel's probability depends on that parcel alone: one row or a batch, in any order, gives the same numbers.

    Args:
        model: from `train`.
        parcels: (n ≥ 1 rows) as `data.clean` returns them; `delivered_at` is not needed. Left as it was.

    Returns:
        (n,) float64 in [0, 1], in the order of the rows.

    Raises:
        ValueError: an unknown service, weather or depot.
    """
    x = build(parcels).to_numpy()
    return model._classifier.predict_proba(model._prepare.transform(x))[:, 1]
