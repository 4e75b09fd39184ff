"""Mutants: small, believable mistakes, each as one exact replacement in one module of the package."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

Sources = dict[str, str]
"""Module name ("parcelops.features") -> its text. The package itself is "parcelops"."""


@dataclass(frozen=True)
class Mutant:
    """One mistake.

    Attributes:
        name: lower-case words with hyphens.
        area: the part of the package that it breaks, in plain words.
        story: how such a mistake is made, and what it costs.
        module: the module that it changes, "parcelops.features".
        find: text that occurs exactly once in that module.
        replace: what stands there instead.
    """

    name: str
    area: str
    story: str
    module: str
    find: str
    replace: str

    def apply(self, sources: Sources) -> Sources:
        """The sources with this mistake in them.

        Raises:
            LookupError: the text to replace does not occur exactly once: the package is not the given one.
        """
        text = sources[self.module]
        if text.count(self.find) != 1:
            raise LookupError(f"mutant {self.name}: its line does not occur exactly once in {self.module}")
        return {**sources, self.module: text.replace(self.find, self.replace)}


def read_mutants(text: str) -> list[Mutant]:
    """Mutants of a catalog in TOML: tables `[[mutant]]` with the attributes of `Mutant`."""
    return [
        Mutant(**{key: value.strip("\n") if key in ("find", "replace") else value for key, value in entry.items()})
        for entry in tomllib.loads(text)["mutant"]
    ]


def read_package(folder: Path) -> Sources:
    """The modules of the package in `folder`, line ends as LF."""
    return {
        folder.name if path.stem == "__init__" else f"{folder.name}.{path.stem}": path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("*.py"))
    }
