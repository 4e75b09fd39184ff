"""The experiment on synthetic scenes: train the captioner once, then score it and its rivals on every
split.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn

from pixtext.caption import (
    CaptionModel,
    caption_metrics,
    encode_caption,
    greedy_decode,
    prefix_mask,
    train_step,
)
from pixtext.rivals import DetectorAndTemplate, NearestNeighbor
from pixtext.scenes import LONGEST_CAPTION, Scenes, Split, make_scenes
from pixtext.vocabulary import Vocabulary

SPLITS: dict[Split, int] = {"fresh": 300, "combination": 200, "binding": 200}


@dataclass
class Outcome:
    """A trained captioner, what it says on each split, and the figures of it and of its rivals."""

    model: CaptionModel
    vocabulary: Vocabulary
    losses: list[float]
    scenes: dict[Split, Scenes] = field(default_factory=dict)
    captions: dict[Split, list[str]] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)


def encode_all(captions: Sequence[str], vocabulary: Vocabulary, length: int) -> Tensor:
    """(N, length) ids of N captions."""
    return torch.tensor([encode_caption(caption, vocabulary, length) for caption in captions])


def fit(
    model: nn.Module,
    images: Tensor,
    captions: Tensor,
    epochs: int = 3,
    batch_size: int = 64,
    learning_rate: float = 5e-3,
    seed: int = 0,
    picture_of: Tensor | None = None,
) -> list[float]:
    """AdamW with a one-cycle learning rate (Smith and Topin 2019); returns the mean loss of each epoch.

    `captions` is (N, L). `picture_of` (N,) says which row of `images` a caption describes; without it, row
    i is for row i.
    """
    picture_of = torch.arange(len(captions)) if picture_of is None else picture_of
    steps = -(-len(captions) // batch_size)
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, learning_rate, total_steps=epochs * steps)
    shuffle = torch.Generator().manual_seed(seed)
    means: list[float] = []
    for _ in range(epochs):
        order = torch.randperm(len(captions), generator=shuffle)
        losses: list[float] = []
        for rows in order.split(batch_size):
            losses.append(train_step(model, optimizer, images[picture_of[rows]], captions[rows]))
            schedule.step()
        means.append(sum(losses) / len(losses))
    return means


def say(model: nn.Module, images: np.ndarray, vocabulary: Vocabulary, max_length: int) -> list[str]:
    """The greedy captions of (N, 3, H, W) pictures as text, 100 pictures at a time."""
    said: list[str] = []
    for batch in torch.from_numpy(images).split(100):
        said += [vocabulary.text_of(ids) for ids in greedy_decode(model, batch, max_length)]
    return said


def train_captioner(scenes: Scenes, seed: int, epochs: int = 3) -> Outcome:
    """A captioner for these scenes, from scratch."""
    torch.manual_seed(seed)
    vocabulary = Vocabulary.from_captions(scenes.captions)
    model = CaptionModel(len(vocabulary), max_length=LONGEST_CAPTION)
    ids = encode_all(scenes.captions, vocabulary, LONGEST_CAPTION)
    return Outcome(model, vocabulary, fit(model, torch.from_numpy(scenes.images), ids, epochs, seed=seed))


def run(seed: int, count: int = 4000) -> Outcome:
    """Train on `count` scenes, caption every split, score the captioner and its rivals."""
    train = make_scenes(count, seed * 10)
    outcome = train_captioner(train, seed)
    neighbor = NearestNeighbor(train.images, train.captions)
    template = DetectorAndTemplate(train.images, train.captions)
    for offset, (split, size) in enumerate(SPLITS.items(), start=1):
        scenes = make_scenes(size, seed * 10 + offset, split)
        said = say(outcome.model, scenes.images, outcome.vocabulary, LONGEST_CAPTION)
        outcome.scenes[split], outcome.captions[split] = scenes, said
        for metric, value in caption_metrics(said, scenes.captions).items():
            outcome.figures[f"{split}_{metric}"] = value
        for name, rival in (("neighbor", neighbor), ("template", template)):
            score = caption_metrics(rival.predict(scenes.images), scenes.captions)
            outcome.figures[f"{split}_{name}_exact_match"] = score["exact_match"]
    fresh = outcome.scenes["fresh"]
    blank = say(outcome.model, np.zeros_like(fresh.images), outcome.vocabulary, LONGEST_CAPTION)
    for metric, value in caption_metrics(blank, fresh.captions).items():
        outcome.figures[f"blank_{metric}"] = value
    return outcome


def attention_maps(model: CaptionModel, image: Tensor, words: Sequence[int]) -> np.ndarray:
    """Where each word position looks: (L, 3, 3), for one (3, H, W) picture and L ids that start with `BEGIN`.

    Row t belongs to the step that predicts word t + 1. Weights of the last block, mean over heads, scaled
    so that the 9 visual tokens sum to 1.
    """
    model.eval()
    weights: list[Tensor] = []
    with torch.no_grad():
        visual = model.visual_tokens(image[None])
        x = torch.cat([visual, model.language_model.embed(torch.tensor([list(words)]))], dim=1)
        model.language_model.run(x, prefix_mask(visual.shape[1], x.shape[1]), weights)
    prefix = visual.shape[1]
    maps = weights[-1][0].mean(0)[prefix:, :prefix]
    return (maps / maps.sum(1, keepdim=True)).reshape(-1, 3, 3).numpy()
