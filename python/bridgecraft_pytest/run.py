"""One run of checks in one process: read what to do, look around, run pytest, leave."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from bridgecraft_pytest import windows_job
from bridgecraft_pytest.environment import look_around
from bridgecraft_pytest.events import CANNOT_START, PROTOCOL, EventWriter, exit_code
from bridgecraft_pytest.limits import Limits


def main(arguments: list[str]) -> None:
    """Runs the checks that `run.json` names and ends the process."""
    folder = Path(os.environ["BRIDGECRAFT_RUN_FOLDER"])
    plan = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    leave = os._exit
    # One pipe for both streams, so that what a check printed stays in order.
    os.dup2(1, 2)
    windows_job.enter()
    try:
        events = EventWriter(str(folder / "events.jsonl"), plan["run"])
        limits = Limits(str(folder / "stack.txt"), events)
    except OSError as error:
        print(f"bridgecraft: cannot write to {folder}: {error.strerror}", flush=True)
        leave(exit_code(error))
    limits.start(plan["startSeconds"])
    sys.path[:] = path_with(plan["project"])
    seen = look_around(plan)
    events.write("session", protocol=PROTOCOL, **seen)
    if seen["missing"] or seen["foreign"]:
        leave(CANNOT_START)

    # Both need pytest, whose absence is one of the things that `look_around` finds.
    import pytest

    from bridgecraft_pytest.plugin import Plugin

    code = int(pytest.main(arguments, plugins=[Plugin(plan, events, limits)]))
    limits.stop()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass  # A learner's code may have closed or replaced it; the verdicts are in the events.
    events.write("ended", code=code)
    # The interpreter's own shutdown costs about a second with torch loaded, and a learner's thread could hold it open.
    leave(code)


def path_with(project: str) -> list[str]:
    """`sys.path` with `checks/` and `src/` behind the standard library and before installed packages.

    So a learner's `random.py` cannot stand in for the standard library's, and the step's package comes before an
    installed one of the same name.
    """
    library = os.path.normcase(os.path.dirname(os.__file__))
    standard = (library, os.path.join(library, "lib-dynload"))
    behind = (
        max((at for at, entry in enumerate(sys.path) if os.path.normcase(entry) in standard), default=0) + 1
    )
    return [*sys.path[:behind], str(Path(project, "checks")), str(Path(project, "src")), *sys.path[behind:]]
