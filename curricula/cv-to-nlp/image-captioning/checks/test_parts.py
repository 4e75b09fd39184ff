"""The captioner's parts, from encoding to greedy decoding. Nothing is trained here."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import caption_reference as reference
import pytest
import torch
from conftest import PROJECT, Report
from torch.nn import functional as F

from pixtext import caption
from pixtext.vocabulary import Vocabulary

WORDS: Sequence[str] = (
    "a and at blue bottom circle cross green left red right square top triangle yellow".split()
)
VOCABULARY = Vocabulary(WORDS)
CAPTIONS = [
    "a red circle at top left",
    "a blue cross at top right and a green square at bottom left",
    "a yellow triangle at bottom right",
    "a red square at top left and a red square at bottom right",
]


def ids_of(text: str, length: int) -> list[int]:
    ids = [1, *(4 + WORDS.index(word) for word in text.split()), 2]
    return ids + [0] * (length - len(ids))


def batch(seed: int, length: int = 15) -> tuple[caption.CaptionModel, torch.Tensor, torch.Tensor]:
    """A fresh model whose running statistics come from real pictures, four pictures, four captions."""
    torch.manual_seed(seed)
    model = caption.CaptionModel(len(VOCABULARY), layers=2)
    pictures = torch.from_numpy(reference.scenes.make_scenes(36, seed * 31 + 5).images)
    with torch.no_grad():
        for _ in range(20):
            model.stem(pictures)
    return model.eval(), pictures[:4], torch.tensor([ids_of(text, length) for text in CAPTIONS])


def close(actual: torch.Tensor, expected: torch.Tensor) -> bool:
    return actual.shape == expected.shape and torch.allclose(actual, expected, atol=1e-4, rtol=1e-4)


def test_encode_example(report: Report) -> None:
    for path in sorted((PROJECT / "src" / "pixtext").glob("*.py")):
        is_task = path.name in ("caption.py", "diagnosis.py")
        foreign = reference.foreign(path, reference.GIVEN_DATA if is_task else frozenset())
        if foreign:
            report(expected="nothing of the checks", actual=foreign, hint="own-work")
        assert not foreign, (
            f"src/pixtext/{path.name}, {foreign[0]}: the tasks need neither the checks nor the scenes and "
            f"rivals that they are scored with, and change no library"
        )
    text = "A red circle, at top left"
    expected = [1, 4, 13, 9, 6, 16, 12, 2, 0, 0]
    actual = caption.encode_caption(text, VOCABULARY, 10)
    report(expected=expected, actual=actual)
    assert list(actual) == expected, (
        f"encode_caption({text!r}, …, 10) gave {actual}; expected {expected}: <begin> = 1, the ids of "
        f"tokenize's words, "
        "<end> = 2, then <pad> = 0"
    )
    unknown = caption.encode_caption("a purple circle", VOCABULARY, 5)
    report(expected=[1, 4, 3, 9, 2], actual=unknown)
    assert list(unknown) == [1, 4, 3, 9, 2], (
        f"a word that the vocabulary lacks gets id 3 from vocabulary.id_of; expected [1, 4, 3, 9, 2], "
        f"got {unknown}"
    )
    try:
        result = caption.encode_caption("a red circle", VOCABULARY, 4)
    except ValueError:
        return
    report(expected="ValueError", actual=result, hint="encode-too-long")
    pytest.fail(
        f"five ids do not fit into length 4: a ValueError was expected, got {result}; a cut "
        "caption has no <end>"
    )


def test_visual_tokens(seed: int, report: Report) -> None:
    model, pictures, _ = batch(seed)
    with torch.no_grad():
        actual = model.visual_tokens(pictures)
        expected = reference.tokens_oracle(model, pictures)
        features = model.stem(pictures)
        reshaped = model.projector(features.reshape(4, 9, -1)) + model.visual_places
        columns = model.projector(features.transpose(2, 3).flatten(2).transpose(1, 2)) + model.visual_places
    assert isinstance(actual, torch.Tensor), f"visual_tokens gave {type(actual).__name__}, expected a tensor"
    report(expected=tuple(expected.shape), actual=tuple(actual.shape))
    assert actual.shape == expected.shape, (
        f"visual_tokens gave {tuple(actual.shape)}; expected (4, 9, 64): pictures, places, width"
    )
    if close(actual, reshaped):
        report(hint="tokens-reshaped")
    elif close(actual, columns):
        report(hint="tokens-column-order")
    difference = (actual - expected).abs().max().item()
    report(expected="difference below 1e-4", actual=f"largest difference {difference:.3g}")
    assert close(actual, expected), (
        f"a visual token differs by up to {difference:.3g} from projector(features at that place) + "
        f"visual_places; token "
        "3·row + column belongs to place (row, column)"
    )


def test_mask_example(report: Report) -> None:
    actual = caption.prefix_mask(2, 5)
    expected = reference.mask_oracle(2, 5)
    shown = "\n".join("".join(".x"[bool(value)] for value in row) for row in expected.tolist())
    assert isinstance(actual, torch.Tensor), f"prefix_mask gave {type(actual).__name__}, expected a tensor"
    assert actual.dtype == torch.bool and actual.shape == (5, 5), (
        f"prefix_mask(2, 5) has dtype {actual.dtype} and shape {tuple(actual.shape)}; expected "
        f"torch.bool and (5, 5)"
    )
    got = "\n".join("".join(".x"[bool(value)] for value in row) for row in actual.tolist())
    report(expected=shown, actual=got)
    if actual[2:, 2:].triu(1).any():
        report(hint="mask-future")
    elif not actual[0, 1]:
        report(hint="mask-causal-picture")
    elif actual[:2, 2:].any():
        report(hint="mask-picture-reads-words")
    assert torch.equal(actual, expected), (
        f"prefix_mask(2, 5): row = who looks, x = may look. Expected\n{shown}\ngot\n{got}"
    )
    for prefix, total in ((0, 3), (9, 24)):
        assert torch.equal(caption.prefix_mask(prefix, total), reference.mask_oracle(prefix, total)), (
            f"prefix_mask(2, 5) is right, but prefix_mask({prefix}, {total}) is not: do not write sizes "
            f"into the code"
        )


def test_logits(seed: int, report: Report) -> None:
    model, pictures, ids = batch(seed)
    words = ids[:, :-1]
    with torch.no_grad():
        tokens = model.visual_tokens(pictures)
        actual = model(pictures, words)
        expected = reference.logits_oracle(model, pictures, words)
    assert isinstance(actual, torch.Tensor), f"forward gave {type(actual).__name__}, expected a tensor"
    report(expected=tuple(expected.shape), actual=tuple(actual.shape))
    assert actual.shape == expected.shape, (
        f"forward gave {tuple(actual.shape)}; expected {tuple(expected.shape)}: pictures, words, "
        f"vocabulary. The visual "
        "tokens have no logits"
    )
    if not close(tokens, reference.tokens_oracle(model, pictures)):
        earlier = (
            "visual_tokens is not right yet (check visual-tokens), and forward rests on it: mend it first"
        )
    elif not torch.equal(
        caption.prefix_mask(9, 9 + words.shape[1]), reference.mask_oracle(9, 9 + words.shape[1])
    ):
        earlier = "prefix_mask is not right yet (check mask-example), and forward rests on it: mend it first"
    else:
        earlier = "look at what is put in a row, at the mask and at which positions go to the head"
    difference = (actual - expected).abs().max().item()
    report(expected="difference below 1e-4", actual=f"largest difference {difference:.3g}")
    if close(actual[:, 1:], expected[:, :-1]):
        report(hint="logits-one-early")
    assert close(actual, expected), (
        f"logits differ by up to {difference:.3g} from head(run([visual tokens, embedded words], "
        f"prefix_mask)) at the words' positions; {earlier}"
    )


def test_steps_agree(seed: int, report: Report) -> None:
    model, pictures, ids = batch(seed)
    words = ids[:, :-1]
    with torch.no_grad():
        together = model(pictures, words)
        assert together.shape[:2] == words.shape, (
            f"forward gave {tuple(together.shape)} for words {tuple(words.shape)}; expected logits for each "
            f"word and for nothing else"
        )
        worst, at = 0.0, 0
        for t in range(words.shape[1]):
            alone = model(pictures, words[:, : t + 1])[:, -1]
            gap = (alone - together[:, t]).abs().max().item()
            if gap > worst:
                worst, at = gap, t
        blank = model(torch.zeros_like(pictures), words)
    report(expected="difference below 1e-4", actual=f"largest difference {worst:.3g} at word {at}")
    assert worst < 1e-4, (
        f"the logits at word {at} change by {worst:.3g} when the words after it are cut off: a word "
        f"reads later words, so "
        "training sees answers that decoding does not have"
    )
    change = (blank - together).abs().amax(dim=(0, 2)).min().item()
    report(expected="above 1e-3", actual=f"{change:.3g}")
    assert change > 1e-3, "a black picture gives the same logits: the words do not read the visual tokens"


def test_loss_example(seed: int, report: Report) -> None:
    torch.manual_seed(seed)
    table = reference.TableModel(torch.randn(1, 19, 19, dtype=torch.float64) * 2)
    captions = torch.tensor([ids_of(text, 15) for text in CAPTIONS])
    pictures = torch.zeros(4, 1, 1, 1)
    actual = caption.caption_loss(table, pictures, captions)
    with torch.no_grad():
        logits = table(pictures, captions)
        expected = reference.loss_oracle(logits, captions).item()
        unshifted = F.cross_entropy(logits.flatten(0, 1), captions.flatten(), ignore_index=0).item()
        padded = F.cross_entropy(logits[:, :-1].flatten(0, 1), captions[:, 1:].flatten()).item()
        per_caption = torch.stack(
            [reference.loss_oracle(logits[b : b + 1], captions[b : b + 1]) for b in range(4)]
        )
    assert isinstance(actual, torch.Tensor) and actual.ndim == 0, (
        f"caption_loss gave {type(actual).__name__} of shape {tuple(getattr(actual, 'shape', ()))}; "
        f"expected a scalar tensor"
    )
    assert actual.requires_grad, "caption_loss gave a tensor without gradient: .item() or no_grad cut it off"
    value = actual.item()
    report(expected=f"{expected:.6f}", actual=f"{value:.6f}")
    for other, hint in (
        (unshifted, "loss-unshifted"),
        (padded, "loss-padding"),
        (per_caption.mean().item(), "loss-per-caption"),
        (per_caption.sum().item(), "loss-per-caption"),
    ):
        if abs(value - other) < 1e-6:
            report(hint=hint)
    assert abs(value - expected) < 1e-6, (
        f"caption_loss is {value:.6f}, expected {expected:.6f}: the mean of -log p(word t + 1) from the "
        f"logits at word t, "
        "over the words that are not padding"
    )


def test_loss_padding(seed: int, report: Report) -> None:
    captioner, pictures, _ = batch(seed)
    model = reference.Assembled(captioner).train()
    short = torch.tensor([ids_of(text, 8) for text in (CAPTIONS[0], CAPTIONS[2])])
    long = torch.tensor([ids_of(text, 15) for text in (CAPTIONS[0], CAPTIONS[2])])
    with torch.no_grad():
        first = caption.caption_loss(model, pictures[:2], short).item()
        second = caption.caption_loss(model, pictures[:2], long).item()
    report(expected=f"{first:.6f}", actual=f"{second:.6f}")
    assert abs(first - second) < 1e-4, (
        f"the same two captions cost {first:.4f} without padding and {second:.4f} with seven more <pad> "
        f"ids; padding must "
        "not count"
    )


def test_train_step(seed: int, report: Report) -> None:
    captioner, pictures, captions = batch(seed)
    with torch.no_grad():
        # so that the gradient is longer than 1 and clipping shows
        captioner.language_model.head.weight.mul_(4)
    model = reference.Assembled(captioner)
    with torch.no_grad():
        own_loss = float(caption.caption_loss(copy.deepcopy(model).train(), pictures, captions))
    twin = copy.deepcopy(model).train()
    expected_loss = reference.loss_oracle(twin(pictures, captions), captions)
    expected_loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(twin.parameters(), 1.0).item()
    torch.optim.SGD(twin.parameters(), lr=0.5).step()

    model.eval()
    for parameter in model.parameters():
        parameter.grad = torch.ones_like(parameter)
    before = copy.deepcopy(model)
    loss = caption.train_step(model, torch.optim.SGD(model.parameters(), lr=0.5), pictures, captions)
    report(expected=f"{expected_loss.item():.5f}", actual=loss)
    statistics = model.captioner.stem[1].running_mean  # type: ignore[union-attr, index]
    if torch.equal(statistics, before.captioner.stem[1].running_mean):  # type: ignore[union-attr, index]
        report(hint="step-mode")
        pytest.fail(
            "train_step left the running statistics of batch normalization as they were: it must run in "
            "training mode, "
            "also when the model comes in evaluation mode"
        )
    assert abs(own_loss - expected_loss.item()) < 1e-3, (
        f"caption_loss is {own_loss:.4f} on these four captions, expected {expected_loss.item():.4f}: "
        f"train_step rests on it, so mend caption_loss first (check loss-oracle)"
    )
    assert isinstance(loss, float), (
        f"train_step returned {type(loss).__name__}, expected the loss as a float: a tensor keeps the whole "
        f"graph of its step in memory"
    )
    assert abs(loss - expected_loss.item()) < 1e-3, (
        f"train_step returned {loss:.4f}; expected the loss before the update, {expected_loss.item():.4f}"
    )

    def distance(one: torch.nn.Module, other: torch.nn.Module) -> float:
        pairs = zip(one.parameters(), other.parameters(), strict=True)
        return sum((a - b).square().sum().item() for a, b in pairs) ** 0.5

    moved, gap = distance(model, before), distance(model, twin)
    report(expected="moved by 0.500", actual=f"moved by {moved:.3f}")
    assert moved > 0, (
        "train_step changed no parameter: the optimizer did not step, or the gradients were cleared before"
    )
    if moved > 0.55:
        report(hint="step-clip")
    elif gap > 1e-3:
        report(hint="step-stale-gradients")
    assert gap < 1e-3, (
        f"one step of plain gradient descent (rate 0.5, gradient norm {norm:.2f} cut to 1) must move the "
        f"parameters by "
        f"0.500; they moved by {moved:.3f} and end {gap:.3g} away from where they should. Look at the "
        f"order: clear, "
        "backward, clip, step"
    )


def test_greedy_table(seed: int, report: Report) -> None:
    rng = torch.Generator().manual_seed(seed)
    table = torch.rand(4, 9, 9, generator=rng)
    paths = [[1, 5, 7, 4, 2, 6, 6], [1, 2, 5, 5], [1, 8, 3, 8, 3], [1, 4, 6, 2, 4]]
    for kind, path in enumerate(paths):
        for now, then in zip(path, path[1:], strict=False):
            table[kind, now, then] = 9.0
    table[0, 6, 6] = 9.0
    model = reference.TableModel(table)
    model.train()
    pictures = torch.arange(4.0).view(4, 1, 1, 1)
    actual = caption.greedy_decode(model, pictures, 5)
    expected = [[5, 7, 4], [], [8, 3, 8, 3, 8], [4, 6]]
    report(expected=expected, actual=actual)
    assert isinstance(actual, list) and [list(map(int, row)) for row in actual] == expected, (
        f"on a table whose likeliest next words are known, greedy_decode gave {actual}; expected "
        f"{expected}: words after "
        "<begin> and before <end> (id 2), at most five"
    )
    if any(model.modes):
        report(hint="greedy-mode")
    assert not any(model.modes), (
        "greedy_decode asked a model in training mode: batch normalization would then mix the pictures "
        "of a batch"
    )
    if any(model.gradients):
        report(hint="greedy-gradients")
    assert not any(model.gradients), "greedy_decode asked the model with gradients on: decoding needs none"
    if not model.training:
        report(hint="greedy-mode-back")
    assert model.training, "the model came in training mode and left in evaluation mode; put its mode back"
    model.eval()
    caption.greedy_decode(model, pictures[:1], 2)
    assert not model.training, (
        "the model came in evaluation mode and left in training mode; put its mode back"
    )
