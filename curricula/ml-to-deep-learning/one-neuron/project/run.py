"""Run the experiments of this project.

python run.py                                            the figures of the report, and the note
python run.py --data real --format adult --path adult.data           (adult.test beside it)
python run.py --data real --format wine --path winequality-white.csv
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

from sklearn.linear_model import LogisticRegression  # noqa: E402 - the path comes first

from deepbridge.baselines import best_by_validation  # noqa: E402
from deepbridge.experiments import (  # noqa: E402
    REPORT_SEED,
    TARGET_LOSS,
    compare_on_breast_cancer,
    compare_on_digits,
    compare_scaling,
    paired_interval,
    same_model_on_breast_cancer,
    same_model_on_iris,
    worst_row,
    write_note,
)
from deepbridge.neuron import fit_gd, predict_proba  # noqa: E402
from deepbridge.real import LABELS, read_split  # noqa: E402


def show_report(seed: int) -> None:
    """Print the figures that README.md asks for, and write the note."""
    same = [same_model_on_iris(), same_model_on_breast_cancer()]
    for run in same:
        print(f"{run.name}, C = {run.c}: {run.steps} gradients in {run.seconds:.1f} s")
        print(f"  largest difference from scikit-learn: {run.difference:.1e} in a probability,")
        print(f"  {run.coefficient_difference:.1e} in a coefficient")
    note = HERE / "evidence" / "same_model.md"
    write_note(note, same)
    print(f"wrote {note}")

    scaling = compare_scaling(seed)
    print(f"iris without penalty, seed {seed}, steps to a log-loss of {TARGET_LOSS}:")
    print(f"  in cm {scaling.raw_steps}, standardized {scaling.standardized_steps}", end=": ")
    print(f"{scaling.ratio:.1f} times as many")

    runs = (("breast_cancer", compare_on_breast_cancer(seed)), ("digits", compare_on_digits(seed)))
    for name, comparison in runs:
        print(f"{name}, seed {seed}: trained in {comparison.seconds:.1f} s")
        for model in comparison.predictions:
            print(f"  {model:16s} accuracy {comparison.accuracy(model):.4f}")
        difference, low, high = comparison.interval("rbf_svm")
        print(f"  neuron - rbf_svm {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")
    split = runs[1][1].split
    row, gold, predicted = worst_row(runs[1][1].neuron, split.x_test, split.y_test)
    print(f"  worst failure    test row {row}: a {gold} read as {predicted}")


def run_real(arguments: argparse.Namespace) -> None:
    """Train on a UCI table and write `predictions.jsonl`."""
    labels = LABELS[arguments.format]
    split, ids = read_split(arguments.path, arguments.format, arguments.seed)
    x, y, gold = split.x_train, split.y_train, split.y_test
    print(f"{len(x)} rows of {x.shape[1]} features to train on, {len(gold)} to test on")

    start = time.perf_counter()
    neuron = fit_gd(x, y, c=arguments.c, max_steps=arguments.steps, tolerance=1e-6)
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    ours = predict_proba(neuron, split.x_test).argmax(axis=1)
    per_thousand = 1000 * (time.perf_counter() - start) / len(gold)
    print(f"neuron: objective {neuron.history[0]:.4f} to {neuron.history[-1]:.4f}")
    print(f"  {len(neuron.history)} gradients in {seconds:.1f} s, {per_thousand:.5f} s for 1,000 rows")

    library = LogisticRegression(C=arguments.c, tol=1e-6, max_iter=10_000).fit(x, y).predict(split.x_test)
    start = time.perf_counter()
    # A Gaussian kernel needs time and memory that grow with the square of the rows.
    names = ("rbf_svm", "forest", "boosting") if len(x) <= 10_000 else ("forest", "boosting")
    name, classical = best_by_validation(x, y, names)
    chosen = time.perf_counter() - start
    print(f"best classical model by validation: {name}, {chosen:.1f} s to choose and train")
    theirs = classical.predict(split.x_test)

    difference, low, high = paired_interval(ours == gold, theirs == gold)
    print(f"accuracy: neuron {(ours == gold).mean():.4f}, {name} {(theirs == gold).mean():.4f}")
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")
    print(f"agreement with scikit-learn's logistic regression: {(ours == library).mean():.4f}")

    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for row, identity in enumerate(ids):
            record = {
                "id": identity,
                "gold": labels[gold[row]],
                "prediction": labels[ours[row]],
                "baseline": labels[theirs[row]],
                "library": labels[library[row]],
            }
            file.write(json.dumps(record) + "\n")
    print(f"wrote {arguments.out / 'predictions.jsonl'}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", choices=("small", "real"), default="small")
    parser.add_argument("--format", choices=tuple(LABELS), default="adult")
    parser.add_argument("--path", type=Path, help="the published file")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--c", type=float, default=1.0, help="inverse strength of the penalty")
    parser.add_argument("--steps", type=int, default=2_000, help="largest number of steps")
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
