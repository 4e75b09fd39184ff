"""The worker: one process that imports the heavy libraries once, then runs the suite against one package after another.

It is started with `python -I -B worker.py FOLDER`. It reads a request a line from its standard input and writes a line
for each test that begins, then one with the answer. Nothing is forked: for each request the package's modules are
compiled from the text that came with it, and forgotten afterwards. The package has no file and no source to look at,
and the compiled code is padded at random, so a suite can judge it by what it does and by nothing else. The process ends
when its input does.
"""

from __future__ import annotations

import ast
import contextlib
import gc
import importlib.abc
import importlib.machinery
import io
import json
import os
import queue
import random
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

Say = Callable[[dict[str, Any]], None]
"""Sends one line to the lab: which test begins, or the answer to a request."""

# A suite runs in this process and can replace what modules hold. These are kept from before it came.
_loads, _dumps, _parse, _build, _execute = json.loads, json.dumps, ast.parse, compile, exec
_bits = random.SystemRandom().getrandbits


class PackageFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the modules of one package from compiled code in memory."""

    def __init__(self, sources: dict[str, str]) -> None:
        self._package = min(sources, key=len)
        self._code: dict[str, CodeType] = {name: _compile(name, text) for name, text in sources.items()}

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> Any:
        if fullname not in self._code:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=fullname == self._package)

    def create_module(self, spec: Any) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        _execute(self._code[module.__name__], module.__dict__)


class _Padding(ast.NodeTransformer):
    """Puts one meaningless assignment at the start of each function, so that no two builds have equal code."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        after_docstring = 1 if ast.get_docstring(node, clean=False) is not None and len(node.body) > 1 else 0
        padding = _parse(f"_{_bits(40):x} = {_bits(40)}").body
        node.body[after_docstring:after_docstring] = padding
        return node


def _compile(name: str, text: str) -> CodeType:
    tree = ast.fix_missing_locations(_Padding().visit(_parse(text)))
    return _build(tree, f"<{name}>", "exec")


class Recorder:
    """The pytest plugin that selects and orders the tests of a run, ends it, and keeps what became of them.

    It does so without pytest's own options: a suite that could read them would know which run it is in.
    """

    def __init__(self, request: dict[str, Any], root: Path, say: Say) -> None:
        only = None if request.get("only") is None else set(request["only"])
        order, until = request.get("order", "given"), request.get("until")
        first_failure = bool(request.get("first_failure"))

        def select(items: list[Any]) -> None:
            if only is not None:
                items[:] = [item for item in items if item.nodeid in only]
            if order == "reverse":
                items.reverse()
            elif isinstance(order, int):
                random.Random(order).shuffle(items)
            elif isinstance(order, list):
                place = {nodeid: index for index, nodeid in enumerate(order)}
                items.sort(key=lambda item: place.get(item.nodeid, len(place)))

        def enough(nodeid: str) -> bool:
            return nodeid == until or (first_failure and self.outcomes[nodeid]["outcome"] == "failed")

        self._select, self._enough = select, enough
        self._root = root
        self._say = say
        self.outcomes: dict[str, dict[str, Any]] = {}
        self.errors: list[str] = []

    def pytest_configure(self, config: Any) -> None:
        config.option.tbstyle = "value"  # no traceback is shown, so none is drawn

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        self._select(items)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._say({"running": nodeid})

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.errors.append(f"{report.nodeid}: {_reason(report.longreprtext, self._root)}")

    def pytest_runtest_makereport(self, item: Any, call: Any) -> None:
        self._keep(item, call)
        if call.when == "teardown" and self._enough(item.nodeid):
            item.session.shouldfail = "enough is known"

    def _keep(self, item: Any, call: Any) -> None:
        record = self.outcomes.setdefault(
            item.nodeid,
            {
                "outcome": "passed",
                "error": "",
                "message": "",
                "where": "",
                "markers": _markers(item),
                "seconds": 0.0,
            },
        )
        record["seconds"] += call.duration
        if call.excinfo is None:
            if call.when == "call" and item.get_closest_marker("xfail") is not None:
                record["outcome"] = "skipped"
            return
        kind = call.excinfo.typename
        record["outcome"] = "skipped" if kind == "Skipped" else "failed"
        record["error"] = kind
        record["message"] = _last_lines(str(call.excinfo.value))
        for entry in reversed(call.excinfo.traceback):
            path = Path(str(entry.path))
            if path.is_absolute() and path.is_relative_to(self._root):
                record["where"] = f"{path.relative_to(self._root).as_posix()}:{entry.lineno + 1}"
                break
        if item.get_closest_marker("xfail") is not None:
            record["outcome"] = "skipped"


