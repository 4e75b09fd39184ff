"""Words and their ids. Four ids are reserved; every other word gets the next free one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

PAD, BEGIN, END, UNKNOWN = 0, 1, 2, 3
SPECIALS = ("<pad>", "<begin>", "<end>", "<unknown>")


def tokenize(text: str) -> list[str]:
    """Lower-case words and numbers; punctuation is dropped, as in the usual evaluation of captions."""
    return re.findall(r"[a-z0-9']+", text.lower())


class Vocabulary:
    """A fixed list of words. `len(vocabulary)` counts the four specials."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words: tuple[str, ...] = (*SPECIALS, *words)
        self._ids = {word: number for number, word in enumerate(self.words)}
        if len(self._ids) != len(self.words):
            raise ValueError("a word occurs twice in the vocabulary")

    @classmethod
    def from_captions(cls, captions: Iterable[str], min_count: int = 1) -> Vocabulary:
        """Every word that occurs at least `min_count` times, in alphabetical order."""
        counts = Counter(word for caption in captions for word in tokenize(caption))
        return cls(sorted(word for word, count in counts.items() if count >= min_count))

    def __len__(self) -> int:
        return len(self.words)

    def id_of(self, word: str) -> int:
        """The word's id, or `UNKNOWN`."""
        return self._ids.get(word, UNKNOWN)

    def text_of(self, ids: Iterable[int]) -> str:
        """The words of `ids` with a space between, whatever they are: specials are shown as `<end>` and so
        on.
        """
        return " ".join(self.words[number] for number in ids)
