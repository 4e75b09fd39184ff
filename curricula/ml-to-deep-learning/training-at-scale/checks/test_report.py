"""The report in README.md: every number that does not depend on the machine, computed again."""

from __future__ import annotations

import re
from pathlib import Path

import torch
from helpers import table as rows_in_memory
from reported import reported
from test_profile import expected_estimate

from conftest import PROJECT, Report
from deepbridge.experiments import BATCH, EPOCHS, REPORT_SEED, ROWS, Comparison, verdict
from deepbridge.scale import profile_step
from deepbridge.training import slow_step

MODELS = ("network", "polynomial_sgd", "kernel_sgd", "boosting_sample", "boosting_all")
NAMES = (
    *MODELS,
    "difference",
    "low",
    "high",
    "verdict",
    "killed_and_resumed",
    "bottleneck",
    "rows_per_second",
    "hours_ten_times",
    "cost_ten_times",
)
TOLERANCE = 0.012


def read_report(path: Path) -> str:
    """What a reader of a Markdown file sees: its text without comments."""
    return re.sub(r"<!--.*?(?:-->|\Z)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def read_table(text: str, report: Report) -> dict[str, str]:
    """Rows `| name | value |` of a Markdown text, each once."""
    rows = re.findall(r"^[ \t]*\|\s*([a-z_]+)\s*\|([^|\n]*)\|\s*$", text, flags=re.MULTILINE)
    names = [name for name, _ in rows if name in NAMES]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        report(hint="results-once")
    assert not twice, f"README.md must have each row once; {', '.join(twice)} is there more than once."
    return {name: value.strip() for name, value in rows}


def number(table: dict[str, str], name: str) -> float:
    """A number of the table, or a failure that names its row."""
    assert name in table, f"The table in README.md needs a row `| {name} | number |`."
    try:
        return float(table[name].replace("\u2212", "-").replace(",", ""))
    except ValueError:
        raise AssertionError(
            f"The row {name} of README.md must hold one number as a decimal, such as 0.942; it holds "
            f"{table[name]!r}."
        ) from None


def check_models(table: dict[str, str], run: Comparison, report: Report) -> None:
    """Accuracies, difference, interval and verdict."""
    difference, low, high = run.interval()
    measured = {name: run.accuracy(name) for name in MODELS}
    measured |= {"difference": difference, "low": low, "high": high}
    for row, value in measured.items():
        claimed = number(table, row)
        if abs(claimed - value) > TOLERANCE:
            report(expected=f"{value:.4f}", actual=f"{claimed}", hint="results-numbers")
        assert abs(claimed - value) <= TOLERANCE, (
            f"README.md says {row} = {claimed}; your code with seed {REPORT_SEED} gives {value:.4f} (allowed "
            f"difference {TOLERANCE}). Run `python run.py` again."
        )
    said = table.get("verdict", "").lower().replace("-", " ")
    right = {verdict(low, high), verdict(low + 0.0005, high + 0.0005), verdict(low - 0.0005, high - 0.0005)}
    if said not in right:
        report(expected=" or ".join(sorted(right)), actual=said, hint="results-verdict")
    assert said in right, (
        f"README.md gives the verdict {said!r}; the interval {low:+.4f} to {high:+.4f} says "
        f"{' or '.join(sorted(right))!r}."
    )


def check_run(table: dict[str, str], report: Report) -> None:
    """The killed run, the bottleneck and the estimate."""
    said = table.get("killed_and_resumed", "").lower()
    assert said == "equal", (
        "The row killed_and_resumed of README.md must say `equal` once `python run.py` does; it says "
        f"{said!r}."
    )
    step = slow_step(rows_in_memory(2_000, 16, REPORT_SEED))
    profiled = profile_step(step, active=8)
    if profiled.bottleneck != "log":  # something else on this machine took the processor in between
        profiled = profile_step(step, active=20)
    said = table.get("bottleneck", "").lower().removeprefix("stage/")
    if said != profiled.bottleneck or said != "log":
        report(expected=profiled.bottleneck, actual=said, hint="results-bottleneck")
    assert said == profiled.bottleneck == "log", (
        f"README.md names the bottleneck {said!r}; your profile of `slow_step` says {profiled.bottleneck!r}, "
        "and one stage was made slow on purpose."
    )
    rate = number(table, "rows_per_second")
    assert rate > 0, "rows_per_second must be what you measured."
    _, hours, cost = expected_estimate(
        rows=10 * ROWS,
        epochs=EPOCHS,
        batch=BATCH,
        rows_per_second=rate,
        checkpoint_every=1000,
        checkpoint_seconds=1.0,
        interruptions=2,
        restart_seconds=60.0,
        price_per_hour=0.5,
    )
    for name, value in (("hours_ten_times", hours), ("cost_ten_times", cost)):
        claimed = number(table, name)
        right = abs(claimed - value) <= max(0.02 * value, 0.0006)
        if not right:
            report(expected=f"{value:.4f}", actual=f"{claimed}", hint="results-estimate")
        assert right, (
            f"At {rate:g} rows a second, ten times the rows take {hours:.4f} hours and cost {cost:.4f}; "
            f"README.md says {name} = {claimed}."
        )


NUMBER = r"\d*\.\d+|\d+"
UNIT = r"%|percentage\s+points?|percent(?:age)?|per\s+cent|points?\b|pp\b"
FIGURE = re.compile(rf"({NUMBER})(?:\s*[\])]?\s*({UNIT}))?", re.IGNORECASE)
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
        # Whole numbers are counts ("40000 rows", "seed 3") unless they are plainly percentages.
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


def check_prose(text: str, run: Comparison, report: Report) -> None:
    """Every decimal or percentage of the answer is one that the run gives."""
    answer = re.search(r"\*\*Answer\.\*\*(.*?)^\|", text, flags=re.DOTALL | re.MULTILINE)
    assert answer and len(answer.group(1).split()) >= 12, (
        "README.md needs `**Answer.**` with one or two sentences before the table: who is better, by how "
        "much, with two figures or more."
    )
    measured = [*(run.accuracy(name) for name in MODELS), *run.interval(), 0.05, 0.1]  # wrong labels, sample
    stated = stated_figures(answer.group(1))
    for written, readings in stated:
        right = any(abs(claimed - abs(value)) <= TOLERANCE for claimed in readings for value in measured)
        if not right:
            report(hint="results-numbers")
        assert right, (
            f"The answer in README.md says {written.strip()!r}; no accuracy, difference or interval of the "
            f"run is near {readings[0]:.4g}. A figure may be written as a decimal (0.113), in percent (11.3 "
            "%) or in points."
        )
    assert len(stated) >= 2, (
        f"The answer in README.md states {len(stated)} figures; give two or more, as decimals (0.113), in "
        "percent (11.3 %) or in percentage points."
    )


def test_results(report: Report) -> None:
    torch.set_num_threads(1)
    text = read_report(PROJECT / "README.md")
    table = read_table(text, report)
    for name in MODELS:
        number(table, name)
    check_run(table, report)
    run = reported()
    check_models(table, run, report)
    check_prose(text, run, report)
    found = re.search(r"worst failure:\D*row (\d+)\D+([01])\b", text, re.IGNORECASE)
    assert found, (
        "README.md needs a line such as `Worst failure: test row 12, a 0 to which the network gives 0.002.`"
    )
    row, gold = (int(group) for group in found.groups())
    assert row < len(run.y_test), f"README.md names test row {row}; the last is {len(run.y_test) - 1}."
    ours = run.scores["network"]
    of_gold = [score if label == 1 else 1 - score for score, label in zip(ours, run.y_test)]
    # Rows that are nearly as bad may change places on another machine.
    worst = sorted(range(len(of_gold)), key=lambda number: of_gold[number])[:15]
    if row not in worst:
        report(hint="results-worst")
    assert row in worst and run.y_test[row] == gold, (
        f"README.md names test row {row}, a {gold}: it is a {run.y_test[row]} with a probability of "
        f"{of_gold[row]:.4f}; the worst failure is row {worst[0]} with {of_gold[worst[0]]:.4f}. `python "
        "run.py` names it."
    )
