"""What the learner's files may use. They judge models, so they may not change one or look at the checks."""

from __future__ import annotations

from source_rules import foreign_names, shadowing_modules

from conftest import PROJECT, Report

# Beside plain modules of the standard library. The last three come from earlier steps, where the same held.
ALLOWED = {
    "intervals.py": frozenset({"numpy", "scipy"}),
    "costs.py": frozenset({"numpy", "deepbridge.data"}),
    "decide.py": frozenset({"numpy", "deepbridge.costs", "deepbridge.intervals"}),
    "benchmark.py": frozenset(
        {
            "numpy",
            "sklearn",
            "deepbridge.costs",
            "deepbridge.data",
            "deepbridge.records",
            "deepbridge.tasks",
        }
    ),
    "library.py": frozenset({"numpy", "sklearn", "deepbridge.data"}),
    "diagnosis.py": frozenset({"numpy", "scipy", "sklearn", "deepbridge.colleague", "deepbridge.data"}),
    "net.py": frozenset({"torch"}),
    "rnn.py": frozenset({"torch"}),
    "attention.py": frozenset({"torch"}),
}
# The sick run judges by what `compare` returns; the checks' benchmarks have this method beside it.
HIDDEN = {"diagnosis.py": frozenset({"pair"})}


def must_stand_alone(name: str, report: Report) -> None:
    """One of the learner's files gets by with what it is given."""
    shadows = shadowing_modules(PROJECT)
    if shadows:
        report(hint="own-means")
    assert not shadows, f"Rename {', '.join(shadows)} in src/: Python imports them in place of a library."
    modules = ALLOWED[name]
    foreign = foreign_names(
        PROJECT / "src" / "deepbridge" / name, modules, ready_made=HIDDEN.get(name, frozenset())
    )
    if foreign:
        report(hint="own-means", expected=", ".join(sorted(modules)), actual=", ".join(foreign))
    assert not foreign, (
        f"{name} must get by with {', '.join(sorted(modules))} and plain modules of the standard library, "
        f"and change nothing in them; it uses {', '.join(foreign)}."
    )
