"""Time limits and sudden ends, so that the line which caused them can be named.

A check that runs over its limit is interrupted where it is and the next one goes on. Code that cannot be interrupted (a
long call into C, a bare `except:` in a loop) is ended a little later by faulthandler, which leaves every thread's stack
in a file. The host kills what even that does not end.
"""

from __future__ import annotations

import _thread
import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bridgecraft_pytest.events import EventWriter
from bridgecraft_pytest.failures import stack_frames

GRACE_SECONDS = 5.0


class CheckTimeout(BaseException):
    """A check ran over its limit. Not an `Exception`, so that a learner's `except Exception` does not swallow it."""


class Limits:
    """The clock of one run."""

    def __init__(self, stack_path: str, events: EventWriter) -> None:
        self._stack = open(stack_path, "w", encoding="utf-8")  # noqa: SIM115 - faulthandler needs it open to the end
        self._events = events
        self._inside = False
        self._expired = False
        self._timer: threading.Timer | None = None
        faulthandler.enable(file=self._stack, all_threads=True)
        self._watch_sudden_ends()
        # Windows has no alarm: there a timer thread interrupts the main thread, which runs SIGINT's handler.
        signal.signal(getattr(signal, "SIGALRM", signal.SIGINT), self._on_alarm)

    def start(self, seconds: float) -> None:
        """Limits what comes before the first check: imports and collection."""
        if seconds > 0:  # While debugging, limits are off.
            faulthandler.dump_traceback_later(seconds, exit=True, file=self._stack)

    def begin_check(self, seconds: float) -> None:
        """Starts a check's limit."""
        self._expired = False
        if seconds <= 0:
            faulthandler.cancel_dump_traceback_later()
            return
        faulthandler.dump_traceback_later(seconds + GRACE_SECONDS, exit=True, file=self._stack)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, seconds)
        else:
            self._timer = threading.Timer(seconds, _thread.interrupt_main)
            self._timer.daemon = True
            self._timer.start()

    def end_check(self, seconds: float) -> None:
        """Ends a check's limit; `seconds` limit what is between it and the next one."""
        self._cancel()
        self.start(seconds)

    def stop(self) -> None:
        """Ends all limits."""
        self._cancel()
        faulthandler.cancel_dump_traceback_later()

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Where an interruption may be raised: in the check's own code, not in pytest's."""
        if self._expired:
            self._expired = False
            raise CheckTimeout
        self._inside = True
        try:
            yield
        finally:
            self._inside = False

    def _cancel(self) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _on_alarm(self, *_: object) -> None:
        if self._inside:
            self._inside = False
            raise CheckTimeout
        self._expired = True

    def _watch_sudden_ends(self) -> None:
        """Notes who ends the process, where Python itself would end it without a word."""
        owner = os.getpid()

        def told(how: str, end: Callable[..., Any], concerns: Callable[..., bool]) -> Callable[..., Any]:
            def wrapped(*arguments: Any, **named: Any) -> Any:
                if os.getpid() == owner and concerns(*arguments):
                    self._events.write("leaving", how=how, frames=stack_frames())
                    for stream in (sys.stdout, sys.stderr):
                        try:
                            stream.flush()
                        except (OSError, ValueError, AttributeError):
                            pass
                return end(*arguments, **named)

            return wrapped

        always = lambda *_: True
        for name, concerns in (
            ("_exit", always),
            ("abort", always),
            ("execv", always),
            ("execve", always),
            ("kill", lambda pid=None, *_: pid in (owner, 0, -1)),
            ("killpg", lambda group=None, *_: group in (0, os.getpgrp())),
        ):
            if hasattr(os, name):
                setattr(os, name, told(f"os.{name}", getattr(os, name), concerns))
        signal.raise_signal = told("signal.raise_signal", signal.raise_signal, always)
