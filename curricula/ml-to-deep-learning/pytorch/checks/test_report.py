"""The report in README.md: every number recomputed with the learner's own code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import torch
import torch.nn.functional as F
from test_training import Training, must_be_honest, watch

from conftest import PROJECT, Report
from deepbridge.experiments import REPORT_SEED, Comparison, verdict


@pytest.fixture(scope="session")
def reported() -> Training:
    """The run that README.md reports."""
    return watch(REPORT_SEED)


def read_report(path: Path) -> str:
    """What a reader of a Markdown file sees: its text without comments."""
    return re.sub(r"<!--.*?(?:-->|\Z)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def read_table(text: str, report: Report) -> dict[str, str]:
    """Rows `| name | value |` of a Markdown text, each once."""
    rows = re.findall(r"^[ \t]*\|\s*([a-z_]+)\s*\|([^|\n]*)\|\s*$", text, flags=re.MULTILINE)
    names = [name for name, _ in rows if name.startswith(("engine_", "torch_", "digits_"))]
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


def check_run(table: dict[str, str], run: Comparison, report: Report) -> None:
    """Accuracies, difference, interval, verdict and the two losses."""
    difference, low, high = run.interval("rbf_svm")
    measured = {f"digits_{model}": run.accuracy(model) for model in ("network", "logistic", "rbf_svm")}
    measured |= {"digits_difference": difference, "digits_low": low, "digits_high": high}
    measured |= {"engine_loss": run.engine_curve[-1], "torch_loss": run.torch_curve[-1]}
    for row, value in measured.items():
        claimed = number(table, row)
        allowed = 0.0005 if row.endswith("_loss") else 0.005
        if abs(claimed - value) > allowed:
            report(expected=f"{value:.4f}", actual=f"{claimed}", hint="results-numbers")
        assert abs(claimed - value) <= allowed, (
            f"README.md says {row} = {claimed}; your code with seed {REPORT_SEED} gives {value:.4f} (allowed "
            f"difference {allowed}). Run `python run.py` again."
        )
    said = table.get("digits_verdict", "").lower().replace("-", " ")
    # An end of the interval this close to zero may fall on either side on another machine.
    right = {verdict(low, high), verdict(low + 0.0005, high + 0.0005), verdict(low - 0.0005, high - 0.0005)}
    if said not in right:
        report(expected=" or ".join(sorted(right)), actual=said, hint="results-verdict")
    assert said in right, (
        f"README.md gives the verdict {said!r}; the interval {low:+.4f} to {high:+.4f} says "
        f"{' or '.join(sorted(right))!r}."
    )


# Also 3.5e-08 and 3.5 × 10⁻⁸.
NUMBER = r"(?:\d*\.\d+|\d+)(?:e[-+]?\d+|\s*[×x*·]\s*10\s*(?:\^|\*\*)?\s*[-⁻]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
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
        power = re.fullmatch(r"([\d.]+)(?:e|\D*10\D*?)([-⁻]?)\+?([\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)", digits, re.IGNORECASE)
        if power:
            exponent = int(power.group(3).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")))
            small = float(power.group(1)) * 10.0 ** min(-exponent if power.group(2) else exponent, 99)
            figures.append((match.group(0), [small]))
            continue
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


def check_prose(text: str, run: Comparison, report: Report) -> None:
    """Every decimal or percentage of the answer is one that the runs give."""
    answer = re.search(r"\*\*Answer\.\*\*(.*?)^\|", text, flags=re.DOTALL | re.MULTILINE)
    assert answer and len(answer.group(1).split()) >= 12, (
        "README.md needs `**Answer.**` with one or two sentences before the table: who is better, by how "
        "much, with two figures or more."
    )
    # Each with the distance that a claim may have.
    measured = [(value, 0.0006) for value in (run.engine_curve[-1], run.torch_curve[-1], run.gap())]
    for name in run.predictions:
        difference = () if name == "network" else run.interval(name)
        measured.extend((value, 0.0055) for value in (run.accuracy(name), *difference))
    stated = stated_figures(answer.group(1))
    for written, readings in stated:
        right = any(
            abs(claimed - abs(value)) <= allowed for claimed in readings for value, allowed in measured
        )
        if not right:
            report(hint="results-numbers")
        assert right, (
            f"The answer in README.md says {written.strip()!r}; no accuracy, difference, interval or loss of "
            f"the run is near {readings[0]:.4g}. A figure may be written as a decimal (0.013), in percent "
            "(1.3 %) or in percentage points (1.3 points)."
        )
    assert len(stated) >= 2, (
        f"The answer in README.md states {len(stated)} figures; give two or more, as decimals (0.013), in "
        "percent (1.3 %) or in percentage points."
    )


def test_results(reported: Training, report: Report) -> None:
    text = read_report(PROJECT / "README.md")
    table = read_table(text, report)
    number(table, "digits_network")
    must_be_honest(reported, report)
    run = reported.run
    check_run(table, run, report)
    check_prose(text, run, report)
    found = re.search(r"worst failure:\D*row (\d+)\D+(\d)\D+(\d)\b", text, re.IGNORECASE)
    assert found, "README.md needs a line such as `Worst failure: row 712, a 9 read as 3.`"
    row, gold, read = (int(group) for group in found.groups())
    test = run.split.test
    ids = test.ids.tolist()
    if row not in ids:
        report(hint="results-worst")
    assert row in ids, f"README.md names row {row}, which is not a test row of seed {REPORT_SEED}."
    place = ids.index(row)
    predicted = run.predictions["network"]
    if (test.y[place], predicted[place]) != (gold, read) or gold == read:
        report(hint="results-worst")
    assert (test.y[place], predicted[place]) == (gold, read) and gold != read, (
        f"README.md says that row {row} is a {gold} read as {read}; it is a {test.y[place]} read as "
        f"{predicted[place]}."
    )
    with torch.no_grad():
        logits = run.model.eval()(torch.tensor(test.x, dtype=torch.float32))
    losses = F.cross_entropy(logits, torch.tensor(test.y), reduction="none").numpy()
    worst = float(losses[predicted != test.y].max())
    # Losses close to the largest may change places on another machine.
    if losses[place] < 0.9 * worst:
        report(hint="results-worst")
    assert losses[place] >= 0.9 * worst, (
        f"Row {row} has the loss {losses[place]:.2f}; the worst failure has {worst:.2f}. `python run.py` "
        "names it."
    )
