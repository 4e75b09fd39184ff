"""The learner's suite as a classifier: green on correct packages, red on broken ones, and for the right reason.

Every run happens in mutantlab's worker process, on a copy of `tests/`, with a package that exists in memory only.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import unshown
from conftest import Report

from mutantlab.catalog import Mutant, Sources, read_mutants, read_package
from mutantlab.judge import Judge, Verdict
from mutantlab.lab import Lab, LabError, Outcome, Run

PROJECT = Path(__file__).resolve().parent.parent
SHOWN = (
    "unit-error",
    "off-by-one-date",
    "time-zone",
    "silent-nan-to-zero",
    "unstable-feature-order",
    "target-in-features",
    "ignored-category",
    "swapped-label",
    "leak-through-scaler",
    "constant-predictor",
)
FOLDERS = ("tests/code", "tests/data", "tests/model")
GATE = 0.80
MARGIN = 0.30
SECONDS = 4.0
TRAININGS = 50
"""A suite may take `SECONDS` of processor time, or as long as this many trainings on a slower machine."""

COPIED = 8
"""So many lines of the package in a test file are a copy."""

SHAPES = 6
"""So many larger statements of the package in all test files, whatever the variables are called, are a copy."""

SPYING = {"inspect", "ast", "dis", "linecache", "tokenize", "marshal", "pkgutil", "gc", "ctypes", "symtable"}
SPYING |= {"__main__", "traceback", "trace", "bdb", "pdb", "runpy", "codeop"}
PRYING = {
    "__code__",
    "__loader__",
    "__spec__",
    "__file__",
    "getsource",
    "getsourcelines",
    "getfile",
    "meta_path",
}
PRYING |= {"_getframe", "_current_frames", "settrace", "setprofile", "monitoring", "tb_frame", "f_back"}
PRYING |= {"f_code", "f_globals", "f_locals", "__globals__", "__closure__", "__wrapped__", "find_spec"}
PRYING |= {"getoption", "pluginmanager", "invocation_params"}
BUILDING = {"exec", "eval", "compile", "__import__"}
HIDDEN = r"parcelops[/\\]|(^|[/\\])src([/\\]|$)|__code__|__globals__|__wrapped__|__main__|getsource|meta_path|_getframe"
ASSERTIONS = ("AssertionError", "Failed")
"""An assertion that did not hold, and `pytest.raises` without an exception."""


class Bench:
    """The lab with the learner's suite, the sick one and the usual one, and what is asked of them."""

    def __init__(self, lab: Lab, package: Sources, seed: int) -> None:
        self.lab = lab
        self.package = package
        self.judge = Judge(lab, unshown.correct_variants(package, seed), seed=seed)
        self.shown = {m.name: m for m in read_mutants((PROJECT / "mutants/catalog.toml").read_text("utf-8"))}
        self.hidden = {mutant.name: mutant for mutant in unshown.hidden_mutants()}
        self.stopped: str | None = None
        self._hollow: tuple[Run, Run] | None = None
        self.report: Report | None = None
        self._usual: list[bool] | None = None
        self._training: float | None = None

    def verdict(self, mutant: Mutant) -> Verdict:
        return self.judge.verdict(mutant.name, mutant.apply(self.package))

    def failing(self, package: Sources, **form: object) -> set[str]:
        """Tests that an assertion of their own turned red here and not, asked the same way, on the given package."""
        red = asserted(self.lab.run(package, **form))  # type: ignore[arg-type]
        return red - asserted(self.lab.run(self.package, **form)) if red else red  # type: ignore[arg-type]

    def hollow(self) -> tuple[Run, Run]:
        """The run on the package whose functions return None, and the same run on the given package."""
        if self._hollow is None:
            self._hollow = self.lab.run(unshown.bent(self.package, "hollow")), self.lab.run(self.package)
        return self._hollow

    def red(self, mutant: Mutant, **form: object) -> bool:
        """True if tests are red on the mutant; an assertion if, asked the same way, the given package is red too."""
        if not self.lab.run(mutant.apply(self.package), first_failure=True, **form).red:  # type: ignore[arg-type]
            return False
        again = self.lab.run(self.package, first_failure=True, **form)  # type: ignore[arg-type]
        red = [outcome.test for outcome in again.outcomes if outcome.outcome != "passed"]
        assert not again.red, (
            f"{[*again.errors, *red][0]} is red on a mistake and, asked again, on the correct package."
        )
        return True

    def usual(self) -> list[bool]:
        """For each mutant, shown ones first, whether the suite in examples/usual is red on it."""
        if self._usual is None:
            every = [*self.shown.values(), *self.hidden.values()]
            runs = (self.lab.run(m.apply(self.package), paths=["usual"], first_failure=True) for m in every)
            self._usual = [run.red for run in runs]
        return self._usual

    def limit(self) -> tuple[float, float]:
        """(processor seconds that the suite may take on this machine, seconds of one training)."""
        if self._training is None:
            self._training = self.lab.training_seconds(self.package)
        return max(SECONDS, TRAININGS * self._training), self._training

    def trusted(self) -> list[str]:
        """Trusted tests; an assertion that says why, if there are none."""
        seconds = self.judge.correct("as given").seconds
        if seconds > 2 * SECONDS:
            allowed = self.limit()[0]
            assert seconds < 3 * allowed, (
                f"One run of the suite takes {seconds:.0f} s; {allowed:.1f} s are allowed. Nothing else is judged "
                "until it is quicker: share the trained model through a session fixture."
            )
        tests = self.judge.trusted()
        if not tests:
            self.explain()
        assert tests, f"No test of yours is green on the correct packages, so nothing can be judged yet. {self.why()}"
        return tests

    def explain(self) -> None:
        """Chooses the hint that fits when there is nothing to judge."""
        unwritten = [alarm.error == "NotImplementedError" for alarm in self.judge.false_alarms("as given")]
        hint = "not-written" if unwritten and all(unwritten) else "red-on-correct"
        if self.report is not None:
            self.report(hint="not-collected" if self.judge.errors() else hint)

    def why(self) -> str:
        """The first reason for which tests are not trusted."""
        for variant in self.judge.variants:
            errors = self.judge.correct(variant.name).errors
            if errors:
                return f"pytest can't collect the suite: {errors[0]}"
            for alarm in self.judge.false_alarms(variant.name):
                return f"On the package {variant.name}: {told(alarm)}"
        return "pytest found no test: names start with test_, in files whose names start with test_."


