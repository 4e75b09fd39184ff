"""Run the experiments of this project.

python run.py                                                     digits, with the report's seed
python run.py --data real --format idx --path fashion-mnist/
python run.py --data real --format cifar10 --path cifar-10-batches-bin/ --classical 5000
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import numpy as np  # noqa: E402 - the path comes first
import torch  # noqa: E402

from deepbridge import baselines, runtime  # noqa: E402
from deepbridge.experiments import (  # noqa: E402
    NAMES,
    REPORT_SEED,
    build_camera,
    build_fleet,
    paired_interval,
    pareto_front,
    verdict,
    worst_row,
)
from deepbridge.net import Student, Teacher  # noqa: E402
from deepbridge.real import FORMATS, load_real  # noqa: E402
from deepbridge.ship import distill, export_onnx, latency, quantize  # noqa: E402
from deepbridge.trainer import fit, logits  # noqa: E402

torch.set_num_threads(1)


def show_report(seed: int) -> None:
    """Print the figures that README.md asks for."""
    with tempfile.TemporaryDirectory() as folder:
        fleet = build_fleet(seed, Path(folder))
    unit = fleet.entries["logistic"].latency.median
    print(f"seed {seed}; latency as a multiple of the logistic regression's, {unit * 1e6:.0f} microseconds")
    for name in NAMES:
        entry = fleet.entries[name]
        print(f"| {name}_accuracy | {entry.accuracy:.3f} |")
        print(f"| {name}_kilobytes | {entry.kilobytes:.1f} |")
        print(f"| {name}_latency | {entry.latency.median / unit:.2f} |")
    print(f"| scratch_accuracy | {fleet.scratch_accuracy:.3f} |")
    print(f"| svm_on_labels | {fleet.svm_accuracy:.3f} |")
    print(f"| front | {', '.join(fleet.front())} |")
    for name, (difference, low, high) in fleet.intervals().items():
        print(f"| {name}_difference | {difference:+.4f} |\n| {name}_low | {low:+.4f} |\n| {name}_high | {high:+.4f} |")
        print(f"| {name}_verdict | {verdict(low, high)} |")
    camera = build_camera(seed)
    for kind, accuracies in (("sick", camera.sick_accuracy), ("repaired", camera.repaired_accuracy)):
        for name in ("follows", "off", "turned"):
            print(f"| {kind}_{name} | {accuracies[name]:.3f} |")
    print(f"hot pixel {camera.pixel}, found {camera.found}")
    row, gold, predicted = worst_row(fleet.entries["teacher_int8"].scores, fleet.data.y_test)
    print(f"worst failure of teacher_int8: test row {row}, a {gold} read as {predicted}")
    for name in NAMES:
        print(f"{name}: {fleet.entries[name].zipped:.1f} kB after gzip")


def run_real(arguments: argparse.Namespace) -> None:
    """Teacher, student, 8-bit student and two classical models on a published set; writes the evidence."""
    data = load_real(arguments.path, arguments.format)
    channels, side = data.x_train.shape[1], data.x_train.shape[2]
    seed, held = arguments.seed, len(data.x_train) - arguments.held
    x, y, x_held, y_held = data.x_train[:held], data.y_train[:held], data.x_train[held:], data.y_train[held:]
    start = time.perf_counter()
    torch.manual_seed(seed)
    teacher = Teacher(10, channels, side)
    fit(teacher, x, y, epochs=arguments.epochs, batch_size=64, learning_rate=1e-3, seed=seed)
    student = Student(10, channels, side)
    distill(student, teacher, x, y, epochs=arguments.epochs, batch_size=64, learning_rate=2e-3, seed=seed)
    seconds = time.perf_counter() - start
    print(f"teacher and student: {seconds:.0f} s")

    arguments.out.mkdir(parents=True, exist_ok=True)
    paths = {name: arguments.out / f"{name}.onnx" for name in ("teacher", "student", "student_int8", "logistic", "svm")}
    for name, model in (("teacher", teacher), ("student", student)):
        export_onnx(model, torch.from_numpy(x[:2]), paths[name])
        runtime.strip_notes(paths[name])
    quantize(paths["student"], paths["student_int8"], x[:1000])
    rows = np.random.default_rng(seed).permutation(held)[: arguments.classical]
    targets = logits(teacher, x[rows]).argmax(axis=1) if arguments.pseudo else y[rows]
    scores: dict[str, float] = {}
    for name, make in (("logistic", baselines.logistic), ("svm", baselines.svm)):
        baselines.export(make(x[rows], targets), x.shape[1:], paths[name])
        scores[name] = float((runtime.run(paths[name], x_held).argmax(axis=1) == y_held).mean())
    best = max(scores, key=lambda name: scores[name])
    print(f"best classical model on {arguments.held} held-out training rows: {best}, {scores}")

    predictions = {name: runtime.run(path, data.x_test).argmax(axis=1) for name, path in paths.items()}
    points = {
        name: (runtime.kilobytes(path), float((predictions[name] == data.y_test).mean()))
        for name, path in paths.items()
    }
    front = pareto_front(points)
    with (arguments.out / "pareto.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["model", "kilobytes", "median_ms", "p95_ms", "accuracy", "front"])
        for name, (size, score) in points.items():
            timed = latency(paths[name], data.x_test[:1])
            numbers = f"{size:.1f}", f"{1e3 * timed.median:.4f}", f"{1e3 * timed.p95:.4f}", f"{score:.4f}"
            writer.writerow([name, *numbers, "yes" if name in front else "no"])
            print(name, *numbers, "on the front" if name in front else "")
    ours, theirs = predictions["student_int8"], predictions[best]
    difference, low, high = paired_interval(ours == data.y_test, theirs == data.y_test)
    print(f"student_int8 - {best}: {difference:+.4f}, 95 % interval {low:+.4f} to {high:+.4f}")
    with (arguments.out / "predictions.jsonl").open("w", encoding="utf-8") as file:
        for number, (gold, our, their) in enumerate(zip(data.y_test, ours, theirs, strict=True)):
            record = {"id": f"{arguments.format}-{number}", "gold": str(gold)}
            file.write(json.dumps(record | {"prediction": str(our), "baseline": str(their)}) + "\n")
    print(f"wrote {arguments.out / 'predictions.jsonl'} and pareto.csv")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", choices=("small", "real"), default="small")
    parser.add_argument("--format", choices=FORMATS, default="idx")
    parser.add_argument("--path", type=Path, help="the folder with the published files")
    parser.add_argument("--out", type=Path, default=HERE / "evidence" / "real")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--held", type=int, default=5000, help="training rows to choose the classical model on")
    parser.add_argument("--classical", type=int, default=10_000, help="rows that the classical models learn from")
    parser.add_argument("--pseudo", action="store_true", help="give them the teacher's labels instead of true ones")
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
