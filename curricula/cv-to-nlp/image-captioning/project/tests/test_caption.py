"""Your own tests. This one is an example: `python -m pytest` runs it."""

from __future__ import annotations

from pixtext.caption import encode_caption
from pixtext.vocabulary import Vocabulary


def test_encode_caption_pads() -> None:
    vocabulary = Vocabulary(["a", "cat"])
    assert encode_caption("a cat", vocabulary, 6) == [1, 4, 5, 2, 0, 0]
