# %% [markdown]
# # Where the question looks, what positions buy, and the sick run
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
from matplotlib.patches import Rectangle  # noqa: E402

from deepbridge.attention import attention_map, sinusoidal_positions  # noqa: E402
from deepbridge.experiments import REPORT_SEED, compare_on_log, inputs, looks_right  # noqa: E402

torch.set_num_threads(1)
EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
BLUE, ORANGE = "#0b5fa5", "#c4560a"  # told apart by line styles too
plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    figure.savefig(EVIDENCE / name, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(figure)


# %% [markdown]
# ## Attention of the question in six logs, with and without positions

# %%
runs = {
    "with positions": compare_on_log(REPORT_SEED, names=()),
    "without positions": compare_on_log(REPORT_SEED, positions=False, names=()),
}
rows = runs["with positions"].split.test
# Logs in which the asked key was written twice or more: the last of those writes counts.
asked = rows.keys[np.arange(len(rows)), rows.right]
repeated = np.flatnonzero((rows.keys == asked[:, None]).sum(axis=1) >= 2)[:6]
figure, axes = plt.subplots(1, 2, figsize=(9.6, 3.1), layout="constrained")
for axis, (name, run) in zip(axes, runs.items()):
    weights = attention_map(run.net, *inputs(rows)).numpy()[repeated]
    axis.imshow(weights, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for line, row in enumerate(repeated):
        for place in range(rows.keys.shape[1]):
            same = rows.keys[row, place] == asked[row]
            axis.text(
                place,
                line,
                f"{rows.keys[row, place]}={rows.values[row, place]}",
                ha="center",
                va="center",
                fontsize=7,
                fontweight="bold" if same else "normal",
                color="white" if weights[line, place] > 0.6 else "#222222",
            )
        corner = (float(rows.right[row]) - 0.5, line - 0.5)
        axis.add_patch(Rectangle(corner, 1, 1, fill=False, edgecolor=ORANGE, linewidth=2))
    axis.set(
        xlabel="write, in order",
        yticks=range(len(repeated)),
        yticklabels=[f"asks for {asked[row]}" for row in repeated],
        title=f"{name}: accuracy {run.accuracy('attention'):.3f}",
    )
save(figure, "attention_map.svg")

# %% [markdown]
# ## Positions: how alike two places look

# %%
table = sinusoidal_positions(32, 32)
figure, axes = plt.subplots(1, 2, figsize=(8, 2.9), layout="constrained")
axes[0].imshow(table.numpy(), cmap="RdBu", vmin=-1, vmax=1, aspect="auto")
axes[0].set(xlabel="entry", ylabel="position", title="sinusoidal positions")
likeness = (table @ table.T).numpy()
for start, color, style in ((0, BLUE, "-"), (10, ORANGE, "--")):
    axes[1].plot(
        range(20), likeness[start, start : start + 20], color=color, linestyle=style, label=f"from {start}"
    )
axes[1].set(xlabel="distance", ylabel="dot product", title="depends on the distance only")
axes[1].legend()
save(figure, "positions.svg")

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    entries = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 2, figsize=(8, 2.9), layout="constrained")
for name, color, style in (("first", ORANGE, "-"), ("second", BLUE, "--")):
    chosen = [entry for entry in entries if entry["run"] == name]
    steps = [int(entry["step"]) for entry in chosen]
    label = f"{name} run, dropout {chosen[0]['dropout']}"
    for axis, column in zip(axes, ("held_out_loss", "free_running_loss")):
        axis.plot(
            steps, [float(entry[column]) for entry in chosen], color=color, linestyle=style, label=label
        )
for axis, title in zip(axes, ("loss on held-out sequences", "loss of its own sequences under the machine")):
    axis.axhline(
        float(entries[0]["entropy_rate"]), color="#555555", linestyle=":", label="entropy of the machine"
    )
    axis.set(xlabel="step", title=title, ylim=(0, None))
axes[0].legend()
save(figure, "sick_curves.svg")
for name, run in runs.items():
    print(f"{name}: accuracy {run.accuracy('attention'):.3f}, looks right {looks_right(run.net, rows):.3f}")
print(f"pictures are in {EVIDENCE}")
