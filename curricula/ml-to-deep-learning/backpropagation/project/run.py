"""Run the experiments of this project.

python run.py                                                     moons and digits, with the report's seed
python run.py --data real --format letter --path letter-recognition.data
python run.py --data real --format covertype --path covtype.data.gz --test 20000
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

from deepbridge.baselines import best_by_validation  # noqa: E402 - the path comes first
from deepbridge.experiments import (  # noqa: E402
    REPORT_SEED,
    compare_on_digits,
    compare_on_moons,
    paired_interval,
    worst_row,
)
from deepbridge.mlp import MLP, count_parameters, fit  # noqa: E402
from deepbridge.real import FORMATS, published_split, read_table  # noqa: E402


def show_report(seed: int) -> None:
    """Print the figures that README.md asks for."""
    for name, comparison in (("moons", compare_on_moons(seed)), ("digits", compare_on_digits(seed))):
        print(f"{name}, seed {seed}: trained in {comparison.seconds:.1f} s")
        for model in comparison.predictions:
            print(f"  {model:15s} accuracy {comparison.accuracy(model):.4f}")
        difference, low, high = comparison.interval("rbf_svm")
        print(f"  mlp - rbf_svm   {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")
        row, gold, predicted = worst_row(comparison.model, comparison.split.x_test, comparison.split.y_test)
        print(f"  worst failure   test row {row}: a {gold} read as {predicted}")


def run_real(arguments: argparse.Namespace) -> None:
    """Train on the published split of a UCI table and write `predictions.jsonl`."""
    layout = FORMATS[arguments.format]
    x, y = read_table(arguments.path, arguments.format)
    split, lines = published_split(x, y, arguments.format, arguments.test, arguments.seed)
    print(f"{len(split.x_train)} rows to train on, {len(split.x_test)} to test on")

    sizes = [x.shape[1], arguments.hidden, len(layout.labels)]
    model = MLP(sizes, seed=arguments.seed)
    start = time.perf_counter()
    history = fit(
        model,
        split.x_train,
        split.y_train,
        epochs=arguments.epochs,
        batch_size=arguments.batch,
        learning_rate=arguments.rate,
        seed=arguments.seed,
    )
    train_seconds = time.perf_counter() - start
    start = time.perf_counter()
    predicted = model.predict(split.x_test)
    predict_seconds = time.perf_counter() - start
    print(f"network: {count_parameters(sizes)} parameters, loss {history[0]:.3f} to {history[-1]:.3f}")
    print(f"  {train_seconds:.1f} s to train, {1000 * predict_seconds / len(predicted):.4f} s for 1,000 rows")

    start = time.perf_counter()
    name, classical = best_by_validation(split.x_train, split.y_train)
    print(
        f"best classical model by validation: {name}, {time.perf_counter() - start:.1f} s to choose and train"
    )
    baseline = classical.predict(split.x_test)

    difference, low, high = paired_interval(predicted == split.y_test, baseline == split.y_test)
    print(f"accuracy: network {(predicted == split.y_test).mean():.4f}", end=", ")
    print(f"{name} {(baseline == split.y_test).mean():.4f}")
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")

    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for line, gold, ours, theirs in zip(lines, split.y_test, predicted, baseline, strict=True):
            record = {
                "id": f"{arguments.format}-{line}",
                "gold": layout.labels[gold],
                "prediction": layout.labels[ours],
                "baseline": layout.labels[theirs],
            }
            file.write(json.dumps(record) + "\n")
    print(f"wrote {arguments.out / 'predictions.jsonl'}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", choices=("small", "real"), default="small")
    parser.add_argument("--format", choices=tuple(FORMATS), default="letter")
    parser.add_argument("--path", type=Path, help="the published file, plain or gzipped")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--test", type=int, help="test on a random sample of this many rows")
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=REPORT_SEED)
    arguments = parser.parse_args()
    if arguments.data == "small":
        show_report(arguments.seed)
    elif arguments.path is None:
        parser.error("--data real needs --path")
    else:
        run_real(arguments)


if __name__ == "__main__":
    main()
