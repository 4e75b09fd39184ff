"""Run the experiments of this project.

python run.py                                               digits, with the report's seed
python run.py --data real --format fashion --path fashion   the folder with the four IDX files
python run.py --data real --format kmnist --path kmnist --train 58000
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

from deepbridge.baselines import best_by_validation  # noqa: E402
from deepbridge.experiments import REPORT_SEED, compare, paired_interval, worst_row  # noqa: E402
from deepbridge.mlp import MLP, count_parameters  # noqa: E402
from deepbridge.port import (  # noqa: E402
    evaluate,
    from_engine,
    make_loaders,
    pick_device,
    save_model,
    train_epoch,
)
from deepbridge.real import NAMES, published_split  # noqa: E402


def show_report(seed: int) -> None:
    """Print the figures that README.md asks for."""
    run = compare(seed)
    print(
        f"digits, seed {seed}: {run.seconds['torch']:.1f} s with PyTorch, "
        f"{run.seconds['engine']:.1f} s with the engine"
    )
    print(f"  last training loss: engine {run.engine_curve[-1]:.6f}, PyTorch {run.torch_curve[-1]:.6f}")
    print(f"  largest distance of the two curves: {run.gap():.1e} nats")
    for model in run.predictions:
        print(f"  {model:9s} accuracy {run.accuracy(model):.4f}")
    difference, low, high = run.interval("rbf_svm")
    print(f"  network - rbf_svm {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")
    row, gold, predicted = worst_row(run.model, run.split)
    print(f"  worst failure   row {row}: a {gold} read as {predicted}")


def run_real(arguments: argparse.Namespace) -> None:
    """Train on published images and write `predictions.jsonl` and `model.pt`."""
    labels = NAMES[arguments.format]
    split = published_split(arguments.path, arguments.train, seed=arguments.seed)
    print(
        f"{len(split.train)} images to train on, {len(split.validation)} to validate, "
        f"{len(split.test)} to test"
    )

    device = pick_device()
    sizes = [split.train.x.shape[1], *arguments.hidden, len(labels)]
    model = from_engine(MLP(sizes, seed=arguments.seed)).to(device)
    loaders = make_loaders(split, arguments.batch, arguments.seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=arguments.rate, momentum=0.9)
    print(f"network of {count_parameters(sizes)} parameters on {device}")
    start = time.perf_counter()
    for epoch in range(1, arguments.epochs + 1):
        loss = train_epoch(model, loaders.train, optimizer)
        seen = evaluate(model, loaders.validation)
        print(f"  epoch {epoch}: loss {loss:.4f}, validation {seen.loss:.4f}, accuracy {seen.accuracy:.4f}")
    train_seconds = time.perf_counter() - start
    start = time.perf_counter()
    predicted = evaluate(model, loaders.test).predictions.numpy()
    predict_seconds = time.perf_counter() - start
    print(
        f"  {train_seconds:.1f} s to train, {1000 * predict_seconds / len(predicted):.4f} s for 1,000 images"
    )

    start = time.perf_counter()
    name, classical = best_by_validation(split.train.x, split.train.y)
    print(
        f"best classical model by validation: {name}, {time.perf_counter() - start:.1f} s to choose and train"
    )
    baseline = classical.predict(split.test.x)

    gold = split.test.y
    difference, low, high = paired_interval(predicted == gold, baseline == gold)
    print(f"accuracy: network {(predicted == gold).mean():.4f}, {name} {(baseline == gold).mean():.4f}")
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")

    arguments.out.mkdir(parents=True, exist_ok=True)
    save_model(model, arguments.out / "model.pt")
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for number, (right, ours, theirs) in enumerate(zip(gold, predicted, baseline, strict=True)):
            record = {
                "id": f"{arguments.format}-t10k-{number}",
                "gold": labels[right],
                "prediction": labels[ours],
                "baseline": labels[theirs],
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
    parser.add_argument("--format", choices=tuple(NAMES), default="fashion")
    parser.add_argument("--path", type=Path, help="the folder with the four IDX files")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--train", type=int, default=10_000, help="images to train both models on")
    parser.add_argument("--hidden", type=int, nargs="+", default=[256, 128])
    parser.add_argument("--epochs", type=int, default=15)
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
