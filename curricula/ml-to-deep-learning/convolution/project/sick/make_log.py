"""Write `sick/log.csv`: two runs of the colleague's pipeline. From the project: python sick/make_log.py"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from deepbridge.baselines import forest, plain_svm, raw  # noqa: E402 - the path comes first
from deepbridge.colleague import Pipeline  # noqa: E402
from deepbridge.data import shifted  # noqa: E402
from deepbridge.net import SmallCNN  # noqa: E402


def main() -> None:
    """Train at two rates, and classical models on the same arrays and on the canvases themselves."""
    data = shifted(seed=3)
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["run", "learning_rate", "epoch", "loss", "train_accuracy", "test_accuracy"])
        for run, rate, epochs in (("first", 0.003, 16), ("second", 0.0006, 16)):
            torch.manual_seed(0)
            pipeline = Pipeline(SmallCNN(), learning_rate=rate)
            for epoch in range(1, epochs + 1):
                log = pipeline.train_epoch(data.x_train, data.y_train)
                accuracy = float((pipeline.predict(data.x_test) == data.y_test).mean())
                row = [f"{log.loss:.4f}", f"{log.accuracy:.4f}", f"{accuracy:.4f}"]
                writer.writerow([run, rate, epoch, *row])
    pipeline = Pipeline(SmallCNN())
    for name, prepare in (
        ("canvases", lambda x: x),
        ("colleague's arrays", lambda x: pipeline.prepare(x).numpy()[:, 0]),
    ):
        train, test = raw(prepare(data.x_train)), raw(prepare(data.x_test))
        for model in (forest(), plain_svm()):
            score = model.fit(train, data.y_train).score(test, data.y_test)
            print(f"{type(model).__name__} on the {name}: {score:.4f}")


if __name__ == "__main__":
    main()
