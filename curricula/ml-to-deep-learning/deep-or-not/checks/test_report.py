"""README.md and decision_memo.md: every number recomputed from the recorded predictions and costs."""

from __future__ import annotations

import re
from pathlib import Path

from recorded import all_figures
from reference import NAMES, Figures

from conftest import PROJECT, Report

NUMBER = r"\d[\d,]*\.\d+|\d*\.\d+|\d[\d,]*"
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


# The feature of recall, however it is called.
LOOKUP = r"look(?:s|ed|ing)?[- ]?up|key (?:equals|matches|is the same)|(?:equal|same|matching) key"


def read_visible(path: Path) -> str:
    """What a reader of a Markdown file sees: its text without comments."""
    assert path.exists(), f"{path.name} is missing."
    text = re.sub(r"<!--.*?(?:-->|\Z)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return text.replace("\u2212", "-").replace("\u00a0", " ")


def read_rows(text: str, width: int, file: str, report: Report) -> dict[str, list[str]]:
    """Rows `| name | value | … |` of a Markdown text whose name begins with a task, each once."""
    rows: dict[str, list[str]] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.strip().startswith("|") or not cells[0].startswith(NAMES):
            continue
        if len(cells) != width and "_" not in cells[0]:
            continue  # a table of the learner's own
        if cells[0] in rows:
            report(hint="results-once")
        assert cells[0] not in rows, f"{file} must have each row once; {cells[0]} is there more than once."
        assert len(cells) == width, (
            f"{file}: the row {cells[0]} must have {width} cells, it has {len(cells)}."
        )
        rows[cells[0]] = cells[1:]
    return rows


def number(text: str, where: str) -> float:
    """One number, or a failure that names its place."""
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise AssertionError(
            f"{where} must hold one number as a decimal, such as 0.942; it holds {text!r}."
        ) from None


def stated_figures(prose: str) -> list[tuple[str, list[float]]]:
    """Each decimal or percentage of a text, as it is written, with the fractions that it may stand for."""
    figures: list[tuple[str, list[float]]] = []
    for match in FIGURE.finditer(prose):
        digits, unit = match.group(1).replace(",", ""), (match.group(2) or "").lower()
        # Whole numbers are counts ("1,000 points", "seed 3") unless they are percentages or up to 100 points.
        if "." not in digits and (not unit or (unit.startswith("point") and float(digits) > 100)):
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


def check_prose(
    prose: str, names: tuple[str, ...], known: dict[str, Figures], where: str, report: Report
) -> int:
    """Every decimal or percentage is a figure or a cost of these tasks; how many there are."""
    shares: list[float] = []
    costs: list[float] = []
    for name in names:
        one = known[name]
        shares += [one.deep, one.classical, abs(one.difference), abs(one.low), abs(one.high)]
        costs += [*one.bills, *(entry for side in one.costs.values() for entry in side[:2])]
    stated = stated_figures(prose)
    for written, readings in stated:
        right = any(abs(claimed - value) <= 0.0055 for claimed in readings for value in shares)
        if not re.search(UNIT, written, re.IGNORECASE):  # seconds and microseconds are no percentages
            right = right or any(
                abs(claimed - value) <= max(0.05 * value, 0.0005) for claimed in readings for value in costs
            )
        if not right:
            report(hint="results-numbers")
        assert right, (
            f"{where} says {written.strip()!r}; no accuracy, difference, end of an interval or cost of "
            f"{', '.join(names)} is near it. A share may be a decimal (0.013), in percent (1.3 %) or in "
            "percentage points; costs are in seconds or microseconds. `python run.py --show` prints them "
            "all."
        )
    return len(stated)


def test_results(report: Report) -> None:
    text = read_visible(PROJECT / "README.md")
    rows = read_rows(text, 2, "README.md", report)
    known = all_figures()
    report(
        **{
            f"{name}_{entry}": getattr(one, entry)
            for name, one in known.items()
            for entry in ("deep", "classical", "difference")
        }
    )
    for name, one in known.items():
        for entry in ("deep", "classical", "difference", "low", "high"):
            row, value = f"{name}_{entry}", float(getattr(one, entry))
            assert row in rows, f"The table in README.md needs a row `| {row} | number |`."
            claimed = number(rows[row][0], f"The row {row} of README.md")
            if abs(claimed - value) > 0.0006:
                report(expected=f"{value:.4f}", actual=f"{claimed}", hint="results-numbers")
            assert abs(claimed - value) <= 0.0006, (
                f"README.md says {row} = {claimed}; the record gives {value:.4f}. Run `python run.py --show`."
            )
        for entry, hint in (("verdict", "results-verdict"), ("take", "results-take")):
            row, value = f"{name}_{entry}", getattr(one, entry)
            said = rows.get(row, [""])[0].lower().replace("-", " ")
            if said != value:
                report(expected=value, actual=said, hint=hint)
            assert said == value, (
                f"README.md says {row} = {said!r}; the interval {one.low:+.4f} to {one.high:+.4f} and "
                f"yearly costs of {one.bills[0]:.1f} s (deep) and {one.bills[1]:.1f} s (classical) say "
                f"{value!r}."
            )
    answer = re.search(r"\*\*Answer\.\*\*(.*?)^\|", text, flags=re.DOTALL | re.MULTILINE)
    assert answer and len(answer.group(1).split()) >= 12, (
        "README.md needs `**Answer.**` with one or two sentences before the table: where deep, where "
        "classical, where neither, with two figures or more."
    )
    stated = check_prose(answer.group(1), NAMES, known, "The answer in README.md", report)
    assert stated >= 2, f"The answer in README.md states {stated} figures; give two or more."


def section(text: str, title: str) -> str:
    """The text under a heading of the memo."""
    found = re.search(
        rf"^##\s+{re.escape(title)}\s*$(.*?)(?=^##\s|\Z)", text, re.MULTILINE | re.DOTALL | re.IGNORECASE
    )
    assert found, f"decision_memo.md needs a section `## {title}`."
    return found.group(1).strip()


def test_memo(report: Report) -> None:
    text = read_visible(PROJECT / "decision_memo.md")
    known = all_figures()
    decision = section(text, "Decision")
    assert len(decision.split()) >= 30, (
        f"The section Decision has {len(decision.split())} words; it needs 30 or more: what to do, and on "
        "what evidence."
    )
    assert check_prose(decision, NAMES, known, "Decision", report) >= 2, (
        "The section Decision needs two figures or more."
    )

    tasks = section(text, "Task by task")
    for name, one in known.items():
        lines = re.findall(
            rf"^[-*]\s+\**{name}\**\s*:\**\s*(.+(?:\n(?![-*]\s).+)*)", tasks, re.MULTILINE | re.IGNORECASE
        )
        assert len(lines) == 1, (
            f"Task by task needs one entry `- **{name}:** <verdict>; take <deep or classical>. <reason>`; "
            f"there are {len(lines)}."
        )
        said = re.sub(r"\s+", " ", lines[0]).lower().replace("-", " ")
        right = said.startswith(f"{one.verdict}; take {one.take}")
        if not right:
            report(expected=f"{one.verdict}; take {one.take}", actual=said[:80], hint="memo-verdict")
        assert right, (
            f"The entry of {name} must begin with `{one.verdict}; take {one.take}`, which is what the "
            f"record says ({one.low:+.4f} to {one.high:+.4f}); it begins with {said[:50]!r}."
        )
        words = len(said.split())
        assert words >= 15, (
            f"The entry of {name} has {words} words; it needs 15 or more: verdict, side, and a reason with a "
            "figure."
        )
        assert (
            check_prose(re.sub(r"\s+", " ", lines[0]), (name,), known, f"The entry of {name}", report) >= 1
        ), f"The entry of {name} needs a figure of {name}."

    costs = section(text, "Cost")
    rows = read_rows(costs, 7, "decision_memo.md", report)
    for name, one in known.items():
        assert name in rows, (
            f"The table under Cost needs a row `| {name} | train s deep | train s classical | predict µs "
            "deep | predict µs classical | yearly s deep | yearly s classical |`."
        )
        expected = [
            one.costs["deep"][0],
            one.costs["classical"][0],
            one.costs["deep"][1],
            one.costs["classical"][1],
            *one.bills,
        ]
        for place, (cell, value) in enumerate(zip(rows[name], expected), start=1):
            claimed = number(cell, f"Column {place} of {name} under Cost")
            right = abs(claimed - value) <= max(0.05 * value, 0.006)
            if not right:
                report(expected=f"{value:.3f}", actual=cell, hint="memo-cost")
            assert right, (
                f"Under Cost, {name}, column {place} says {claimed}; the medians of the record give "
                f"{value:.3f}. `python run.py --show` prints them."
            )

    feature = section(text, "Where a feature suffices").lower()
    named = re.search(LOOKUP, feature)
    if "recall" not in feature or not named:
        report(hint="memo-feature")
    assert "recall" in feature and named, (
        "Where a feature suffices must name the task and the feature that make the network unnecessary: "
        "on which task does one line of code reach the network's accuracy?"
    )
    check_prose(feature, NAMES, known, "Where a feature suffices", report)

    check_literature(section(text, "What would change this"), report)
    limits = section(text, "What this does not say")
    assert len(limits.split()) >= 20, (
        f"What this does not say has {len(limits.split())} words; it needs 20 or more: rows, models and "
        "costs that nobody tried."
    )


def check_literature(text: str, report: Report) -> None:
    """Two published results, each with what it means for a task of this memo."""
    for name, year, fact, words in (
        ("TabPFN", "2025", r"10,?\s?000|10k|ten thousand", "up to how many rows its authors tested it"),
        (
            "Grinsztajn",
            "2022",
            r"uninformative|irregular|non-?smooth|rotation|orientation",
            "which property of tables favors trees",
        ),
    ):
        paragraphs = [
            part for part in re.split(r"\n\s*\n|\n(?=[-*]\s)", text) if name.lower() in part.lower()
        ]
        good = [
            part
            for part in paragraphs
            if year in part
            and re.search(fact, part, re.IGNORECASE)
            and re.search(r"\btabular\b|\bcancer\b", part, re.IGNORECASE)
            and len(part.split()) >= 25
        ]
        if not good:
            report(hint="memo-literature")
        assert good, (
            f"What would change this needs a paragraph of 25 words or more about {name} with its year "
            f"({year}), {words}, and what that would change for the tasks `tabular` or `cancer` of this "
            "memo."
        )
