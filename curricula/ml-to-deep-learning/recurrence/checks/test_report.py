"""The report in README.md: every number recomputed with the learner's own code."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import torch
from test_training import must_be_ready, report_run, states_of

from conftest import PROJECT, Report
from deepbridge.experiments import (
    REPORT_SEED,
    MotifRun,
    TrackingRun,
    compare_on_motifs,
    verdict,
)


def read_report(path: Path) -> str:
    """What a reader of a Markdown file sees: its text without comments."""
    return re.sub(r"<!--.*?(?:-->|\Z)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def read_table(text: str, report: Report) -> dict[str, str]:
    """Rows `| name | value |` of a Markdown text, each once."""
    cells = re.findall(r"^[ \t]*\|[ \t*`]*([A-Za-z_]+)[ \t*`]*\|([^|\n]*)\|\s*$", text, flags=re.MULTILINE)
    rows = [(name.lower().strip("_"), value) for name, value in cells]
    names = [name for name, _ in rows if name.startswith(("motif_", "tracking_"))]
    hiding = re.findall(r"<details|<[^>]*(?:\bhidden\b|display\s*:\s*none|font-size\s*:\s*0)", text.lower())
    if hiding:
        report(hint="results-once")
    assert not hiding, f"README.md hides a part of itself ({hiding[0]}): keep one table, in the open."
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        report(hint="results-once")
    assert not twice, f"README.md must have each row once; {', '.join(twice)} is there more than once."
    return {name: value.strip() for name, value in rows}


def number(table: dict[str, str], name: str) -> float:
    """A number of the table, or a failure that names its row."""
    assert name in table, f"The table in README.md needs a row `| {name} | number |`."
    try:
        return float(table[name].replace("\u2212", "-"))
    except ValueError:
        raise AssertionError(
            f"The row {name} of README.md must hold one number as a decimal, such as 0.942; it holds "
            f"{table[name]!r}."
        ) from None


def check_numbers(table: dict[str, str], measured: dict[str, float], report: Report) -> None:
    """Every figure of the table."""
    for row, value in measured.items():
        claimed = number(table, row)
        # The smallest step of an accuracy is .001 on 1,000 shifts and .002 on 500.
        if abs(claimed - value) > 0.005:
            report(expected=f"{value:.4f}", actual=f"{claimed}", hint="results-numbers")
        assert abs(claimed - value) <= 0.005, (
            f"README.md says {row} = {claimed}; your code with seed {REPORT_SEED} gives {value:.4f} (allowed "
            "difference 0.005). Run `python run.py` again."
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
        else:
            figures.append((match.group(0), [value]))
    return figures


def check_prose(text: str, measured: list[float], report: Report) -> None:
    """Every decimal or percentage of the answer is one that the runs give."""
    answer = re.search(r"\*\*Answer\.\*\*(.*?)^\|", text, flags=re.DOTALL | re.MULTILINE)
    assert answer and len(answer.group(1).split()) >= 12, (
        "README.md needs `**Answer.**` with one or two sentences before the table: who is better, by how "
        "much, with two figures or more."
    )
    stated = stated_figures(answer.group(1))
    for written, readings in stated:
        right = any(abs(claimed - abs(value)) <= 0.0055 for claimed in readings for value in measured)
        if not right:
            report(hint="results-numbers")
        assert right, (
            f"The answer in README.md says {written.strip()!r}; no accuracy, difference or interval of the "
            f"two runs is near {readings[0]:.4g}. A figure may be written as a decimal (0.013), in percent "
            "(1.3 %) or in percentage points (1.3 points)."
        )
    assert len(stated) >= 2, (
        f"The answer in README.md states {len(stated)} figures; give two or more, as decimals (0.013), in "
        "percent (1.3 %) or in percentage points."
    )


def figures_of(motifs: MotifRun, run: TrackingRun) -> dict[str, float]:
    """The rows of the table, but for the verdict."""
    difference, low, high = run.interval()
    return {
        "motif_windows": motifs.accuracies["windows_logistic"],
        "motif_raw": max(value for name, value in motifs.accuracies.items() if name.startswith("raw_")),
        "tracking_gru": run.accuracy("gru"),
        "tracking_gru_long": run.accuracy_long,
        "tracking_classical": run.accuracy(run.best_classical),
        "tracking_logged_table": run.accuracy("logged_table"),
        "tracking_difference": difference,
        "tracking_low": low,
        "tracking_high": high,
    }


def test_results(report: Report) -> None:
    torch.set_num_threads(1)
    text = read_report(PROJECT / "README.md")
    table = read_table(text, report)
    number(table, "tracking_gru")
    motif_run = compare_on_motifs(REPORT_SEED)
    check_worst(text, motif_run, report)
    must_be_ready(report)
    run = report_run()
    for data in (run.data.test, run.data.test_long):
        states_of(run, data, report)
    measured = figures_of(motif_run, run)
    check_numbers(table, measured, report)
    _, low, high = run.interval()
    said = table.get("tracking_verdict", "").lower().replace("-", " ")
    if said != verdict(low, high):
        report(expected=verdict(low, high), actual=said, hint="results-verdict")
    assert said == verdict(low, high), (
        f"README.md gives state tracking the verdict {said!r}; the interval {low:+.4f} to {high:+.4f} says "
        f"{verdict(low, high)!r}."
    )
    others = [run.accuracy(name) for name in run.predictions]
    check_prose(text, [*measured.values(), *others, *motif_run.accuracies.values()], report)


def check_worst(text: str, run: MotifRun, report: Report) -> None:
    """The line that names the misjudged series whose right label has the smallest probability."""
    found = re.search(r"worst failure:\D*series (\d+)\b\D+([01])\D+([01])\b", text, re.IGNORECASE)
    assert found, "README.md needs a line such as `Worst failure: motif series 12, a 1 read as 0.`"
    row, gold, read = (int(group) for group in found.groups())
    labels, predicted = run.data.y_test, run.probability.argmax(axis=1)
    assert row < len(labels), f"README.md names motif series {row}; the last is {len(labels) - 1}."
    assert (int(labels[row]), int(predicted[row])) == (gold, read) and gold != read, (
        f"README.md says that motif series {row} is a {gold} read as {read}; it is a {labels[row]} read as "
        f"{predicted[row]}."
    )
    losses = -np.log(np.maximum(run.probability[np.arange(len(labels)), labels], 1e-300))
    # Losses close to the largest may change places on another machine.
    if losses[row] < 0.9 * losses.max():
        report(hint="results-worst")
    assert losses[row] >= 0.9 * losses.max(), (
        f"Motif series {row} has the loss {losses[row]:.2f}; the worst failure has {losses.max():.2f}. "
        "`python run.py` names it."
    )