def told(outcome: Outcome) -> str:
    """One test's failure in a line."""
    place = f" ({outcome.where})" if outcome.where else ""
    return f"{outcome.test}{place} {outcome.outcome}: {outcome.error} {outcome.message}".strip()


def function(test: str) -> str:
    """The node id without its parameters."""
    return test.split("[")[0]


@pytest.fixture(scope="module")
def opened(seed: int) -> Iterator[Bench]:
    """One lab for all checks of this file."""
    package = read_package(PROJECT / "src" / "parcelops")
    suites = {
        "tests": PROJECT / "tests",
        "sick": PROJECT / "sick" / "suite",
        "usual": PROJECT / "examples" / "usual",
    }
    with Lab(suites) as lab:
        yield Bench(lab, package, seed)


@pytest.fixture
def bench(opened: Bench, monkeypatch: pytest.MonkeyPatch, report: Report) -> Bench:
    """The bench, with what stops a suite turned into a failed assertion."""
    opened.report = report
    run = opened.lab.run

    def guarded(*args: object, **kwargs: object) -> Run:
        whole = args[0] is opened.package and kwargs.get("paths", ["tests"]) == ["tests"]
        if whole and opened.stopped is not None:  # it would stop again, after as long a wait
            raise AssertionError(opened.stopped)
        try:
            return run(*args, **kwargs)  # type: ignore[arg-type]
        except LabError as error:
            message = f"The suite could not be run to its end: {error}."
            opened.stopped = message if whole else opened.stopped
            raise AssertionError(message) from None

    monkeypatch.setattr(opened.lab, "run", guarded)
    return opened


# --- the suite itself


