"""The report in README.md: every number recomputed with the learner's own code."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import torch
from support import bootstrap, check_choice, check_numbers, check_steps, counted_steps, without_test_rows

from conftest import PROJECT, Report
from deepbridge import experiments
from deepbridge.bench import NestedReport, Result
from deepbridge.data import digits
from deepbridge.experiments import BUDGET, ETA, MAX_EPOCHS, REPORT_SEED, SEARCHES, Comparison, verdict
from deepbridge.guard import HoldOut
from deepbridge.net import NetRun
from deepbridge.search import nested_report

torch.set_num_threads(1)
ALLOWED_DIFFERENCE = 0.005


def read_report(path: Path) -> str:
    """What a reader of a Markdown file sees: its text without comments."""
    return re.sub(r"<!--.*?(?:-->|\Z)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def figures(run: Comparison) -> dict[str, float]:
    """The numbers of the table."""
    halving = run.reports["halving"]
    difference, low, high = run.interval()
    return {
        "random_test": run.reports["random"].test,
        "optuna_test": run.reports["optuna"].test,
        "halving_validation": halving.validation,
        "halving_corrected": halving.corrected,
        "halving_test": halving.test,
        "halving_test_low": halving.low,
        "halving_test_high": halving.high,
        "halving_gap": halving.gap,
        "halving_optimism": halving.optimism,
        "halving_parameters": float(run.cost.parameters),
        "classical_test": float(run.classical_correct.mean()),
        "difference": difference,
        "low": low,
        "high": high,
    }


ROWS = (
    "random_test optuna_test halving_validation halving_corrected halving_test halving_test_low "
    "halving_test_high halving_gap halving_optimism halving_parameters classical_test difference low high "
    "verdict"
).split()


def read_table(text: str, report: Report) -> dict[str, str]:
    """Rows `| name | value |` of a Markdown text, each once."""
    rows = re.findall(r"^[ \t]*\|\s*([a-z_]+)\s*\|([^|\n]*)\|\s*$", text, flags=re.MULTILINE)
    names = [name for name, _ in rows if name in ROWS]
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


def check_table(table: dict[str, str], measured: dict[str, float], report: Report) -> None:
    """Every number of the table, and the verdict that its interval supports."""
    for row, value in measured.items():
        claimed = number(table, row)
        allowed = 0.5 if row.endswith("parameters") else ALLOWED_DIFFERENCE
        if abs(claimed - value) > allowed:
            report(expected=f"{value:.4f}", actual=f"{claimed}", hint="results-numbers")
        assert abs(claimed - value) <= allowed, (
            f"README.md says {row} = {claimed}; your code with seed {REPORT_SEED} gives {value:.4f} (allowed "
            f"difference {allowed}). Run `python run.py` again."
        )
    said = table.get("verdict", "").lower().replace("-", " ")
    low, high = measured["low"], measured["high"]
    # An end of the interval this close to zero may fall on either side on another machine.
    right = {verdict(low + move, high + move) for move in (0.0, 0.0005, -0.0005)}
    if said not in right:
        report(expected=" or ".join(sorted(right)), actual=said, hint="results-verdict")
    assert said in right, (
        f"README.md gives the verdict {said!r}; the interval {low:+.4f} to {high:+.4f} says "
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
    found: list[tuple[str, list[float]]] = []
    for match in FIGURE.finditer(prose):
        digits, unit = match.group(1), (match.group(2) or "").lower()
        # Whole numbers are counts ("81 epochs", "seed 3") unless they are plainly percentages.
        if "." not in digits and (not unit or unit.startswith("point")):
            continue
        if digits == "95" and INTERVAL.search(prose[max(0, match.start() - 40) : match.end() + 40]):
            continue
        value = float(digits)
        if unit:
            found.append((match.group(0), [value / 100]))
        elif RANGE_END.match(prose, match.end()):
            found.append((match.group(0), [value / 100, value]))
        else:
            found.append((match.group(0), [value]))
    return found


def check_prose(prose: str, measured: list[float], where: str, report: Report) -> list[list[float]]:
    """Every decimal or percentage of a text is one that the run gives; the readings of each."""
    stated = stated_figures(prose)
    for written, readings in stated:
        right = any(abs(claimed - abs(value)) <= 0.0055 for claimed in readings for value in measured)
        if not right:
            report(hint="results-numbers")
        assert right, (
            f"{where} in README.md says {written.strip()!r}; no accuracy, difference or interval of the run "
            f"is near {readings[0]:.4g}. A figure may be written as a decimal (0.013), in percent (1.3 %) or "
            "in percentage points (1.3 points)."
        )
    return [readings for _, readings in stated]


def check_words(text: str, measured: dict[str, float], run: Comparison, report: Report) -> None:
    """The answer and the sentence about the gap."""
    values = [*measured.values(), run.classical_validation]
    for made in run.reports.values():
        values.extend(
            (made.validation, made.corrected, made.optimism, made.test, made.low, made.high, made.gap)
        )
    answer = re.search(r"\*\*Answer\.\*\*(.*?)^\|", text, flags=re.DOTALL | re.MULTILINE)
    assert answer and len(answer.group(1).split()) >= 12, (
        "README.md needs `**Answer.**` with one or two sentences before the table: what the search found, "
        "what it may claim, and who wins, with two figures or more."
    )
    stated = check_prose(answer.group(1), values, "The answer", report)
    assert len(stated) >= 2, f"The answer in README.md states {len(stated)} figures; give two or more."
    gap = re.search(r"^The gap:(.*?)(?:\n\s*\n|\Z)", text, flags=re.DOTALL | re.MULTILINE)
    if not (gap and len(gap.group(1).split()) >= 10):
        report(hint="results-gap")
    assert gap and len(gap.group(1).split()) >= 10, (
        "README.md needs a paragraph `The gap: …` of ten words or more: how much of validation minus test "
        "does the choice explain?"
    )
    stated = check_prose(gap.group(1), values, "The paragraph about the gap", report)
    for name in ("halving_gap", "halving_optimism"):
        there = any(abs(v - abs(measured[name])) <= 0.0016 for readings in stated for v in readings)
        if not there:
            report(hint="results-gap")
        assert there, (
            f"The paragraph about the gap must name {name}, {measured[name]:+.4f}; it names "
            f"{', '.join(f'{readings[0]:.4g}' for readings in stated) or 'no figure'}."
        )


def check_worst(text: str, run: Comparison, report: Report) -> None:
    """The named failure is one, and near the worst."""
    found = re.search(r"worst failure:\D*row (\d+)\D+(\d)\D+(\d)\b", text, re.IGNORECASE)
    assert found, "README.md needs a line such as `Worst failure: test row 12, a 9 read as 3.`"
    row, gold, read = (int(group) for group in found.groups())
    logits, labels = run.chosen.logits(run.x_test), run.y_test
    predicted = logits.argmax(axis=1)
    assert row < len(labels), f"README.md names test row {row}; the last is {len(labels) - 1}."
    assert (labels[row], predicted[row]) == (gold, read) and gold != read, (
        f"README.md says that test row {row} is a {gold} read as {read}; it is a {labels[row]} read as "
        f"{predicted[row]}."
    )
    shifted = logits - logits.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]
    largest = float(losses[predicted != labels].max())
    # Losses close to the largest may change places on another machine.
    if losses[row] < 0.9 * largest:
        report(hint="results-worst")
    assert losses[row] >= 0.9 * largest, (
        f"Test row {row} has the loss {losses[row]:.2f}; the worst failure has {largest:.2f}. `python "
        "run.py` names it."
    )


def watched_comparison(monkeypatch: pytest.MonkeyPatch) -> Comparison:
    """`compare`, with no test rows in reach of a search, and networks that nothing changes after it."""
    splits = [digits(REPORT_SEED) for _ in (*SEARCHES, "classical")]
    known = digits(REPORT_SEED)
    known.test.finalize("what the chosen networks answer")
    x_test, y_test = known.test.loader()
    waiting = list(zip(SEARCHES, splits))

    def watched(result: Result[NetRun], _: HoldOut, rng: np.random.Generator) -> NestedReport:
        name, split = waiting.pop(0)
        check_choice(name, result, split, BUDGET, MAX_EPOCHS, ETA)
        correct = np.stack([run.correct for run in result.runs])
        right = result.runs[result.best].predict(x_test) == y_test
        made = nested_report(result, split.test, rng)
        assert np.array_equal(made.correct, right), (
            f"The {name} search's choice is right on {right.sum()} test rows; nested_report says "
            f"{np.sum(made.correct)}. Nothing is trained or chosen after `loader`."
        )
        check_numbers(made, result, right)
        expected = bootstrap(correct, np.random.default_rng(REPORT_SEED), 1000)
        assert abs(made.corrected - expected) <= 0.008, (
            f"The {name} search: the corrected score is {expected:.4f} (within 0.008), nested_report says "
            f"{made.corrected:.4f}."
        )
        return made

    monkeypatch.setattr(experiments, "nested_report", watched)
    blind = [without_test_rows(split) for split in splits[: len(SEARCHES)]]
    with counted_steps() as steps:
        run = experiments.compare_on([*blind, splits[-1]], REPORT_SEED, BUDGET)
    check_steps(steps, list(run.results.values()), len(known.y_train))
    weights = sum(parameter.numel() for parameter in run.chosen.model.parameters())
    assert run.cost.parameters == weights, (
        f"The network that halving chose has {weights} parameters; count_params_flops says "
        f"{run.cost.parameters}."
    )
    return run


def check_sums(table: dict[str, str], report: Report) -> None:
    """Rows that are differences of other rows are so in the table too, up to rounding."""
    for name, first, second in (
        ("halving_gap", "halving_validation", "halving_test"),
        ("halving_optimism", "halving_validation", "halving_corrected"),
        ("difference", "halving_test", "classical_test"),
    ):
        said, expected = number(table, name), number(table, first) - number(table, second)
        if abs(said - expected) > 0.0021:
            report(expected=f"{expected:.4f}", actual=said, hint="results-numbers")
        assert abs(said - expected) <= 0.0021, (
            f"README.md says {name} = {said}; its rows {first} and {second} give {expected:.4f}. Take all "
            "figures from one run."
        )


def test_results(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    text = read_report(PROJECT / "README.md")
    table = read_table(text, report)
    for name in ROWS[:-1]:
        number(table, name)
    try:
        run = watched_comparison(monkeypatch)
    except AssertionError:
        report(hint="own-code")
        raise
    measured = figures(run)
    report(
        report_halving=measured["halving_test"],
        report_random=measured["random_test"],
        report_optuna=measured["optuna_test"],
        report_classical=measured["classical_test"],
        report_validation=measured["halving_validation"],
        report_corrected=measured["halving_corrected"],
        report_gap=measured["halving_gap"],
        report_optimism=measured["halving_optimism"],
        report_difference=measured["difference"],
    )
    check_table(table, measured, report)
    check_sums(table, report)
    check_words(text, measured, run, report)
    check_worst(text, run, report)
