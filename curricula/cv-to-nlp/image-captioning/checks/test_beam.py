"""Beam search on language models that are tables, where the best sequence is known."""

from __future__ import annotations

import math

import caption_reference as reference
import numpy as np
from conftest import Report

from pixtext.caption import Hypothesis, beam_decode

# Token 0 ends. Greedy starts with 1 (0.50) and pays later; 2 then 0 has probability 0.36.
BEAM_WINS = {
    (): [0.05, 0.50, 0.40, 0.05],
    (1,): [0.10, 0.36, 0.30, 0.24],
    (1, 1): [0.60, 0.20, 0.15, 0.05],
    (1, 2): [0.60, 0.20, 0.15, 0.05],
    (2,): [0.90, 0.05, 0.03, 0.02],
}
# Both continuations of 2 push 1 out of a beam of two, and then spread thin; 1 1 0 has probability 0.133.
BEAM_LOSES = {
    (): [0.10, 0.40, 0.35, 0.15],
    (1,): [0.18, 0.35, 0.25, 0.22],
    (1, 1): [0.95, 0.02, 0.02, 0.01],
    (2,): [0.03, 0.50, 0.45, 0.02],
    (2, 1): [0.24, 0.26, 0.25, 0.25],
    (2, 2): [0.24, 0.26, 0.25, 0.25],
}
# The end comes first with probability 0.6; what goes on is always likelier than the end for a while.
ENDS_FIRST = {
    (): [0.60, 0.38, 0.01, 0.01],
    (1,): [0.02, 0.96, 0.01, 0.01],
    (1, 1): [0.02, 0.96, 0.01, 0.01],
    (1, 1, 1): [0.97, 0.01, 0.01, 0.01],
}


# The end takes one of two places in the first round. What is left has one place, and 1 1 is the likelier now.
TAKES_A_PLACE = {
    (): [0.50, 0.30, 0.19, 0.01],
    (1,): [0.10, 0.50, 0.30, 0.10],
    (1, 1): [0.28, 0.26, 0.24, 0.22],
    (1, 2): [0.97, 0.01, 0.01, 0.01],
    (2,): [0.95, 0.03, 0.01, 0.01],
}


def show(hypothesis: Hypothesis) -> str:
    return f"{hypothesis.tokens} with probability {math.exp(hypothesis.log_prob):.4f}"


def is_beam(beam: object, width: int) -> bool:
    return isinstance(beam, list) and 0 < len(beam) <= width and all(isinstance(h, Hypothesis) for h in beam)


def test_beam_examples(report: Report) -> None:
    cases = (
        ("beam 2 beats greedy", BEAM_WINS, 2, (2, 0), 0.36),
        ("width 1 is greedy", BEAM_WINS, 1, (1, 1, 0), 0.108),
        ("width 1 is greedy", BEAM_LOSES, 1, (1, 1, 0), 0.133),
        ("beam 2 loses to greedy", BEAM_LOSES, 2, (2, 1, 1), 0.0455),
    )
    for name, table, width, tokens, probability in cases:
        beam = beam_decode(reference.table_log_probs(table), width, 3, end=0)
        assert is_beam(beam, width), (
            f"beam_decode must give a list of 1 to {width} Hypothesis, best first; got {beam!r}"
        )
        best = beam[0]
        report(expected=f"{tokens} with probability {probability}", actual=show(best))
        assert tuple(best.tokens) == tokens and abs(math.exp(best.log_prob) - probability) < 1e-6, (
            f"{name}: width {width}, three rounds, expected {tokens} with probability {probability}, got "
            f"{show(best)}"
        )


def test_beam_keeps_finished(report: Report) -> None:
    asked: list[tuple[int, ...]] = []

    def log_probs(prefixes: list[tuple[int, ...]]) -> object:
        asked.extend(tuple(prefix) for prefix in prefixes)
        return reference.table_log_probs(ENDS_FIRST)(prefixes)

    beam = beam_decode(log_probs, 2, 4, end=0)  # type: ignore[arg-type]
    assert is_beam(beam, 2), (
        f"beam_decode must give a list of one or two Hypothesis, best first; got {beam!r}"
    )
    report(expected="(0,) with probability 0.6, finished", actual=[show(h) for h in beam])
    if tuple(beam[0].tokens) == (1, 1, 1, 0):
        report(hint="beam-normalized")  # less likely, but more so per token
    assert tuple(beam[0].tokens) == (0,) and abs(beam[0].log_prob - math.log(0.6)) < 1e-6, (
        f"the empty caption has probability 0.6, more than any other; expected (0,), got "
        f"{show(beam[0])}. A finished "
        "hypothesis stays in the beam with the probability that it has"
    )
    assert beam[0].finished, "the hypothesis that ends in the end token must say finished=True"
    extended = [prefix for prefix in asked if 0 in prefix]
    report(expected="no finished prefix", actual=extended)
    assert not extended, (
        f"log_probs was asked about {extended[0]}, which has ended: only unfinished ones are extended"
    )
    kept = beam_decode(reference.table_log_probs(TAKES_A_PLACE), 2, 3, end=0)
    places = [tuple(hypothesis.tokens) for hypothesis in kept]
    report(expected=[(0,), (1, 1, 0)], actual=places)
    if places != [(0,), (1, 1, 0)]:
        report(hint="beam-place")
    assert places == [(0,), (1, 1, 0)], (
        f"width 2: (0,) ends in the first round with 0.50 and takes one of the two places from then on, so "
        f"one place is left for others; expected (0,) and (1, 1, 0), got {places}"
    )
    unfinished = beam_decode(reference.table_log_probs(BEAM_LOSES), 2, 3, end=0)
    assert not unfinished[0].finished, (
        "(2, 1, 1) was cut after three rounds without the end token: finished=False"
    )


