"""Scores of captions, and the contrastive loss."""

from __future__ import annotations

import caption_reference as reference
import numpy as np
import pytest
import torch
from conftest import Report

from pixtext import caption

RED_BLUE = "a red circle and a blue square"
BLUE_RED = "a blue circle and a red square"


def test_metrics_examples(report: Report) -> None:
    cases: list[tuple[list[str], list[str], tuple[float, float, float], str]] = [
        ([RED_BLUE], [RED_BLUE], (1, 1, 1), "metrics"),
        ([BLUE_RED], [RED_BLUE], (0, 5 / 7, 1), "metrics-order"),
        (["a red"], ["a red circle"], (0, 2 / 3, 0.8), "metrics-length"),
        (["a a a a"], ["a b"], (0, 0.25, 1 / 3), "metrics-clipping"),
        (["a red circle left", ""], ["a red circle left", "a b"], (0.5, 4 / 6, 0.5), "metrics-corpus"),
        ([""], [""], (1, 1, 1), "metrics-empty"),
    ]
    names = ("exact_match", "token_accuracy", "unigram_f1")
    for said, true, expected, hint in cases:
        actual = caption.caption_metrics(said, true)
        assert isinstance(actual, dict) and set(names) <= set(actual), (
            f"caption_metrics gave {actual!r}; expected a dictionary with exact_match, token_accuracy, "
            f"unigram_f1"
        )
        for name, value in zip(names, expected, strict=True):
            report(expected=f"{name} {value:.4f}", actual=f"{name} {actual[name]:.4f}", hint=hint)
            assert abs(actual[name] - value) < 1e-9, (
                f"{name} of {said} against {true} is {value:.4f}; caption_metrics gave {actual[name]:.4f}"
            )
    for said, true in ((["a"], ["a", "b"]), ([], [])):
        try:
            result = caption.caption_metrics(said, true)
        except ValueError:
            continue
        report(expected="ValueError", actual=result, hint="metrics-lists")
        pytest.fail(f"caption_metrics({said}, {true}) gave {result}; a ValueError was expected")


def test_clip_oracle(seed: int, report: Report) -> None:
    rng = torch.Generator().manual_seed(seed)
    pictures = torch.randn(6, 4, generator=rng, dtype=torch.float64) * 3
    texts = pictures + torch.randn(6, 4, generator=rng, dtype=torch.float64)
    scale = 5.0

    def both_ways(a: torch.Tensor, b: torch.Tensor) -> tuple[float, float]:
        logits = scale * a @ b.T
        n = range(6)
        rows = sum(float(logits[i].logsumexp(0) - logits[i, i]) for i in n) / 6
        columns = sum(float(logits[:, i].logsumexp(0) - logits[i, i]) for i in n) / 6
        return rows, columns

    rows, columns = both_ways(pictures / pictures.norm(dim=1)[:, None], texts / texts.norm(dim=1)[:, None])
    expected = (rows + columns) / 2
    result = caption.clip_loss(pictures, texts, scale)
    assert isinstance(result, torch.Tensor) and result.ndim == 0, (
        f"clip_loss gave {result!r}; expected a scalar tensor"
    )
    actual = result.item()
    report(expected=f"{expected:.6f}", actual=f"{actual:.6f}")
    if min(abs(actual - rows), abs(actual - columns)) < 1e-6:
        report(hint="clip-one-way")
    elif abs(actual - sum(both_ways(pictures, texts)) / 2) < 1e-6:
        report(hint="clip-length")
    elif abs(actual - 2 * expected) < 1e-6:
        report(hint="clip-sum")
    assert abs(actual - expected) < 1e-6, (
        f"clip_loss is {actual:.6f}, expected {expected:.6f}: rows of length 1, cosines times scale, the "
        f"mean of "
        f"picture → text ({rows:.4f}) and text → picture ({columns:.4f})"
    )
    swapped = caption.clip_loss(texts, pictures, scale).item()
    assert abs(swapped - actual) < 1e-6, (
        f"swapping pictures and texts changes the loss: {actual:.6f}, {swapped:.6f}"
    )


def test_clip_gradient(seed: int, report: Report) -> None:
    rng = torch.Generator().manual_seed(seed + 1)
    pictures = torch.randn(4, 3, generator=rng, dtype=torch.float64).requires_grad_()
    texts = torch.randn(4, 3, generator=rng, dtype=torch.float64).requires_grad_()
    loss = caption.clip_loss(pictures, texts, 3.0)
    assert isinstance(loss, torch.Tensor) and loss.requires_grad, (
        "clip_loss gave no gradient: something was detached"
    )
    gradients = torch.autograd.grad(loss, (pictures, texts))
    worst, h = 0.0, 1e-5
    for values, gradient in zip((pictures, texts), gradients, strict=True):
        for index in range(values.numel()):
            flat = values.detach().flatten()
            numbers = []
            for sign in (1, -1):
                moved = flat.clone()
                moved[index] += sign * h
                pair = (
                    (moved.view_as(values), texts.detach())
                    if values is pictures
                    else (pictures.detach(), moved.view_as(values))
                )
                numbers.append(caption.clip_loss(*pair, 3.0).item())
            slope = (numbers[0] - numbers[1]) / (2 * h)
            worst = max(worst, abs(slope - gradient.flatten()[index].item()) / max(1e-3, abs(slope)))
    report(expected="relative error below 1e-5", actual=f"{worst:.2e}")
    assert worst < 1e-5, (
        f"the gradient of clip_loss is off by {worst:.2e} (relative): a part of it was cut off"
    )


