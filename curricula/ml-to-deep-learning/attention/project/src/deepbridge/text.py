"""Texts as rows of numbers, a transformer that classifies them, and the classical models for text. Given.

The transformer is made of your `EncoderBlock`, `attention_mask` and `sinusoidal_positions`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC
from torch import Tensor, nn

from deepbridge.attention import EncoderBlock, attention_mask, sinusoidal_positions

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[!?$£€%]")
PADDING, UNKNOWN = 0, 1


def words(text: str) -> list[str]:
    """Words in lower case, numbers and a few signs."""
    return WORD.findall(text.lower())


@dataclass(frozen=True)
class Vocabulary:
    """Numbers for words: 0 is padding, 1 any word that is not listed."""

    index: dict[str, int]

    @classmethod
    def of(cls, texts: Sequence[str], size: int = 20_000) -> Vocabulary:
        """The commonest words of the training texts."""
        counts = Counter(word for text in texts for word in words(text))
        return cls({word: number for number, (word, _) in enumerate(counts.most_common(size - 2), start=2)})

    def __len__(self) -> int:
        return len(self.index) + 2

    def encode(self, texts: Sequence[str], length: int) -> tuple[Tensor, Tensor]:
        """The first `length` words of each text, shape (n, length), and how many are real, shape (n,).

        A text without any word becomes one unknown word.
        """
        tokens = np.zeros((len(texts), length), dtype=np.int64)
        lengths = np.zeros(len(texts), dtype=np.int64)
        for row, text in enumerate(texts):
            numbers = [self.index.get(word, UNKNOWN) for word in words(text)[:length]] or [UNKNOWN]
            tokens[row, : len(numbers)] = numbers
            lengths[row] = len(numbers)
        return torch.from_numpy(tokens), torch.from_numpy(lengths)


class TextNet(nn.Module):
    """Word embeddings, positions, pre-norm blocks, the mean over the real tokens, and a linear layer."""

    def __init__(
        self,
        vocabulary: int,
        classes: int,
        width: int = 64,
        heads: int = 4,
        blocks: int = 1,
        dropout: float = 0.3,
        seed: int = 0,
    ) -> None:
        super().__init__()
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.embed = nn.Embedding(vocabulary, width, padding_idx=PADDING)
            self.blocks = nn.ModuleList(EncoderBlock(width, heads, 2 * width) for _ in range(blocks))
            self.norm, self.read = nn.LayerNorm(width), nn.Linear(width, classes)
        self.drop = nn.Dropout(dropout)

    def forward(self, tokens: Tensor, lengths: Tensor) -> Tensor:
        """Logits, shape (n, classes)."""
        size = tokens.shape[1]
        x = self.embed(tokens)
        x = self.drop(x + sinusoidal_positions(size, x.shape[2]).to(x))
        mask = attention_mask(lengths, size)
        for block in self.blocks:
            x, _ = block(x, mask)
        real = (torch.arange(size) < lengths.unsqueeze(1)).unsqueeze(2)
        pooled = self.norm(x).masked_fill(~real, 0.0).sum(dim=1) / lengths.unsqueeze(1)
        return self.read(self.drop(pooled))


def predict_text(net: TextNet, tokens: Tensor, lengths: Tensor, batch_size: int = 256) -> NDArray[np.int64]:
    """The class with the largest logit for each text, shape (n,)."""
    net.eval()
    with torch.no_grad():
        parts = [
            net(tokens[start : start + batch_size], lengths[start : start + batch_size]).argmax(dim=1)
            for start in range(0, len(tokens), batch_size)
        ]
    return torch.cat(parts).numpy()


def train_text(
    net: TextNet,
    tokens: Tensor,
    lengths: Tensor,
    y: NDArray[np.int64],
    *,
    epochs: int = 4,
    batch_size: int = 64,
    learning_rate: float = 1e-3,
    seed: int = 0,
) -> list[float]:
    """Train in place with AdamW; the mean loss of each epoch. A tenth of the batches warms the rate up."""
    torch.manual_seed(seed)  # of dropout
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(net.parameters(), lr=learning_rate, weight_decay=0.01)
    steps = epochs * math.ceil(len(tokens) / batch_size)
    warm = max(1, steps // 10)

    def factor(step: int) -> float:
        if step < warm:
            return (step + 1) / warm
        return 0.5 * (1.0 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    labels, history = torch.from_numpy(y), []
    net.train()
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(tokens), generator=generator).split(batch_size):
            longest = int(lengths[rows].max())
            logits = net(tokens[rows, :longest], lengths[rows])
            loss = nn.functional.cross_entropy(logits, labels[rows])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(rows)
        history.append(total / len(tokens))
    return history


def _linear(model: Any, analyzer: str, ngrams: tuple[int, int]) -> Any:
    return make_pipeline(
        TfidfVectorizer(analyzer=analyzer, ngram_range=ngrams, min_df=2, sublinear_tf=True), model
    )


def classical_models() -> dict[str, Any]:
    """TF-IDF of words and pairs of words, or of pieces of words, with linear models."""
    return {
        "words_logistic": _linear(LogisticRegression(C=10.0, max_iter=300), "word", (1, 2)),
        "words_svm": _linear(LinearSVC(C=0.5), "word", (1, 2)),
        "words_bayes": _linear(ComplementNB(alpha=0.3), "word", (1, 2)),
        "pieces_svm": _linear(LinearSVC(C=0.5), "char_wb", (2, 4)),
    }


def best_by_validation(texts: Sequence[str], y: NDArray[np.int64], seed: int = 0) -> tuple[str, Any]:
    """The classical model that is best on a fifth of the training texts, fitted on all of them."""
    fit, judge, y_fit, y_judge = train_test_split(
        list(texts), y, test_size=0.2, stratify=y, random_state=seed
    )
    scores = {
        name: float(model.fit(fit, y_fit).score(judge, y_judge)) for name, model in classical_models().items()
    }
    best = max(scores, key=lambda name: scores[name])
    return best, classical_models()[best].fit(list(texts), y)
