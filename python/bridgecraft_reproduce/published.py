"""What a repository publishes (`reproduce.json`), and whether its files are still those."""

from __future__ import annotations

import hashlib
import json
import math
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

FORMAT = 1


class CannotRun(Exception):
    """Nothing could be compared. The text says why, and what to do next."""


@dataclass(frozen=True)
class Check:
    """One test of the author's, with its limit in seconds."""

    id: str
    test: str
    timeout: float


@dataclass(frozen=True)
class Figure:
    """A published number; a re-run within `tolerance` reproduces it."""

    name: str
    title: str
    unit: str
    value: float
    tolerance: float


@dataclass(frozen=True)
class Project:
    """One folder of the repository."""

    folder: str
    step: str
    title: str
    package: str
    requirements: tuple[str, ...]
    checks: tuple[Check, ...]
    figures: tuple[Figure, ...]
    # Path in the folder → SHA-256 of the text with line ends LF, or of the bytes.
    files: dict[str, str]
    recorded: str


@dataclass(frozen=True)
class Published:
    """The whole of `reproduce.json`."""

    projects: tuple[Project, ...]
    tools: dict[str, str]
    python: str
    sha256: str


def read_published(root: Path) -> Published:
    """Reads `reproduce.json`; raises `CannotRun` when it is not there or not as the export wrote it."""
    path = root / "reproduce.json"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotRun(
            f"reproduce.json cannot be read in {root} ({error.strerror}). "
            "Run this in the folder of an exported portfolio, or clone the repository again."
        ) from None
    try:
        fields = json.loads(content.decode("utf-8-sig"))
        if fields["format"] != FORMAT:
            raise CannotRun(
                f"reproduce.json has the format {fields['format']}; this reproduce.py reads format {FORMAT}. "
                "Use the reproduce.py that lies beside it."
            )
        return Published(
            projects=tuple(project_of(each) for each in fields["projects"]),
            tools=hashes_of(fields.get("tools", {})),
            python=str(fields.get("python", "")),
            sha256=hash_of(content),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotRun(
            f"reproduce.json is damaged ({type(error).__name__}: {error}). "
            "Clone the repository again, or export the portfolio again."
        ) from None


def project_of(fields: dict[str, Any]) -> Project:
    """One project; raises `ValueError` and the like for what the export would not write."""
    folder = str(fields["folder"])
    if "/" in folder:
        raise ValueError(f"{folder!r} is not the name of a folder")
    return Project(
        folder=inside(folder),
        step=str(fields["step"]),
        title=str(fields["title"]),
        package=str(fields["package"]),
        requirements=tuple(str(each) for each in fields["requirements"]),
        checks=tuple(
            Check(str(each["id"]), inside(str(each["test"])), number(each["timeout"]))
            for each in fields["checks"]
        ),
        figures=tuple(
            Figure(
                str(each["name"]),
                str(each["title"]),
                str(each["unit"]),
                number(each["value"]),
                number(each["tolerance"]),
            )
            for each in fields["figures"]
        ),
        files=hashes_of(fields["files"]),
        recorded=str(fields["recorded"]),
    )


def hashes_of(fields: dict[str, Any]) -> dict[str, str]:
    """Paths, all inside of their folder, with their hashes."""
    return {inside(str(path)): str(value) for path, value in fields.items()}


def number(value: object) -> float:
    """A finite number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{value!r} is not a number")
    return float(value)


def inside(path: str) -> str:
    """The path, when it cannot lead out of the folder that it is relative to."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", path) or "\\" in path:
        raise ValueError(f"{path!r} leads out of its folder")
    return path


def changed_files(folder: Path, project: Project) -> list[str]:
    """What is not as it was published, each with a word for how."""
    changed = differing(folder, project.files)
    for place in ("checks", "src"):
        for path in sorted((folder / place).rglob("*.py")):
            name = path.relative_to(folder).as_posix()
            if name not in project.files:
                changed.append(f"{name} (added)")
    return changed


def differing(folder: Path, hashes: dict[str, str]) -> list[str]:
    """Files of a folder that are gone or have another content."""
    found = []
    for name, expected in sorted(hashes.items()):
        try:
            actual = hash_of((folder / name).read_bytes())
        except OSError:
            found.append(f"{name} (missing)")
            continue
        if actual != expected:
            found.append(f"{name} (changed)")
    return found


def hash_of(content: bytes) -> str:
    """SHA-256 of a text without byte order mark, line ends LF (git may change those); else of the bytes."""
    if b"\0" not in content:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            return hashlib.sha256(content).hexdigest()
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        content = text.encode("utf-8")
    return hashlib.sha256(content).hexdigest()
