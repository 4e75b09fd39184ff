"""What a re-run shows: a plain table, and `reproduced.json`."""

from __future__ import annotations

import datetime
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bridgecraft_reproduce.published import Figure, Project, Published
from bridgecraft_reproduce.run import Outcome

# Differences of the last decimal places are the machine's, not the work's.
ROUNDING = 1e-12

Say = Callable[[str], None]


@dataclass
class ProjectReport:
    """One project's verdict: `reproduced`, `changed`, `failed`, `differs` or `not-run`."""

    project: Project
    outcome: Outcome
    changed: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """The worst that was seen."""
        if self.changed:
            return "changed"
        if self.outcome.blocked:
            return "not-run"
        if any(self.outcome.checks.values()):
            return "failed"
        verdicts = {self.verdict_of(figure) for figure in self.project.figures}
        return "reproduced" if verdicts <= {"reproduced"} else "differs"

    def verdict_of(self, figure: Figure) -> str:
        """Of one figure: `reproduced`, `differs`, or `missing` when no passed check measured it."""
        value = self.outcome.figures.get(figure.name)
        if value is None:
            return "missing"
        slack = ROUNDING * max(1.0, abs(figure.value))
        return "reproduced" if abs(value - figure.value) <= figure.tolerance + slack else "differs"


def exit_code(reports: list[ProjectReport]) -> int:
    """0 reproduced, 1 differs or failed, 2 could not run."""
    verdicts = {report.verdict for report in reports}
    if verdicts & {"changed", "failed", "differs"}:
        return 1
    return 2 if "not-run" in verdicts else 0


def say_project(report: ProjectReport, say: Say) -> None:
    """What became of one project."""
    project, outcome = report.project, report.outcome
    passed = sum(1 for why in outcome.checks.values() if not why)
    say(f"  {passed} of {len(project.checks)} checks passed in {outcome.seconds:.1f} s")
    if report.changed:
        say("  Not the files that were published: " + ", ".join(report.changed))
        say("  Get them back (git checkout, or a new clone) to compare what was published.")
    if outcome.blocked:
        say(f"  Could not run: {outcome.blocked}")
        return
    for check, why in outcome.checks.items():
        if why:
            say(f"  failed  {check}: {why.splitlines()[0]}")
    for line in table(report):
        say(f"  {line}")


def table(report: ProjectReport) -> list[str]:
    """Figure, published, measured, difference allowed and verdict, in columns."""
    rows = [("figure", "published", "measured", "allowed", "")]
    for figure in report.project.figures:
        value = report.outcome.figures.get(figure.name)
        unit = f" {figure.unit}" if figure.unit else ""
        rows.append(
            (
                figure.title,
                f"{figure.value:.6g}{unit}",
                "–" if value is None else f"{value:.6g}{unit}",
                f"±{figure.tolerance:.6g}",
                report.verdict_of(figure),
            )
        )
    if len(rows) == 1:
        return []
    widths = [max(len(row[at]) for row in rows) for at in range(5)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def report_of(published: Published, reports: list[ProjectReport]) -> dict[str, Any]:
    """The content of `reproduced.json`. It names no folder and no person."""
    return {
        "format": 1,
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        # Of the reproduce.json that was compared: another one makes this report void.
        "published": published.sha256,
        "platform": {
            "system": platform.system(),
            "machine": platform.machine(),
            "release": platform.release(),
        },
        "projects": [project_report(report) for report in reports],
    }


def project_report(report: ProjectReport) -> dict[str, Any]:
    """One project of `reproduced.json`."""
    project, outcome = report.project, report.outcome
    figures = []
    for figure in project.figures:
        value = outcome.figures.get(figure.name)
        figures.append(
            {
                "name": figure.name,
                "published": figure.value,
                "value": value,
                "difference": None if value is None else value - figure.value,
                "tolerance": figure.tolerance,
                "verdict": report.verdict_of(figure),
            }
        )
    return {
        "step": project.step,
        "folder": project.folder,
        "verdict": report.verdict,
        "changed": report.changed,
        "checks": {
            "passed": [check for check, why in outcome.checks.items() if not why],
            "failed": [check for check, why in outcome.checks.items() if why],
        },
        "figures": figures,
        "versions": outcome.versions,
    }
