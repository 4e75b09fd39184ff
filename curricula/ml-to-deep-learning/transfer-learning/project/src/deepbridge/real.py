"""Readers for two published forms of labeled data, and both models on them. Given.

`folders`: one folder of images for each class, `CLASS/NAME.jpg`. Where all images are in one folder, as the
Pets are (`images/Abyssinian_12.jpg`), the class is the name before the last underscore. If the folder has
`train` and `val` (or `test`), they are the split.

`csv`: a file with the columns `text` and `label` (or `category`, as in Banking77). If its name is
`train.csv`, `test.csv` beside it is the test part; else a column `split` says `train` or `test`. Without
either, half of each class is for testing.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline, make_union
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, LinearSVC

from deepbridge.arrays import Array
from deepbridge.encoders import efficientnet
from deepbridge.library import embed
from deepbridge.transfer import linear_probe

SUFFIXES = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True)
class Items:
    """Labeled texts, or labeled paths of images.

    Attributes:
        items: texts or paths.
        labels: text of each label.
        ids: a name of each item.
    """

    items: list[str] | list[Path]
    labels: list[str]
    ids: list[str]

    def take(self, rows: Sequence[int]) -> Items:
        """Some of them."""
        return Items(
            [self.items[row] for row in rows],  # pyright: ignore[reportArgumentType]
            [self.labels[row] for row in rows],
            [self.ids[row] for row in rows],
        )


def read_folders(folder: Path) -> Items:
    """Every image below `folder` with its class.

    Raises:
        ValueError: if there is no image, or a name from which no class can be read.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise ValueError(f"{folder}: no image with one of the endings {', '.join(SUFFIXES)}")
    labels: list[str] = []
    for path in paths:
        if path.parent != folder:
            labels.append(path.parent.name)
        elif "_" in path.stem:
            labels.append(path.stem.rsplit("_", 1)[0])
        else:
            raise ValueError(f"{path.name}: neither in a folder of its class nor named CLASS_NUMBER")
    return Items(paths, labels, [path.relative_to(folder).as_posix() for path in paths])


def read_csv(path: Path) -> tuple[Items, list[str]]:
    """Every row of a file with its label, and its split (`""` where there is none).

    Raises:
        ValueError: for a header or a row that does not fit; it names the line.
    """
    texts: list[str] = []
    labels: list[str] = []
    splits: list[str] = []
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        header = reader.fieldnames or []
        column = "label" if "label" in header else "category"
        if "text" not in header or column not in header:
            raise ValueError(
                f"{path.name}, line 1: needs the columns text and label (or category), has {header}"
            )
        for row in reader:
            text, label = (row["text"] or "").strip(), (row[column] or "").strip()
            if not text or not label or None in row:
                raise ValueError(f"{path.name}, line {reader.line_num}: needs a text and a label")
            texts.append(text)
            labels.append(label)
            splits.append((row.get("split") or "").strip())
    return Items(texts, labels, [f"{path.stem}-{number}" for number in range(1, len(texts) + 1)]), splits


def few(items: Items, labels: int, seed: int) -> list[int]:
    """Rows of `labels` items of each class, drawn from `seed`; all rows if `labels` is 0."""
    rng = np.random.default_rng(seed)
    gold = np.array(items.labels)
    if labels == 0:
        return list(range(len(gold)))
    return [
        int(row)
        for name in sorted(set(items.labels))
        for row in rng.permutation(np.flatnonzero(gold == name))[:labels]
    ]


def read_real(path: Path, form: str, labels: int, seed: int) -> tuple[Items, Items]:
    """What to learn from, `labels` items of each class, and what to test on.

    Where the set has no split of its own, half of each class is for testing.
    """
    if form == "csv" and path.name == "train.csv":
        train, test = read_csv(path)[0], read_csv(path.with_name("test.csv"))[0]
    elif form == "csv":
        rows, splits = read_csv(path)
        if {"train", "test"} <= set(splits):
            train = rows.take([i for i, split in enumerate(splits) if split == "train"])
            test = rows.take([i for i, split in enumerate(splits) if split == "test"])
        else:
            train, test = _halves(rows, seed)
    elif (path / "train").is_dir():
        other = path / "val" if (path / "val").is_dir() else path / "test"
        train, test = read_folders(path / "train"), read_folders(other)
    else:
        train, test = _halves(read_folders(path), seed)
    return train.take(few(train, labels, seed)), test


