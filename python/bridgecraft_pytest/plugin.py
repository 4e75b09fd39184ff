"""The pytest plugin: which checks run, in which order, and what became of each."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator
from typing import Any

import pytest

from bridgecraft_pytest.events import EventWriter, plain
from bridgecraft_pytest.failures import describe
from bridgecraft_pytest.limits import CheckTimeout, Limits

# What ends pytest's session when a learner's code raises it; to us it is one more failure.
STOPPERS = (KeyboardInterrupt, SystemExit, pytest.exit.Exception)


class StoppedByCode(Exception):
    """The code under check asked Python or pytest to stop."""


class Plugin:
    """Writes the events of one run."""

    def __init__(self, plan: dict[str, Any], events: EventWriter, limits: Limits) -> None:
        self._events = events
        self._limits = limits
        self._run = plan["run"]
        self._between = plan["startSeconds"]
        self._is_debugged = plan.get("isDebugged", False)
        # Manifest order; a node id of step.yaml → its check.
        self._checks: dict[str, dict[str, Any]] = {check["test"]: check for check in plan["checks"]}
        self._failure: dict[str, Any] | None = None
        self._phases: dict[str, str] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        # Its dots and tables would stand among the learner's own output.
        terminal = config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            config.pluginmanager.unregister(terminal)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Generator[None, Any, Any]:
        collect = collector.collect

        def watched() -> list[Any]:
            try:
                return list(collect())
            except BaseException as error:
                cause = error.__cause__ if isinstance(error, collector.CollectError) else None
                self._events.write(
                    "collection-error", node=collector.nodeid, failure=describe(cause or error)
                )
                if isinstance(error, STOPPERS):
                    raise collector.CollectError(f"{type(error).__name__} while collecting") from error
                raise

        collector.collect = watched  # type: ignore[method-assign]
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Generator[None, Any, Any]:
        result = yield
        collected = [item.nodeid for item in items]
        order = {test: at for at, test in enumerate(self._checks)}
        wanted = [item for item in items if item.nodeid in order]
        # By file first: a fixture shared by a file's checks is made once.
        files: dict[str, int] = {}
        for item in sorted(wanted, key=lambda item: order[item.nodeid]):
            files.setdefault(item.nodeid.split("::", 1)[0], len(files))
        wanted.sort(key=lambda item: (files[item.nodeid.split("::", 1)[0]], order[item.nodeid]))
        items[:] = wanted
        self._events.write(
            "collected",
            nodes=[node for node in collected if node in order],
            others=len(collected) - len(wanted),
        )
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        check = self._checks[item.nodeid]
        self._failure = None
        self._phases = {}
        self._mark(check["id"])
        started = time.perf_counter()
        self._events.write("check-started", check=check["id"])
        self._limits.begin_check(check["timeout"])
        try:
            result = yield
        finally:
            self._limits.end_check(self._between)
        seconds = time.perf_counter() - started
        self._mark("")
        self._events.write(
            "check-finished",
            check=check["id"],
            outcome=self._outcome(),
            seconds=round(seconds, 3),
            properties={str(name): plain(value) for name, value in item.user_properties},
            failure=self._failure,
        )
        return result

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self) -> Generator[None, Any, Any]:
        return (yield from self._guarded())

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self) -> Generator[None, Any, Any]:
        return (yield from self._guarded())

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self) -> Generator[None, Any, Any]:
        return (yield from self._guarded())

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
        report = yield
        if call.excinfo is not None and self._failure is None:
            error = call.excinfo.value
            if isinstance(error, StoppedByCode) and error.__cause__ is not None:
                error = error.__cause__
            self._failure = {
                **describe(error),
                "phase": report.when,
                "timeout": isinstance(error, CheckTimeout),
                "nones": none_names(error),
            }
        # An expected failure that is reported as skipped, or an unexpected success, is never a pass.
        self._phases[report.when] = "xfailed" if hasattr(report, "wasxfail") else report.outcome
        return report

    def _guarded(self) -> Generator[None, Any, Any]:
        try:
            with self._limits.interruptible():
                return (yield)
        except STOPPERS as error:
            raise StoppedByCode from error

    def _outcome(self) -> str:
        outcomes = [self._phases.get(phase) for phase in ("setup", "call", "teardown")]
        if outcomes == ["passed", "passed", "passed"]:
            return "passed"
        for worst in ("failed", "skipped", "xfailed"):
            if worst in outcomes:
                return worst
        return "incomplete"

    def _mark(self, check: str) -> None:
        """Parts the output of one check from the next: both streams go through one pipe, in order."""
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError, AttributeError):
                pass
        if self._is_debugged:
            return  # A person reads the output, in the debugger.
        try:
            os.write(1, f"\x1e{self._run} {check}\x1e".encode())
        except OSError:
            pass  # A learner's code closed it; only the output is lost.


def none_names(error: BaseException) -> list[str]:
    """Names that were None in the frame that raised: most likely what the learner's code returned."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return []
    return [name for name, value in trace.tb_frame.f_locals.items() if value is None][:10]
