"""An exception as an event: its type, a clean message, and where it came from."""

from __future__ import annotations

import os
import traceback
from types import TracebackType
from typing import Any

HERE = os.path.dirname(os.path.abspath(__file__))
# Frames of the machinery say nothing about the work.
MACHINERY = tuple(
    os.sep + name + os.sep for name in ("_pytest", "pluggy", "importlib", os.path.basename(HERE))
)


def describe(error: BaseException) -> dict[str, Any]:
    """What an event says about an exception that ended a phase of a check."""
    import pytest  # Here, because its absence is one of the things that a run must be able to say.

    leaf = first_leaf(error)
    frames = frames_of(leaf.__traceback__)
    causes = [
        frame for cause in causes_of(leaf) for frame in frames_of(cause.__traceback__) + place_of(cause)
    ]
    if leaf is not error:
        frames = frames_of(error.__traceback__) + frames
    return {
        "type": type(leaf).__name__,
        "message": message_of(leaf)[:4000],
        "assertion": isinstance(leaf, (AssertionError, pytest.fail.Exception)),
        "skipped": isinstance(leaf, pytest.skip.Exception),
        "errno": leaf.errno if isinstance(leaf, OSError) and isinstance(leaf.errno, int) else None,
        "notes": "\n".join(getattr(leaf, "__notes__", ()))[:2000],
        "frames": shortened(frames + place_of(leaf)),
        "causes": shortened(causes),
    }


def first_leaf(error: BaseException) -> BaseException:
    """The first exception of a group: Hypothesis raises one for several falsified examples."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def causes_of(error: BaseException) -> list[BaseException]:
    """What an exception was raised from, outermost first."""
    found: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and len(found) < 10:
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
        if current is None or current is error or current in found:
            break
        found.append(current)
    return found


def frames_of(trace: TracebackType | None) -> list[dict[str, Any]]:
    """Frames from the outermost to the one that raised, without the machinery's."""
    found: list[dict[str, Any]] = []
    for frame, line in traceback.walk_tb(trace):
        code = frame.f_code
        if not is_machinery(code.co_filename):
            found.append({"file": code.co_filename, "line": line, "function": code.co_name})
    return found


def stack_frames() -> list[dict[str, Any]]:
    """Frames of the caller's stack, outermost first."""
    return shortened(
        [
            {"file": entry.filename, "line": entry.lineno or 1, "function": entry.name}
            for entry in traceback.extract_stack()
            if not is_machinery(entry.filename)
        ]
    )


def place_of(error: BaseException) -> list[dict[str, Any]]:
    """A syntax error has no frame in the file that holds it."""
    if isinstance(error, SyntaxError) and error.filename:
        return [{"file": error.filename, "line": error.lineno or 1, "function": "<module>"}]
    return []


def is_machinery(file: str) -> bool:
    """Whether a file belongs to pytest, the import system or this package."""
    return file.startswith("<frozen") or any(part in file for part in MACHINERY)


def shortened(frames: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A recursion leaves a thousand frames; the ends tell the story."""
    return frames if len(frames) <= 60 else frames[:20] + frames[-40:]


def message_of(error: BaseException) -> str:
    """The exception's own words. Of an assertion with a message, the message without pytest's comparison below it."""
    if isinstance(error, SyntaxError):
        return str(error.msg)
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 - a learner's __str__ may raise anything
        return ""
    if isinstance(error, AssertionError) and not text.startswith("assert "):
        text = text.split("\nassert ", 1)[0]
    return text.strip()