def test_first_test_catches_the_unit_error(bench: Bench, report: Report) -> None:
    run = bench.lab.run(bench.package, paths=["tests/code/test_first.py"], explain=True)
    report(hint="first-not-green")
    assert not run.errors, f"pytest can't collect tests/code/test_first.py: {run.errors[0]}"
    assert run.outcomes, "tests/code/test_first.py holds no test: a function whose name starts with test_."
    red = [outcome for outcome in run.outcomes if outcome.outcome != "passed"]
    assert not red, f"The first test must be green on the correct package. {told(red[0])}"
    red = bench.red(bench.shown["unit-error"], paths=["tests/code/test_first.py"])
    report(expected="red on the mutant unit-error", actual="red" if red else "green", hint="first-misses")
    assert red, "tests/code/test_first.py is green although 10 mi come out as 10.0 km. Assert the value: 16.09344 km."


def test_suite_is_written(bench: Bench, report: Report) -> None:
    run = bench.judge.correct("as given")
    report(hint="not-collected")
    assert not run.errors, f"pytest can't collect the suite: {run.errors[0]}"
    open_tests = [outcome for outcome in run.outcomes if outcome.error == "NotImplementedError"]
    report(hint="not-written", expected="no NotImplementedError", actual=[o.test for o in open_tests])
    assert not open_tests, f"{len(open_tests)} tests wait for you, the first is {told(open_tests[0])}"
    skipped = [outcome for outcome in run.outcomes if outcome.outcome == "skipped"]
    report(hint="skipped")
    assert not skipped, (
        f"{skipped[0].test} is skipped or expected to fail. Such a test says nothing: mend or delete it."
    )
    for folder in FOLDERS:
        report(hint="folder-empty")
        assert any(outcome.test.startswith(folder) for outcome in run.outcomes), f"{folder} holds no test."
    report(tests=len({function(outcome.test) for outcome in run.outcomes}))


def test_suite_is_quick(bench: Bench, report: Report) -> None:
    some_green(bench, report)
    seconds = min(bench.judge.correct(name).seconds for name in ("as given", "as given, tests in reverse"))
    limit, training = bench.limit()
    report(expected=f"≤ {limit:.1f} s", actual=f"{seconds:.2f} s", hint="slow", suite_seconds=seconds)
    assert seconds <= limit, (
        f"The suite takes {seconds:.1f} s of processor time; {limit:.1f} s are allowed on this machine, "
        f"where one training takes {training:.2f} s. Share the trained model through a session fixture."
    )


def some_green(bench: Bench, report: Report) -> None:
    """Asserts that there is something to judge."""
    passed = [outcome for outcome in bench.judge.correct("as given").outcomes if outcome.outcome == "passed"]
    if not passed:
        bench.explain()
    assert passed, f"No test of yours is green on the package as given, so there is nothing to judge. {bench.why()}"


def test_source_is_not_read(bench: Bench, report: Report) -> None:
    findings: list[str] = []
    given = {line for text in bench.package.values() for line in code_lines(text)}
    repeated: set[str] = set()
    for path in sorted((PROJECT / "tests").rglob("*.py")):
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except SyntaxError as error:
            raise AssertionError(f"{path.relative_to(PROJECT)}, line {error.lineno}: {error.msg}") from None
        copied = code_lines(path.read_text(encoding="utf-8")) & given
        report(hint="copied-oracle", actual=sorted(copied)[:10])
        assert len(copied) < COPIED, (
            f"{path.relative_to(PROJECT).as_posix()} repeats {len(copied)} lines of the package. A copy makes the same "
            "mistakes: take what you expect from a calendar, a docstring, or a slow and obvious way."
        )
        findings += [f"{path.relative_to(PROJECT).as_posix()}:{line} {what}" for line, what in prying(tree)]
        repeated |= statements(tree)
    repeated &= {shape for text in bench.package.values() for shape in statements(ast.parse(text))}
    report(hint="copied-oracle", actual=sorted(repeated)[:10])
    assert len(repeated) < SHAPES, (
        f"{len(repeated)} statements of the package stand in tests/ under other names. A copy makes the same mistakes: "
        "take what you expect from a calendar, a docstring, or a slow and obvious way."
    )
    report(expected="tests that call the package", actual=findings, hint="reads-source")
    assert not findings, (
        f"A test looks at the source, or at how it is run, instead of the behavior: {findings[0]}. "
        "The next correct version will have other source; ask the function for its answer."
    )
    some_green(bench, report)


