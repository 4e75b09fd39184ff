"""The report in README.md: every number recomputed with the learner's own code."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from conftest import PROJECT, Report
from deepbridge.experiments import REPORT_SEED, Comparison, compare_on_digits, compare_on_moons, verdict


def read_table(path: Path) -> dict[str, str]:
    """Rows `| name | value |` of a Markdown file."""
    rows = re.findall(
        r"^\|\s*([a-z_]+)\s*\|([^|\n]*)\|\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return {name: value.strip() for name, value in rows}


def number(table: dict[str, str], name: str) -> float:
    """A number of the table, or a failure that names its row."""
    assert name in table, f"The table in README.md needs a row `| {name} | number |`."
    try:
        return float(table[name].replace("\u2212", "-"))
    except ValueError:
        raise AssertionError(
            f"The row {name} of README.md must hold one number, it holds {table[name]!r}."
        ) from None


def check_run(table: dict[str, str], name: str, run: Comparison, report: Report) -> None:
    """Accuracies, difference, interval and verdict of one data set."""
    difference, low, high = run.interval("rbf_svm")
    measured = {f"{name}_{model}": run.accuracy(model) for model in ("mlp", "logistic", "rbf_svm")}
    measured |= {f"{name}_difference": difference, f"{name}_low": low, f"{name}_high": high}
    for row, value in measured.items():
        claimed = number(table, row)
        if abs(claimed - value) > 0.005:
            report(expected=f"{value:.4f}", actual=f"{claimed}", hint="results-numbers")
        assert abs(claimed - value) <= 0.005, (
            f"README.md says {row} = {claimed}; your code with seed {REPORT_SEED} gives {value:.4f} (allowed "
            "difference 0.005). Run `python run.py` again."
        )
    said = table.get(f"{name}_verdict", "").lower().replace("-", " ")
    # An end of the interval this close to zero may fall on either side on another machine.
    right = {verdict(low, high), verdict(low + 0.0005, high + 0.0005), verdict(low - 0.0005, high - 0.0005)}
    if said not in right:
        report(expected=" or ".join(sorted(right)), actual=said, hint="results-verdict")
    assert said in right, (
        f"README.md gives {name} the verdict {said!r}; the interval {low:+.4f} to {high:+.4f} says "
        f"{' or '.join(sorted(right))!r}."
    )


def test_results(report: Report) -> None:
    path = PROJECT / "README.md"
    table = read_table(path)
    for name in ("moons_mlp", "digits_mlp"):
        number(table, name)
    moons, digits = compare_on_moons(REPORT_SEED), compare_on_digits(REPORT_SEED)
    check_run(table, "moons", moons, report)
    check_run(table, "digits", digits, report)
    found = re.search(
        r"worst failure:\D*row (\d+)\D+(\d)\D+(\d)\b", path.read_text(encoding="utf-8"), re.IGNORECASE
    )
    assert found, "README.md needs a line such as `Worst failure: digits test row 12, a 9 read as 3.`"
    row, gold, read = (int(group) for group in found.groups())
    inside = row < len(digits.split.y_test)
    actual = (int(digits.split.y_test[row]), int(digits.predictions["mlp"][row])) if inside else None
    assert actual == (gold, read) and gold != read, (
        f"README.md says that digits test row {row} is a {gold} read as {read}; "
        + (
            f"it is a {actual[0]} read as {actual[1]}."
            if actual
            else f"there are {len(digits.split.y_test)} rows."
        )
    )
    assert np.isfinite(moons.history[-1])
