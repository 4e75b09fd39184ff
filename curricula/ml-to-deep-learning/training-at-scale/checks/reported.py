"""The run that README.md is about, made once for the gate and the report."""

from __future__ import annotations

from functools import cache

from deepbridge.experiments import REPORT_SEED, Comparison, compare


@cache
def reported() -> Comparison:
    """The network and four classical models on the table of the report."""
    return compare(REPORT_SEED)