def code_lines(text: str) -> set[str]:
    """The longer lines of code, without imports and without signatures."""
    lines = {line.strip() for line in text.splitlines()}
    return {line for line in lines if len(line) > 34 and not line.startswith(("from ", "import ", "def ", "#", '"""'))}


def statements(tree: ast.Module) -> set[str]:
    """The shapes of the larger statements, whatever the variables are called and the lines are broken."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Raise, ast.Expr)):
            parts = [part for part in ast.walk(node) if isinstance(part, (ast.expr, ast.keyword))]
            if len(parts) >= 8:
                shape = ast.dump(node.value) if isinstance(node, ast.Assign) else ast.dump(node)
                found.add(re.sub(r"\bid='\w+'", "id=''", shape))
    return found


def prying(tree: ast.Module) -> list[tuple[int, str]]:
    """(line, name) of everything in a test file that reads code, or asks how it is run, instead of running code."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, a.name) for a in node.names if a.name.split(".")[0] in SPYING]
        elif isinstance(node, ast.ImportFrom):
            if (node.module or "").split(".")[0] in SPYING:
                found.append((node.lineno, node.module or ""))
            found += [(node.lineno, alias.name) for alias in node.names if alias.name in PRYING]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BUILDING:
            found.append((node.lineno, node.func.id))
        elif isinstance(node, ast.Attribute):
            spied = node.attr == "modules" and isinstance(node.value, ast.Name) and node.value.id == "sys"
            if node.attr in PRYING or spied:
                found.append((node.lineno, node.attr))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            if re.search(HIDDEN, node.value):
                found.append((node.lineno, node.value))
    return sorted(found)


# --- correct packages: specificity


def green(bench: Bench, name: str, hint: str, report: Report) -> None:
    """Asserts that the whole suite is green on one correct version."""
    run, alarms = bench.judge.correct(name), bench.judge.false_alarms(name)
    report(expected="green", actual=[told(alarm) for alarm in alarms][:5] or "green", hint=hint)
    if run.errors:
        report(hint="not-collected")
    assert not run.errors, f"pytest can't collect the suite: {run.errors[0]}"
    assert run.outcomes, bench.why()
    if not alarms:
        return
    before = set() if name == "as given" else {alarm.test for alarm in bench.judge.false_alarms("as given")}
    alarm = next((alarm for alarm in alarms if alarm.test not in before), None)
    unwritten = next((alarm for alarm in alarms if alarm.error == "NotImplementedError"), None)
    if unwritten is not None:
        report(hint="not-written")
        raise AssertionError(f"Not every test is written yet: {told(unwritten)}")
    if alarm is None:
        report(hint="red-on-correct")
        raise AssertionError(f"Red on the package as given already, so mend that first: {told(alarms[0])}")
    alone = bench.lab.run(bench.package, only=[alarm.test])
    beside = ""
    if name == "as given" and not alone.red and alarm.outcome == "failed":
        report(hint="order")
        beside = " Alone it is green: a test that runs before it changes something that both use."
    raise AssertionError(f"False alarm on a correct package ({name}): {told(alarm)}.{beside}")


def test_green_in_any_order(bench: Bench, report: Report) -> None:
    green(bench, "as given", "red-on-correct", report)
    green(bench, "as given, tests in reverse", "order", report)
    green(bench, "as given, tests in a random order", "order", report)


def test_green_when_refactored(bench: Bench, report: Report) -> None:
    green(bench, "refactored", "internals", report)


def test_green_when_retrained(bench: Bench, report: Report) -> None:
    green(bench, "retrained", "golden", report)
    green(bench, "retrained on other parcels", "golden", report)


# --- wrong packages of any kind


def test_red_on_an_empty_package(bench: Bench, report: Report) -> None:
    trusted = set(bench.trusted())
    report(hint="survives-empty")
    assert bench.lab.run(unshown.empty(bench.package)).red, "The suite is green although the package is empty."
    run, plain = bench.hollow()
    again = {outcome.test for outcome in plain.outcomes if outcome.outcome == "passed"}
    for folder in FOLDERS:
        tests = [o for o in run.outcomes if o.test in trusted & again and o.test.startswith(folder)]
        report(expected="red", actual=f"{len(tests)} trusted tests in {folder}, none red", hint="survives-empty")
        assert any(outcome.outcome == "failed" for outcome in tests), (
            f"Every function returns None, and no trusted test in {folder} notices. It needs one that looks."
        )


