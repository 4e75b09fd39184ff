"""What this interpreter has: its version, the packages that the step needs, and where they would be imported from."""

from __future__ import annotations

import importlib.machinery
import importlib.metadata
import importlib.util
import os
import re
import sys
from pathlib import Path
from typing import Any

# Distributions whose files name no import at the top level, or are installed without their metadata.
KNOWN_IMPORTS = {
    "scikit-learn": ["sklearn"],
    "pyyaml": ["yaml"],
    "pillow": ["PIL"],
    "opencv-python": ["cv2"],
    "python-dateutil": ["dateutil"],
    "beautifulsoup4": ["bs4"],
}


def look_around(plan: dict[str, Any]) -> dict[str, Any]:
    """Everything that the host must know before a check runs; nothing is imported for it."""
    versions: dict[str, str] = {}
    missing: list[str] = []
    imports: dict[str, str] = {}
    foreign: list[dict[str, str]] = []
    ours = [os.path.realpath(Path(plan["project"], folder)) for folder in ("checks", "src")]
    for requirement in ["pytest", *plan["requirements"]]:
        found = installed(requirement)
        if found is None:
            missing.append(requirement)
            continue
        version, names, home = found
        versions[requirement] = version
        for name in names:
            place = location(name)
            if place is None:
                continue
            imports[name] = place
            if any(is_inside(place, folder) for folder in ours):
                foreign.append({"name": name, "expected": home, "actual": place})
    package = plan["package"]
    place = location(package)
    if place is not None:
        imports[package] = place
        expected = str(Path(plan["project"], "src", package))
        if not is_inside(place, os.path.realpath(expected)):
            foreign.append({"name": package, "expected": expected, "actual": place})
    return {
        "python": {
            "version": ".".join(str(part) for part in sys.version_info[:3]),
            "executable": sys.executable,
            "bits": 64 if sys.maxsize > 2**32 else 32,
        },
        "packages": versions,
        "missing": missing,
        "imports": imports,
        "foreign": foreign,
    }


def installed(requirement: str) -> tuple[str, list[str], str] | None:
    """Version, import names and folder of a distribution; None when it is not there."""
    known = KNOWN_IMPORTS.get(canonical(requirement))
    try:
        distribution = importlib.metadata.distribution(requirement)
    except importlib.metadata.PackageNotFoundError:
        # Some systems install a package without its metadata.
        names = known or [canonical(requirement).replace("-", "_")]
        place = location(names[0])
        return None if place is None else ("unknown", names, place)
    names = known or import_names(distribution, requirement)
    # Metadata can outlive its package when an installation was cut off.
    if all(location(name) is None for name in names):
        return None
    return distribution.version, names, str(distribution.locate_file(""))


def import_names(distribution: importlib.metadata.Distribution, requirement: str) -> list[str]:
    """The top-level names that a distribution installs, its own first."""
    guess = canonical(requirement).replace("-", "_")
    if location(guess) is not None:
        return [guess]
    listed = (distribution.read_text("top_level.txt") or "").split()
    if not listed:
        tops = {file.parts[0] for file in distribution.files or () if file.suffix in (".py", ".so", ".pyd")}
        listed = sorted({top.split(".")[0] for top in tops})
    names = [name for name in listed if name.isidentifier() and not name.startswith("_")]
    return names or [guess]


def location(name: str) -> str | None:
    """Where `import name` would take a top-level module from, or has taken it from."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError):
        return None
    if spec is None:
        return None
    if spec.origin is not None and spec.origin not in ("built-in", "frozen"):
        return spec.origin
    folders = list(spec.submodule_search_locations or ())
    return folders[0] if folders else None


def is_inside(path: str, folder: str) -> bool:
    """Whether a path lies in a folder whose real path is given."""
    real, home = os.path.normcase(os.path.realpath(path)), os.path.normcase(folder)
    return real == home or real.startswith(home + os.sep)


def canonical(requirement: str) -> str:
    """A distribution's name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", requirement).lower()
