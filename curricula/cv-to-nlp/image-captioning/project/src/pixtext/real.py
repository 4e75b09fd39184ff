"""Take it real: the same captioner on published photographs with captions.

`run.py --data real --annotations FILE --path FOLDER` trains on one part, captions the other, and leaves
`evidence/real/predictions.jsonl`: an object a line with `id`, `gold` (all captions of the photograph),
`prediction` and `baseline` (the caption of the most similar training photograph).
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sklearn.neighbors import NearestNeighbors

from pixtext.caption import CaptionModel
from pixtext.coco import Captioned, load_picture, read_captions
from pixtext.experiment import encode_all, fit, say
from pixtext.vocabulary import Vocabulary, tokenize


@dataclass(frozen=True)
class RealSettings:
    """What may be chosen. `image_size` is a multiple of 24; captions are cut at `max_length` - 2 words."""

    image_size: int = 96
    max_length: int = 20
    min_count: int = 5
    width: int = 128
    layers: int = 3
    epochs: int = 10
    test: int = 500
    limit: int = 6000
    seed: int = 1


def split_photographs(
    photographs: Sequence[Captioned], settings: RealSettings
) -> tuple[list[Captioned], list[Captioned]]:
    """Training and test photographs: the file's own split where it has one, else a shuffle by `seed`."""
    if any(photograph.split == "test" for photograph in photographs):
        train = [p for p in photographs if p.split in ("train", "restval")]
        test = [p for p in photographs if p.split == "test"]
    else:
        order = np.random.default_rng(settings.seed).permutation(len(photographs))
        held = min(settings.test, len(photographs) // 5)
        test = [photographs[i] for i in order[:held]]
        train = [photographs[i] for i in order[held:]]
    return train[: settings.limit], test[: settings.test]


def best_unigram_f1(prediction: str, references: Sequence[str]) -> float:
    """The unigram F1 against the reference that gives the most, in [0, 1]."""
    said = Counter(tokenize(prediction))
    best = 0.0
    for reference in references:
        true = Counter(tokenize(reference))
        total = sum(said.values()) + sum(true.values())
        best = max(best, 2 * sum((said & true).values()) / total if total else 1.0)
    return best


def bleu_1(predictions: Sequence[str], references: Sequence[Sequence[str]]) -> float:
    """Corpus BLEU-1 in [0, 100] (Papineni et al. 2002): clipped unigram precision times the brevity penalty.

    The penalty uses, for each prediction, the reference whose length is closest (the shorter one of two).
    """
    matched, said_words, reference_words = 0, 0, 0
    for prediction, golds in zip(predictions, references, strict=True):
        said = tokenize(prediction)
        truths = [tokenize(gold) for gold in golds]
        most: Counter[str] = Counter()
        for truth in truths:
            most |= Counter(truth)
        matched += sum((Counter(said) & most).values())
        said_words += len(said)
        reference_words += min((abs(len(t) - len(said)), len(t)) for t in truths)[1]
    if not said_words:
        return 0.0
    brevity = 1.0 if said_words > reference_words else float(np.exp(1 - reference_words / said_words))
    return 100 * brevity * matched / said_words


def run_real(annotations: Path, folder: Path, out: Path, settings: RealSettings) -> dict[str, float]:
    """Train, caption, write `predictions.jsonl` into `out`; returns the figures for `result.md`."""
    train, test = split_photographs(read_captions(annotations), settings)
    if not train or not test:
        raise ValueError("too few photographs: both parts need at least one")
    size = settings.image_size
    pictures = np.stack([load_picture(folder / photograph.file_name, size) for photograph in train])
    rows = [row for row, photograph in enumerate(train) for _ in photograph.captions]
    texts = [" ".join(tokenize(caption)[: settings.max_length - 2]) for p in train for caption in p.captions]
    torch.manual_seed(settings.seed)
    vocabulary = Vocabulary.from_captions(texts, settings.min_count)
    model = CaptionModel(
        len(vocabulary), size, settings.width, layers=settings.layers, max_length=settings.max_length
    )
    ids = encode_all(texts, vocabulary, settings.max_length)
    fit(
        model,
        torch.from_numpy(pictures),
        ids,
        settings.epochs,
        learning_rate=1e-3,
        seed=settings.seed,
        picture_of=torch.tensor(rows),
    )

    shown = np.stack([load_picture(folder / photograph.file_name, size) for photograph in test])
    started = time.perf_counter()
    predictions = say(model, shown, vocabulary, settings.max_length)
    seconds = time.perf_counter() - started
    small = np.stack([picture[:, ::8, ::8].ravel() for picture in pictures])
    index = NearestNeighbors(n_neighbors=1).fit(small)
    nearest = index.kneighbors(
        np.stack([picture[:, ::8, ::8].ravel() for picture in shown]), return_distance=False
    )[:, 0]
    baselines = [train[number].captions[0] for number in nearest]

    out.mkdir(parents=True, exist_ok=True)
    with (out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for photograph, said, baseline in zip(test, predictions, baselines, strict=True):
            record = {
                "id": photograph.id,
                "gold": photograph.captions,
                "prediction": said,
                "baseline": baseline,
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    golds = [photograph.captions for photograph in test]
    return {
        "score": float(np.mean([best_unigram_f1(p, g) for p, g in zip(predictions, golds, strict=True)])),
        "baseline": float(np.mean([best_unigram_f1(b, g) for b, g in zip(baselines, golds, strict=True)])),
        "bleu_1": bleu_1(predictions, golds),
        "baseline_bleu_1": bleu_1(baselines, golds),
        "seconds_per_1000": 1000 * seconds / len(test),
    }
