"""An image captioner: visual tokens as the prefix of a causal language model.

The picture becomes P vectors, the words become L vectors, and one transformer reads both in a row:

    positions   0 … P-1          P … P+L-1
    content     visual tokens    <begin> a red circle at top left

Shapes: B pictures, P visual tokens, L words, D = width, V = size of the vocabulary, T = P + L.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from pixtext.language_model import CausalTransformer
from pixtext.vocabulary import BEGIN, END, PAD, Vocabulary, tokenize


def encode_caption(caption: str, vocabulary: Vocabulary, length: int) -> list[int]:
    """`BEGIN`, the caption's word ids, `END`, then `PAD` up to `length` ids.

    Words come from `tokenize`, ids from `vocabulary.id_of`.

    Raises:
        ValueError: if the caption with its two marks has more than `length` ids.
    """
    ### BEGIN SOLUTION encode_caption
    ids = [BEGIN, *(vocabulary.id_of(word) for word in tokenize(caption)), END]
    if len(ids) > length:
        raise ValueError(f"the caption needs {len(ids)} ids, but length is {length}")
    return ids + [PAD] * (length - len(ids))
    ### END SOLUTION


def prefix_mask(prefix: int, total: int) -> Tensor:
    """Which position may look at which: (total, total) bool, True at [row, column] if row may look at column.

    The first `prefix` positions are visual tokens. They look at each other in both directions and at no
    word. A word looks at every visual token, at itself and at the words before it. (A "prefix language
    model": Raffel et al. 2020, section 3.2.1.)
    """
    ### BEGIN SOLUTION prefix_mask
    mask = torch.tril(torch.ones(total, total, dtype=torch.bool))
    mask[:prefix, :prefix] = True
    return mask
    ### END SOLUTION


class CaptionModel(nn.Module):
    """Convolutional stem → projector → visual tokens → causal language model.

    Args:
        vocabulary_size: V.
        image_size: height and width of the pictures, a multiple of 24; always 3 × 3 = 9 visual tokens.
        width: D.
        heads, layers: of the language model.
        max_length: the most words that the language model can read.
    """

    def __init__(
        self,
        vocabulary_size: int,
        image_size: int = 24,
        width: int = 64,
        heads: int = 4,
        layers: int = 1,
        max_length: int = 15,
    ) -> None:
        super().__init__()
        if image_size % 24:
            raise ValueError(f"image_size must be a multiple of 24, not {image_size}")
        channels = 64
        self.stem = nn.Sequential(
            nn.Conv2d(3, 24, kernel_size=5, stride=2, padding=2),
            nn.BatchNorm2d(24),
            nn.ReLU(),
            nn.AvgPool2d(image_size // 24),
            nn.Conv2d(24, channels, kernel_size=6, stride=3),
            nn.BatchNorm2d(channels),
            nn.ReLU(),
        )
        self.projector = nn.Linear(channels, width)
        self.visual_places = nn.Parameter(torch.randn(9, width) * 0.3)
        self.language_model = CausalTransformer(vocabulary_size, width, heads, layers, max_length)

    def visual_tokens(self, images: Tensor) -> Tensor:
        """(B, 3, H, W) pictures → (B, 9, D) visual tokens.

        `self.stem` gives a feature map (B, C, 3, 3). Each of its 9 places becomes one token of C numbers,
        in reading order (row by row); `self.projector` maps it to D numbers; `self.visual_places` (9, D) is
        added.
        """
        ### BEGIN SOLUTION visual_tokens
        features = self.stem(images)
        tokens = features.flatten(2).transpose(1, 2)
        return self.projector(tokens) + self.visual_places
        ### END SOLUTION

    def forward(self, images: Tensor, tokens: Tensor) -> Tensor:
        """(B, 3, H, W) pictures and (B, L) word ids → (B, L, V) logits.

        The logits at word t are about word t + 1: they depend on the picture and on words 0 … t. Visual
        tokens come first, then the words (`self.language_model.embed`), all go through
        `self.language_model.run` under `prefix_mask`, and only the words' positions go through
        `self.language_model.head`.
        """
        ### BEGIN SOLUTION forward
        visual = self.visual_tokens(images)
        x = torch.cat([visual, self.language_model.embed(tokens)], dim=1)
        hidden = self.language_model.run(x, prefix_mask(visual.shape[1], x.shape[1]))
        return self.language_model.head(hidden[:, visual.shape[1] :])
        ### END SOLUTION


def caption_loss(model: nn.Module, images: Tensor, captions: Tensor) -> Tensor:
    """Teacher forcing: the mean of -log p(next word | picture, true words before), in nats, as a scalar
    tensor.

    `captions` is (B, L) from `encode_caption`. The mean is over all words of the batch that are to be
    predicted: every id after `BEGIN` up to and with `END`; `PAD` never counts. `model(images, words)` gives
    (B, words, V) logits.
    """
    ### BEGIN SOLUTION caption_loss
    logits = model(images, captions[:, :-1])
    return F.cross_entropy(logits.flatten(0, 1), captions[:, 1:].flatten(), ignore_index=PAD)
    ### END SOLUTION


def train_step(model: nn.Module, optimizer: torch.optim.Optimizer, images: Tensor, captions: Tensor) -> float:
    """One update in training mode; returns the loss before the update.

    The norm of all gradients together is cut at 1.0 (`torch.nn.utils.clip_grad_norm_`) before the optimizer
    steps. Gradients left over from an earlier step do not count.
    """
    ### BEGIN SOLUTION train_step
    model.train()
    optimizer.zero_grad()
    loss = caption_loss(model, images, captions)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()
    ### END SOLUTION


def greedy_decode(model: nn.Module, images: Tensor, max_length: int) -> list[list[int]]:
    """For each picture, the word ids that come from taking the likeliest next word until `END`.

    Starts from `BEGIN`. The lists hold neither `BEGIN` nor `END` nor anything after `END`, and at most
    `max_length` words (a caption that has not ended by then is cut). Runs in evaluation mode and without
    gradients, and leaves the model in the mode in which it came. `model(images, words)` gives (B, words, V)
    logits.
    """
    ### BEGIN SOLUTION greedy_decode
    was_training = model.training
    model.eval()
    words = torch.full((len(images), 1), BEGIN)
    ended = torch.zeros(len(images), dtype=torch.bool)
    with torch.no_grad():
        for _ in range(max_length):
            likeliest = model(images, words)[:, -1].argmax(-1)
            words = torch.cat([words, likeliest[:, None]], dim=1)
            ended |= likeliest == END
            if ended.all():
                break
    model.train(was_training)
    captions: list[list[int]] = []
    for row in words[:, 1:].tolist():
        captions.append(row[: row.index(END)] if END in row else row)
    return captions
    ### END SOLUTION


@dataclass(frozen=True)
class Hypothesis:
    """A caption in the making: `tokens` without `BEGIN`, with the end token once `finished`."""

    tokens: tuple[int, ...]
    log_prob: float
    finished: bool


def beam_decode(
    log_probs: Callable[[list[tuple[int, ...]]], Tensor],
    width: int,
    max_length: int,
    end: int = END,
    alpha: float = 0.0,
) -> list[Hypothesis]:
    """Beam search: the best `width` hypotheses, best first.

    `log_probs(prefixes)` takes n unfinished prefixes and gives (n, V): the log-probability of each next
    token.

    The search starts from the empty hypothesis. In each of `max_length` rounds every unfinished hypothesis
    is extended by every token; a finished one (its last token is `end`) stays as it is and competes with
    the new ones. The `width` with the highest score survive. It stops early when all survivors are
    finished. What has not ended after `max_length` rounds is returned unfinished.

    The score is `log_prob / len(tokens) ** alpha`; `alpha = 0`, the default, is the plain log-probability.
    """

    ### BEGIN SOLUTION beam_decode
    def score(hypothesis: Hypothesis) -> float:
        return hypothesis.log_prob / len(hypothesis.tokens) ** alpha

    beam = [Hypothesis((), 0.0, False)]
    for _ in range(max_length):
        unfinished = [hypothesis for hypothesis in beam if not hypothesis.finished]
        if not unfinished:
            break
        candidates = [hypothesis for hypothesis in beam if hypothesis.finished]
        rows = log_probs([hypothesis.tokens for hypothesis in unfinished]).tolist()
        for hypothesis, row in zip(unfinished, rows, strict=True):
            for token, log_prob in enumerate(row):
                extended = (*hypothesis.tokens, token)
                candidates.append(Hypothesis(extended, hypothesis.log_prob + log_prob, token == end))
        beam = sorted(candidates, key=score, reverse=True)[:width]
    return beam
    ### END SOLUTION


def caption_metrics(predictions: Sequence[str], references: Sequence[str]) -> dict[str, float]:
    """Three scores in [0, 1] of captions against one reference each; words are what `str.split` gives.

    - `exact_match`: the share of captions whose words equal the reference's, in order.
    - `token_accuracy`: over the whole corpus, the positions where both captions have the same word, divided
      by the positions of the longer caption of each pair. Missing and surplus words count as wrong. A corpus
      without any words scores 1.
    - `unigram_f1`: the mean over pairs of 2m / (p + r), where p and r count the words of prediction and
      reference, and m the words that they share, each as often as in the one that has fewer of it. A pair
      without any words scores 1.

    Raises:
        ValueError: if the two lists differ in length or are empty.
    """
    ### BEGIN SOLUTION caption_metrics
    if len(predictions) != len(references) or not references:
        raise ValueError(f"{len(predictions)} predictions for {len(references)} references")
    exact, right, positions, f1 = 0, 0, 0, 0.0
    for prediction, reference in zip(predictions, references, strict=True):
        said, true = prediction.split(), reference.split()
        exact += said == true
        right += sum(a == b for a, b in zip(said, true, strict=False))
        positions += max(len(said), len(true))
        shared = sum((Counter(said) & Counter(true)).values())
        f1 += 2 * shared / (len(said) + len(true)) if said or true else 1.0
    return {
        "exact_match": exact / len(references),
        "token_accuracy": right / positions if positions else 1.0,
        "unigram_f1": f1 / len(references),
    }
    ### END SOLUTION


def clip_loss(image_vectors: Tensor, text_vectors: Tensor, scale: float) -> Tensor:
    """The contrastive loss of CLIP (Radford et al. 2021, figure 3), as a scalar tensor.

    Both inputs are (N, D); row i of one belongs to row i of the other. Rows are scaled to length 1; the
    logits are `scale` times their cosines. The loss is the mean of two cross-entropies: each picture must
    find its text among the N texts, and each text its picture among the N pictures.
    """
    ### BEGIN SOLUTION clip_loss
    logits = scale * F.normalize(image_vectors, dim=1) @ F.normalize(text_vectors, dim=1).T
    own = torch.arange(len(logits))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
    ### END SOLUTION


def recall_at_1(image_vectors: Tensor, text_vectors: Tensor, captions: Sequence[str]) -> float:
    """The share of pictures whose nearest text, by cosine, says what their own caption says.

    Both inputs are (N, D); `captions[i]` is the string behind row i of `text_vectors` and the caption of
    picture i. Several rows may hold the same caption: any of them is a right answer.
    """
    ### BEGIN SOLUTION recall_at_1
    cosines = F.normalize(image_vectors, dim=1) @ F.normalize(text_vectors, dim=1).T
    nearest = cosines.argmax(dim=1).tolist()
    return sum(captions[found] == own for found, own in zip(nearest, captions, strict=True)) / len(captions)
    ### END SOLUTION