def test_every_test_can_fail(bench: Bench, report: Report) -> None:
    trusted = bench.trusted()
    hollow, plain = bench.hollow()
    restless = sorted({outcome.test for outcome in plain.outcomes if outcome.outcome != "passed"} & set(trusted))
    if restless:
        report(hint="unstable")
    assert not restless, (
        f"{restless[0]} was green on the correct package and, asked once more, red: it depends on chance or on earlier "
        "runs, so it catches nothing."
    )
    waiting = {function(test) for test in trusted} - (asserted(hollow) - asserted(plain))
    every = {function(test) for test in trusted}
    wrong = [unshown.bent(bench.package, kind) for kind in unshown.KINDS]
    wrong += [mutant.apply(bench.package) for mutant in [*bench.shown.values(), *bench.hidden.values()]]
    for package in wrong:
        if not waiting:
            break
        waiting -= bench.failing(package, only=[test for test in trusted if function(test) in waiting])
    report(expected="0 tests that never fail", actual=sorted(waiting), hint="tautology")
    assert not waiting, (
        f"{', '.join(sorted(waiting)[:3])} held on {len(unshown.KINDS) + 1} packages that answer nonsense and on "
        f"{len(bench.shown) + len(bench.hidden)} with a mistake: none of its assertions ever failed "
        f"({len(waiting)} of {len(every)} test functions). Compare an answer of the package with a value that you know."
    )


def asserted(run: Run) -> set[str]:
    """Test functions that an assertion of their own turned red."""
    return {function(outcome.test) for outcome in run.outcomes if outcome.error in ASSERTIONS}


def marker_catches(bench: Bench, marker: str, mutants: list[Mutant], report: Report) -> None:
    """Asserts that the trusted tests with that marker, alone, are red on each of the mutants."""
    trusted = bench.trusted()
    first = bench.judge.correct("as given")
    marked = [o.test for o in first.outcomes if marker in o.markers and o.test in trusted]
    report(hint="marker-missing")
    assert marked, f"No trusted test carries @pytest.mark.{marker}: `pytest -m {marker}` would run nothing."
    for mutant in mutants:
        report(hint=f"marker-{marker}")
        red = bench.red(mutant, only=marked)
        report(expected=f"red on: {mutant.story}", actual="red" if red else "green")
        assert red, f"`pytest -m {marker}` is green on this mistake: {mutant.story}"


def test_invariance_alone(bench: Bench, report: Report) -> None:
    marker_catches(bench, "invariance", [bench.hidden["answers-sorted-by-id"]], report)


def test_directional_alone(bench: Bench, report: Report) -> None:
    mutants = [bench.hidden["probability-of-on-time"], bench.shown["constant-predictor"]]
    marker_catches(bench, "directional", mutants, report)


def test_minimum_alone(bench: Bench, report: Report) -> None:
    marker_catches(bench, "minimum", [bench.hidden["timid-model"]], report)


# --- mutants: sensitivity


@pytest.mark.parametrize("name", SHOWN)
def test_shown_mutant(bench: Bench, report: Report, name: str) -> None:
    bench.trusted()
    mutant = bench.shown[name]
    verdict = bench.verdict(mutant)
    report(
        expected="a trusted test is red",
        actual=verdict.caught_by or "the suite is green",
        hint="mutant-survives",
    )
    assert verdict.caught_by, f"{name} survives: {mutant.story} `python mutate.py try {name}` shows the change."
    report(hint="unstable")
    assert not verdict.unstable, (
        f"{verdict.caught_by} was red on {name}, and red again on a correct package: it depends on chance or on "
        "earlier runs, so it catches nothing."
    )


def test_suite_beats_the_usual_one(bench: Bench, report: Report) -> None:
    bench.trusted()
    usual = bench.usual()
    verdicts = [bench.verdict(mutant) for mutant in bench.shown.values()]
    caught = sum(bool(verdict.caught_by) and not verdict.unstable for verdict in verdicts)
    base = sum(usual[: len(verdicts)])
    report(
        expected=f"{base + 3} or more of the {len(verdicts)} shown mutants",
        actual=caught,
        hint="mutant-survives",
        usual_caught=sum(usual),
        usual_sensitivity=sum(usual) / len(usual),
    )
    assert caught >= base + 3, (
        f"{caught} shown mutants caught; the suite in examples/usual, with shapes and a score floor, catches {base}. "
        "Three more than that are wanted here, and all of them in the checks above."
    )


