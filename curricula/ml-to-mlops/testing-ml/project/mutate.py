"""Try your suite on the shown mutants.

python mutate.py list         the ten mistakes
python mutate.py try NAME     run the suite on one of them: which tests notice?
python mutate.py score        false alarms on the given package, then which mutants are caught and by which test
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

from mutantlab.catalog import Mutant, read_mutants, read_package  # noqa: E402 - found only with the line above
from mutantlab.judge import Judge, Variant  # noqa: E402
from mutantlab.lab import Lab, LabError  # noqa: E402

CATALOG = HERE / "mutants" / "catalog.toml"


def list_mutants(mutants: list[Mutant]) -> None:
    """Prints each mutant with its story."""
    for mutant in mutants:
        print(f"{mutant.name} ({mutant.area})\n    {mutant.story}")


def try_mutant(mutant: Mutant) -> None:
    """Prints the change and every test that fails because of it."""
    package = read_package(HERE / "src" / "parcelops")
    print(f"{mutant.module}\n  - {mutant.find.strip()}\n  + {mutant.replace.strip()}\n")
    with Lab({"tests": HERE / "tests"}) as lab:
        before = lab.run(package)
        red = {outcome.test for outcome in before.outcomes if outcome.outcome != "passed"}
        after = lab.run(mutant.apply(package), explain=True)
    for error in after.errors:
        print(f"cannot be collected: {error}")
    noticed = [o for o in after.outcomes if o.outcome == "failed" and o.test not in red]
    for outcome in noticed:
        print(f"caught by {outcome.test}\n    {outcome.where} {outcome.error}: {outcome.message}")
    print(f"\n{len(noticed)} of {len(after.outcomes)} tests notice; {len(red)} fail on the correct package as well.")


def score(mutants: list[Mutant]) -> None:
    """Prints false alarms and the verdict on each shown mutant."""
    package = read_package(HERE / "src" / "parcelops")
    variants = [
        Variant("as given", package),
        Variant("as given, tests in reverse", package, "reverse"),
        Variant("as given, tests in a random order", package, 1),
    ]
    with Lab({"tests": HERE / "tests"}) as lab:
        judge = Judge(lab, variants)
        for error in judge.errors():
            print(f"cannot be collected: {error}")
        for variant in variants:
            for outcome in judge.false_alarms(variant.name):
                print(f"not green on the correct package ({variant.name}): {outcome.test}: {outcome.message}")
        functions = {test.split("[")[0] for test in judge.trusted()}
        print(f"{len(functions)} test functions are green on the correct package.\n")
        verdicts = [judge.verdict(mutant.name, mutant.apply(package)) for mutant in mutants]
    for mutant, verdict in zip(mutants, verdicts, strict=True):
        print(f"{mutant.name:26}{verdict.caught_by or '- survives'}")
    caught = sum(bool(verdict.caught_by) and not verdict.unstable for verdict in verdicts)
    print(f"\n{caught} of {len(mutants)} shown mutants caught.")


def main(arguments: list[str]) -> int:
    """Runs one command; returns the exit code."""
    mutants = read_mutants(CATALOG.read_text(encoding="utf-8"))
    by_name = {mutant.name: mutant for mutant in mutants}
    try:
        if arguments == ["list"]:
            list_mutants(mutants)
        elif arguments == ["score"]:
            score(mutants)
        elif len(arguments) == 2 and arguments[0] == "try" and arguments[1] in by_name:
            try_mutant(by_name[arguments[1]])
        else:
            print(__doc__)
            return 64
    except LabError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