def test_recall_duplicates(seed: int, report: Report) -> None:
    captions = ["x", "y", "x", "z"]
    pictures = torch.tensor([[1.0, 0.1, 0.0], [0.0, 1.0, 0.2], [1.0, 0.2, 0.0], [0.0, 0.9, 1.0]])
    # Picture 0 is nearest to text 2, which says the same. Text 1 is long: by length it would win picture 3.
    texts = torch.tensor([[0.8, 0.6, 0.0], [0.0, 9.0, 1.0], [1.0, 0.1, 0.0], [0.0, 0.9, 1.1]])
    cases = (
        (pictures, texts, captions, 1.0, "recall-duplicates"),
        (pictures, texts, ["x", "y", "w", "z"], 0.75, "recall-duplicates"),
        (pictures[[1, 0, 2, 3]], texts, captions, 0.5, "recall"),
    )
    for images, words, names, expected, hint in cases:
        actual = caption.recall_at_1(images, words, names)
        report(expected=expected, actual=actual, hint=hint)
        dots = (images @ words.T).argmax(1).tolist()
        if abs(actual - sum(names[found] == own for found, own in zip(dots, names, strict=True)) / 4) < 1e-9:
            report(hint="recall-cosine")
        cosines = torch.nn.functional.normalize(images, dim=1) @ torch.nn.functional.normalize(words, dim=1).T
        other = [names[found] == own for found, own in zip(cosines.argmax(0).tolist(), names, strict=True)]
        if abs(actual - sum(other) / 4) < 1e-9:
            report(hint="recall-direction")
        assert abs(actual - expected) < 1e-9, (
            f"recall_at_1 with the captions {names} is {expected}; got {actual}. Each picture looks for its "
            f"nearest text by cosine (not each text for its picture), and a text that says the same as the "
            f"picture's own caption is a right answer"
        )
    rng = np.random.default_rng(seed * 37 + 6)
    texts_ = rng.normal(size=(20, 5)) * rng.uniform(0.2, 5, (20, 1))
    pictures_ = texts_ + rng.normal(size=(20, 5))
    names = [f"caption {number}" for number in rng.integers(0, 8, 20)]
    cosines = (pictures_ @ texts_.T) / np.linalg.norm(texts_, axis=1)
    wanted = float(
        np.mean([names[int(row.argmax())] == own for row, own in zip(cosines, names, strict=True)])
    )
    value = caption.recall_at_1(torch.from_numpy(pictures_), torch.from_numpy(texts_), names)
    report(expected=wanted, actual=value, hint="recall")
    assert abs(value - wanted) < 1e-9, (
        f"on twenty pictures whose texts say one of eight things recall_at_1 is {wanted}; got {value}"
    )


def test_metrics_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed * 29 + 1)
    true = reference.scenes.make_scenes(40, seed * 29 + 2).captions
    said: list[str] = []
    for caption_ in true:
        words = caption_.split()
        for _ in range(int(rng.integers(0, 3))):
            words[rng.integers(len(words))] = str(rng.choice(["red", "circle", "a", "left", "blue"]))
        said.append(" ".join(words[: int(rng.integers(3, 16))]))
    swapped = said[0] = " ".join(reversed(true[0].split()))
    bags = []
    for prediction, gold in zip(said, true, strict=True):
        p, r = prediction.split(), gold.split()
        bags.append(2 * sum(min(p.count(w), r.count(w)) for w in set(p)) / (len(p) + len(r)))
    expected = {
        "exact_match": reference.exact_match(said, true),
        "token_accuracy": reference.token_accuracy(said, true),
        "unigram_f1": sum(bags) / len(bags),
    }
    actual = caption.caption_metrics(said, true)
    report(expected=expected, actual=actual)
    for name, value in expected.items():
        assert abs(actual[name] - value) < 1e-9, (
            f"on forty scenes with damaged captions {name} is {value:.6f}; "
            f"caption_metrics gave {actual[name]:.6f}"
        )
    alone = caption.caption_metrics([swapped], [true[0]])
    report(expected="unigram_f1 1, exact_match 0", actual=alone, hint="metrics-order")
    assert abs(alone["unigram_f1"] - 1) < 1e-9 and alone["exact_match"] == 0, (
        "a caption read backwards has the same bag of words: unigram F1 is 1 and exact match 0"
    )
