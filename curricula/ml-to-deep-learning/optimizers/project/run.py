"""Run the races of this project.

python run.py                                          all races, with the report's seed
python run.py --data real --path fashion-mnist         images in the IDX format of MNIST
python run.py --data real --path fashion-mnist --train 5000 --epochs 3      a quick try
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

from deepbridge.baselines import best_by_validation  # noqa: E402
from deepbridge.experiments import (  # noqa: E402
    RATES,
    REPORT_SEED,
    chosen,
    convex_race,
    network_race,
    paired_interval,
    quadratic_race,
    valley_race,
    verdict,
    worst_row,
)
from deepbridge.net import Network, Recipe, train  # noqa: E402


def show_report(seed: int) -> None:
    """Print the rows that README.md asks for."""
    for name, steps in quadratic_race(seed).items():
        print(f"| quadratic_{name} | {steps} |")
    valley = valley_race()
    for name, steps in valley.items():
        print(f"| valley_{name} | {steps} |")
    print(f"| valley_winner | {min(valley, key=lambda name: valley[name])} |")
    for passes in (10, 100):
        gaps = convex_race(seed, passes)
        for name, gap in gaps.items():
            print(f"| convex_{passes}_{name} | {gap:.2e} |")
        print(f"| convex_{passes}_winner | {min(gaps, key=lambda name: gaps[name])} |")
    race = network_race(seed)
    for name in ("sgd", "momentum", "adamw", "rbf_svm"):
        print(f"| network_{name} | {race.accuracy(name):.4f} |")
    difference, low, high = race.interval("adamw", "rbf_svm")
    for name, value in (("difference", difference), ("low", low), ("high", high)):
        print(f"| network_{name} | {value:.4f} |")
    print(f"| network_verdict | {verdict(low, high)} |")
    row, gold, predicted = worst_row(race.networks["adamw"], race.split.x_test, race.split.y_test)
    print(f"\nWorst failure: digits test row {row}, a {gold} read as {predicted}.")
    between = race.interval("adamw", "momentum")
    print("adamw - momentum {:+.4f}, 95 % interval {:+.4f} to {:+.4f}".format(*between))
    print("rates by validation:", ", ".join(f"{name} {rate:g}" for name, rate in race.rates.items()))


def run_real(arguments: argparse.Namespace) -> None:
    """Race three optimizers on the published split of an image set and write `predictions.jsonl`."""
    from deepbridge.real import published_split

    split, numbers = published_split(arguments.path, arguments.train, arguments.seed)
    print(f"{len(split.x_train)} images to train on, {len(split.x_test)} to test on")
    sizes = [split.x_train.shape[1], arguments.hidden, int(split.y_train.max()) + 1]

    def recipe(name: str, rate: float) -> Recipe:
        return Recipe(name, rate, arguments.epochs, batch_size=arguments.batch, max_norm=1.0)

    def trained(name: str, rate: float, x: np.ndarray, y: np.ndarray) -> Network:
        network = Network.drawn(sizes, arguments.seed)
        train(network, x, y, recipe(name, rate), arguments.seed)
        return network

    networks: dict[str, Network] = {}
    last: dict[str, float] = {}
    for name, grid in RATES.items():
        rate = chosen(split, arguments.seed, lambda r, x, y, name=name: trained(name, r, x, y).logits, grid)
        networks[name] = Network.drawn(sizes, arguments.seed)
        start = time.perf_counter()
        losses = train(networks[name], split.x_train, split.y_train, recipe(name, rate), arguments.seed)
        seconds = time.perf_counter() - start
        last[name] = float(np.mean(losses[-50:]))
        accuracy = float((networks[name].predict(split.x_test) == split.y_test).mean())
        print(f"  {name:9s} rate {rate:<6g} loss {last[name]:.4f}, test {accuracy:.4f}, {seconds:.0f} s")
    # Which optimizer the report is about is decided before the run.
    network = networks[arguments.optimizer]
    start = time.perf_counter()
    predicted = network.predict(split.x_test)
    predict_seconds = time.perf_counter() - start
    print(f"{arguments.optimizer}: {1000 * predict_seconds / len(predicted):.4f} s for 1,000 images")

    start = time.perf_counter()
    name, classical = best_by_validation(split.x_train, split.y_train)
    print(
        f"best classical model by validation: {name}, {time.perf_counter() - start:.0f} s to choose and train"
    )
    baseline = classical.predict(split.x_test)
    difference, low, high = paired_interval(predicted == split.y_test, baseline == split.y_test)
    print(f"accuracy: network {(predicted == split.y_test).mean():.4f}", end=", ")
    print(f"{name} {(baseline == split.y_test).mean():.4f}")
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}: {verdict(low, high)}")

    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for number, gold, ours, theirs in zip(numbers, split.y_test, predicted, baseline, strict=True):
            record = {
                "id": f"t10k-{number}",
                "gold": str(gold),
                "prediction": str(ours),
                "baseline": str(theirs),
            }
            file.write(json.dumps(record) + "\n")
    print(f"wrote {arguments.out / 'predictions.jsonl'}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", choices=("small", "real"), default="small")
    parser.add_argument("--path", type=Path, help="a folder with the four IDX files, plain or gzipped")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--train", type=int, help="train on a random sample of this many images")
    parser.add_argument("--optimizer", choices=tuple(RATES), default="adamw", help="the one of the report")
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=128)
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
