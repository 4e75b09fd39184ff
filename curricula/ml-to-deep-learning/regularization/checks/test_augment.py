"""Augmentation: which images come out, how often, and from which generator."""

from __future__ import annotations

import numpy as np
import torch
from reference import describe, must_be_tensor
from torch import Tensor

from conftest import Report
from deepbridge.trainer import augment_shift_noise


def generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def moved(image: np.ndarray, down: int, right: int) -> np.ndarray:
    """One image (side, side), moved; zeros come in."""
    out = np.zeros_like(image)
    side = len(image)
    for row in range(side):
        for column in range(side):
            if 0 <= row - down < side and 0 <= column - right < side:
                out[row, column] = image[row - down, column - right]
    return out


def moves_of(out: Tensor, x: Tensor, shift: int, report: Report) -> np.ndarray:
    """For each row the number of its move, 0 to (2 * shift + 1)² - 1, row by row from (-shift, -shift)."""
    side = round(x.shape[1] ** 0.5)
    steps = range(-shift, shift + 1)
    images = x.numpy().reshape(-1, side, side)
    found = np.full(len(x), -1)
    for number, (down, right) in enumerate((d, r) for d in steps for r in steps):
        expected = np.stack([moved(image, down, right) for image in images]).reshape(len(x), -1)
        found[np.isclose(out.numpy(), expected, atol=1e-6).all(axis=1)] = number
    if (found < 0).any():
        row = int(np.flatnonzero(found < 0)[0])
        rolls = [
            np.roll(images[row], (down, right), axis=(0, 1)).ravel() for down in steps for right in steps
        ]
        wraps = any(np.allclose(out[row].numpy(), roll, atol=1e-6) for roll in rolls)
        report(
            expected=f"one of {len(steps) ** 2} moved versions of\n{images[row]}",
            actual=out[row].reshape(side, side),
            hint="augment-wrap" if wraps else "augment-move",
        )
        reason = "pixels came in again on the other side" if wraps else "it is none of the moved versions"
        raise AssertionError(
            f"With noise 0 and shift {shift}, image {row} must be moved by -{shift} to {shift} pixels down "
            f"and right, with zeros coming in; {reason}."
        )
    return found


def test_shape(seed: int) -> None:
    for side, n in ((8, 5), (5, 3), (12, 1)):
        x = torch.rand(n, side * side, generator=generator(seed))
        before = x.clone()
        out = must_be_tensor(
            augment_shift_noise(x, generator(seed + 1)), (n, side * side), "What augment_shift_noise returns"
        )
        assert out.dtype == x.dtype, f"The type must stay {x.dtype}, it became {out.dtype}."
        assert torch.equal(x, before), "augment_shift_noise must not change the images that it is given."
        out.zero_()
        assert torch.equal(x, before), (
            "What augment_shift_noise returns must be new, not a view of its input."
        )


def test_moves(seed: int, report: Report) -> None:
    """4,500 images: each of 9 moves 500 times, standard deviation 21; 6 of them leave p < 1e-7."""
    x = 0.8 * torch.rand(4500, 25, generator=generator(seed)) + 0.1
    out = must_be_tensor(
        augment_shift_noise(x, generator(seed + 1), shift=1, noise=0.0), (4500, 25), "the augmented images"
    )
    counts = np.bincount(moves_of(out, x, 1, report), minlength=9)
    if counts.max() > 4000:
        report(hint="augment-own-move")
    assert counts.max() <= 4000, (
        "All images of a call were moved alike. Each image has a move of its own, or 150 rows are seen from "
        "one side at a time."
    )
    if abs(counts - 500).max() > 127:
        report(expected="about 500 each", actual=counts.tolist(), hint="augment-move")
    assert abs(counts - 500).max() <= 127, (
        "Nine moves, down and right by -1, 0 or 1, must be equally likely and independent. From (-1, -1), "
        f"(-1, 0) … to (1, 1), 4,500 images were moved {counts.tolist()} times."
    )
    x = 0.8 * torch.rand(400, 36, generator=generator(seed + 2)) + 0.1
    wide = moves_of(augment_shift_noise(x, generator(seed + 3), shift=2, noise=0.0), x, 2, report)
    assert len(np.unique(wide)) == 25, (
        f"With shift=2 there are 25 moves, from -2 to 2 both ways; {len(np.unique(wide))} of them occur in "
        "400 images."
    )
    still = augment_shift_noise(x, generator(seed), shift=0, noise=0.0)
    assert torch.equal(still, x), "With shift 0 and noise 0 the images must stay as they are."


def test_noise(seed: int, report: Report) -> None:
    report(hint="augment-noise")
    x = torch.rand(600, 64, generator=generator(seed))
    for noise in (0.1, 0.3):
        difference = (augment_shift_noise(x, generator(seed + 1), shift=0, noise=noise) - x).double()
        deviation, mean = float(difference.std()), float(difference.mean())
        for axis, words in ((0, "images"), (1, "pixels")):
            spread = float(difference.mean(dim=axis).std()) * difference.shape[axis] ** 0.5
            assert deviation < 0.5 * noise or 0.7 * deviation < spread < 1.4 * deviation, (
                f"The noise must be independent from pixel to pixel; averaged over {words} it does not "
                "shrink as it should. Draw one number for each pixel of each image."
            )
        assert abs(deviation - noise) < 0.03 * noise and abs(mean) < 0.03 * noise, (
            f"With noise={noise} and no move, the change of a pixel must have mean 0 and standard deviation "
            f"{noise}; it has {mean:.4f} and {deviation:.4f} over 38,400 pixels. Nothing is clipped."
        )
    report(hint="augment-generator")
    torch.manual_seed(seed)
    state = torch.get_rng_state()
    first, again, other = (augment_shift_noise(x, generator(s)) for s in (seed, seed, seed + 1))
    assert torch.equal(first, again), "Generators in the same state must give the same images."
    assert not torch.equal(first, other), "Generators with different seeds must give different images."
    assert torch.equal(torch.get_rng_state(), state), (
        "augment_shift_noise drew from torch's global generator; every draw must come from `generator`."
    )
    one = generator(seed)
    first, second = augment_shift_noise(x, one), augment_shift_noise(x, one)
    assert not torch.equal(first, second), (
        "Two calls with one generator must give different versions: each epoch sees new ones. "
        f"{describe(first[0, :3])} came twice."
    )
