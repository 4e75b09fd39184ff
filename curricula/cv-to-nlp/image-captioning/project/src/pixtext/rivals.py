"""What a vision engineer would build without a language model. Both learn from the same pictures and
captions.

- `NearestNeighbor` copies the caption of the most similar training picture (image retrieval).
- `DetectorAndTemplate` reads labels out of the training captions, classifies color and shape in each
  quarter, and fills a fixed sentence. It works because its author knows where objects are and how every
  caption is built.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestNeighbors
from sklearn.svm import SVC

PLACES = ("top left", "top right", "bottom left", "bottom right")


@dataclass(frozen=True)
class Quarters:
    """Features of the four quarters of N pictures.

    `present` (N, 4) bool; `color` (N, 4, 3), the mean of the object's pixels over their largest channel;
    `outline` (N, 4, 144), the object's mask moved to the middle of its 12 x 12 quarter.
    """

    present: np.ndarray
    color: np.ndarray
    outline: np.ndarray


def quarters(images: np.ndarray) -> Quarters:
    """Segment by saturation, then color and centered outline of each quarter. `images` is (N, 3, 24, 24)."""
    cells = np.stack([images[:, :, y : y + 12, x : x + 12] for y in (0, 12) for x in (0, 12)], axis=1)
    mask = (cells.max(2) - cells.min(2) > 0.35).astype(np.float32)
    area = mask.sum((2, 3))
    present = area > 8
    divisor = np.maximum(area, 1)
    color = (cells * mask[:, :, None]).sum((3, 4)) / divisor[..., None]
    color = color / np.maximum(color.max(-1, keepdims=True), 1e-6) * present[..., None]
    ys, xs = np.mgrid[:12, :12]
    shift_y = np.rint(5.5 - (mask * ys).sum((2, 3)) / divisor).astype(int)
    shift_x = np.rint(5.5 - (mask * xs).sum((2, 3)) / divisor).astype(int)
    outline = np.zeros_like(mask)
    for n, k in np.argwhere(present):
        outline[n, k] = np.roll(mask[n, k], (shift_y[n, k], shift_x[n, k]), (0, 1))
    return Quarters(present, color, outline.reshape(len(images), 4, 144))


class NearestNeighbor:
    """Caption retrieval on the features of the quarters, weighted so that presence and color count first."""

    def __init__(self, images: np.ndarray, captions: Sequence[str]) -> None:
        self._captions: list[str] = list(captions)
        self._index = NearestNeighbors(n_neighbors=1).fit(self._features(images))

    @staticmethod
    def _features(images: np.ndarray) -> np.ndarray:
        found = quarters(images)
        n = len(images)
        return np.concatenate(
            [4 * found.present, 3 * found.color.reshape(n, -1), found.outline.reshape(n, -1)], axis=1
        )

    def predict(self, images: np.ndarray) -> list[str]:
        """A caption for each of the (N, 3, 24, 24) pictures."""
        nearest = self._index.kneighbors(self._features(images), return_distance=False)[:, 0]
        return [self._captions[number] for number in nearest]


class DetectorAndTemplate:
    """Logistic regression for color, a support vector machine for shape, and the sentence written by hand."""

    def __init__(self, images: np.ndarray, captions: Sequence[str]) -> None:
        found = quarters(images)
        colors, shapes, rows = [], [], []
        for number, caption in enumerate(captions):
            for phrase in caption.split(" and "):
                _, color, shape, _, *place = phrase.split()
                cell = PLACES.index(" ".join(place))
                if found.present[number, cell]:
                    colors.append(color)
                    shapes.append(shape)
                    rows.append((number, cell))
        where = np.array(rows).T
        self._color = LogisticRegression(max_iter=300).fit(found.color[where[0], where[1]], colors)
        self._shape = SVC().fit(found.outline[where[0], where[1]][:3000], shapes[:3000])

    def predict(self, images: np.ndarray) -> list[str]:
        """A caption for each of the (N, 3, 24, 24) pictures."""
        found = quarters(images)
        phrases: list[list[str]] = [[] for _ in images]
        rows = np.argwhere(found.present)
        if len(rows):
            colors = self._color.predict(found.color[rows[:, 0], rows[:, 1]])
            shapes = self._shape.predict(found.outline[rows[:, 0], rows[:, 1]])
            for (number, cell), color, shape in zip(rows, colors, shapes, strict=True):
                phrases[number].append(f"a {color} {shape} at {PLACES[cell]}")
        return [" and ".join(found_phrases) for found_phrases in phrases]