def _halves(items: Items, seed: int) -> tuple[Items, Items]:
    gold, rng = np.array(items.labels), np.random.default_rng([seed, 1])
    chosen: set[int] = set()
    for name in sorted(set(items.labels)):
        rows = rng.permutation(np.flatnonzero(gold == name))
        chosen.update(int(row) for row in rows[: len(rows) // 2])
    rest = [row for row in range(len(gold)) if row not in chosen]
    return items.take(sorted(chosen)), items.take(rest)


def load_image(path: Path, side: int = 224) -> NDArray[np.uint8]:
    """The middle square of an image, in color, shape (side, side, 3)."""
    from PIL import Image

    with Image.open(path) as image:
        width, height = image.size
        short = min(width, height)
        left, top = (width - short) // 2, (height - short) // 2
        square = image.convert("RGB").crop((left, top, left + short, top + short))
        return np.asarray(square.resize((side, side)))


def features_of(items: Items) -> Array:
    """What the frozen encoder makes of them: (n, 384) for texts, (n, 1280) for images, unit vectors."""
    first = items.items[0]
    if isinstance(first, str):
        return embed([str(text) for text in items.items])
    net, parts = efficientnet(), []
    with torch.no_grad():
        for start in range(0, len(items.items), 16):
            images = np.stack([load_image(Path(path)) for path in items.items[start : start + 16]])
            x = torch.from_numpy((images.astype(np.float32) - 127) / 128).permute(0, 3, 1, 2)
            parts.append(net.extract_features(x).mean(dim=(2, 3)))  # pyright: ignore[reportCallIssue]
    features = torch.cat(parts).numpy().astype(np.float64)
    return features / np.linalg.norm(features, axis=1, keepdims=True)


def probe_predictions(x: Array, labels: Sequence[str], x_test: Array) -> tuple[list[str], float]:
    """Labels of the test rows by a probe, and its `c`: the best of three in three folds of training rows."""
    classes = sorted(set(labels))
    y = np.array([classes.index(label) for label in labels])
    folds = list(StratifiedKFold(3, shuffle=True, random_state=0).split(x, y))
    scores: dict[float, float] = {}
    for c in (1.0, 10.0, 100.0):
        right = [linear_probe(x[a], y[a], len(classes), c).predict(x[b]) == y[b] for a, b in folds]
        scores[c] = float(np.concatenate(right).mean())
    best = max(scores, key=lambda c: scores[c])
    numbers = linear_probe(x, y, len(classes), best).predict(x_test)
    return [classes[number] for number in numbers], best


def hand_made(items: Items) -> Array:
    """HOG, texture and color histograms of images."""
    from PIL import Image
    from skimage.feature import hog, local_binary_pattern

    rows: list[Array] = []
    for path in items.items:
        color = load_image(Path(path), 128)
        gray = np.asarray(Image.fromarray(color).convert("L"))
        codes = [local_binary_pattern(gray, 8, radius, "uniform").astype(np.int64) for radius in (1, 2, 4)]
        texture = [np.bincount(code.ravel(), minlength=10) / code.size for code in codes]
        bins = (color // 64).astype(np.int64).reshape(-1, 3) @ [16, 4, 1]
        shapes = hog(gray, pixels_per_cell=(16, 16), cells_per_block=(2, 2))
        rows.append(np.concatenate([np.sqrt(np.bincount(bins, minlength=64) / len(bins)), *texture, shapes]))
    return np.stack(rows)


def best_classical(train: Items, test: Items) -> tuple[str, list[str]]:
    """Name and test predictions of the candidate with the best 3-fold accuracy on the training items."""
    candidates: dict[str, Any]
    if isinstance(train.items[0], str):
        x_train: Any = train.items
        x_test: Any = test.items

        def tfidf() -> Any:
            words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
            return make_union(
                words, TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
            )

        candidates = {
            f"TF-IDF + linear SVM C={c}": make_pipeline(tfidf(), LinearSVC(C=c)) for c in (0.1, 1, 10)
        }
        candidates |= {
            f"TF-IDF + naive Bayes a={a}": make_pipeline(tfidf(), ComplementNB(alpha=a)) for a in (0.1, 1)
        }
        candidates["TF-IDF + logistic C=30"] = make_pipeline(tfidf(), LogisticRegression(C=30, max_iter=300))
    else:
        x_train, x_test = hand_made(train), hand_made(test)
        candidates = {
            f"hand-made + RBF SVM C={c}": make_pipeline(StandardScaler(), SVC(C=c)) for c in (1, 10)
        }
        candidates["hand-made + logistic"] = make_pipeline(
            StandardScaler(), LogisticRegression(C=0.1, max_iter=300)
        )
    folds = StratifiedKFold(3, shuffle=True, random_state=0)
    scores: dict[str, float] = {}
    for name, model in candidates.items():
        scores[name] = float(cross_val_score(model, x_train, train.labels, cv=folds).mean())
        print(f"  {name}: {scores[name]:.4f} in 3 folds", flush=True)
    best = max(scores, key=lambda name: scores[name])
    return best, [str(label) for label in candidates[best].fit(x_train, train.labels).predict(x_test)]
