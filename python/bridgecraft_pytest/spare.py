"""A spare process: imports what a step needs ahead of time, waits in its private folder, runs one run, once.

What is imported early must not change a verdict. So nothing of the project and nothing of the learner's is imported
here, and when the run comes, a spare that a cold start would differ from says nothing and leaves; the host, which
then sees no event of it, runs the checks cold.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import shutil
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, all_suffixes
from pathlib import Path
from types import ModuleType
from typing import Any

from bridgecraft_pytest.environment import installed, is_inside
from bridgecraft_pytest.run import path_with

# How a spare ends that a cold start must stand in for.
UNFIT = 75
# Read from the working folder while a library is imported, which happened elsewhere.
READ_AT_IMPORT = ("matplotlibrc", ".numba_config.yaml")
# Imported beside their package where it would load them by itself when they are asked for as attributes: then code
# that forgot to import them works in a cold start too.
LAZY_PARTS = {"sklearn": ("linear_model", "model_selection")}

Surroundings = dict[str, "tuple[int, int] | None"]


class Recorder:
    """Notes the top-level names that an import looked for, found or not."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Finds nothing, so that the next finder goes on."""
        self.names.add(name.partition(".")[0])
        return None


def wait(requirements: list[str]) -> list[str]:
    """Imports, waits for the one order on standard input, and gives the arguments of pytest. Leaves without an order."""
    leave = os._exit
    folder = os.environ["BRIDGECRAFT_RUN_FOLDER"]
    places = [sys.executable, str(Path(sys.prefix, "pyvenv.cfg")), *sys.path]
    before = surroundings(places)
    recorder = Recorder()
    sys.meta_path.insert(0, recorder)
    try:
        preload(requirements)
    except BaseException:  # noqa: BLE001 - whatever a broken library raises, the cold start shall meet it itself
        leave(UNFIT)
    sys.meta_path.remove(recorder)
    # Libraries stay to the end; looking through them again at each collection would cost more than the check.
    gc.collect()
    gc.freeze()
    os.write(1, f"\x1e{os.environ['BRIDGECRAFT_RUN']} \x1e".encode())

    line = sys.stdin.buffer.readline()
    if not line.endswith(b"\n"):
        # Whoever started it has ended or wants it no longer. Windows does not remove a folder that somebody stands in.
        os.chdir(os.path.dirname(folder))
        shutil.rmtree(folder, ignore_errors=True)
        leave(0)
    order: dict[str, Any] = json.loads(line)
    project: str = order["project"]
    known = recorder.names | {name.partition(".")[0] for name in sys.modules}
    if surroundings(places) != before or stands_in_the_way(project, known):
        leave(UNFIT)
    enter(project, order["environment"])
    return list(order["arguments"])


def preload(requirements: list[str]) -> None:
    """Imports pytest's own parts and the packages that the step needs."""
    import _pytest.config

    for plugin in _pytest.config.default_plugins:
        importlib.import_module(f"_pytest.{plugin}")
    importlib.import_module("bridgecraft_pytest.plugin")
    for requirement in requirements:
        found = installed(requirement)
        if found is None:
            raise ModuleNotFoundError(requirement)
        for name in found[1]:
            module = importlib.import_module(name)
            for part in LAZY_PARTS.get(name, ()):
                if hasattr(module, "__getattr__") and part in dir(module):
                    importlib.import_module(f"{name}.{part}")
    importlib.invalidate_caches()


def surroundings(places: list[str]) -> Surroundings:
    """When the interpreter and the folders of its packages were last changed."""
    seen: Surroundings = {}
    for place in places:
        seen[place] = changed(place)
        if not os.path.isdir(place):
            continue
        for entry in os.scandir(place):
            if entry.name.endswith(".pth"):
                seen[entry.path] = changed(entry.path)
    return seen


def changed(place: str) -> tuple[int, int] | None:
    """Time of the last change and size; None when there is nothing."""
    try:
        found = os.stat(place)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def stands_in_the_way(project: str, known: set[str]) -> bool:
    """Whether a file of the project would have changed what was imported here, had it been there."""
    if any(Path(project, name).exists() for name in READ_AT_IMPORT):
        return True
    ours = [str(Path(project, "checks")), str(Path(project, "src"))]
    real = [os.path.realpath(folder) for folder in ours]
    names = {name for folder in ours for name in importable(folder)} & known
    path = path_with(project)
    for name in names - set(sys.builtin_module_names):
        spec = PathFinder.find_spec(name, path)
        if spec is None:
            continue
        found = [spec.origin] if spec.origin is not None else list(spec.submodule_search_locations or ())
        if any(is_inside(place, folder) for place in found for folder in real):
            return True
    return False


def importable(folder: str) -> set[str]:
    """Names that an `import` could take from a folder."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return set()
    suffixes = tuple(all_suffixes())
    return {
        entry.name.partition(".")[0] for entry in entries if entry.is_dir() or entry.name.endswith(suffixes)
    }


def enter(project: str, environment: dict[str, str]) -> None:
    """Makes this process look as a cold start in the project would."""
    os.chdir(project)
    os.environ.update(environment)
    # Nothing is to be read from the host any more; a learner's `input()` finds the end, as in a cold start.
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - stays open to the end
    # Where multiprocessing's children start; taken from the working folder when it was imported.
    processes = sys.modules.get("multiprocessing.process")
    if processes is not None:
        processes.ORIGINAL_DIR = os.getcwd()  # type: ignore[attr-defined]
