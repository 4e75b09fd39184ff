"""Write `sick/log.csv` and `sick/curves.svg`: two runs of the colleague's benchmark on breast cancer.

From the project: python sick/make_log.py
"""

from __future__ import annotations

import csv
import os
import sys
import warnings
from pathlib import Path

os.environ.setdefault("MPLBACKEND", "Agg")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

import matplotlib.pyplot as plt  # noqa: E402 - the path comes first
import numpy as np  # noqa: E402
from sklearn.datasets import load_breast_cancer  # noqa: E402
from sklearn.exceptions import ConvergenceWarning  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.neural_network import MLPClassifier  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402

from deepbridge.colleague import Benchmark  # noqa: E402
from deepbridge.intervals import paired_interval  # noqa: E402


def main() -> None:
    """Run both, write the log and the picture."""
    warnings.simplefilter("ignore", ConvergenceWarning)
    x, y = (np.asarray(part) for part in load_breast_cancer(return_X_y=True))
    network = make_pipeline(StandardScaler(), MLPClassifier((32,), max_iter=60, random_state=0))
    logistic = make_pipeline(StandardScaler(), LogisticRegression(max_iter=300))
    plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})
    figure, axes = plt.subplots(1, 2, figsize=(7, 3.3), layout="constrained", sharex=True, sharey=True)
    with (HERE / "log.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["run", "split", "network", "logistic", "difference"])
        for axis, (run, repeats, seed) in zip(axes, (("first", 20, 1), ("second", 60, 2))):
            scores = Benchmark(x, y, seed=seed).compare(network, logistic, repeats)
            difference = scores[:, 0] - scores[:, 1]
            for number, (row, gap) in enumerate(zip(scores, difference)):
                writer.writerow([run, number, *(f"{value:.4f}" for value in (*row, gap))])
            correlation = float(np.asarray(np.corrcoef(scores.T))[0, 1])
            print(run, paired_interval(difference, 0.25), f"correlation {correlation:.2f}")
            axis.plot(scores[:, 1], scores[:, 0], "o", color="#0b5fa5", markersize=4, alpha=0.7)
            axis.set(xlabel="accuracy of logistic regression", title=f"{run} run, {repeats} splits")
    axes[0].set_ylabel("accuracy of the network")
    empty: dict[str, None] = {"Date": None, "Creator": None, "Format": None, "Type": None}
    figure.savefig(HERE / "curves.svg", metadata=empty)  # pyright: ignore[reportArgumentType]: None leaves it out
    plt.close(figure)


if __name__ == "__main__":
    main()
