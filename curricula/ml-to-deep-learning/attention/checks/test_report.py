"""The report in README.md: every number recomputed with the learner's own code."""

from __future__ import annotations

import re
from pathlib import Path

import torch
from reference import recall_by_library
from runs import (
    block_must_be_right,
    log_run_without_positions,
    must_come_from_the_weights,
    report_log_run,
)

from conftest import PROJECT, Report
from deepbridge.experiments import (
    REPORT_SEED,
    Comparison,
    compare_on_plain,
    inputs,
    verdict,
)


# Elements that a page does not show.
HIDDEN = re.compile(
    r"<(template|script|style)\b.*?(?:</\1\s*>|\Z)"
    r"|<(\w+)\b[^>]*(?:\bhidden\b|display\s*:\s*none)[^>]*>.*?(?:</\2\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)


def read_report(path: Path) -> str:
    """What a reader of a Markdown file sees: its text without comments and hidden elements."""
    text = re.sub(r"<!--.*?(?:-->|\Z)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return HIDDEN.sub("", text)


def read_table(text: str, report: Report) -> dict[str, str]:
    """Rows `| name | value |` of a Markdown text, each once."""
    rows = re.findall(r"^[ \t]*\|\s*([a-z_]+)\s*\|([^|\n]*)\|\s*$", text, flags=re.MULTILINE)
    names = [name for name, _ in rows if name.startswith(("plain_", "log_"))]
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


def check_figures(table: dict[str, str], measured: dict[str, float], report: Report) -> None:
    """Every row of the table is what the runs give."""
    for row, value in measured.items():
        claimed = number(table, row)
        if abs(claimed - value) > 0.012:
            report(expected=f"{value:.4f}", actual=f"{claimed}", hint="results-numbers")
        assert abs(claimed - value) <= 0.012, (
            f"README.md says {row} = {claimed}; your code with seed {REPORT_SEED} gives {value:.4f} (allowed "
            "difference 0.012). Run `python run.py` again."
        )


def check_verdict(table: dict[str, str], row: str, low: float, high: float, report: Report) -> None:
    """The verdict is the one that the interval supports."""
    said = table.get(row, "").lower().replace("-", " ")
    # An end of the interval this close to zero may fall on either side on another machine.
    right = {verdict(low, high), verdict(low + 0.0015, high + 0.0015), verdict(low - 0.0015, high - 0.0015)}
    if low == high == 0.0:
        right = {"no difference"}
    if said not in right:
        report(expected=" or ".join(sorted(right)), actual=said, hint="results-verdict")
    assert said in right, (
        f"README.md gives {row} the verdict {said!r}; the interval {low:+.4f} to {high:+.4f} says "
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
        else:
            figures.append((match.group(0), [value]))
    return figures


def check_prose(text: str, runs: tuple[Comparison, ...], without: float, report: Report) -> None:
    """Every decimal or percentage of the answer is one that the runs give."""
    answer = re.search(r"\*\*Answer\.\*\*(.*?)^\|", text, flags=re.DOTALL | re.MULTILINE)
    assert answer and len(answer.group(1).split()) >= 12, (
        "README.md needs `**Answer.**` with one or two sentences before the table: who is better, by how "
        "much, with two figures or more."
    )
    measured = [without]
    for run in runs:
        for name in run.predictions:
            measured.extend((run.accuracy(name), *run.interval(name)))
    stated = stated_figures(answer.group(1))
    for written, readings in stated:
        right = any(abs(claimed - abs(value)) <= 0.0125 for claimed in readings for value in measured)
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


def test_results(report: Report) -> None:
    text = read_report(PROJECT / "README.md")
    table = read_table(text, report)
    for name in ("plain_attention", "log_attention"):
        number(table, name)
    block_must_be_right(report)
    plain, log = compare_on_plain(REPORT_SEED), report_log_run()
    blind = log_run_without_positions().accuracy("attention")
    must_come_from_the_weights(plain)
    must_come_from_the_weights(log)
    measured = {f"plain_{model}": plain.accuracy(model) for model in ("attention", "boosting", "lookup")}
    measured |= {
        f"log_{model}": log.accuracy(model) for model in ("attention", "slot_crosses", "state_crosses")
    }
    measured["log_without_positions"] = blind
    for run, rivals in ((plain, ("lookup",)), (log, ("slot_crosses", "state_crosses"))):
        world = "plain" if run is plain else "log"
        for rival in rivals:
            difference, low, high = run.interval(rival)
            names = (f"{world}_{rival}_{part}" for part in ("difference", "low", "high"))
            measured |= dict(zip(names, (difference, low, high)))
    check_figures(table, measured, report)
    for run, rivals in ((plain, ("lookup",)), (log, ("slot_crosses", "state_crosses"))):
        world = "plain" if run is plain else "log"
        for rival in rivals:
            _, low, high = run.interval(rival)
            check_verdict(table, f"{world}_{rival}_verdict", low, high, report)
    check_prose(text, (plain, log), blind, report)
    check_worst(text, log, report)


def check_worst(text: str, log: Comparison, report: Report) -> None:
    """The worst failure is one, and among the worst."""
    found = re.search(r"worst failure:\D*row (\d+)\D+(\d)\D+(\d)\b", text, re.IGNORECASE)
    assert found, "README.md needs a line such as `Worst failure: log test row 12, value 3 read as 5.`"
    row, gold, read = (int(group) for group in found.groups())
    answer, predicted = log.split.test.answer, log.predictions["attention"]
    assert row < len(answer), f"README.md names test row {row}; the last is {len(answer) - 1}."
    if not ((answer[row], predicted[row]) == (gold, read) and gold != read):
        report(hint="results-worst")
    assert answer[row] != predicted[row], (
        f"README.md calls log test row {row} a failure; your network reads its value {answer[row]} rightly. "
        "If you changed the training, `python run.py` names another row."
    )
    assert (answer[row], predicted[row]) == (gold, read), (
        f"README.md says that log test row {row} is value {gold} read as {read}; it is value {answer[row]} "
        f"read as {predicted[row]}."
    )
    logits, _ = recall_by_library(log.net, 2, True, *inputs(log.split.test))
    losses = torch.nn.functional.cross_entropy(logits, torch.from_numpy(answer), reduction="none").numpy()
    worst = float(losses[answer != predicted].max())
    # Losses close to the largest may change places on another machine.
    if losses[row] < 0.6 * worst:
        report(hint="results-worst")
    assert losses[row] >= 0.6 * worst, (
        f"Log test row {row} has the loss {losses[row]:.2f}; the worst failure has {worst:.2f}. "
        "`python run.py` names it."
    )
