"""The lab: a copy of a suite in an empty folder, and the worker process that runs it."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from mutantlab.catalog import Sources

MARKERS = {
    "invariance": "a change that must not change the prediction",
    "directional": "a change that must move the prediction in a known direction",
    "minimum": "minimum functionality: cases that any acceptable model gets right",
}
"""The markers that a suite may use, as pytest lists them."""


class LabError(Exception):
    """The suite could not be run to its end: it crashed the worker, or took too long."""


@dataclass(frozen=True)
class Outcome:
    """What became of one test in one run.

    Attributes:
        test: node id, "tests/code/test_first.py::test_miles".
        outcome: "passed", "failed" or "skipped" (an expected failure counts as skipped).
        error: the exception's type, "" if it passed.
        message: the exception's text, shortened.
        where: "file:line" in the suite, "" if the exception did not pass through it.
        markers: the names of its markers.
        seconds: wall-clock time of the test with its fixtures.
    """

    test: str
    outcome: str
    error: str
    message: str
    where: str
    markers: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Run:
    """One run of the suite against one package.

    Attributes:
        outcomes: of the tests that ran, in their order.
        errors: files that could not be collected, with the reason.
        seconds: processor time of the run.
    """

    outcomes: tuple[Outcome, ...]
    errors: tuple[str, ...]
    seconds: float

    @property
    def red(self) -> bool:
        """True if a test failed or a file could not be collected."""
        return bool(self.errors) or any(outcome.outcome == "failed" for outcome in self.outcomes)


class Lab:
    """Runs suites against many packages. A context manager: the worker and the copies end with it."""

    def __init__(self, suites: dict[str, Path], package: str = "parcelops", limit: float = 30.0) -> None:
        """Copies the suites.

        Args:
            suites: name in the lab -> folder with tests; a run collects "tests" unless it is told otherwise.
            package: name of the package under test.
            limit: seconds that one run may take before it is ended.
        """
        self.package = package
        self.limit = limit
        self._folder = Path(tempfile.mkdtemp(prefix="mutantlab-")).resolve()
        for name, folder in suites.items():
            shutil.copytree(folder, self._folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        markers = "\n    ".join(f"{name}: {words}" for name, words in MARKERS.items())
        (self._folder / "lab.ini").write_text(f"[pytest]\nmarkers =\n    {markers}\n", encoding="utf-8")
        self._script = self._folder / "worker.py"  # a copy: its place says nothing about where the project is
        shutil.copyfile(Path(__file__).with_name("worker.py"), self._script)
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in self._folder.rglob("*.py")]
        self._extras = ["hypothesis"] if any("hypothesis" in text for text in texts) else []
        self._worker: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str | None] = queue.Queue()

    def __enter__(self) -> Lab:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the worker and removes the copy."""
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def run(
        self,
        sources: Sources,
        *,
        only: list[str] | None = None,
        order: str | int | list[str] = "given",
        markers: str = "",
        paths: list[str] | None = None,
        first_failure: bool = False,
        until: str | None = None,
        explain: bool = False,
    ) -> Run:
        """Runs the suite against the package that `sources` make.

        Args:
            sources: the package.
            only: node ids of the tests to run; None is all.
            order: "given", "reverse", a seed for a random order, or a list of node ids.
            markers: an expression for pytest's `-m`.
            paths: suites, folders or files to collect, "tests/code"; None is "tests".
            first_failure: stop there.
            until: node id of the test after which to stop.
            explain: messages with the values that an assertion compared; slower.

        Raises:
            LabError: the worker ended or ran out of time.
        """
        request: dict[str, object] = {
            "sources": sources,
            "package": self.package,
            "only": only,
            "order": order,
            "markers": markers,
            "paths": paths or ["tests"],
            "first_failure": first_failure,
            "until": until,
            "assert": "rewrite" if explain else "plain",
        }
        answer = self._ask(request)
        outcomes = tuple(
            Outcome(test, **{**record, "markers": tuple(record["markers"])})
            for test, record in answer["outcomes"].items()
        )
        return Run(outcomes, tuple(answer["errors"]), float(answer["seconds"]))

    def training_seconds(self, sources: Sources) -> float:
        """Processor seconds that one generation, cleaning and training of the package take here."""
        return float(self._ask({"measure": True, "package": self.package, "sources": sources})["seconds"])

    def _ask(self, request: dict[str, object]) -> dict:  # type: ignore[type-arg]
        worker = self._start()
        assert worker.stdin is not None
        end, running = time.monotonic() + self.limit, "its first test"
        answer: dict | None = {}  # type: ignore[type-arg]
        try:
            worker.stdin.write(json.dumps(request) + "\n")
            worker.stdin.flush()
            while answer is not None and "seconds" not in answer and "crash" not in answer:
                line = self._answers.get(timeout=max(0.0, end - time.monotonic()))
                answer = None if line is None else json.loads(line)
                running = running if answer is None else answer.get("running", running)
        except queue.Empty:
            self._stop()
            raise LabError(f"it did not finish within {self.limit:.0f} s and was ended in {running}") from None
        except OSError:
            answer = None
        except BaseException:
            self._stop()  # interrupted: the answer that is still to come must not be taken for the next one
            raise
        if answer is None:
            self._stop()
            raise LabError(f"it ended its own Python process in {running} (os._exit, a crash, too little memory)")
        if "crash" in answer:
            raise LabError(f"pytest could not run it: {answer['crash'].strip().splitlines()[-1]}")
        return answer

    def _start(self) -> subprocess.Popen[str]:
        if self._worker is not None and self._worker.poll() is None:
            return self._worker
        private = ("PYTHON", "PYTEST", "COV", "BRIDGECRAFT_SEED", "BRIDGECRAFT_EVIDENCE", "PWD", "OLDPWD")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(private)}
        environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "MPLBACKEND": "Agg"}
        command = [sys.executable, "-I", "-B", "-X", "utf8", str(self._script)]
        worker = subprocess.Popen(
            [*command, str(self._folder), *self._extras],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder,
            env=environment,
            text=True,
            encoding="utf-8",
        )
        answers: queue.Queue[str | None] = queue.Queue()

        def read() -> None:
            assert worker.stdout is not None
            for line in worker.stdout:
                answers.put(line)
            answers.put(None)

        threading.Thread(target=read, daemon=True).start()
        self._worker, self._answers = worker, answers
        return worker

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        for stream in (worker.stdin, worker.stdout):
            if worker.poll() is None and stream is worker.stdin and stream is not None:
                try:
                    stream.close()
                except OSError:
                    pass
        try:
            worker.wait(timeout=2)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait(timeout=10)