def _markers(item: Any) -> list[str]:
    return sorted({marker.name for marker in item.iter_markers()})


def _reason(text: str, root: Path) -> str:
    """Why a file could not be collected: the lines that pytest marks with E, else the last ones."""
    lines = [line.strip() for line in text.replace(f"{root}{os.sep}", "").splitlines() if line.strip()]
    marked = [line[1:].strip() for line in lines if line.startswith("E ")]
    return " ".join((marked or lines)[-5:])[:500]


def _last_lines(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return " ".join(lines[:6])[:500]


def run_suite(request: dict[str, Any], root: Path, say: Say) -> dict[str, Any]:
    """Runs the suite in `root` once against the package of the request."""
    import numpy as np
    import pytest

    modules, search_path, finders = set(sys.modules), list(sys.path), list(sys.meta_path)
    environment, folder = dict(os.environ), os.getcwd()
    random.seed()
    np.random.seed(None)
    recorder = Recorder(request, root, say)
    arguments = ["-c", str(root / "lab.ini"), "--rootdir", str(root), "--confcutdir", str(root)]
    for plugin in (
        "terminal",
        "cacheprovider",
        "doctest",
        "junitxml",
        "unraisableexception",
        "threadexception",
    ):
        arguments += ["-p", f"no:{plugin}"]
    arguments += ["--strict-markers", f"--assert={request.get('assert', 'plain')}"]
    arguments += ["-m", request["markers"]] if request.get("markers") else []
    arguments += [str(root / path) for path in request.get("paths", ["tests"])]
    started, complaints = time.process_time(), io.StringIO()
    try:
        sys.meta_path.insert(0, PackageFinder(request.pop("sources")))
        with contextlib.redirect_stderr(complaints):
            code = int(pytest.main(arguments, plugins=[recorder]))
    finally:
        seconds = time.process_time() - started
        for name in set(sys.modules) - modules:
            file = getattr(sys.modules[name], "__file__", None) or ""
            if name.split(".")[0] == request["package"] or name == "conftest" or file.startswith(str(root)):
                del sys.modules[name]
        sys.path[:], sys.meta_path[:] = search_path, finders
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
    if code not in (0, 1, 5) and not recorder.errors and not recorder.outcomes:
        recorder.errors.append(_reason(complaints.getvalue(), root) or f"pytest ended with exit code {code}")
    return {"code": code, "outcomes": recorder.outcomes, "errors": recorder.errors, "seconds": seconds}


def measure(request: dict[str, Any]) -> dict[str, Any]:
    """Processor seconds of one training on this machine: the yardstick for how long a suite may take."""
    finders = list(sys.meta_path)
    sys.meta_path.insert(0, PackageFinder(request.pop("sources")))
    try:
        from parcelops import data, model

        times = []
        for _ in range(5):
            started = time.process_time()
            model.train(data.clean(data.generate(seed=1)))
            times.append(time.process_time() - started)
    finally:
        sys.meta_path[:] = finders
        for name in [name for name in sys.modules if name.split(".")[0] == request["package"]]:
            del sys.modules[name]
    return {"seconds": sorted(times)[2]}


def main() -> None:
    root = Path(sys.argv[1])
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    os.chdir(root)
    requests: queue.Queue[str] = queue.Queue()

    def say(message: dict[str, Any]) -> None:
        answers.write(_dumps(message) + "\n")
        answers.flush()

    def read() -> None:
        for line in sys.stdin:
            requests.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    import numpy  # noqa: F401
    import pandas  # noqa: F401
    import pytest  # noqa: F401
    import sklearn.impute  # noqa: F401
    import sklearn.linear_model  # noqa: F401
    import sklearn.metrics  # noqa: F401
    import sklearn.pipeline  # noqa: F401

    if "hypothesis" in sys.argv[2:]:
        import hypothesis

        generate = (hypothesis.Phase.explicit, hypothesis.Phase.generate)  # a failure is enough: no shrinking
        hypothesis.settings.register_profile("lab", derandomize=True, database=None, deadline=None, phases=generate)
        hypothesis.settings.load_profile("lab")
    sys.dont_write_bytecode = False
    gc.collect()
    gc.freeze()
    while True:
        request = _loads(requests.get())
        try:
            answer = measure(request) if request.get("measure") else run_suite(request, root, say)
        except BaseException:
            answer = {"crash": traceback.format_exc()[-2000:]}
        say(answer)


if __name__ == "__main__":
    main()
