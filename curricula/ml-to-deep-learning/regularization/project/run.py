"""Run the experiments of this project.

python run.py                                                     the ablation and the classical models
python run.py --data real --format medmnist --path pneumoniamnist.npz
python run.py --data real --format idx --path fashion --test 2000
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import numpy as np  # noqa: E402 - the path comes first
import torch  # noqa: E402

from deepbridge.baselines import best_by_validation  # noqa: E402
from deepbridge.experiments import (  # noqa: E402
    CLASSICAL,
    REPORT_SEEDS,
    WORST_SEED,
    compare,
    paired_interval,
    run_variant,
    verdict,
    worst_row,
)
from deepbridge.real import FORMATS, few_labels, read_published  # noqa: E402
from deepbridge.trainer import augment_shift_noise  # noqa: E402
from deepbridge.training import VARIANTS, accuracy, predict, train  # noqa: E402


def show_report() -> None:
    """Print the figures that README.md asks for."""
    start = time.perf_counter()
    comparison = compare()
    print(f"{len(REPORT_SEEDS)} draws of 150 noisy labels, {time.perf_counter() - start:.0f} s in all")
    print("variant     train    test     minus plain, 95 % interval")
    for effect in comparison.effects:
        print(
            f"{effect.variant:10s}  {effect.train:.4f}   {effect.test:.4f}   {effect.difference:+.4f}  "
            f"{effect.low:+.4f} to {effect.high:+.4f}"
        )
    print("classical model     test     network `all` minus it, 95 % interval")
    for name in CLASSICAL:
        difference, low, high = comparison.interval(name)
        mean = float(np.mean(comparison.classical[name]))
        print(f"{name:18s}  {mean:.4f}   {difference:+.4f}  {low:+.4f} to {high:+.4f}  {verdict(low, high)}")
    split, run, _ = run_variant("all", WORST_SEED)
    row, gold, read = worst_row(run.model, split)
    print(f"worst failure of `all` on draw {WORST_SEED}: test row {row}, a {gold} read as {read}")


def run_real(arguments: argparse.Namespace) -> None:
    """Train on a few labels of a public set and write `predictions.jsonl`."""
    published = read_published(arguments.path, arguments.format)
    split, test = few_labels(published, arguments.labels, arguments.noise, arguments.test, arguments.seed)
    print(f"{len(split.x_train)} labels ({arguments.noise:.0%} made wrong), {len(test)} test images")

    augment = functools.partial(augment_shift_noise, shift=arguments.shift)
    results: dict[str, torch.Tensor] = {}
    for name in ("plain", "all"):
        start = time.perf_counter()
        run = train(
            VARIANTS[name],
            split.x_train,
            split.y_train,
            published.classes,
            arguments.seed,
            augment=augment,
        )
        seconds = time.perf_counter() - start
        start = time.perf_counter()
        results[name] = predict(run.model, split.x_test)
        per_thousand = 1000 * (time.perf_counter() - start) / len(test)
        print(
            f"{name}: test {float((results[name] == split.y_test).double().mean()):.4f}, delivered labels "
            f"{accuracy(run.model, split.x_train, split.y_train):.4f}; {seconds:.1f} s to train, "
            f"{per_thousand:.4f} s for 1,000 images"
        )

    start = time.perf_counter()
    name, classical = best_by_validation(split.x_train.numpy(), split.y_train.numpy(), augment)
    print(
        f"best classical model by cross-validation: {name}, {time.perf_counter() - start:.1f} s to choose "
        "and train"
    )
    baseline = classical.predict(split.x_test.numpy())
    gold, ours = split.y_test.numpy(), results["all"].numpy()
    difference, low, high = paired_interval(ours == gold, baseline == gold)
    print(f"accuracy: network {(ours == gold).mean():.4f}, {name} {(baseline == gold).mean():.4f}")
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}: {verdict(low, high)}")

    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for number, right, network, other in zip(test, gold, ours, baseline, strict=True):
            record = {
                "id": f"{arguments.path.stem}-{number}",
                "gold": str(right),
                "prediction": str(network),
                "baseline": str(other),
            }
            file.write(json.dumps(record) + "\n")
    print(f"wrote {arguments.out / 'predictions.jsonl'}")


def main() -> None:
    """Read the arguments and run."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", choices=("small", "real"), default="small")
    parser.add_argument("--format", choices=FORMATS, default="medmnist")
    parser.add_argument("--path", type=Path, help="the published file, or the folder of the IDX files")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--labels", type=int, default=200, help="labels to train on")
    parser.add_argument("--noise", type=float, default=0.2, help="share of them that is made wrong")
    parser.add_argument("--shift", type=int, default=1, help="largest move of the augmentation, in pixels")
    parser.add_argument("--test", type=int, help="test on a random sample of this many images")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.data == "small":
        show_report()
    elif arguments.path is None:
        parser.error("--data real needs --path")
    else:
        run_real(arguments)


if __name__ == "__main__":
    main()
