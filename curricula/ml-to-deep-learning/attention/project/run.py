"""Run the experiments of this project.

python run.py                                                      both worlds, with the report's seed
python run.py --data real --format sms --path SMSSpamCollection
python run.py --data real --format agnews --path ag_news_csv --train 20000
python run.py --data real --format imdb --path aclImdb --length 200 --train 10000 --test 5000
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
    LOG_MODELS,
    PLAIN_MODELS,
    REPORT_SEED,
    compare_on_log,
    compare_on_plain,
    looks_right,
    paired_interval,
    worst_row,
)
from deepbridge.real import LABELS, published_split  # noqa: E402
from deepbridge.text import (  # noqa: E402
    TextNet,
    Vocabulary,
    best_by_validation,
    predict_text,
    train_text,
)


def show_report(seed: int) -> None:
    """Print the figures that README.md asks for."""
    plain = compare_on_plain(seed, names=PLAIN_MODELS)
    log = compare_on_log(seed, names=LOG_MODELS)
    for name, comparison, rivals in (
        ("plain", plain, ("boosting", "lookup")),
        ("log", log, ("slot_crosses", "state_crosses")),
    ):
        print(f"{name}, seed {seed}: trained in {comparison.seconds:.1f} s")
        for model in comparison.predictions:
            print(f"  {model:17s} accuracy {comparison.accuracy(model):.4f}")
        for rival in rivals:
            difference, low, high = comparison.interval(rival)
            print(f"  attention - {rival:13s} {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")
        print(f"  looks at the right write: {looks_right(comparison.net, comparison.split.test):.4f}")
    without = compare_on_log(seed, positions=False, names=())
    print(f"log without positions: accuracy {without.accuracy('attention'):.4f}")
    row, gold, predicted = worst_row(log.net, log.split.test)
    print(f"worst failure: log test row {row}, value {gold} read as {predicted}")


def run_real(arguments: argparse.Namespace) -> None:
    """Train on a public text collection and write `predictions.jsonl`."""
    labels = LABELS[arguments.format]
    train, test = published_split(
        arguments.path, arguments.format, arguments.test, arguments.train, arguments.seed
    )
    print(f"{len(train.y)} texts to train on, {len(test.y)} to test on")

    vocabulary = Vocabulary.of(train.texts)
    tokens, lengths = vocabulary.encode(train.texts, arguments.length)
    net = TextNet(len(vocabulary), len(labels), blocks=arguments.blocks, seed=arguments.seed)
    start = time.perf_counter()
    history = train_text(
        net,
        tokens,
        lengths,
        train.y,
        epochs=arguments.epochs,
        learning_rate=arguments.rate,
        seed=arguments.seed,
    )
    train_seconds = time.perf_counter() - start
    start = time.perf_counter()
    predicted = predict_text(net, *vocabulary.encode(test.texts, arguments.length))
    predict_seconds = time.perf_counter() - start
    parameters = sum(parameter.numel() for parameter in net.parameters())
    print(f"transformer: {parameters} parameters, loss {history[0]:.3f} to {history[-1]:.3f}")
    print(
        f"  {train_seconds:.1f} s to train, {1000 * predict_seconds / len(predicted):.3f} s for 1,000 texts"
    )

    start = time.perf_counter()
    name, classical = best_by_validation(train.texts, train.y, arguments.seed)
    print(
        f"best classical model by validation: {name}, {time.perf_counter() - start:.1f} s to choose and train"
    )
    baseline = classical.predict(test.texts)

    difference, low, high = paired_interval(predicted == test.y, baseline == test.y)
    print(
        f"accuracy: transformer {(predicted == test.y).mean():.4f}, {name} {(baseline == test.y).mean():.4f}"
    )
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")

    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for text_id, gold, ours, theirs in zip(test.ids, test.y, predicted, baseline, strict=True):
            record = {
                "id": text_id,
                "gold": labels[gold],
                "prediction": labels[ours],
                "baseline": labels[theirs],
            }
            file.write(json.dumps(record) + "\n")
    print(f"wrote {arguments.out / 'predictions.jsonl'}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", choices=("small", "real"), default="small")
    parser.add_argument("--format", choices=tuple(LABELS), default="sms")
    parser.add_argument("--path", type=Path, help="the published file or folder")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--train", type=int, help="train on a random sample of this many texts")
    parser.add_argument("--test", type=int, help="test on a random sample of this many texts")
    parser.add_argument("--length", type=int, default=64, help="words of a text that are read")
    parser.add_argument("--blocks", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-3)
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
