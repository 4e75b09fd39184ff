# %% [markdown]
# # The benchmark in pictures
# Run the cells in an editor, or the whole file: `python explore.py`. Pictures go to `evidence/`.

# %%
from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("MPLBACKEND", "Agg")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import matplotlib.pyplot as plt  # noqa: E402 - the backend comes first
import numpy as np  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from deepbridge import records  # noqa: E402
from deepbridge.costs import yearly_seconds  # noqa: E402
from deepbridge.experiments import RETRAININGS, summarize  # noqa: E402
from deepbridge.intervals import paired_interval  # noqa: E402
from deepbridge.tasks import TASKS  # noqa: E402

EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
BLUE, ORANGE = "#0b5fa5", "#c4560a"  # told apart by markers too
plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    empty: dict[str, None] = {"Date": None, "Creator": None, "Format": None, "Type": None}
    figure.savefig(EVIDENCE / name, metadata=empty)  # pyright: ignore[reportArgumentType]: None leaves it out
    plt.close(figure)


# %% [markdown]
# ## Differences and intervals

# %%
results = records.read(HERE / "results" / "benchmark.txt")
summaries = []
for task in TASKS:
    seeds = sorted({result.seed for result in results if result.task == task.name})
    summaries.append(summarize(task, results, {seed: task.split(seed).y_test for seed in seeds}))

figure, axis = plt.subplots(figsize=(7, 2.8), layout="constrained")
for place, (task, summary) in enumerate(zip(TASKS, summaries)):
    differences = summary.accuracies[:, 0] - summary.accuracies[:, 1]
    interval = paired_interval(differences, task.overlap)
    axis.plot([interval.low, interval.high], [place, place], color=BLUE, linewidth=3, solid_capstyle="butt")
    axis.plot(differences, np.full(len(differences), place + 0.22), ".", color=ORANGE, markersize=5)
    axis.plot(interval.mean, place, "D", color=BLUE, markersize=6)
    text = f"{summary.recommendation.verdict}; take {summary.recommendation.take}"
    axis.text(0.98, place, text, ha="right", va="center", transform=axis.get_yaxis_transform())
axis.axvline(0.0, color="#555555", linewidth=1)
axis.set(
    yticks=range(len(TASKS)),
    yticklabels=[task.name for task in TASKS],
    xlim=(-0.2, 1.25),
    ylim=(len(TASKS) - 0.4, -0.6),
    xlabel="accuracy of the deep side minus accuracy of the classical side",
)
save(figure, "differences.svg")

# %% [markdown]
# ## Who is cheaper, as the number of predictions grows

# %%
figure, axes = plt.subplots(1, len(TASKS), figsize=(10, 2.6), layout="constrained", sharey=True)
predictions = np.logspace(2, 10, 33)
for axis, summary in zip(axes, summaries):
    for side, color, style in (("deep", BLUE, "-"), ("classical", ORANGE, "--")):
        bills = [yearly_seconds(summary.costs[side], RETRAININGS, float(count)) for count in predictions]
        axis.plot(predictions, np.maximum(bills, 1e-3), color=color, linestyle=style, label=side)
    axis.set(xscale="log", yscale="log", title=summary.task, xlabel="predictions a year")
axes[0].set_ylabel("processor seconds a year")
axes[0].legend()
save(figure, "costs.svg")
print(f"pictures are in {EVIDENCE}")
