"""Run the benchmark, or show what its record says.

python run.py                       run all tasks on five seeds, write results/benchmark.txt, show it
python run.py --only recall,cancer  run these tasks anew and keep the other lines of the record
python run.py --show                show the report of the record that is there
python run.py --data real --path dataset.arff --splits splits.arff --target class
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import numpy as np  # noqa: E402 - the path comes first

from deepbridge import baselines, records  # noqa: E402
from deepbridge.benchmark import run_benchmark  # noqa: E402
from deepbridge.costs import yearly_seconds  # noqa: E402
from deepbridge.data import Known  # noqa: E402
from deepbridge.deep import TableNet  # noqa: E402
from deepbridge.experiments import PREDICTIONS, RETRAININGS, summarize  # noqa: E402
from deepbridge.intervals import paired_interval  # noqa: E402
from deepbridge.real import features_and_labels, read_arff, read_splits  # noqa: E402
from deepbridge.tasks import SEEDS, SIDES, TASKS, Model  # noqa: E402

RECORD = HERE / "results" / "benchmark.txt"


def run_small(names: list[str]) -> None:
    """Run tasks seed by seed and write the record."""
    kept = records.read(RECORD) if RECORD.exists() and len(names) < len(TASKS) else []
    results = {(result.task, result.seed, result.side): result for result in kept}
    for task in TASKS:
        if task.name not in names:
            continue
        for seed in SEEDS:
            start = time.perf_counter()
            for result in run_benchmark((task,), (seed,)):
                results[result.task, result.seed, result.side] = result
            print(f"{task.name}, seed {seed}: {time.perf_counter() - start:.1f} s", flush=True)
    order = [(task.name, seed, side) for task in TASKS for seed in SEEDS for side in SIDES]
    records.write([results[key] for key in order if key in results], RECORD)
    print(f"wrote {RECORD}")


def show() -> None:
    """Print the figures that README.md and decision_memo.md ask for."""
    results = records.read(RECORD)
    for task in TASKS:
        seeds = sorted({result.seed for result in results if result.task == task.name})
        if len(seeds) < 2:
            print(f"{task.name}: not in the record")
            continue
        summary = summarize(task, results, {seed: task.split(seed).y_test for seed in seeds})
        means = summary.accuracies.mean(axis=0)
        mean, low, high = summary.interval
        print(f"\n| {task.name}_deep | {means[0]:.4f} |")
        print(f"| {task.name}_classical | {means[1]:.4f} |")
        print(f"| {task.name}_difference | {mean:.4f} |")
        print(f"| {task.name}_low | {low:.4f} |")
        print(f"| {task.name}_high | {high:.4f} |")
        print(f"| {task.name}_verdict | {summary.recommendation.verdict} |")
        print(f"| {task.name}_take | {summary.recommendation.take} |")
        for side in SIDES:
            cost = summary.costs[side]
            year = yearly_seconds(cost, RETRAININGS, PREDICTIONS)
            print(
                f"  {side:9s} train {cost.train_seconds:8.2f} s, predict {cost.predict_us:9.2f} µs a row, "
                f"size {cost.size:8d}, a year {year:8.1f} s; {', '.join(sorted(set(summary.models[side])))}"
            )


def run_real(arguments: argparse.Namespace) -> None:
    """Run both sides on the published splits of an OpenML task and write `predictions.jsonl`."""
    table = read_arff(arguments.path)
    x, y, names = features_and_labels(table, arguments.target)
    splits = read_splits(arguments.splits, len(y))
    print(f"{len(y)} rows, {x.shape[1]} columns after encoding, {len(splits)} splits")
    lines: list[dict[str, object]] = []
    differences: list[float] = []
    seconds: dict[str, float] = {side: 0.0 for side in SIDES}
    for number, (train, test) in enumerate(splits):
        order = np.random.default_rng([arguments.seed, number]).permutation(train)
        valid, rest = order[: len(order) // 5], order[len(order) // 5 :]
        known = Known(x[rest], y[rest], x[valid], y[valid])
        sides: dict[str, list[Model]] = {
            "deep": [
                TableNet(0.01, 0.0, 128, 40, True, arguments.seed),
                TableNet(0.1, 0.3, 128, 40, True, arguments.seed),
            ],
            "classical": [
                baselines.logistic(),
                baselines.forest(arguments.seed),
                baselines.boosting(arguments.seed),
            ],
        }
        predicted = {}
        for side, candidates in sides.items():
            start = time.perf_counter()
            for model in candidates:
                model.fit(known)
            scores = [float((model.predict(known.x_valid) == known.y_valid).mean()) for model in candidates]
            seconds[side] += time.perf_counter() - start
            predicted[side] = candidates[int(np.argmax(scores))].predict(x[test])
        right = [float((predicted[side] == y[test]).mean()) for side in SIDES]
        differences.append(right[0] - right[1])
        print(f"split {number}: deep {right[0]:.4f}, classical {right[1]:.4f}", flush=True)
        for row, ours, theirs in zip(test, predicted["deep"], predicted["classical"], strict=True):
            lines.append(
                {
                    "id": f"{number}-{row}",
                    "fold": number,
                    "gold": names[y[row]],
                    "prediction": names[ours],
                    "baseline": names[theirs],
                }
            )
    overlap = len(splits[0][1]) / len(splits[0][0])
    mean, low, high = paired_interval(np.array(differences), overlap)
    print(f"difference {mean:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}, overlap {overlap:.4f}")
    print(f"seconds to train and choose: {', '.join(f'{side} {seconds[side]:.1f}' for side in SIDES)}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    print(f"wrote {arguments.out / 'predictions.jsonl'}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    everything = ",".join(task.name for task in TASKS)
    parser.add_argument("--only", default=everything, help=f"tasks, of {everything}")
    parser.add_argument("--show", action="store_true", help="run nothing")
    parser.add_argument("--data", choices=("small", "real"), default="small")
    parser.add_argument("--path", type=Path, help="the table of an OpenML data set, ARFF")
    parser.add_argument("--splits", type=Path, help="the splits of its task, ARFF")
    parser.add_argument("--target", default="class")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.data == "real":
        if arguments.path is None or arguments.splits is None:
            parser.error("--data real needs --path and --splits")
        run_real(arguments)
        return
    if not arguments.show:
        names = arguments.only.split(",")
        unknown = sorted(set(names) - {task.name for task in TASKS})
        if unknown:
            parser.error(f"unknown tasks: {', '.join(unknown)}")
        run_small(names)
    show()


if __name__ == "__main__":
    main()
