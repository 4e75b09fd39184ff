"""Run the experiments of this project.

python run.py                                          shifted and cluttered digits, with the report's seed
python run.py --grid                                   all 30 whole-image models on the cluttered canvases
python run.py --data real --format svhn --path FOLDER --train 10000 --test 5000
python run.py --data real --format cifar10 --path cifar-10-batches-bin --train 10000 --test 5000
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
from sklearn.model_selection import train_test_split  # noqa: E402

from deepbridge import baselines  # noqa: E402
from deepbridge.data import cluttered  # noqa: E402
from deepbridge.experiments import (  # noqa: E402
    REPORT_SEED,
    compare_cluttered,
    compare_shifted,
    paired_interval,
    worst_row,
)
from deepbridge.net import SmallCNN  # noqa: E402
from deepbridge.real import FORMATS, gray, read_real  # noqa: E402
from deepbridge.trainer import fit, logits  # noqa: E402


def show_report(seed: int) -> None:
    """Print the figures that README.md asks for."""
    for name, comparison in (("shifted", compare_shifted(seed)), ("cluttered", compare_cluttered(seed))):
        parameters = sum(parameter.numel() for parameter in comparison.model.parameters())
        print(f"{name}, seed {seed}: a network with {parameters} parameters")
        for model in comparison.predictions:
            label = f"{model} ({comparison.best_feature})" if model == "features" else model
            seconds = comparison.seconds[model]
            print(f"  {label:28s} accuracy {comparison.accuracy(model):.4f}, {seconds:.1f} s")
        difference, low, high = comparison.interval()
        print(f"  cnn - {comparison.baseline:22s} {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")
        row, gold, predicted = worst_row(comparison.scores, comparison.data.y_test)
        print(f"  worst failure                test canvas {row}: a {gold} read as {predicted}")


def show_grid(seed: int) -> None:
    """Print the accuracy of every whole-image model on the cluttered canvases."""
    data = cluttered(seed)
    for name, model in baselines.whole_image_models().items():
        start = time.perf_counter()
        score = model.fit(data.x_train, data.y_train).score(data.x_test, data.y_test)
        print(f"  {name:20s} accuracy {score:.4f}, {time.perf_counter() - start:.1f} s", flush=True)


def classical_candidates() -> dict[str, baselines.Classifier]:
    """What a practitioner would try on photographs: HOG with an SVM, Fourier magnitudes, a template bank."""
    grid = baselines.whole_image_models(("hog+svm", "hog+logistic", "fourier+svm"))
    return {**grid, "template bank": baselines.template_bank(800, 6)}


def run_real(arguments: argparse.Namespace) -> None:
    """Train on a sample of a published set and write `predictions.jsonl`."""
    layout = FORMATS[arguments.format]
    data = read_real(arguments.path, arguments.format, arguments.train, arguments.test, arguments.seed)
    print(f"{len(data.x_train)} images to train on, {len(data.x_test)} to test on")

    mean = data.x_train.mean(axis=(0, 2, 3), keepdims=True)
    deviation = data.x_train.std(axis=(0, 2, 3), keepdims=True)
    torch.manual_seed(arguments.seed)
    model = SmallCNN(classes=len(layout.labels), in_channels=3)
    start = time.perf_counter()
    history = fit(
        model,
        torch.from_numpy((data.x_train - mean) / deviation),
        data.y_train,
        epochs=arguments.epochs,
        batch_size=arguments.batch,
        learning_rate=arguments.rate,
        seed=arguments.seed,
    )
    train_seconds = time.perf_counter() - start
    start = time.perf_counter()
    predicted = logits(model, torch.from_numpy((data.x_test - mean) / deviation)).argmax(axis=1)
    predict_seconds = time.perf_counter() - start
    print(f"network: loss {history[0]:.3f} to {history[-1]:.3f}, {train_seconds:.1f} s to train")
    print(f"  {1000 * predict_seconds / len(predicted):.3f} s for 1,000 images")

    x_train, x_test = gray(data.x_train), gray(data.x_test)
    candidates = classical_candidates()
    fold = np.arange(len(x_train))
    build, check = train_test_split(fold, test_size=0.25, stratify=data.y_train, random_state=arguments.seed)
    scores: dict[str, float] = {}
    for name, candidate in candidates.items():
        candidate.fit(x_train[build], data.y_train[build])
        scores[name] = float(candidate.score(x_train[check], data.y_train[check]))
        print(f"  {name}: {scores[name]:.4f} on held-out training images", flush=True)
    best = max(scores, key=lambda name: scores[name])
    baseline = candidates[best].fit(x_train, data.y_train).predict(x_test)

    gold = data.y_test
    difference, low, high = paired_interval(predicted == gold, baseline == gold)
    print(f"accuracy: network {(predicted == gold).mean():.4f}, {best} {(baseline == gold).mean():.4f}")
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")

    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for number, label, ours, theirs in zip(data.test_ids, gold, predicted, baseline, strict=True):
            record = {
                "id": f"{arguments.format}-{number}",
                "gold": layout.labels[label],
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
    parser.add_argument("--grid", action="store_true", help="all whole-image models, about a minute")
    parser.add_argument("--format", choices=tuple(FORMATS), default="svhn")
    parser.add_argument("--path", type=Path, help="the folder with the published files")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--train", type=int, help="train on a random sample of this many images")
    parser.add_argument("--test", type=int, help="test on a random sample of this many images")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=0.006)
    parser.add_argument("--seed", type=int, default=REPORT_SEED)
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    if arguments.data == "real":
        if arguments.path is None:
            parser.error("--data real needs --path")
        run_real(arguments)
    elif arguments.grid:
        show_grid(arguments.seed)
    else:
        show_report(arguments.seed)


if __name__ == "__main__":
    main()
