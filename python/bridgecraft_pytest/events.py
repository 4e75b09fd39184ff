"""The events of a run: one flushed JSON line each, in a file of the run's private folder.

Every line carries the run's id. The reader is `src/core/checks/events.ts`; both sides change together, and
`PROTOCOL` with them.
"""

from __future__ import annotations

import errno
import json
import math
import os
import sys
from typing import Any

PROTOCOL = 1
# Exit codes of a run that could not go on, beside pytest's own 0-5.
CANNOT_START = 70
CANNOT_WRITE = 74


def exit_code(error: OSError) -> int:
    """How a run ends whose private folder cannot be written."""
    return CANNOT_WRITE if error.errno in (errno.ENOSPC, errno.EDQUOT) else CANNOT_START


class EventWriter:
    """Appends events. A write that fails ends the process: a run that cannot be recorded must not go on."""

    def __init__(self, path: str, run: str) -> None:
        self._run = run
        # A child that the learner's code forks must not write into its parent's events.
        self._owner = os.getpid()
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self._exit = os._exit

    def write(self, kind: str, **fields: Any) -> None:
        """Writes one event, at once."""
        if os.getpid() != self._owner:
            return
        line = (
            json.dumps({"run": self._run, "kind": kind, **fields}, ensure_ascii=True, allow_nan=False) + "\n"
        )
        data = line.encode("ascii")
        try:
            while data:
                data = data[os.write(self._file, data) :]
        except OSError as error:
            # sys.__stderr__ so that a captured or replaced stream does not hide why the run ended.
            if sys.__stderr__ is not None:
                print(f"bridgecraft: cannot write events: {error.strerror}", file=sys.__stderr__, flush=True)
            self._exit(exit_code(error))


def plain(value: object) -> str | int | float:
    """A reported value as the log keeps it: a finite number, or text cut at 4,000 characters."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int) and abs(value) < 2**53:
        return value
    if isinstance(value, float) and math.isfinite(value):
        return value
    return str(value)[:4000].encode("utf-8", "replace").decode("utf-8")
