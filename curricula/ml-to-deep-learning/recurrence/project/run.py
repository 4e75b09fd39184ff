"""Run the experiments of this project.

python run.py                                          motif order and state tracking, with the report's seed
python run.py --motif-gru                              a GRU on motif order too (one to three minutes)
python run.py --data real --format ts --path SpokenArabicDigits_TRAIN.ts
python run.py --data real --format har --path "UCI HAR Dataset"
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import numpy as np  # noqa: E402 - the path comes first
import torch  # noqa: E402

from deepbridge.data import motifs  # noqa: E402
from deepbridge.experiments import (  # noqa: E402
    REPORT_SEED,
    compare_on_motifs,
    compare_on_tracking,
    paired_interval,
    verdict,
    worst_series,
)
from deepbridge.real import best_classical, encode, fit_series, pad, read_real, standardize  # noqa: E402


def show_report(seed: int) -> None:
    """Print the figures that README.md asks for."""
    motif_run = compare_on_motifs(seed)
    print(f"motif order, seed {seed}")
    for name, accuracy in motif_run.accuracies.items():
        print(f"  {name:17s} accuracy {accuracy:.4f}")
    row, gold, predicted = worst_series(motif_run)
    print(f"  worst failure of the windows: motif series {row}, a {gold} read as {predicted}")
    run = compare_on_tracking(seed)
    print(f"state tracking, seed {seed}: trained in {run.seconds:.1f} s")
    for name in sorted(run.predictions, key=run.accuracy):
        print(f"  {name:17s} accuracy {run.accuracy(name):.4f}")
    print(f"  gru on 120 events accuracy {run.accuracy_long:.4f}")
    difference, low, high = run.interval()
    print(
        f"  gru - {run.best_classical}: {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}", end="; "
    )
    print(verdict(low, high))


def motif_gru(seed: int) -> None:
    """Train `torch.nn.GRU` on motif order and print its accuracy."""
    data = motifs(seed)
    x, lengths = pad(list(data.x_train[:, :, None]))
    x_test, lengths_test = pad(list(data.x_test[:, :, None]))
    y = torch.from_numpy(data.y_train)
    model, _ = fit_series(x, lengths, y, 2, hidden=32, epochs=20, rate=0.005, seed=seed)
    with torch.no_grad():
        predicted = model(x_test, lengths_test).argmax(dim=1).numpy()
    print(f"GRU on motif order, seed {seed}: accuracy {(predicted == data.y_test).mean():.4f}")


def run_real(arguments: argparse.Namespace) -> None:
    """Train on the published split of a real set and write `predictions.jsonl`."""
    train, test = standardize(*read_real(arguments.path, arguments.format))
    classes = sorted(set(train.labels))
    x, lengths = pad(train.values)
    x_test, lengths_test = pad(test.values)
    print(
        f"{len(x)} series to train on, {len(x_test)} to test on, {x.shape[2]} channels, {len(classes)} "
        "classes"
    )
    start = time.perf_counter()
    model, _ = fit_series(
        x,
        lengths,
        torch.from_numpy(encode(train.labels, classes)),
        len(classes),
        hidden=arguments.hidden,
        epochs=arguments.epochs,
        rate=arguments.rate,
        seed=arguments.seed,
    )
    train_seconds = time.perf_counter() - start
    start = time.perf_counter()
    with torch.no_grad():
        numbers = torch.cat(
            [model(x_test[rows], lengths_test[rows]) for rows in torch.arange(len(x_test)).split(256)]
        )
    predicted = np.array(classes)[numbers.argmax(dim=1).numpy()]
    predict_seconds = time.perf_counter() - start
    print(f"GRU: {sum(p.numel() for p in model.parameters())} parameters")
    print(
        f"  {train_seconds:.1f} s to train, {1000 * predict_seconds / len(predicted):.4f} s for 1,000 series"
    )

    start = time.perf_counter()
    name, baseline = best_classical(train, test)
    print(f"best classical model by validation: {name}, {time.perf_counter() - start:.1f} s in all")
    gold = np.array(test.labels)
    difference, low, high = paired_interval(predicted == gold, baseline == gold)
    print(f"accuracy: GRU {(predicted == gold).mean():.4f}, {name} {(baseline == gold).mean():.4f}")
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}; {verdict(low, high)}")

    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for number, (label, ours, theirs) in enumerate(zip(gold, predicted, baseline, strict=True), start=1):
            record = {
                "id": f"{arguments.format}-{number}",
                "gold": str(label),
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
    parser.add_argument("--motif-gru", action="store_true", help="train a GRU on motif order")
    parser.add_argument("--format", choices=("ts", "har"), default="ts")
    parser.add_argument("--path", type=Path, help="NAME_TRAIN.ts, or the folder UCI HAR Dataset")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--hidden", type=int, default=64)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--rate", type=float, default=0.003)
    parser.add_argument("--seed", type=int, default=REPORT_SEED)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.motif_gru:
        motif_gru(arguments.seed)
    elif arguments.data == "small":
        show_report(arguments.seed)
    elif arguments.path is None:
        parser.error("--data real needs --path")
    else:
        run_real(arguments)


if __name__ == "__main__":
    main()
