# %% [markdown]
# # How many labels pre-training saves
# Run the cells in an editor, or the whole file: `python explore.py`. Pictures go to `evidence/`.

# %%
from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

os.environ.setdefault("MPLBACKEND", "Agg")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import matplotlib.pyplot as plt  # noqa: E402 - the backend comes first
import numpy as np  # noqa: E402
import torch  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from deepbridge.experiments import REPORT_SEED, SIZES, compare_on_texts  # noqa: E402

torch.set_num_threads(1)
EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
BLUE, ORANGE, GRAY = "#0b5fa5", "#c4560a", "#555555"  # told apart by markers too
plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    figure.savefig(EVIDENCE / name, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(figure)


# %% [markdown]
# ## Accuracy against labels of each class, where pre-training helps and where it hurts

# %%
figure, axes = plt.subplots(1, 2, figsize=(7.6, 3.1), layout="constrained", sharey=True)
for axis, kind in zip(axes, ("docs", "names")):
    run = compare_on_texts(kind, REPORT_SEED)
    ours = [run.accuracy("probe", size) for size in SIZES]
    theirs = [run.classical(size) for size in SIZES]
    axis.plot(SIZES, ours, color=BLUE, marker="o", label="probe on the frozen encoder")
    axis.plot(SIZES, theirs, color=ORANGE, marker="^", linestyle="--", label="best classical model")
    axis.axhline(1 / len(run.data.classes), color=GRAY, linewidth=1, linestyle=":", label="guessing")
    axis.set(xscale="log", xlabel="labels of each class", title=f"{kind}: {len(run.data.classes)} classes")
    axis.set_xticks(SIZES, [str(size) for size in SIZES])
    axis.minorticks_off()
    if kind == "docs":
        # How many labels the probe needs for what the classical model has with 10 and 20: on a line between
        # points.
        for size in (10, 20):
            level = run.classical(size)
            needs = float(np.exp(np.interp(level, ours, np.log(SIZES))))
            axis.annotate("", (needs, level), (size, level), arrowprops={"arrowstyle": "->", "color": GRAY})
            print(f"docs: classical {level:.3f} with {size} labels a class, the probe with about {needs:.1f}")
axes[0].set(ylabel="accuracy on test rows", ylim=(0, 1.05))
axes[1].legend(loc="lower right", fontsize=8)
save(figure, "labels_saved.svg")

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 2, figsize=(7.6, 2.7), layout="constrained")
epochs = [int(entry["epoch"]) for entry in log]
axes[0].plot(epochs[1:], [float(entry["loss"]) for entry in log[1:]], color=BLUE)
axes[0].set(xlabel="epoch of the new head", title="loss of the new head", ylim=(0, None))
for name, color, marker in (("new", BLUE, "o"), ("old", ORANGE, "^")):
    values = [float(entry[f"accuracy_{name}_head"] or "nan") for entry in log]
    axes[1].plot(epochs, values, color=color, marker=marker, markersize=3, label=f"{name} head")
axes[1].set(xlabel="epoch of the new head", title="accuracy on held-out pictures", ylim=(0, 1.05))
axes[1].legend()
save(figure, "sick_curves.svg")
print(f"pictures are in {EVIDENCE}")
