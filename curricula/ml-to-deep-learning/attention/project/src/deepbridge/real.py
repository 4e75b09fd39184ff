"""Readers for three public text collections, in exactly the form they are published. Given.

SMS Spam Collection (Almeida and Gómez Hidalgo, 2011), file `SMSSpamCollection`, 5,574 lines such as
    ham<TAB>Ok lar... Joking wif u oni...
without a published split: a fifth of the messages, drawn with a seed and stratified, is the test set.

AG's news topics (Zhang, Zhao and LeCun, 2015), files `train.csv` (120,000 lines) and `test.csv` (7,600), such
as
    "3","Wall St. Bears Claw Back Into the Black (Reuters)","Reuters - Short-sellers, ..."
class from 1 to 4, title, description; quotes inside are doubled, line breaks are the two characters \\n.

Large Movie Review Dataset (Maas et al., 2011), a folder `aclImdb` with `train/pos/0_9.txt`, `train/neg/…`,
`test/pos/…` and `test/neg/…`: 25,000 reviews to train on and 25,000 to test on, one a file, with `<br />`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import train_test_split

LABELS = {
    "sms": ("ham", "spam"),
    "agnews": ("World", "Sports", "Business", "Sci/Tech"),
    "imdb": ("neg", "pos"),
}
REVIEW = re.compile(r"\d+_\d+\.txt")


@dataclass(frozen=True)
class Texts:
    """Labeled texts; ids say where each came from.

    Shapes: y (n,), integers from 0.
    """

    ids: list[str]
    texts: list[str]
    y: NDArray[np.int64]

    def take(self, rows: NDArray[np.int64]) -> Texts:
        """Some of the texts, in the given order."""
        return Texts([self.ids[row] for row in rows], [self.texts[row] for row in rows], self.y[rows])


def read_sms(path: Path) -> Texts:
    """All messages of `SMSSpamCollection`.

    Raises:
        ValueError: for a line without a tab or with another label; it names the line.
    """
    ids, texts, labels = [], [], []
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        label, tab, text = line.rstrip("\r").partition("\t")
        if not tab or label not in LABELS["sms"]:
            raise ValueError(f"{path.name}, line {number}: must be ham or spam, a tab and a text")
        ids.append(f"sms-{number}")
        texts.append(text)
        labels.append(LABELS["sms"].index(label))
    return Texts(ids, texts, np.array(labels, dtype=np.int64))


def read_agnews(path: Path) -> Texts:
    """All lines of `train.csv` or `test.csv`: title and description as one text.

    Raises:
        ValueError: for a line that has not three fields or another class; it names the line.
    """
    ids, texts, labels = [], [], []
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        for fields in reader:
            if not fields:
                continue
            where = f"{path.name}, line {reader.line_num}"
            if len(fields) != 3:
                raise ValueError(f"{where}: {len(fields)} fields, the format has 3")
            if fields[0] not in ("1", "2", "3", "4"):
                raise ValueError(f"{where}: {fields[0]!r} is not a class from 1 to 4")
            ids.append(f"agnews-{path.stem}-{reader.line_num}")
            texts.append(" ".join(fields[1:]).replace("\\n", " ").replace("\\", " "))
            labels.append(int(fields[0]) - 1)
    return Texts(ids, texts, np.array(labels, dtype=np.int64))


def read_imdb(path: Path) -> Texts:
    """All reviews below `aclImdb/train` or `aclImdb/test`, in the order of their names.

    Raises:
        ValueError: for a file that is not named like 0_9.txt, or whose rating does not fit its folder.
    """
    ids, texts, labels = [], [], []
    for label, folder in enumerate(LABELS["imdb"]):
        if not (path / folder).is_dir():
            raise ValueError(f"{path}: the folder {folder} is missing")
        for file in sorted((path / folder).iterdir()):
            where = f"{path.name}/{folder}/{file.name}"
            if not REVIEW.fullmatch(file.name):
                raise ValueError(f"{where}: a review is named like 0_9.txt")
            rating = int(file.stem.split("_")[1])
            if (rating >= 7) != bool(label) or rating in (5, 6):
                raise ValueError(f"{where}: the rating {rating} does not fit the folder")
            ids.append(f"imdb-{path.name}-{folder}-{file.stem}")
            texts.append(file.read_text(encoding="utf-8").replace("<br />", " "))
            labels.append(label)
    return Texts(ids, texts, np.array(labels, dtype=np.int64))


def published_split(
    path: Path, name: str, n_test: int | None = None, n_train: int | None = None, seed: int = 0
) -> tuple[Texts, Texts]:
    """Texts to train on and to test on.

    Args:
        path: the file `SMSSpamCollection`, or the folder that holds `train.csv` and `test.csv`, or `aclImdb`.
        name: a key of `LABELS`.
        n_test: if given, a random sample of that many test texts.
        n_train: the same for training.
        seed: of the samples, and of the split of `sms`.
    """
    if name == "sms":
        all_texts = read_sms(path)
        train_rows, test_rows = train_test_split(
            np.arange(len(all_texts.y)), test_size=0.2, stratify=all_texts.y, random_state=seed
        )
        train, test = all_texts.take(np.sort(train_rows)), all_texts.take(np.sort(test_rows))
    elif name == "agnews":
        train, test = read_agnews(path / "train.csv"), read_agnews(path / "test.csv")
    else:
        train, test = read_imdb(path / "train"), read_imdb(path / "test")
    rng = np.random.default_rng(seed)
    parts = []
    for part, wanted in ((train, n_train), (test, n_test)):
        if wanted is not None and wanted < len(part.y):
            part = part.take(np.sort(rng.choice(len(part.y), size=wanted, replace=False)))
        parts.append(part)
    return parts[0], parts[1]
