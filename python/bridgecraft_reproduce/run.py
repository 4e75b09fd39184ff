"""Runs a project's checks through the vendored plugin, in isolation and within their limits."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bridgecraft_reproduce.environment import check_variables, tail
from bridgecraft_reproduce.published import CannotRun, Check, Project

# For imports and for collecting, and between two checks.
START_SECONDS = 60.0
# What the plugin allows itself after a limit before it ends Python, and we after that.
GRACE_SECONDS = 10.0
# A check that ended Python must not keep the others from running.
MOST_RESTARTS = 3
LOOK_SECONDS = 0.1


@dataclass
class Outcome:
    """What a run of a project's checks left behind."""

    # Check → why it did not pass; empty when it passed.
    checks: dict[str, str] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    # Why no check could run at all.
    blocked: str = ""
    seconds: float = 0.0


@dataclass
class Session:
    """One process, as its events tell it."""

    events: list[dict[str, Any]]
    output: str
    limit: float | None

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The events of a kind."""
        return [event for event in self.events if event.get("kind") == kind]


def run_project(tools: Path, python: str, folder: Path, project: Project) -> Outcome:
    """Every check of the project; goes on behind one that ended Python."""
    began = time.perf_counter()
    outcome = Outcome()
    left = list(project.checks)
    for _ in range(MOST_RESTARTS + 1):
        session = run_checks(tools, python, folder, project, left)
        take(outcome, session, left)
        ended = bool(session.of("ended"))
        seen = {str(event.get("check")) for event in session.of("check-started")}
        collected = {node for event in session.of("collected") for node in event.get("nodes", [])}
        rest = [check for check in left if check.id not in seen and check.test in collected]
        if outcome.blocked or ended or not seen or not rest:
            break
        left = rest
    for check in project.checks:
        outcome.checks.setdefault(check.id, "was not run: pytest did not find it, or ended before it")
    outcome.seconds = time.perf_counter() - began
    return outcome


def take(outcome: Outcome, session: Session, checks: list[Check]) -> None:
    """Adds what one process found."""
    found = session.of("session")
    if not found:
        last = tail(session.output)
        outcome.blocked = "Python ended before the first check" + (f":\n{last}" if last else ".")
        return
    seen = found[0]
    outcome.versions = {"python": seen["python"]["version"], **seen["packages"]}
    if seen.get("unsupported"):
        outcome.blocked = (
            f"Python {seen['python']['version']} ({seen['python']['bits']}-bit) cannot run the checks. Use "
            "3.11 to 3.14, 64-bit. Name one with --python."
        )
    elif seen["missing"]:
        outcome.blocked = (
            f"This Python lacks {', '.join(seen['missing'])}. Run reproduce.py without --no-venv, "
            "or install requirements.lock."
        )
    elif seen["foreign"]:
        outcome.blocked = f"{seen['foreign'][0]['name']} would be imported from another folder than its own."
    if outcome.blocked:
        return
    finished = {str(event["check"]): event for event in session.of("check-finished")}
    errors = {
        str(event["node"]).split("::", 1)[0]: (event.get("failure") or {}).get("message", "")
        for event in session.of("collection-error")
    }
    started = {str(event["check"]) for event in session.of("check-started")}
    for check in checks:
        if check.id in finished:
            take_check(outcome, check, finished[check.id])
        elif check.id in started:
            limit = f" after {session.limit:.0f} s" if session.limit is not None else ""
            outcome.checks[check.id] = f"ended Python, or was ended{limit}"
        elif check.test.split("::", 1)[0] in errors:
            outcome.checks[check.id] = f"could not be loaded: {errors[check.test.split('::', 1)[0]]}"


def take_check(outcome: Outcome, check: Check, event: dict[str, Any]) -> None:
    """Adds one finished check, with its figures when it passed."""
    failure = event.get("failure") or {}
    if event.get("outcome") == "passed":
        outcome.checks[check.id] = ""
        for name, value in event.get("properties", {}).items():
            if isinstance(value, (int, float)) and name not in ("expected", "actual"):
                outcome.figures[name] = float(value)
    elif failure.get("timeout"):
        outcome.checks[check.id] = (
            f"ran over its limit of {check.timeout:g} s; try again when the machine is idle"
        )
    else:
        outcome.checks[check.id] = failure.get("message") or failure.get("type") or str(event.get("outcome"))


def run_checks(tools: Path, python: str, folder: Path, project: Project, checks: list[Check]) -> Session:
    """One process. Its private folder is gone afterwards; so is everything that it started."""
    try:
        private = Path(tempfile.mkdtemp(prefix="reproduce-"))
    except OSError as error:
        raise CannotRun(
            f"No temporary folder could be made ({error.strerror}). Free some space and run this again."
        ) from None
    try:
        return run_in(private, tools, python, folder, project, checks)
    finally:
        shutil.rmtree(private, ignore_errors=True)


def run_in(
    private: Path, tools: Path, python: str, folder: Path, project: Project, checks: list[Check]
) -> Session:
    run = os.environ.get("BRIDGECRAFT_RUN") or str(uuid.uuid4())
    temporary = private / "tmp"
    evidence = private / "evidence"
    for made in (temporary, evidence):
        made.mkdir()
    plan = {
        "run": run,
        "project": str(folder),
        "package": project.package,
        "requirements": project.requirements,
        "startSeconds": START_SECONDS,
        "isDebugged": False,
        "checks": [{"id": check.id, "test": check.test, "timeout": check.timeout} for check in checks],
    }
    (private / "run.json").write_text(json.dumps(plan), encoding="utf-8")
    files = dict.fromkeys(check.test.split("::", 1)[0] for check in checks)
    command = [python, str(tools / "run_checks.py")]
    command += ["-c", str(tools / "bridgecraft_pytest" / "checks.ini"), "--rootdir", str(folder)]
    command += ["--confcutdir", str(folder / "checks"), "-p", "no:cacheprovider", "-p", "no:faulthandler"]
    command += ["--import-mode=append", "--continue-on-collection-errors", "--capture=no", "--tb=native"]
    command += ["--basetemp", str(temporary / "pytest"), *(str(folder / file) for file in files)]
    variables = check_variables() | {
        "BRIDGECRAFT_RUN_FOLDER": str(private),
        "BRIDGECRAFT_RUN": run,
        # The published pictures and tables stay as they are.
        "BRIDGECRAFT_EVIDENCE": str(evidence),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(temporary / "hypothesis"),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
    }
    with open(private / "output.txt", "wb") as output:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=is_alone(),
            )
        except OSError as error:
            raise CannotRun(
                f"{python} could not be started ({error.strerror}). Name another with --python."
            ) from None
        limit: float | None = None
        try:
            limit = wait(process, private / "events.jsonl", {check.id: check.timeout for check in checks})
        finally:
            end(process)
    text = (private / "output.txt").read_bytes()[-20_000:].decode("utf-8", "replace")
    return Session(read_events(private / "events.jsonl", run), text, limit)


def is_alone() -> bool:
    """Whether nobody above ends us with all that we start; then each run gets a group that we can end."""
    return sys.platform != "win32" and "BRIDGECRAFT_RUN" not in os.environ


def wait(process: subprocess.Popen[bytes], events: Path, timeouts: dict[str, float]) -> float | None:
    """Waits for the end; the limit in seconds when one passed that the plugin itself could not keep."""
    size, limit = 0, START_SECONDS
    since = time.monotonic()
    while process.poll() is None:
        time.sleep(LOOK_SECONDS)
        lines = events.read_bytes() if events.exists() else b""
        if len(lines) > size:
            size, since = len(lines), time.monotonic()
            # Other events may come while a check runs.
            kinds = ("check-started", "check-finished")
            last = [event for event in read_lines(lines) if event.get("kind") in kinds][-1:]
            is_started = bool(last) and last[0].get("kind") == "check-started"
            limit = timeouts.get(str(last[0].get("check")), START_SECONDS) if is_started else START_SECONDS
        if time.monotonic() - since > limit + GRACE_SECONDS:
            return limit
    return None


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and what it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/PID", str(process.pid), "/T", "/F"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )
    elif is_alone():
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # Nothing of it is left.
    if process.poll() is None:
        process.kill()
    process.wait()


def read_events(path: Path, run: str) -> list[dict[str, Any]]:
    """The events of this run."""
    if not path.exists():
        return []
    return [event for event in read_lines(path.read_bytes()) if event.get("run") == run]


def read_lines(content: bytes) -> list[dict[str, Any]]:
    """Whole lines of JSON; a torn one is left out."""
    events = []
    for line in content.split(b"\n"):
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            events.append(event)
    return events
