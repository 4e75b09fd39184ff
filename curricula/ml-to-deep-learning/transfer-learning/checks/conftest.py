"""What every check can ask for. Author-owned, and the same file in every step.

`seed`      the seed of this run's data (`BRIDGECRAFT_SEED`, else a fixed one)
`evidence`  the folder for pictures and tables that a reader may look at (`evidence/` in the project)
`report`    `report(expected=…, actual=…, hint=…, **figures)`: what a failed check shows, and the figures it measured
"""

from __future__ import annotations

import os

# One thread: with two threads on two busy cores the same training takes many times as long.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
os.environ.setdefault("MPLBACKEND", "Agg")

from collections.abc import Callable  # noqa: E402 - the variables above come before any numerical library
from pathlib import Path  # noqa: E402
from typing import Protocol  # noqa: E402

import pytest  # noqa: E402

PROJECT = Path(__file__).resolve().parent.parent


class Report(Protocol):
    """Records what a check expected, what it got, which hint fits, and its figures."""

    def __call__(
        self,
        *,
        expected: object | None = None,
        actual: object | None = None,
        hint: str | None = None,
        **figures: float,
    ) -> None: ...


@pytest.fixture(scope="session")
def seed() -> int:
    """The seed of this run's data; `verify` runs several."""
    return int(os.environ.get("BRIDGECRAFT_SEED", "20261"))


@pytest.fixture(scope="session")
def evidence() -> Path:
    """The folder that pictures and tables for the reader go to; made when it is first asked for."""
    folder = Path(os.environ.get("BRIDGECRAFT_EVIDENCE", PROJECT / "evidence"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Report:
    """Keeps what is reported as properties of the test; text is cut at 4,000 characters."""

    def record(
        *,
        expected: object | None = None,
        actual: object | None = None,
        hint: str | None = None,
        **figures: float,
    ) -> None:
        for name, value in (("expected", expected), ("actual", actual), ("hint", hint)):
            if value is not None:
                record_property(name, str(value)[:4000])
        for name, value in figures.items():
            record_property(name, float(value))

    return record
