# %% [markdown]
# # The trace of a search, and what accuracy costs
# Run the cells in an editor, or the whole file: `python explore.py`. Pictures go to `evidence/`.

# %%
from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
os.environ.setdefault("MPLBACKEND", "Agg")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import matplotlib.pyplot as plt  # noqa: E402 - the backend comes first
import numpy as np  # noqa: E402
import torch  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from deepbridge.data import digits  # noqa: E402
from deepbridge.experiments import REPORT_SEED, race, search  # noqa: E402
from deepbridge.search import count_params_flops  # noqa: E402

torch.set_num_threads(1)
EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
BLUE, ORANGE, GRAY = "#0b5fa5", "#c4560a", "#8a8a8a"  # told apart by markers too
plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    figure.savefig(EVIDENCE / name, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(figure)


# %% [markdown]
# ## Where the epochs went: halving against random search

# %%
results = {name: search(name, digits(REPORT_SEED), REPORT_SEED) for name in ("halving", "random")}
figure, axes = plt.subplots(1, 2, figsize=(9, 3.1), sharey=True, layout="constrained")
for axis, (name, result) in zip(axes, results.items()):
    for candidate in range(len(result.configs)):
        points = [(entry.epochs, entry.score) for entry in result.trace if entry.candidate == candidate]
        color = ORANGE if candidate == result.best else BLUE
        layer = 3 if candidate == result.best else 2
        marker = "o" if candidate == result.best else "."
        axis.plot(*zip(*points), color=color, marker=marker, linewidth=1, markersize=5, zorder=layer)
    axis.set(xscale="log", xlabel="epochs of a candidate", xticks=[1, 3, 9, 27])
    axis.set_xticks([1, 3, 9, 27], ["1", "3", "9", "27"])
    axis.minorticks_off()
    axis.set_xlim(0.8, 34)
    epochs = sum(
        max(entry.epochs for entry in result.trace if entry.candidate == candidate)
        for candidate in range(len(result.configs))
    )
    axis.set_title(f"{name}: {len(result.configs)} candidates, {epochs} epochs")
axes[0].set_ylabel("validation accuracy")
save(figure, "trace.svg")

# %% [markdown]
# ## Accuracy and parameters: the Pareto front of the candidates
# A point is on the front when no other is as small and better. Points after fewer epochs could still rise:
# this is what the search knows, not what each network could do.

# %%
halving = results["halving"]
rows = []
for candidate, config in enumerate(halving.configs):
    last = [entry for entry in halving.trace if entry.candidate == candidate][-1]
    cost = count_params_flops(config)
    rows.append((candidate, cost.parameters, cost.flops, last.epochs, last.score))
front = [row for row in rows if not any(o[1] <= row[1] and o[4] > row[4] for o in rows)]
with (EVIDENCE / "pareto.csv").open("w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["candidate", "parameters", "flops", "epochs", "validation_accuracy", "on_the_front"])
    writer.writerows([*row, "yes" if row in front else "no"] for row in rows)
figure, axis = plt.subplots(figsize=(5.4, 3.2), layout="constrained")
for stage, marker, color in ((1, ".", GRAY), (3, "s", GRAY), (9, "^", BLUE), (27, "o", ORANGE)):
    points = [(row[1], row[4]) for row in rows if row[3] == stage]
    if points:
        words = "1 epoch" if stage == 1 else f"{stage} epochs"
        axis.scatter(*zip(*points), s=24, marker=marker, color=color, label=f"after {words}")
line = sorted((row[1], row[4]) for row in front)
axis.step(*zip(*line), where="post", color="#333333", linewidth=1, label="Pareto front")
axis.set(xscale="log", xlabel="parameters", ylabel="validation accuracy")
axis.set_xticks([2000, 4000, 6000, 10_000], ["2,000", "4,000", "6,000", "10,000"])
axis.minorticks_off()
axis.legend(fontsize=8, loc="center right")
save(figure, "pareto.svg")

# %% [markdown]
# ## 600 searches on stored learning curves

# %%
results_on_table = race(range(600))
for name, test in results_on_table.test.items():
    gap = results_on_table.validation[name].mean() - test.mean()
    print(f"{name:8s} test {test.mean():.4f}, worst {test.min():.4f}, validation - test {gap:+.4f}")

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 3, figsize=(9, 2.9), layout="constrained")
for axis, stage in zip(axes, ("1", "2", "3")):
    for kept, color, marker in (("no", GRAY, "x"), ("yes", ORANGE, "o")):
        entries = [entry for entry in log if entry["stage"] == stage and entry["kept"] == kept]
        x = np.array([float(entry["validation_accuracy"]) for entry in entries])
        y = np.array([float(entry["test_accuracy"]) for entry in entries])
        axis.scatter(x, y, color=color, marker=marker, s=26, label="kept" if kept == "yes" else "dropped")
    axis.set(xlabel="validation accuracy", title=f"stage {stage}")
axes[0].set_ylabel("test accuracy")
axes[0].legend(fontsize=8)
save(figure, "sick_curves.svg")
print(f"pictures are in {EVIDENCE}")
