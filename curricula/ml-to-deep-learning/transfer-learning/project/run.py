"""Run the experiments of this project.

python run.py                                          all comparisons, with the report's seed
python run.py --data real --format folders --path FOLDER          one folder of images a class
python run.py --data real --format csv --path FILE.csv            columns text, label and perhaps split
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import torch  # noqa: E402 - the path comes first

from deepbridge.experiments import (  # noqa: E402
    REPORT_SEED,
    SIZES,
    compare_on_photos,
    compare_on_texts,
    worst_text,
)
from deepbridge.intervals import paired_interval, verdict  # noqa: E402
from deepbridge.real import best_classical, features_of, probe_predictions, read_real  # noqa: E402


def show_report(seed: int) -> None:
    """Print the figures that README.md asks for."""
    for kind in ("docs", "names"):
        run = compare_on_texts(kind, seed)
        print(f"{kind}, seed {seed}")
        for size in SIZES:
            found = run.transfer(size)
            print(
                f"  {size:2d} labels a class: probe {run.accuracy('probe', size):.4f}, {found.rival} "
                f"{run.classical(size):.4f}, difference {found.difference:+.4f}, 95 % interval "
                f"{found.low:+.4f} to {found.high:+.4f}; transfer {found.verdict}"
            )
        if kind == "docs":
            print(f"  from {run.catch_up()} labels a class on the probe is not better (0: always better)")
            row, gold, predicted = worst_text(run.data)
            print(
                f"  worst failure: docs text {row}, {run.data.classes[gold]} read as "
                f"{run.data.classes[predicted]}"
            )
            print(f"    {run.data.texts[row]!r}")
    photos = compare_on_photos(seed)
    print(f"photos, seed {seed}: fine-tuned in {photos.seconds:.1f} s")
    for name in sorted(photos.predictions, key=photos.accuracy):
        print(f"  {name:18s} accuracy {photos.accuracy(name):.4f}")
    difference, low, high = photos.interval()
    print(
        f"  fine-tuned - probe: {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}; "
        f"{verdict(low, high)}"
    )


def run_real(arguments: argparse.Namespace) -> None:
    """Probe a real set and write `predictions.jsonl`."""
    train, test = read_real(arguments.path, arguments.format, arguments.labels, arguments.seed)
    print(
        f"{len(train.items)} items to learn from, {len(test.items)} to test on, {len(set(train.labels))} "
        "classes"
    )
    start = time.perf_counter()
    x_train, x_test = features_of(train), features_of(test)
    encode_seconds = time.perf_counter() - start
    print(
        f"encoded in {encode_seconds:.0f} s, {1000 * encode_seconds / (len(x_train) + len(x_test)):.1f} s "
        "for 1,000"
    )
    start = time.perf_counter()
    predicted, c = probe_predictions(x_train, train.labels, x_test)
    print(f"probe with c = {c} by validation: {time.perf_counter() - start:.1f} s to train")
    start = time.perf_counter()
    name, baseline = best_classical(train, test)
    print(f"best classical model by validation: {name}, {time.perf_counter() - start:.1f} s in all")
    right = [ours == gold for ours, gold in zip(predicted, test.labels, strict=True)]
    theirs = [label == gold for label, gold in zip(baseline, test.labels, strict=True)]
    difference, low, high = paired_interval(torch.tensor(right).numpy(), torch.tensor(theirs).numpy())
    print(f"accuracy: probe {sum(right) / len(right):.4f}, {name} {sum(theirs) / len(theirs):.4f}")
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}; {verdict(low, high)}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for item, gold, ours, other in zip(test.ids, test.labels, predicted, baseline, strict=True):
            record = {"id": item, "gold": gold, "prediction": ours, "baseline": other}
            file.write(json.dumps(record) + "\n")
    print(f"wrote {arguments.out / 'predictions.jsonl'}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", choices=("small", "real"), default="small")
    parser.add_argument("--format", choices=("folders", "csv"), default="folders")
    parser.add_argument("--path", type=Path, help="a folder with one folder a class, or a CSV file")
    parser.add_argument("--labels", type=int, default=10, help="labels of each class to learn from; 0: all")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--seed", type=int, default=REPORT_SEED)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.data == "small":
        show_report(arguments.seed)
    elif arguments.path is None:
        parser.error("--data real needs --path")
    else:
        run_real(arguments)


if __name__ == "__main__":
    main()
