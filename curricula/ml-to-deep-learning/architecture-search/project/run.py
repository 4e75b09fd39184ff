"""Run the searches of this project.

python run.py              the report: three searches and the classical one
python run.py --race       halving against random search on stored learning curves
python run.py --data real --format satellite --path FOLDER --rehearse       the test rows stay closed
python run.py --data real --format satellite --path FOLDER
python run.py --data real --format fashion --path FOLDER --train 6000 --validation 2000 --test 10000
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import torch  # noqa: E402 - the path comes first

from deepbridge.experiments import (  # noqa: E402
    REPORT_SEED,
    SEARCHES,
    Comparison,
    compare,
    compare_on,
    race,
    search,
    worst_row,
)
from deepbridge.real import published_split  # noqa: E402


def show(comparison: Comparison) -> None:
    """Print the figures that README.md asks for."""
    for name, report in comparison.reports.items():
        candidates = len(comparison.results[name].configs)
        print(f"{name}: {candidates} candidates in {comparison.seconds[name]:.1f} s")
        print(f"  validation {report.validation:.4f}, corrected {report.corrected:.4f}", end=", ")
        print(f"test {report.test:.4f} ({report.low:.4f} to {report.high:.4f}), gap {report.gap:+.4f}")
    halving = comparison.results["halving"]
    print(f"halving chose {halving.configs[halving.best]}")
    print(f"  {comparison.cost.parameters} parameters, {comparison.cost.flops} FLOPs an image")
    print(f"classical: {comparison.classical}, {len(halving.configs)} candidates", end=" ")
    print(f"in {comparison.seconds['classical']:.1f} s")
    test = float(comparison.classical_correct.mean())
    print(f"  validation {comparison.classical_validation:.4f}, test {test:.4f}")
    difference, low, high = comparison.interval()
    print(f"halving - classical {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")
    row, gold, predicted = worst_row(comparison)
    print(f"worst failure: test row {row}: a {gold} read as {predicted}")


def show_race() -> None:
    """Print the comparison on the table."""
    results = race(range(600))
    for name, test in results.test.items():
        print(f"{name:8s} test {test.mean():.4f}, chosen for {results.validation[name].mean():.4f}")
    for other in ("random", "bold"):
        difference, low, high = results.interval("halving", other)
        print(f"halving - {other}: {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")


def run_real(arguments: argparse.Namespace) -> None:
    """Search on a published set and write `predictions.jsonl`."""
    sizes = {"satellite": (3435, 1000), "fashion": (6000, 2000)}[arguments.format]
    n_train, n_validation = arguments.train or sizes[0], arguments.validation or sizes[1]
    parts = [
        published_split(
            arguments.path, arguments.format, n_train, n_validation, arguments.test, arguments.seed
        )
        for _ in range(2)
    ]
    splits, lines = [split for split, _ in parts], parts[0][1]
    if arguments.rehearse:
        result = search("halving", splits[0], arguments.seed, arguments.budget)
        best = max(entry.score for entry in result.trace if entry.candidate == result.best)
        print(f"chosen {result.configs[result.best]}, validation {best:.4f}; the test rows were not read")
        return
    comparison = compare_on(splits, arguments.seed, arguments.budget, names=("halving",))
    show(comparison)
    start = time.perf_counter()
    prediction = comparison.chosen.predict(comparison.x_test)
    seconds = 1000 * (time.perf_counter() - start) / len(prediction)
    print(f"{seconds:.4f} s for 1,000 rows")
    arguments.out.mkdir(parents=True, exist_ok=True)
    baseline = comparison.classical_prediction
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for line, gold, ours, theirs in zip(lines, comparison.y_test, prediction, baseline, strict=True):
            record = {
                "id": f"{arguments.format}-{line}",
                "gold": str(gold),
                "prediction": str(ours),
                "baseline": str(theirs),
            }
            file.write(json.dumps(record) + "\n")
    promised = {
        "validation": comparison.reports["halving"].validation,
        "corrected": comparison.reports["halving"].corrected,
        "candidates": len(comparison.results["halving"].configs),
    }
    (arguments.out / "search.json").write_text(json.dumps(promised) + "\n", encoding="utf-8")
    print(f"wrote predictions.jsonl and search.json to {arguments.out}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", choices=("small", "real"), default="small")
    parser.add_argument("--race", action="store_true", help="compare searches on stored learning curves")
    parser.add_argument("--rehearse", action="store_true", help="search only; the test rows stay closed")
    parser.add_argument("--format", choices=("satellite", "fashion"), default="satellite")
    parser.add_argument("--path", type=Path, help="the folder with the published files")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--train", type=int, help="rows to train on")
    parser.add_argument("--validation", type=int, help="rows to choose with")
    parser.add_argument("--test", type=int, help="test on a random sample of this many rows")
    parser.add_argument("--budget", type=int, default=81, help="epochs of all candidates together")
    parser.add_argument("--seed", type=int, default=REPORT_SEED)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.race:
        show_race()
    elif arguments.data == "small":
        show(compare(arguments.seed, SEARCHES))
    elif arguments.path is None:
        parser.error("--data real needs --path")
    else:
        run_real(arguments)


if __name__ == "__main__":
    main()
