"""Run the experiments of this project.

python run.py                                              digits, with the report's seed
python run.py --data real --format idx --path fashion-mnist/
python run.py --data real --format quickdraw --path quickdraw/ --size 14
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

from deepbridge.baselines import classical_samples  # noqa: E402
from deepbridge.data import Split, to_gray_levels  # noqa: E402
from deepbridge.experiments import (  # noqa: E402
    COPY_LIMIT,
    REPORT_SEED,
    WEIGHT,
    compare,
    paired_interval,
    verdict,
)
from deepbridge.generate import sample  # noqa: E402
from deepbridge.judging import classifier, copy_distances  # noqa: E402
from deepbridge.real import FORMATS, load_real  # noqa: E402
from deepbridge.schedule import linear_schedule  # noqa: E402
from deepbridge.training import train  # noqa: E402


def show_report(seed: int) -> None:
    """Print the figures that README.md asks for."""
    run = compare(seed)
    print(
        f"digits, seed {seed}: trained in {run.seconds:.1f} s, loss {run.history[0]:.3f} to "
        f"{run.history[-1]:.3f}"
    )
    print(f"  {'':10s} agreement copy_ratio diversity    auc usefulness")
    for name, found in run.judgments.items():
        print(
            f"  {name:10s} {found.agreement:9.4f} {found.copy_ratio:10.4f} {found.diversity:9.4f} "
            f"{found.two_sample_auc:6.4f} {found.usefulness:10.4f}"
        )
    best = run.best_classical()
    print(f"  best classical generator that passes the copy test ({COPY_LIMIT}): {best}")
    for name, interval in (
        ("usefulness", run.usefulness_interval(best)),
        ("realism", run.realism_interval(best)),
    ):
        difference, low, high = interval
        print(
            f"  {name:10s} {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}: {verdict(low, high)}"
        )
    classes = [run.class_diversity(label) for label in range(10)]
    worst = int(np.argmin(classes))
    print(f"  worst failure: digit {worst}, diversity {classes[worst]:.2f}")


def best_generator(split: Split, seed: int, n_draws: int) -> str:
    """The classical generator whose samples train the best SVM, by the last sixth of the training rows."""
    rows = np.random.default_rng(seed).permutation(len(split.y_train))
    cut = len(rows) * 5 // 6
    fit, check = rows[:cut], rows[cut:][:5000]
    x, y = split.x_train[fit], split.y_train[fit]
    scores = {}
    for name in ("gaussian", "mixture"):
        made = to_gray_levels(classical_samples(name, x, y, y[:n_draws], seed), 256)
        scores[name] = classifier().fit(made, y[:n_draws]).score(split.x_train[check], split.y_train[check])
        print(f"  {name}: usefulness on validation rows {scores[name]:.4f}")
    return max(scores, key=lambda name: scores[name])


def run_real(arguments: argparse.Namespace) -> None:
    """Train on a published set, judge, and write `predictions.jsonl`."""
    split = load_real(arguments.path, arguments.format, arguments.size)
    classes = int(split.y_train.max()) + 1
    print(
        f"{len(split.x_train)} rows of {split.x_train.shape[1]} pixels to train on, {len(split.x_held)} held "
        "out"
    )
    schedule, seed = linear_schedule(), arguments.seed
    start = time.perf_counter()
    model, history = train(
        torch.from_numpy(split.x_train),
        torch.from_numpy(split.y_train),
        schedule,
        classes,
        epochs=arguments.epochs,
        batch_size=256,
        learning_rate=2e-3,
        width=arguments.width,
        seed=seed,
    )
    print(
        f"denoiser: loss {history[0]:.3f} to {history[-1]:.3f}, {time.perf_counter() - start:.0f} s to train"
    )

    labels = np.random.default_rng(seed).permutation(split.y_train)[: arguments.draws]
    start = time.perf_counter()
    generator = torch.Generator().manual_seed(seed)
    asked = torch.from_numpy(labels)
    made = sample(model, asked, split.x_train.shape[1], model.null_label, schedule, generator, WEIGHT)
    ours = to_gray_levels(made.numpy(), 256)
    print(f"  {1000 * (time.perf_counter() - start) / len(labels):.1f} s for 1,000 samples")
    name = best_generator(split, seed, arguments.draws)
    theirs = to_gray_levels(classical_samples(name, split.x_train, split.y_train, labels, seed), 256)

    count = min(len(ours), len(split.x_held))
    sample_distance = copy_distances(ours[:count], split.x_train)
    real_distance = copy_distances(split.x_held[:count], split.x_train)
    print(f"copy ratio {np.median(sample_distance) / np.median(real_distance):.4f}")
    prediction = classifier().fit(ours, labels).predict(split.x_held[:count])
    baseline = classifier().fit(theirs, labels).predict(split.x_held[:count])
    gold = split.y_held[:count]
    difference, low, high = paired_interval(prediction == gold, baseline == gold)
    print(f"usefulness: diffusion {(prediction == gold).mean():.4f}, {name} {(baseline == gold).mean():.4f}")
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}: {verdict(low, high)}")

    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for row in range(count):
            record = {
                "id": f"{arguments.format}-{row}",
                "gold": str(gold[row]),
                "prediction": str(prediction[row]),
                "baseline": str(baseline[row]),
                "sample_distance": round(float(sample_distance[row]), 5),
                "real_distance": round(float(real_distance[row]), 5),
            }
            file.write(json.dumps(record) + "\n")
    print(f"wrote {arguments.out / 'predictions.jsonl'}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", choices=("small", "real"), default="small")
    parser.add_argument("--format", choices=FORMATS, default="idx")
    parser.add_argument("--path", type=Path, help="the folder with the published files")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--size", type=int, default=14, help="side of the images: 28, 14 or 7")
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument(
        "--threads", type=int, default=1, help="more only on a machine with nothing else to do"
    )
    parser.add_argument("--seed", type=int, default=REPORT_SEED)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.data == "small":
        show_report(arguments.seed)
    elif arguments.path is None:
        parser.error("--data real needs --path")
    else:
        run_real(arguments)


if __name__ == "__main__":
    main()
