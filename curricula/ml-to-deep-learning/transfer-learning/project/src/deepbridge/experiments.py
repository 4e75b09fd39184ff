"""The runs that the report is about. Given."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from deepbridge import baselines
from deepbridge.arrays import Array, Integers
from deepbridge.baselines import Classifier
from deepbridge.data import Photos, Texts, photos, texts
from deepbridge.encoders import Tail, efficientnet, pooled
from deepbridge.intervals import paired_interval
from deepbridge.transfer import (
    Model,
    Transfer,
    few_shot_curve,
    fine_tune,
    freeze_until,
    linear_probe,
    negative_transfer_test,
    parameter_groups,
)

REPORT_SEED = 3
SIZES = (2, 5, 10, 20, 40)
DRAWS = 4


@dataclass(frozen=True)
class CurveRun:
    """A probe and classical models with few labels.

    Attributes:
        data: the texts.
        right: for each model which test rows were right, shape (draws, sizes, m); the probe is `probe`.
    """

    data: Texts
    right: dict[str, NDArray[np.bool_]]

    def accuracy(self, name: str, size: int) -> float:
        """Mean over draws and test rows."""
        return float(self.right[name][:, SIZES.index(size)].mean())

    def classical(self, size: int) -> float:
        """The best classical model at this size on the test rows: the choice that favors it most."""
        return max(self.accuracy(name, size) for name in self.right if name != "probe")

    def transfer(self, size: int) -> Transfer:
        """The probe against the best classical model at this size, by your test."""
        at = SIZES.index(size)
        rivals = {name: rows[:, at] for name, rows in self.right.items() if name != "probe"}
        return negative_transfer_test(self.right["probe"][:, at], rivals)

    def catch_up(self) -> int:
        """Labels of each class from which on the probe is not better; 0 if it is better with all."""
        not_better = [size for size in SIZES if self.transfer(size).verdict != "positive"]
        better = [size for size in SIZES if size not in not_better]
        later = [size for size in not_better if size > max(better, default=0)]
        return later[0] if later else 0


def classifier_model(make: type | object, x: csr_matrix, data: Texts) -> Model:
    """A classical model as a function from rows to labels of the test rows."""

    def model(rows: Integers) -> Integers:
        classifier: Classifier = make()  # pyright: ignore[reportCallIssue]
        return classifier.fit(x[rows], data.y[rows]).predict(x[data.test])

    return model


@lru_cache
def columns(kind: str) -> csr_matrix:
    """What the classical models see: TF-IDF, and for names what a practitioner asks of a name."""
    data = texts(kind)
    x = baselines.tfidf(data.texts, data.pool, lowercase=kind == "docs")
    return csr_matrix(hstack([x, baselines.shape_features(data.texts)])) if kind == "names" else x


def compare_on_texts(kind: str, seed: int) -> CurveRun:
    """Probe and classical models on `docs` or `names` with 2 to 40 labels of each class, four draws."""
    data, x = texts(kind), columns(kind)

    def probe(rows: Integers) -> Integers:
        fitted = linear_probe(data.features[rows], data.y[rows], len(data.classes))
        return fitted.predict(data.features[data.test])

    models: dict[str, Model] = {"probe": probe}
    for name, make in baselines.TEXT_MODELS.items():
        # On docs logistic regression was .02 below naive Bayes from 5 labels on (six draws), and takes ten
        # times as long.
        if kind == "names" or name != "logistic":
            models[name] = classifier_model(make, x, data)
    return CurveRun(data, few_shot_curve(models, data.y, data.pool, data.test, SIZES, DRAWS, seed))


def worst_text(data: Texts) -> tuple[int, int, int]:
    """The misjudged test sentence whose right family has the smallest probability: `(row, gold, prediction)`.

    Of a probe on the whole pool; row -1 if it misjudges none.
    """
    row, gold, predicted = int(losses(data).argmax()), 0, 0
    probe = linear_probe(data.features[data.pool], data.y[data.pool], len(data.classes))
    row = int(data.test[row])
    gold, predicted = int(data.y[row]), int(probe.predict(data.features[row : row + 1])[0])
    return (row, gold, predicted) if gold != predicted else (-1, -1, -1)


def losses(data: Texts) -> Array:
    """Log-loss of each test row by a probe on the whole pool, shape (m,)."""
    probe = linear_probe(data.features[data.pool], data.y[data.pool], len(data.classes))
    probability = probe.probability(data.features[data.test])
    return -np.log(np.maximum(probability[np.arange(len(data.test)), data.y[data.test]], 1e-300))


@dataclass(frozen=True)
class PhotoRun:
    """The image encoder on crops: probed, fine-tuned, and against hand-made features.

    Attributes:
        data: the crops.
        tail: the fine-tuned last layers.
        history: their mean loss of each epoch.
        seconds: the time to train them.
        predictions: classes of the test crops by `probe`, `fine_tuned` and eight classical models.
    """

    data: Photos
    tail: Tail
    history: list[float]
    seconds: float
    predictions: dict[str, Integers]

    def right(self, name: str) -> NDArray[np.bool_]:
        """Whether each test crop is right."""
        return self.predictions[name] == self.data.y[self.data.test]

    def accuracy(self, name: str) -> float:
        """Share of the test crops that are right."""
        return float(self.right(name).mean())

    @property
    def best_classical(self) -> str:
        """The best classical model on the test crops themselves."""
        return max((n for n in self.predictions if n not in ("probe", "fine_tuned")), key=self.accuracy)

    def interval(self) -> tuple[float, float, float]:
        """Accuracy of the fine-tuned tail minus the probe's, with its paired 95 % interval."""
        return paired_interval(self.right("fine_tuned"), self.right("probe"))


def tune_photos(data: Photos, seed: int) -> tuple[Tail, list[float]]:
    """Train convolution, norm and head of the tail on cached activations of 120 crops; its block stays."""
    tail = Tail(len(data.classes), efficientnet(), seed)
    freeze_until(tail, "conv")
    groups = parameter_groups(tail, ["head", "norm", "conv"], rate=0.003, factor=0.3, weight_decay=0.01)
    torch.manual_seed(seed)
    x, y = torch.from_numpy(data.activations[data.train]), torch.from_numpy(data.y[data.train])
    return tail, fine_tune(tail, groups, x, y, epochs=8, batch_size=24, seed=seed)


@lru_cache
def photo_features() -> Array:
    """What the probe on photographs learns from: pooled features of the network as it came."""
    data = photos()
    return pooled(Tail(len(data.classes), efficientnet()), data.activations)


def compare_on_photos(seed: int, classical: bool = True) -> PhotoRun:
    """Ten crops of each of twelve photographs to learn from, fourteen to test on."""
    data = photos()
    features = photo_features()
    start = time.perf_counter()
    tail, history = tune_photos(data, seed)
    seconds = time.perf_counter() - start
    predictions: dict[str, Integers] = {}
    if classical:
        predictions = baselines.image_predictions(data.images, data.y, data.train, data.test)
    probe = linear_probe(features[data.train], data.y[data.train], len(data.classes))
    predictions["probe"] = probe.predict(features[data.test])
    with torch.no_grad():
        logits = tail(torch.from_numpy(data.activations[data.test]))
    predictions["fine_tuned"] = logits.argmax(dim=1).numpy()
    return PhotoRun(data, tail, history, seconds, predictions)
