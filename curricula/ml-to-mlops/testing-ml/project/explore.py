# %% [markdown]
# # Suites as classifiers
# Run the cells one by one in VS Code, or all of them: `python explore.py` (about half a minute). Pictures go to
# `evidence/`.

# %%
from __future__ import annotations

import contextlib
import io
import os
import sys
import threading
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import matplotlib.pyplot as plt  # noqa: E402 - the path comes first
import pytest  # noqa: E402

from mutantlab.catalog import Mutant, Sources, read_mutants, read_package  # noqa: E402
from mutantlab.judge import Judge, Variant  # noqa: E402
from mutantlab.lab import Lab  # noqa: E402

EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
PACKAGE = read_package(HERE / "src" / "parcelops")
MUTANTS = read_mutants((HERE / "mutants" / "catalog.toml").read_text(encoding="utf-8"))
SUITES = {
    "usual": HERE / "examples" / "usual",
    "golden": HERE / "examples" / "golden",
    "tests": HERE / "tests",
}


# %% [markdown]
# ## Which lines does the usual suite run?
# Coverage counts lines that ran. It does not ask whether anybody looked at the result.


# %%
def lines_of(code: CodeType) -> set[tuple[str, int]]:
    """(file, line) of everything that can run inside the functions of a module."""
    found: set[tuple[str, int]] = set()
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            first = constant.co_firstlineno
            found |= {(constant.co_filename, n) for _, _, n in constant.co_lines() if n and n > first}
            found |= lines_of(constant)
    return found


def coverage(suite: Path) -> float:
    """Share of the lines inside the package's functions that the suite runs; `real.py` is left out."""
    modules = [path for path in (HERE / "src" / "parcelops").glob("*.py") if path.stem != "real"]
    lines = set().union(*(lines_of(compile(p.read_text("utf-8"), str(p), "exec")) for p in modules))
    files, ran = {str(path) for path in modules}, set()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in files:
            return None
        if event == "line":
            ran.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    sys.settrace(trace)
    threading.settrace(trace)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            pytest.main(["-q", "-p", "no:cacheprovider", "-c", str(HERE / "pyproject.toml"), str(suite)])
    finally:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]
    return len(ran & lines) / len(lines)


usual_coverage = coverage(SUITES["usual"])
print(f"The usual suite runs {usual_coverage:.0%} of the lines inside the package's functions.")


# %% [markdown]
# ## Which packages does a suite tell apart?
# Positives are the ten shown mutants. Negatives are versions that a colleague may rightly release: other penalties,
# other parcels, the tests in another order.


# %%
def edited(package: Sources, module: str, find: str, replace: str) -> Sources:
    """The package with one harmless change."""
    return Mutant("edit", "", "", module, find, replace).apply(package)


def correct_versions() -> list[Variant]:
    """Six versions on which a suite should stay green."""
    weak = edited(PACKAGE, "parcelops.model", "C=config.strength", "C=config.strength * 0.2")
    strong = edited(PACKAGE, "parcelops.model", "C=config.strength", "C=config.strength * 5")
    other = edited(PACKAGE, "parcelops.data", "default_rng(seed)", "default_rng([seed, 9])")
    both = edited(weak, "parcelops.data", "default_rng(seed)", "default_rng([seed, 10])")
    return [
        Variant("as given", PACKAGE),
        Variant("as given, tests in reverse", PACKAGE, "reverse"),
        Variant("weaker penalty", strong),
        Variant("stronger penalty", weak),
        Variant("other parcels", other),
        Variant("other parcels, stronger penalty", both),
    ]


scores: dict[str, tuple[float, float]] = {}
with Lab(SUITES) as lab:
    for suite in SUITES:
        judge = Judge(lab, correct_versions(), suite=suite)
        runs = [lab.run(m.apply(PACKAGE), paths=[suite], first_failure=True) for m in MUTANTS]
        written = bool(judge.trusted()) or suite != "tests"
        red = sum(run.red for run in runs) / len(runs) if written else 0.0
        scores[suite] = (red, judge.specificity())
        print(
            f"{suite:8} red on {red:.0%} of the shown mutants, green on {scores[suite][1]:.0%} of the correct versions"
        )

# %% [markdown]
# ## The picture
# Top right is where a suite belongs. A suite at the bottom right is always green; one at the top left cries wolf.

# %%
figure, axis = plt.subplots(figsize=(5.2, 4.2))
for suite, (sensitivity, specificity) in scores.items():
    axis.scatter(specificity, sensitivity, s=90, zorder=3)
    axis.annotate(
        {"tests": "yours"}.get(suite, suite),
        (specificity, sensitivity),
        (-8, -16),
        textcoords="offset points",
    )
axis.axhline(0.8, linestyle=":", linewidth=1, color="gray")
axis.set(xlabel="specificity: green on correct versions", ylabel="sensitivity: red on mutants")
axis.set(xlim=(-0.05, 1.1), ylim=(-0.05, 1.1))
figure.tight_layout()
figure.savefig(EVIDENCE / "suites.png", dpi=150)
print(f"Picture: {EVIDENCE / 'suites.png'}")
