"""The report in README.md: every number recomputed with the learner's own code."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import numpy as np
import torch
from test_ablation import check as check_effects
from torch import nn

from conftest import PROJECT, Report
from deepbridge.experiments import (
    CLASSICAL,
    REPORT_SEEDS,
    WORST_SEED,
    classical_accuracy,
    draw_interval,
    run_variant,
    score_variant,
    verdict,
)
from deepbridge.scores import Effect
from deepbridge.trainer import ablation
from deepbridge.training import VARIANTS

ALLOWED_DIFFERENCE = 0.01
WORDS = {True: ("helps", "hurts", "no difference"), False: ("deep", "classical", "no difference")}
COLUMNS = {
    "variants": ("train", "test", "minus plain", "low", "high", "verdict"),
    "models": ("test", "all minus it", "low", "high", "verdict"),
}


def read_report(path: Path) -> str:
    """What a reader of a Markdown file sees: its text without comments."""
    return re.sub(r"<!--.*?(?:-->|\Z)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def read_rows(text: str, report: Report) -> dict[str, list[str]]:
    """Rows `| name | … |` of a Markdown text for each variant and model, each once."""
    rows: dict[str, list[str]] = {}
    for line in re.findall(r"^[ \t]*\|(.*)\|[ \t]*$", text, flags=re.MULTILINE):
        cells = [cell.strip().strip("`*") for cell in line.split("|")]
        name = cells[0]
        if name not in (*VARIANTS, *CLASSICAL):
            continue
        if name in rows:
            report(hint="results-once")
        assert name not in rows, f"README.md must have each row once; {name} is there more than once."
        columns = COLUMNS["variants" if name in VARIANTS else "models"]
        assert len(cells) == len(columns) + 1, (
            f"The row {name} of README.md needs the columns {', '.join(columns)}; it has {len(cells) - 1} "
            "cells."
        )
        rows[name] = cells[1:]
    missing = [name for name in (*VARIANTS, *CLASSICAL) if name not in rows]
    assert not missing, f"The tables in README.md need a row for {', '.join(missing)}."
    return rows


def number(cell: str, row: str, column: str) -> float:
    """A number of a table, or a failure that names its place."""
    try:
        return float(cell.replace("\u2212", "-"))
    except ValueError:
        raise AssertionError(
            f"README.md, row {row}, column {column}: one number as a decimal is needed, such as 0.942; it "
            f"holds {cell!r}."
        ) from None


def check_row(
    name: str, cells: list[str], values: list[float], words: tuple[str, str, str], report: Report
) -> None:
    """The numbers of a row, and the verdict that its interval supports; the last two values are its ends."""
    columns = COLUMNS["variants" if name in VARIANTS else "models"]
    for cell, column, value in zip(cells, columns, values):
        claimed = number(cell, name, column)
        if abs(claimed - value) > ALLOWED_DIFFERENCE:
            report(expected=f"{value:.4f}", actual=cell, hint="results-numbers")
        assert abs(claimed - value) <= ALLOWED_DIFFERENCE, (
            f"README.md says {name}, {column}: {claimed}; your code gives {value:.4f} (allowed difference "
            f"{ALLOWED_DIFFERENCE}). Run `python run.py` again."
        )
    if name != "plain":
        check_verdict(name, cells[-1], values[-2], values[-1], 0.006, words, report)


def check_verdict(
    name: str, cell: str, low: float, high: float, slack: float, words: tuple[str, str, str], report: Report
) -> None:
    """The verdict follows from the interval; an end within `slack` of zero may fall on either side."""
    said = cell.lower().replace("-", " ")
    above, below, neither = words
    names = {"deep": above, "classical": below, "no difference": neither}
    right = {names[verdict(low + move, high + move)] for move in (0.0, slack, -slack)}
    if said not in right:
        report(expected=" or ".join(sorted(right)), actual=said, hint="results-verdict")
    assert said in right, (
        f"README.md gives {name} the verdict {said!r}; the interval {low:+.4f} to {high:+.4f} says "
        f"{' or '.join(sorted(right))!r}."
    )


NUMBER = r"\d*\.\d+|\d+"
UNIT = r"%|percentage\s+points?|percent(?:age)?|per\s+cent|points?\b|pp\b"
FIGURE = re.compile(rf"({NUMBER})(?:\s*[\])]?\s*({UNIT}))?", re.IGNORECASE)
# In "0.3 to 2.3 points" the unit stands behind the second number and holds for both.
RANGE_END = re.compile(
    rf"\s*(?:to|and|through|\.\.\.?|[,;\u2013\u2014\u2026-])\s*[-+]?\s*(?:{NUMBER})\s*[\])]?\s*(?:{UNIT})",
    re.IGNORECASE,
)


# 95 % beside one of these is the level of an interval and no figure.
INTERVAL = re.compile(
    r"interval|confidence|\bCI\b|\bCL\b|range|bounds?|limits?|[\[:;\u2013\u00b1]", re.IGNORECASE
)


def stated_figures(prose: str) -> list[tuple[str, list[float]]]:
    """Each decimal or percentage of a text, as it is written, with the fractions that it may stand for."""
    prose = prose.replace("\u2212", "-").replace("\u00a0", " ")
    figures: list[tuple[str, list[float]]] = []
    for match in FIGURE.finditer(prose):
        digits, unit = match.group(1), (match.group(2) or "").lower()
        # Whole numbers are counts ("1000 points", "seed 3") unless they are plainly percentages.
        if "." not in digits and (not unit or unit.startswith("point")):
            continue
        if digits == "95" and INTERVAL.search(prose[max(0, match.start() - 40) : match.end() + 40]):
            continue
        value = float(digits)
        if unit:
            figures.append((match.group(0), [value / 100]))
        elif RANGE_END.match(prose, match.end()):
            figures.append((match.group(0), [value / 100, value]))
        else:  # no accuracy is above 1, so 12.2 without a unit means points
            figures.append((match.group(0), [value if value <= 1 else value / 100]))
    return figures


def check_prose(text: str, measured: list[float], whole: Effect, report: Report) -> None:
    """Each decimal or percentage of the answer is one that the runs give, and one is of the whole network."""
    answer = re.search(r"\*\*Answer\.\*\*(.*?)^\|", text, flags=re.DOTALL | re.MULTILINE)
    assert answer and len(answer.group(1).split()) >= 12, (
        "README.md needs `**Answer.**` with one or two sentences before the table: what helped, by how much, "
        "and against which classical model, with two figures or more."
    )
    stated = stated_figures(answer.group(1))
    for written, readings in stated:
        right = any(abs(claimed - abs(value)) <= 0.0105 for claimed in readings for value in measured)
        if not right:
            report(hint="results-numbers")
        assert right, (
            f"The answer in README.md says {written.strip()!r}; no accuracy, difference or interval of the "
            f"runs is near {readings[0]:.4g}. A figure may be written as a decimal (0.013), in percent (1.3 "
            "%) or in percentage points (1.3 points)."
        )
    assert len(stated) >= 2, (
        f"The answer in README.md states {len(stated)} figures; give two or more, as decimals (0.013), in "
        "percent (1.3 %) or in percentage points."
    )
    named = [value for _, readings in stated for value in readings]
    told = any(abs(value - figure) <= 0.0105 for value in named for figure in (whole.test, whole.difference))
    if not told:
        report(hint="results-numbers")
    assert told, (
        "The answer in README.md must say what all tools together give: the accuracy "
        f"{whole.test:.3f} or the gain {whole.difference:.3f}. None of its figures is near them."
    )


def check_worst(text: str, report: Report) -> None:
    """The named failure is one, and near the worst."""
    found = re.search(r"worst failure:\D*draw (\d+)\D*row (\d+)\D+(\d)\D+(\d)\b", text, re.IGNORECASE)
    assert found, "README.md needs a line such as `Worst failure: draw 0, test row 12, a 9 read as 3.`"
    draw, row, gold, read = (int(group) for group in found.groups())
    assert draw == WORST_SEED, (
        f"The worst failure is asked for draw {WORST_SEED}; README.md names draw {draw}."
    )
    split, run, _ = run_variant("all", WORST_SEED)
    assert row < len(split.y_test), f"README.md names test row {row}; the last is {len(split.y_test) - 1}."
    with torch.no_grad():
        logits = run.model(split.x_test)
    predicted = logits.argmax(dim=1)
    labels = split.y_test
    assert (int(labels[row]), int(predicted[row])) == (gold, read) and gold != read, (
        f"README.md says that test row {row} of draw {draw} is a {gold} read as {read}; it is a "
        f"{int(labels[row])} read as {int(predicted[row])}."
    )
    losses = nn.functional.cross_entropy(logits, labels, reduction="none")
    largest = float(losses[predicted != labels].max())
    # Losses close to the largest may change places on another machine.
    if float(losses[row]) < 0.8 * largest:
        report(hint="results-worst")
    assert float(losses[row]) >= 0.8 * largest, (
        f"Test row {row} has the loss {float(losses[row]):.2f}; the worst failure has {largest:.2f}. `python "
        "run.py` names it."
    )


@functools.cache
def effects_of_report() -> list[Effect]:
    """The learner's ablation over the runs of the report."""
    return ablation(score_variant, list(VARIANTS), list(REPORT_SEEDS))


