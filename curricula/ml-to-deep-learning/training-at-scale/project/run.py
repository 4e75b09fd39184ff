"""Run the experiments of this project.

python run.py                          the comparison, a killed run, the profile and the estimate
python run.py --rows 4000000           the same on a table of 256 MB
python run.py --data real --format higgs --path HIGGS.csv.gz --train 2000000 --test 100000
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import numpy as np  # noqa: E402 - the path comes first
import torch  # noqa: E402

from deepbridge import victim  # noqa: E402
from deepbridge.baselines import fit_all  # noqa: E402
from deepbridge.data import make_set  # noqa: E402
from deepbridge.experiments import (  # noqa: E402
    BATCH,
    EPOCHS,
    FEATURES,
    REPORT_SEED,
    ROWS,
    best,
    compare,
    paired_interval,
    train_network,
    verdict,
)
from deepbridge.loading import batch_loader  # noqa: E402
from deepbridge.real import FORMATS, convert  # noqa: E402
from deepbridge.scale import MemmapDataset, estimate_run, profile_step, throughput  # noqa: E402
from deepbridge.training import probabilities, slow_step  # noqa: E402


def show_report(seed: int, rows: int) -> None:
    """Print the figures that README.md asks for."""
    comparison = compare(seed, rows)
    print(f"{rows} rows, seed {seed}")
    for name in comparison.scores:
        print(
            f"  {name:16s} accuracy {comparison.accuracy(name):.4f}, {comparison.seconds[name]:.1f} s to "
            "train"
        )
    difference, low, high = comparison.interval()
    print(f"  network - {comparison.classical}: {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")
    print(f"  verdict          {verdict(low, high)}")
    row, gold, probability = comparison.worst_row()
    print(f"  worst failure    test row {row}: a {gold} to which the network gives {probability:.4f}")

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        make_set(folder / "small", 4_000, FEATURES, seed)
        plan = victim.Plan(
            folder / "small", folder / "run.pt", seed, steps=150, every=20, kill_at=random.randint(30, 140)
        )
        whole = victim.uninterrupted(plan).losses
        victim.killed(plan)
        equal = victim.resumed(plan).losses == whole
        print(
            f"killed after step {plan.kill_at} and resumed: losses equal bit for bit: "
            f"{'yes' if equal else 'no'}"
        )

        loader = batch_loader(MemmapDataset(folder / "small"), BATCH)
        print(f"loader alone: {throughput(loader):.0f} rows a second")
        profiled = profile_step(slow_step(MemmapDataset(folder / "small")))
        shares = ", ".join(f"{stage} {share:.0%}" for stage, share in profiled.shares.items())
        print(f"slow step: {shares}; bottleneck {profiled.bottleneck}, operator {profiled.operator}")

    rate = rows * EPOCHS / comparison.seconds["network"]
    estimate = estimate_run(
        rows=10 * rows,
        epochs=EPOCHS,
        batch=BATCH,
        rows_per_second=rate,
        checkpoint_every=1000,
        checkpoint_seconds=1.0,
        interruptions=2,
        restart_seconds=60.0,
        price_per_hour=0.5,
    )
    print(
        f"training: {rate:.0f} rows a second. Ten times the rows, {EPOCHS} passes, a checkpoint of 1 s every"
    )
    print(f"1000 steps, 2 interruptions of 60 s, 0.50 an hour: {estimate}")


def run_real(arguments: argparse.Namespace) -> None:
    """Stream a published table through the network and write `predictions.jsonl`."""
    folder = arguments.folder / arguments.format
    if not (folder / "train" / "x.npy").exists():
        start = time.perf_counter()
        convert(arguments.path, arguments.format, folder, arguments.train, arguments.test)
        print(f"converted in {time.perf_counter() - start:.0f} s; delete {folder} to convert anew")
    x_test = np.load(folder / "test" / "x.npy", mmap_mode="r")
    y_test = np.array(np.load(folder / "test" / "y.npy", mmap_mode="r"))
    run, seconds = train_network(folder / "train", arguments.seed, arguments.epochs, arguments.batch)
    start = time.perf_counter()
    ours = probabilities(run.model, x_test)
    predict_seconds = time.perf_counter() - start
    print(f"network: {seconds:.0f} s to train, {1000 * predict_seconds / len(ours):.5f} s for 1,000 rows")

    # The last fiftieth of the training rows chooses among the classical models, which do not see it.
    train = folder / "train"
    x, y = np.load(train / "x.npy", mmap_mode="r"), np.load(train / "y.npy", mmap_mode="r")
    cut = len(y) - len(y) // 50
    shown = folder / "shown"
    shown.mkdir(exist_ok=True)
    for name, rows in (("x", x), ("y", y)):
        copy = np.lib.format.open_memmap(shown / f"{name}.npy", "w+", rows.dtype, (cut, *rows.shape[1:]))
        for begin in range(0, cut, 100_000):
            copy[begin : begin + 100_000] = rows[begin : min(begin + 100_000, cut)]
    names = ("polynomial_sgd", "kernel_sgd", "boosting_sample") + (("boosting_all",) if arguments.all else ())
    models = fit_all(shown, np.array(x[cut:]), np.array(y[cut:]), arguments.seed, names)
    for name, fitted in models.items():
        print(f"{name}: {fitted.validation:.4f} on rows to choose with, {fitted.seconds:.0f} s to train")
    classical = best(models)
    theirs = models[classical].model.predict_proba(np.array(x_test))[:, 1]

    right, theirs_right = (ours > 0.5) == (y_test == 1), (theirs > 0.5) == (y_test == 1)
    difference, low, high = paired_interval(right, theirs_right)
    print(f"accuracy: network {right.mean():.4f}, {classical} {theirs_right.mean():.4f}")
    print(f"difference {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}, {verdict(low, high)}")
    from sklearn.metrics import roc_auc_score

    print(f"AUC: network {roc_auc_score(y_test, ours):.4f}, {classical} {roc_auc_score(y_test, theirs):.4f}")
    arguments.out.mkdir(parents=True, exist_ok=True)
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for row in range(len(y_test)):
            record = {
                "id": f"{arguments.format}-{row + 1}",
                "gold": str(y_test[row]),
                "prediction": str(int(ours[row] > 0.5)),
                "baseline": str(int(theirs[row] > 0.5)),
                "score": round(float(ours[row]), 6),
                "baseline_score": round(float(theirs[row]), 6),
            }
            file.write(json.dumps(record) + "\n")
    print(f"wrote {arguments.out / 'predictions.jsonl'}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", choices=("made", "real"), default="made")
    parser.add_argument("--rows", type=int, default=ROWS, help="rows of the made table")
    parser.add_argument("--format", choices=tuple(FORMATS), default="higgs")
    parser.add_argument("--path", type=Path, help="the published file, plain or gzipped")
    parser.add_argument("--folder", type=Path, default=HERE / "data", help="where converted tables go")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--train", type=int, help="keep the first so many training rows")
    parser.add_argument("--test", type=int, default=20_000, help="keep the first so many test rows")
    parser.add_argument("--all", action="store_true", help="also boosted trees on all rows, in memory")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("--seed", type=int, default=REPORT_SEED)
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # the same sums in the same order on every machine
    if arguments.data == "made":
        show_report(arguments.seed, arguments.rows)
    elif arguments.path is None:
        parser.error("--data real needs --path")
    else:
        run_real(arguments)


if __name__ == "__main__":
    main()
