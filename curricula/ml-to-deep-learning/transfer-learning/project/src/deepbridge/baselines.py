"""Classical models at their best, to compare with. Given."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, LinearSVC

from deepbridge.arrays import Array, Integers

# Anything with `fit`, `predict` and `score`. scikit-learn declares no types of its own.
Classifier: TypeAlias = Any

TEXT_MODELS = {
    "logistic": lambda: LogisticRegression(C=3, max_iter=300),
    "linear SVM C=0.3": lambda: LinearSVC(C=0.3),
    "linear SVM C=3": lambda: LinearSVC(C=3),
    "naive Bayes a=0.1": lambda: ComplementNB(alpha=0.1),
    "naive Bayes a=1": lambda: ComplementNB(alpha=1.0),
}


def tfidf(texts: list[str], known: Integers, lowercase: bool = True) -> csr_matrix:
    """TF-IDF of words (one and two in a row) and of 2 to 5 characters, side by side, for all texts.

    Vocabulary and weights come from the rows `known`, labeled or not: a practitioner has those texts too.
    """
    seen = [texts[row] for row in known]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, lowercase=lowercase)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, lowercase=lowercase)
    return csr_matrix(hstack([vectorizer.fit(seen).transform(texts) for vectorizer in (words, pieces)]))


def shape_features(names: list[str]) -> csr_matrix:
    """What a practitioner asks of a name: capitals, first letter, underscores, changes of case, length."""
    rows = [
        [
            np.mean([c.isupper() for c in name]),
            float(name[0].isupper()),
            float("_" in name),
            float(name.isupper()),
            np.mean([a.islower() and b.isupper() for a, b in zip(name, name[1:])]),
            len(name) / 20,
        ]
        for name in names
    ]
    return csr_matrix(np.array(rows))


def image_features(images: NDArray[np.uint8]) -> dict[str, Array]:
    """Pixels, HOG, texture and all together: what a practitioner makes of gray images (n, 96, 96)."""
    from PIL import Image
    from skimage.feature import hog, local_binary_pattern

    pixels = np.stack([np.asarray(Image.fromarray(image).resize((16, 16))) for image in images])
    columns: dict[str, list[Array]] = {"hog": [], "texture": []}
    for image in images:
        columns["hog"].append(hog(image, pixels_per_cell=(16, 16), cells_per_block=(2, 2)))
        # Local binary patterns at three radii do not depend on exposure (Ojala et al. 2002).
        codes = [local_binary_pattern(image, 8, radius, "uniform") for radius in (1, 2, 4)]
        histograms = [np.bincount(code.astype(np.int64).ravel(), minlength=10) / code.size for code in codes]
        values = np.percentile(image, [5, 25, 50, 75, 95]) / 255
        slopes = np.abs(np.diff(image.astype(np.float64), axis=0)).mean() / (image.std() + 1)
        columns["texture"].append(np.concatenate([*histograms, values, np.diff(values), [slopes]]))
    features = {"pixels": pixels.reshape(len(images), -1) / 255.0}
    features |= {name: np.stack(rows) for name, rows in columns.items()}
    features["all"] = np.concatenate(list(features.values()), axis=1)
    return features


def image_predictions(
    images: NDArray[np.uint8], y: Integers, train: Integers, test: Integers
) -> dict[str, Integers]:
    """Labels of the test rows by eight models, named `features + model`."""
    predictions: dict[str, Integers] = {}
    for kind, x in image_features(images).items():
        models = {
            "logistic": make_pipeline(StandardScaler(), LogisticRegression(max_iter=200)),
            "rbf_svm": make_pipeline(StandardScaler(), SVC(C=10)),
        }
        for name, model in models.items():
            predictions[f"{kind} + {name}"] = model.fit(x[train], y[train]).predict(x[test])
    return predictions
