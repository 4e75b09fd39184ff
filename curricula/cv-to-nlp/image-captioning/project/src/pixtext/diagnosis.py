"""The sick run: name the fault in `sick_run/` and prove it with the smallest experiment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import torch
from torch import Tensor

Captioner = Callable[[Tensor, Tensor], Tensor]
"""`captioner(images, words)`: (B, 3, H, W) and (B, L) ids → (B, L, V) logits, in evaluation mode."""

Fault = Literal[
    "unknown",
    "evaluation mode forgotten",
    "words see later words",
    "targets not shifted",
    "padding counted in the loss",
    "captions shuffled against pictures",
    "learning rate too high",
]

FAULT: Fault
### BEGIN SOLUTION fault
FAULT = "targets not shifted"
### STARTER
#| FAULT = "unknown"
### END SOLUTION


def smallest_experiment(captioner: Captioner, images: Tensor, captions: Tensor) -> float:
    """A number in [0, 1] that is high for a captioner with this fault, and low for one that is healthy or
    sick of something else.

    `images` is (B, 3, H, W); `captions` (B, L) are true captions of these pictures from `encode_caption`,
    all of the longest kind, so that none has padding. Nothing is trained here: the captioner answers, you
    look at its logits.
    """
    ### BEGIN SOLUTION smallest_experiment
    # Random words: nothing can be predicted about them, so a captioner that names them has copied its input.
    vocabulary_size = captioner(images[:1], captions[:1]).shape[-1]
    words = torch.randint(4, vocabulary_size, captions.shape, generator=torch.Generator().manual_seed(1))
    answers = captioner(images, words).argmax(-1)
    return (answers == words).float().mean().item()
    ### END SOLUTION