def measured_of(effects: list[Effect]) -> list[float]:
    """Every number of the first table."""
    return [
        value
        for effect in effects
        for value in (effect.train, effect.test, effect.difference, effect.low, effect.high)
    ]


def test_results(report: Report) -> None:
    text = read_report(PROJECT / "README.md")
    rows = read_rows(text, report)
    for name, cells in rows.items():  # what needs no run comes first
        columns = COLUMNS["variants" if name in VARIANTS else "models"]
        claimed = [number(cell, name, column) for cell, column in zip(cells[:-1], columns)]
        if name != "plain":
            check_verdict(name, cells[-1], claimed[-2], claimed[-1], 0.0005, WORDS[name in VARIANTS], report)
    effects = effects_of_report()
    by_name = {effect.variant: effect for effect in effects}
    report(**{f"{name}_gain": effect.difference for name, effect in by_name.items() if name != "plain"})
    report(report_plain=by_name["plain"].test, report_all=by_name["all"].test)
    scores = {(variant, seed): run_variant(variant, seed)[2] for variant in VARIANTS for seed in REPORT_SEEDS}
    report(hint="results-recomputed")
    check_effects(effects, scores, list(VARIANTS), list(REPORT_SEEDS), "plain", report)
    report(hint="results-numbers")
    for effect in effects:
        values = [effect.train, effect.test, effect.difference, effect.low, effect.high]
        check_row(effect.variant, rows[effect.variant], values, WORDS[True], report)
    check_worst(text, report)


def test_rivals(report: Report) -> None:
    text = read_report(PROJECT / "README.md")
    rows = read_rows(text, report)
    network = [score_variant("all", seed).test for seed in REPORT_SEEDS]
    measured = [0.2, 0.8]  # the share of wrong labels, and of right ones: facts of the data
    for name in CLASSICAL:
        accuracies = [classical_accuracy(name, seed) for seed in REPORT_SEEDS]
        report(**{f"report_{name}": float(np.mean(accuracies))})
        values = [float(np.mean(accuracies)), *draw_interval(network, accuracies)]
        check_row(name, rows[name], values, WORDS[False], report)
        measured.extend(values)
    effects = effects_of_report()
    whole = next(effect for effect in effects if effect.variant == "all")
    check_prose(text, [*measured, *measured_of(effects)], whole, report)
