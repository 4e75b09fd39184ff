"""Digits on a larger canvas: moved at random, and moved among fragments of other digits. Given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

SIZE = 20  # pixels, each way
DIGIT = 8
FRAGMENT = 6


@dataclass(frozen=True)
class Canvases:
    """Canvases for training and for testing, made from different digits.

    Shapes: x_train (n, 20, 20) and x_test (m, 20, 20), float32 from 0 to 1; y_train (n,) and y_test (m,),
    integers from 0 to 9.
    """

    x_train: NDArray[np.float32]
    y_train: NDArray[np.int64]
    x_test: NDArray[np.float32]
    y_test: NDArray[np.int64]


def paste(
    digits: NDArray[np.float32], fragments: int, copies: int, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Put each digit at a random place of an empty canvas, over fragments of other digits.

    A fragment is a 6 by 6 piece of a digit that is drawn anew. The digit itself is pasted last, so its
    8 by 8 pixels are whole.

    Args:
        digits: shape (n, 8, 8).
        fragments: pieces on each canvas.
        copies: canvases of each digit.

    Returns:
        Shape (copies * n, 20, 20): all digits once, then all once more.
    """
    canvases = np.zeros((copies * len(digits), SIZE, SIZE), dtype=np.float32)
    for number, canvas in enumerate(canvases):
        for _ in range(fragments):
            row, column = rng.integers(0, DIGIT - FRAGMENT + 1, size=2)
            piece = digits[rng.integers(len(digits)), row : row + FRAGMENT, column : column + FRAGMENT]
            top, left = rng.integers(0, SIZE - FRAGMENT + 1, size=2)
            place = canvas[top : top + FRAGMENT, left : left + FRAGMENT]
            np.maximum(place, piece, out=place)
        top, left = rng.integers(0, SIZE - DIGIT + 1, size=2)
        canvas[top : top + DIGIT, left : left + DIGIT] = digits[number % len(digits)]
    return canvases


def make_canvases(seed: int, fragments: int, copies: int) -> Canvases:
    """1,347 of scikit-learn's digits for training and 450 for testing, stratified, pasted on canvases.

    Fragments of training canvases come from training digits, those of test canvases from test digits. Every
    test digit is pasted once, so that the test rows are independent.
    """
    x, y = load_digits(return_X_y=True)
    digits = (np.asarray(x) / 16.0).astype(np.float32).reshape(-1, DIGIT, DIGIT)
    labels = np.asarray(y, dtype=np.int64)
    parts = train_test_split(np.arange(len(labels)), test_size=450, stratify=labels, random_state=seed)
    train, test = (np.asarray(part) for part in parts)
    rng = np.random.default_rng([seed, fragments])
    x_train = paste(digits[train], fragments, copies, rng)
    return Canvases(
        x_train, np.tile(labels[train], copies), paste(digits[test], fragments, 1, rng), labels[test]
    )


def shifted(seed: int) -> Canvases:
    """Digits that move, and nothing else on the canvas: one canvas a training digit."""
    return make_canvases(seed, fragments=0, copies=1)


def cluttered(seed: int, fragments: int = 4) -> Canvases:
    """Digits that move among fragments of others: three canvases a training digit."""
    return make_canvases(seed, fragments=fragments, copies=3)
