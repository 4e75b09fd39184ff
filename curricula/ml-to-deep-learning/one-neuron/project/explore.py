# %% [markdown]
# # Scaling, separable data and the sick run
# Run the cells in an editor, or the whole file: `python explore.py`. Pictures go to `evidence/`.

# %%
from __future__ import annotations

import csv
import math
import os
import sys
from pathlib import Path

os.environ.setdefault("MPLBACKEND", "Agg")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import matplotlib.pyplot as plt  # noqa: E402 - the backend comes first
import numpy as np  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from sklearn.datasets import load_breast_cancer  # noqa: E402

from deepbridge.data import split_of, standardized  # noqa: E402
from deepbridge.experiments import (  # noqa: E402
    REPORT_SEED,
    TARGET_LOSS,
    compare_scaling,
    contrasts,
    same_model_on_breast_cancer,
    same_model_on_iris,
    write_note,
)
from deepbridge.neuron import fit_gd  # noqa: E402

EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
BLUE, ORANGE = "#0b5fa5", "#c4560a"  # told apart by line styles too
plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    figure.savefig(EVIDENCE / name, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(figure)


def thin(history: list[float], points: int = 150) -> tuple[np.ndarray, np.ndarray]:
    """Some steps of a history, evenly spaced on a logarithmic axis, and its values there."""
    steps = np.unique(np.geomspace(1, len(history), points).astype(int))
    return steps, np.array(history)[steps - 1]


# %% [markdown]
# ## The note: the same model, two names

# %%
write_note(EVIDENCE / "same_model.md", [same_model_on_iris(), same_model_on_breast_cancer()])

# %% [markdown]
# ## Steps on features in cm and on standardized features; a loss that never stops falling

# %%
scaling = compare_scaling(REPORT_SEED)
figure, axes = plt.subplots(1, 2, figsize=(9, 3.1), layout="constrained")
for label, history, color, style in (
    ("features in cm", scaling.raw, ORANGE, "-"),
    ("standardized", scaling.standardized, BLUE, "--"),
):
    axes[0].plot(*thin(history), color=color, linestyle=style, label=label)
axes[0].axhline(TARGET_LOSS, color="#555555", linewidth=1, linestyle=":")
axes[0].set(xscale="log", yscale="log", xlabel="step", ylabel="mean log-loss (nats)")
axes[0].set_title(f"Iris: {scaling.raw_steps} or {scaling.standardized_steps} steps to {TARGET_LOSS}")
axes[0].legend()

x, y = load_breast_cancer(return_X_y=True)
rows = standardized(split_of(x, y, x[:1], y[:1]))
for label, c, color, style in (("no penalty", math.inf, ORANGE, "-"), ("C = 1", 1.0, BLUE, "--")):
    neuron = fit_gd(rows.x_train, rows.y_train, c=c, max_steps=20_000)
    axes[1].plot(*thin(neuron.history), color=color, linestyle=style, label=label)
    length = float(np.linalg.norm(contrasts(neuron.weight)))
    print(f"breast cancer, {label}, {len(neuron.history)} gradients:", end=" ")
    print(f"objective {neuron.history[-1]:.4f}, length of the weights {length:.2f}")
axes[1].set(xscale="log", yscale="log", xlabel="step", ylabel="objective (nats)")
axes[1].set_title("Breast cancer: with a minimum and without")
axes[1].legend()
save(figure, "descent.svg")

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 2, figsize=(8, 2.9), layout="constrained")
for run, color, style in (("first", ORANGE, "-"), ("second", BLUE, "--")):
    entries = [entry for entry in log if entry["run"] == run]
    steps = [int(entry["step"]) for entry in entries]
    for axis, column in zip(axes, ("objective", "mean_probability")):
        axis.plot(
            steps,
            [float(entry[column]) for entry in entries],
            color=color,
            linestyle=style,
            label=f"{run} run, C = {entries[0]['c']}",
        )
        axis.set(xlabel="step", title=column.replace("_", " "), ylim=(0, 0.3))
axes[1].axhline(0.05, color="#555555", linewidth=1, linestyle=":")
axes[1].text(1000, 0.045, "share of fraud", ha="right", va="top")
axes[0].legend()
save(figure, "sick_curves.svg")
print(f"pictures are in {EVIDENCE}")