def test_score(bench: Bench, report: Report, evidence: Path) -> None:
    bench.trusted()
    shown = {name: bench.verdict(mutant) for name, mutant in bench.shown.items()}
    hidden = {name: bench.verdict(mutant) for name, mutant in bench.hidden.items()}
    caught = {name: bool(v.caught_by) and not v.unstable for name, v in {**shown, **hidden}.items()}
    sensitivity, specificity = sum(caught.values()) / len(caught), bench.judge.specificity()
    mutants = {**bench.shown, **bench.hidden}
    baseline = sum(bench.usual()) / len(mutants)
    alive = Counter(bench.hidden[name].area for name in hidden if not caught[name])
    lines = ["# Mutation score", "", f"Sensitivity {sensitivity:.2f}, specificity {specificity:.2f}.", ""]
    lines += ["| shown mutant | area | caught by |", "|---|---|---|"]
    lines += [
        f"| {n} | {bench.shown[n].area} | {f'`{v.caught_by}`' if caught[n] else 'survives'} |" for n, v in shown.items()
    ]
    lines += ["", f"Hidden mutants caught: {sum(caught[n] for n in hidden)} of {len(hidden)}."]
    lines += [f"Hidden mutants alive by area: {dict(alive)}." if alive else "No hidden mutant is alive."]
    (evidence / "mutation_score.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    report(
        expected=f"≥ {GATE:.2f}, and the usual suite's {baseline:.2f} + {MARGIN}",
        actual=f"{sensitivity:.2f}; hidden mutants alive by area: {dict(alive)}",
        hint="score" if specificity == 1.0 else "specificity",
        sensitivity=sensitivity,
        specificity=specificity,
        all_caught=sum(caught.values()),
        shown_caught=sum(caught[name] for name in shown),
        hidden_caught=sum(caught[name] for name in hidden),
    )
    unstable = sorted({v.caught_by for v in [*shown.values(), *hidden.values()] if v.unstable})
    assert specificity == 1.0, f"The suite is red on a correct package (specificity {specificity:.2f}). {bench.why()}"
    if unstable:
        report(hint="unstable")
    assert not unstable, (
        f"{unstable[0]} was red on a broken package and, asked the same way, on a correct one: it depends on chance or "
        "on earlier runs. A suite with such a test can't be graded."
    )
    need = -(-int(GATE * 100 * len(caught)) // 100)
    assert sensitivity >= GATE, (
        f"{sum(caught.values())} of {len(caught)} mutants caught, {need} wanted. Hidden ones alive by area: "
        f"{', '.join(f'{area} {count}' for area, count in alive.items()) or 'none'}. Read the docstrings of that area."
    )
    assert sensitivity >= baseline + MARGIN, (
        f"Sensitivity {sensitivity:.2f}; the usual suite has {baseline:.2f}, and {MARGIN} more than that is wanted."
    )


# --- the risk table and the sick run


def test_risk_table(bench: Bench, report: Report) -> None:
    path = PROJECT / "RISKS.md"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    rows = [
        [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        for line in text.splitlines()
        if line.strip().startswith("|") and "::" in line
    ]
    report(hint="risk-rows")
    assert len(rows) >= 8, f"RISKS.md has {len(rows)} rows that name a test; 8 are wanted, each with its mutant."
    trusted, proven = bench.trusted(), set()
    for row in rows:
        report(hint="risk-rows")
        assert len(row) >= 3, f"RISKS.md: a row needs at least risk, test and mutant, as its last three cells: {row}"
        test, name = function(row[-2]), row[-1]
        only = [node for node in trusted if function(node) == test]
        report(hint="risk-claims", expected=f"{test} catches {name}")
        assert only, f"RISKS.md names {test}, which is not among your tests that are green on correct packages."
        assert name in bench.shown, f"RISKS.md names the mutant {name}, which is not in mutants/catalog.toml."
        assert bench.red(bench.shown[name], only=only), (
            f"RISKS.md says that {test} catches {name}; alone, it stays green on it."
        )
        proven.add(name)
    report(hint="risk-rows")
    assert len(proven) >= 8, f"RISKS.md proves {len(proven)} different mutants; 8 are wanted."
    for folder in FOLDERS:
        assert any(row[-2].startswith(folder) for row in rows), f"RISKS.md names no test of {folder}."
    functions = len({function(test) for test in trusted})
    caught = sum(bool(v.caught_by) and not v.unstable for v in map(bench.verdict, bench.shown.values()))
    for words, value in (("Test functions", functions), ("Shown mutants caught", caught)):
        claim = re.search(rf"{words}:\s*\**(\d+)", text)
        report(hint="risk-claims", expected=f"{words}: {value}", actual=claim.group(0) if claim else "nothing")
        assert claim is not None, f"RISKS.md has no line `{words}: <number>`."
        assert int(claim.group(1)) == value, f"RISKS.md says `{claim.group(0)}`; measured: {value}."
    blind = re.split(r"^#+ .*not see.*$", text, flags=re.MULTILINE | re.IGNORECASE)
    report(hint="risk-blind")
    assert len(blind) == 2 and len(blind[1].split()) >= 25, (
        "RISKS.md needs a section `## What this suite does not see` with at least 25 words: it is what "
        "whoever relies on the suite asks first."
    )


def test_sick_run(bench: Bench, report: Report) -> None:
    diagnosis = diagnosed()
    names = [name.split("::")[-1] for name in diagnosis["order"]]
    report(hint="sick-order", expected="two test names", actual=names)
    assert len(names) == 2 and len(set(names)) == 2, f"The smallest experiment has two different tests; got {names}."
    nodes = [f"sick/test_night_build.py::{name}" for name in names]

    def red(order: list[str]) -> list[str]:
        run = bench.lab.run(bench.package, only=order, order=order, paths=["sick"])
        assert len(run.outcomes) == len(order), f"The nightly suite has no such tests: {names}."
        return [outcome.test for outcome in run.outcomes if outcome.outcome == "failed"]

    for node in nodes:
        assert not red([node]), f"{node} is red alone: then it is no matter of order. Look at the log again."
    result, turned = red(nodes), red(nodes[::-1])
    assert result or turned != nodes[:1], (
        f"The two tests are right and their order is not: in the order {names} both are green. `order` has first "
        "the test that spoils, then the one that fails."
    )
    assert not turned, f"In the order {names[::-1]} a test is red too: that pair does not single out the fault."
    report(hint="sick-order", expected=f"{names[1]} red", actual=result or "all green")
    assert result == nodes[1:], f"Run in the order {names}, nothing is red: the first does not spoil the second."
    report(
        hint="sick-fault",
        expected="the fault that this experiment proves",
        actual=diagnosis["fault"],
    )
    assert diagnosis["fault"] == "shared-state", (
        f"The experiment is right; the fault {diagnosis['fault']!r} would not depend on the order of "
        "tests whose data and model are the same every night."
    )
    assert len(diagnosis["repair"].split()) >= 5, "Say in a sentence how you would repair the suite."


ASK = """
import json, runpy, sys
try:
    found = runpy.run_path(sys.argv[1])["diagnose"]()
    answer = {"order": [str(name) for name in found.order], "fault": str(found.fault), "repair": str(found.repair)}
except BaseException as error:
    answer = {"error": type(error).__name__, "message": str(error)}
print("\\n" + json.dumps(answer))
"""


def diagnosed() -> dict[str, Any]:
    """What `sick/diagnosis.py` returns, asked in a process of its own."""
    path = PROJECT / "sick" / "diagnosis.py"
    try:
        ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        raise AssertionError(f"sick/diagnosis.py, line {error.lineno}: {error.msg}") from None
    command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", ASK, str(path)]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=30)
    lines = told.stdout.strip().splitlines()
    assert lines, f"sick/diagnosis.py ended without an answer, exit code {told.returncode}."
    answer = json.loads(lines[-1])
    assert "error" not in answer, f"sick/diagnosis.py: diagnose() raised {answer['error']}: {answer['message']}"
    return answer
