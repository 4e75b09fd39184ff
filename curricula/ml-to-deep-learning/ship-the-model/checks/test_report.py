"""The report in README.md: every number recomputed with the learner's own code."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from reference import camera_of, fleet_of, softmax

from conftest import PROJECT, Report
from deepbridge.experiments import NAMES, REPORT_SEED, Camera, Fleet, pareto_front, verdict


def read_report(path: Path) -> str:
    """What a reader of a Markdown file sees: its text without comments."""
    return re.sub(r"<!--.*?(?:-->|\Z)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def read_table(text: str, report: Report) -> dict[str, str]:
    """Rows `| name | value |` of a Markdown text, each once."""
    rows = re.findall(r"^[ \t]*\|\s*([a-z_0-9]+)\s*\|([^|\n]*)\|\s*$", text, flags=re.MULTILINE)
    names = [name for name, _ in rows]
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
            f"The row {name} of README.md must hold one number as a decimal, such as 0.942; it holds {table[name]!r}."
        ) from None


def expected_numbers(fleet: Fleet, camera: Camera) -> dict[str, tuple[float, float]]:
    """Each row of the table: what the run gives, and how far a copy may be from it."""
    unit = fleet.entries["logistic"].latency.median
    expected: dict[str, tuple[float, float]] = {}
    for name in NAMES:
        entry = fleet.entries[name]
        expected[f"{name}_accuracy"] = entry.accuracy, 0.006
        expected[f"{name}_kilobytes"] = entry.kilobytes, 0.06 + 0.01 * entry.kilobytes
        expected[f"{name}_latency"] = entry.latency.median / unit, -5.0  # a factor
    expected["scratch_accuracy"] = fleet.scratch_accuracy, 0.011
    expected["svm_on_labels"] = fleet.svm_accuracy, 0.006
    for name, values in fleet.intervals().items():
        for part, value in zip(("difference", "low", "high"), values, strict=True):
            expected[f"{name}_{part}"] = value, 0.006
    for kind, accuracies in (("sick", camera.sick_accuracy), ("repaired", camera.repaired_accuracy)):
        for state in ("follows", "off", "turned"):
            expected[f"{kind}_{state}"] = accuracies[state], 0.011
    return expected


NUMBER = re.compile(r"(\d*\.\d+|\d+)\s*(%|percentage points?|points?\b|percent|kB|kilobytes?|times)?", re.IGNORECASE)


def check_prose(text: str, expected: dict[str, tuple[float, float]], report: Report) -> None:
    """Every decimal, percentage or size of the answer is one that the runs give."""
    answer = re.search(r"\*\*Answer\.\*\*(.*?)^\|", text, flags=re.DOTALL | re.MULTILINE)
    assert answer and len(answer.group(1).split()) >= 15, (
        "README.md needs `**Answer.**` with two or three sentences before the table: what you would ship, and what the "
        "classical models do at the same size, with two figures or more."
    )
    prose = answer.group(1).replace("\u2212", "-").replace("\u00a0", " ")
    shares = [value for name, (value, _) in expected.items() if not name.endswith(("kilobytes", "latency"))]
    sizes = [value for name, (value, _) in expected.items() if name.endswith("kilobytes")]
    stated = 0
    for match in NUMBER.finditer(prose):
        value, unit = float(match.group(1)), (match.group(2) or "").lower()
        if "." not in match.group(1) and not unit:
            continue  # a count
        if unit == "times" or (value == 95 and "interval" in prose[max(0, match.start() - 40) : match.end() + 40]):
            continue
        if unit in ("kb", "kilobyte", "kilobytes"):
            right = any(abs(value - size) <= 0.6 + 0.01 * size for size in sizes)
        else:
            value = value / 100 if unit else value
            right = any(abs(value - abs(share)) <= 0.0065 for share in shares)
        if not right:
            report(hint="results-numbers")
        assert right, (
            f"The answer in README.md says {match.group(0).strip()!r}; no accuracy, difference, interval or size of "
            "the run is near it. Write accuracies as .958 or 95.8 %, sizes in kB."
        )
        stated += 1
    assert stated >= 2, f"The answer in README.md states {stated} figures of the run; give two or more."


def check_front(table: dict[str, str], fleet: Fleet, report: Report) -> None:
    """The front follows from the figures of the table, which follow from the run."""
    own = {name: (number(table, f"{name}_kilobytes"), number(table, f"{name}_accuracy")) for name in NAMES}
    said = {part.strip() for part in table.get("front", "").split(",") if part.strip()}
    right = {frozenset(pareto_front(own)), frozenset(fleet.front())}
    if frozenset(said) not in right:
        report(hint="results-front", expected=", ".join(pareto_front(own)), actual=", ".join(sorted(said)))
    assert frozenset(said) in right, (
        f"On the front of size and accuracy are {', '.join(pareto_front(own))}: nothing is both at most as large and "
        f"at least as accurate as one of them. README.md says {', '.join(sorted(said)) or 'nothing'}."
    )


def test_results(report: Report) -> None:
    text = read_report(PROJECT / "README.md")
    table = read_table(text, report)
    for name in ("teacher_accuracy", "student_int8_accuracy"):
        number(table, name)
    fleet, camera = fleet_of(REPORT_SEED), camera_of(REPORT_SEED)
    expected = expected_numbers(fleet, camera)
    entries = fleet.entries
    report(
        student_int8=entries["student_int8"].accuracy,
        teacher_kilobytes=entries["teacher"].kilobytes,
        teacher_int8_kilobytes=entries["teacher_int8"].kilobytes,
        student_kilobytes=entries["student"].kilobytes,
        student_int8_kilobytes=entries["student_int8"].kilobytes,
        logistic_kilobytes=entries["logistic"].kilobytes,
        svm_kilobytes=entries["svm"].kilobytes,
        svm_zipped=entries["svm"].zipped,
        pruned_zipped=entries["pruned"].zipped,
        teacher_int8_zipped=entries["teacher_int8"].zipped,
    )
    for row, (value, allowed) in expected.items():
        claimed = number(table, row)
        if allowed < 0:
            right = 0 < claimed <= -allowed * value and value <= -allowed * claimed
        else:
            right = abs(claimed - value) <= allowed
        if not right:
            report(expected=f"{value:.4f}", actual=f"{claimed}", hint="results-numbers")
        assert right, (
            f"README.md says {row} = {claimed}; your code with seed {REPORT_SEED} gives {value:.4f} (allowed "
            f"{'factor' if allowed < 0 else 'difference'} {abs(allowed):.3g}). Run `python run.py` again."
        )
    check_front(table, fleet, report)
    for name, (_, low, high) in fleet.intervals().items():
        said = table.get(f"{name}_verdict", "").lower().replace("-", " ")
        # An end of the interval this close to zero may fall on either side on another machine.
        right = {verdict(low, high), verdict(low + 0.0005, high + 0.0005), verdict(low - 0.0005, high - 0.0005)}
        if said not in right:
            report(expected=" or ".join(sorted(right)), actual=said, hint="results-verdict")
        assert said in right, (
            f"README.md gives {name} the verdict {said!r}; the interval {low:+.4f} to {high:+.4f} says "
            f"{' or '.join(sorted(right))!r}."
        )
    check_prose(text, expected, report)
    found = re.search(r"worst failure[^\n:]*:\D*row (\d+)\D+(\d)\D+(\d)\b", text, re.IGNORECASE)
    assert found, "README.md needs a line such as `Worst failure of the 8-bit teacher: test row 12, a 9 read as 3.`"
    row, gold, read = (int(group) for group in found.groups())
    scores = fleet.entries["teacher_int8"].scores.astype(np.float64)
    labels, predicted = fleet.data.y_test, scores.argmax(axis=1)
    assert row < len(labels), f"README.md names test row {row}; the last is {len(labels) - 1}."
    assert (labels[row], predicted[row]) == (gold, read) and gold != read, (
        f"README.md says that test row {row} is a {gold} read as {read} by the 8-bit teacher; it is a "
        f"{labels[row]} read as {predicted[row]}."
    )
    losses = -np.log(softmax(scores)[np.arange(len(labels)), labels])
    worst = losses[labels != predicted].max()
    if losses[row] < 0.85 * worst:
        report(hint="results-worst")
    assert losses[row] >= 0.85 * worst, (
        f"Test row {row} has the loss {losses[row]:.2f}; the worst failure has {worst:.2f}. `python run.py` names it."
    )
