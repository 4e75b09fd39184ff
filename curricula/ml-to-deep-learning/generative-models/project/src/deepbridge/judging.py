"""Five questions to a set of generated rows. No single one of them is enough. Given.

A generator that returns the training rows wins on all but the copy test; one that returns each class's mean
wins on agreement; one that returns noise wins on the copy test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.svm import SVC

from deepbridge.data import Labels, Pixels, Split
from deepbridge.generate import nearest_train

# Anything with `fit` and `predict`. scikit-learn declares no types of its own.
Classifier: TypeAlias = Any


def classifier() -> Classifier:
    """The RBF-SVM of every judgment here: your best classical model of the digits."""
    return SVC(C=5.0)


@dataclass(frozen=True)
class Judgment:
    """What one generator got.

    Attributes:
        agreement: share of rows that a classifier, trained on held-out real rows, reads as the asked label.
        copy_ratio: median distance to the nearest training row, over the same median for held-out real rows.
            Copies have 0, real rows 1.
        diversity: variance within the classes, over that of the training rows. Real rows have 1.
        two_sample_auc: how well a classifier tells generated rows from held-out real rows, area under the ROC
            curve. 0.5 is not at all.
        usefulness: accuracy on held-out real rows of a classifier that was trained on generated rows only
            ("classification accuracy score", Ravuri and Vinyals 2019).
        useful: for each held-out row whether that classifier is right, shape (m,).
        generated_scores: how real the first m generated rows look to the two-sample classifier, shape (m,).
        real_scores: the same for the m held-out rows.
    """

    agreement: float
    copy_ratio: float
    diversity: float
    two_sample_auc: float
    usefulness: float
    useful: NDArray[np.bool_]
    generated_scores: NDArray[np.float64]
    real_scores: NDArray[np.float64]


def within_variance(x: Pixels, y: Labels) -> float:
    """Variance of the pixels around the mean of their class, summed over pixels, averaged over classes."""
    return float(np.mean([x[y == label].var(axis=0).sum() for label in np.unique(y)]))


def copy_distances(x: Pixels, train: Pixels) -> NDArray[np.float32]:
    """Distance of each row to its nearest training row by `nearest_train`, shape (m,).

    In blocks of 200 by 2,000 rows, so that an implementation that needs memory for all pairs gets by with it.
    """
    samples, rows = torch.tensor(x), torch.tensor(train)  # copies: the judge's rows stay as they are
    return np.concatenate(
        [
            torch.stack([nearest_train(part, block)[0] for block in rows.split(2000)]).amin(dim=0).numpy()
            for part in samples.split(200)
        ]
    )


def two_sample_scores(generated: Pixels, real: Pixels) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Classifier two-sample test (Lopez-Paz and Oquab 2017), 5-fold, on equally many rows of both kinds.

    Returns:
        How real each generated and each real row looks to a classifier that has not seen it, shapes (m,).
    """
    n = min(len(generated), len(real))
    x = np.vstack([generated[:n], real[:n]])
    is_real = np.repeat([0, 1], n)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    scores = np.asarray(cross_val_predict(classifier(), x, is_real, cv=folds, method="decision_function"))
    return scores[:n], scores[n:]


def judge(generated: Pixels, labels: Labels, split: Split) -> Judgment:
    """All five answers.

    Args:
        generated: shape (m, d), in the gray levels of the data.
        labels: the labels that were asked for, shape (m,).
    """
    reader = classifier().fit(split.x_held, split.y_held)
    real_distance = float(np.median(copy_distances(split.x_held, split.x_train)))
    useful = classifier().fit(generated, labels).predict(split.x_held) == split.y_held
    fake, true = two_sample_scores(generated, split.x_held)
    is_real = np.repeat([0, 1], [len(fake), len(true)])
    return Judgment(
        agreement=float((reader.predict(generated) == labels).mean()),
        copy_ratio=float(np.median(copy_distances(generated, split.x_train))) / real_distance,
        diversity=within_variance(generated, labels) / within_variance(split.x_train, split.y_train),
        two_sample_auc=float(roc_auc_score(is_real, np.concatenate([fake, true]))),
        usefulness=float(useful.mean()),
        useful=useful,
        generated_scores=fake,
        real_scores=true,
    )