def test_beam_exhaustive(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed * 17 + 3)
    for _ in range(20):
        table = reference.random_table(rng)
        every = reference.every_hypothesis(table)
        expected = max(every, key=lambda tokens: every[tokens])
        normalized = max(every, key=lambda tokens: every[tokens] / len(tokens))
        beam = beam_decode(reference.table_log_probs(table), 64, 4, end=0)
        assert is_beam(beam, 64), (
            f"beam_decode must give a list of 1 to 64 Hypothesis, best first; got {beam!r}"
        )
        best = beam[0]
        report(expected=f"{expected} with probability {math.exp(every[expected]):.4f}", actual=show(best))
        if tuple(best.tokens) == normalized != expected:
            report(hint="beam-normalized")
        assert tuple(best.tokens) == expected and abs(best.log_prob - every[expected]) < 1e-6, (
            f"four tokens, four rounds, width 64: nothing is lost, so the best of all sequences must "
            f"come first; expected "
            f"{expected} ({math.exp(every[expected]):.4f}), got {show(best)}"
        )
        scores = [hypothesis.log_prob for hypothesis in beam]
        assert scores == sorted(scores, reverse=True), (
            "the hypotheses are not in order of falling log-probability"
        )
    compare_narrow(rng, 0.0, report)


def compare_narrow(rng: np.random.Generator, alpha: float, report: Report) -> None:
    """Twenty random tables with two or three places, the whole beam against the author's."""
    for number in range(20):
        table = reference.random_table(rng)
        width = 2 + number % 2
        expected = reference.beam_oracle(table, width, alpha)
        beam = beam_decode(reference.table_log_probs(table), width, 4, end=0, alpha=alpha)
        found = [(tuple(hypothesis.tokens), hypothesis.log_prob) for hypothesis in beam]
        report(expected=expected, actual=found)
        if [tokens for tokens, _ in found] != [tokens for tokens, _ in expected]:
            report(hint="beam-alpha" if alpha else "beam-place")
        assert [tokens for tokens, _ in found] == [tokens for tokens, _ in expected], (
            f"width {width}, alpha {alpha}, four rounds on a random table: expected the survivors "
            f"{[tokens for tokens, _ in expected]}, got {[tokens for tokens, _ in found]}. In every round "
            f"finished and extended hypotheses are ranked together by the score, alpha included, and "
            f"{width} survive"
        )
        assert all(abs(a - b) < 1e-6 for (_, a), (_, b) in zip(found, expected, strict=True)), (
            f"width {width}, alpha {alpha}: the right survivors with wrong log-probabilities; expected "
            f"{expected}, got {found}"
        )
        wrong = [h for h in beam if h.finished != (h.tokens[-1] == 0)]
        assert not wrong, f"{wrong[0]}: finished is True exactly when the last token is the end"


def test_beam_alpha(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed * 19 + 4)
    changed = 0
    for _ in range(20):
        table = reference.random_table(rng)
        every = reference.every_hypothesis(table)
        plain = max(every, key=lambda tokens: every[tokens])
        expected = max(every, key=lambda tokens: every[tokens] / len(tokens) ** 0.7)
        changed += expected != plain
        best = beam_decode(reference.table_log_probs(table), 256, 4, end=0, alpha=0.7)[0]
        report(expected=expected, actual=best.tokens)
        assert tuple(best.tokens) == expected, (
            f"with alpha = 0.7 the score is log_prob / len(tokens) ** 0.7, the end token counted; "
            f"expected {expected}, got "
            f"{tuple(best.tokens)}"
        )
        assert abs(best.log_prob - every[expected]) < 1e-6, (
            "log_prob stays the plain log-probability, also with alpha"
        )
    assert changed > 0, "the tables of this seed do not tell alpha = 0 from 0.7"
    compare_narrow(rng, 0.7, report)
