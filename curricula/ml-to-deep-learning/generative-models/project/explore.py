# %% [markdown]
# # Samples beside their nearest training digits, guidance, and the sick run
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

from deepbridge.experiments import REPORT_SEED, compare, draw  # noqa: E402
from deepbridge.generate import nearest_train, noised  # noqa: E402
from deepbridge.judging import judge  # noqa: E402
from deepbridge.schedule import linear_schedule  # noqa: E402

torch.set_num_threads(1)
EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
BLUE, ORANGE, GREEN = "#0b5fa5", "#c4560a", "#2e7d4f"  # told apart by markers too
plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    figure.savefig(EVIDENCE / name, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(figure)


# %% [markdown]
# ## Samples and the training digits nearest to them

# %%
run = compare(REPORT_SEED)
split, labels = run.split, run.split.y_train
columns = np.concatenate([np.flatnonzero(labels == label)[:1] for label in range(10)])
train = torch.from_numpy(split.x_train)
groups = [("diffusion", "diffusion"), ("Gaussian mixture", "mixture"), ("kernel density", "kernel")]
figure, axes = plt.subplots(6, len(columns), figsize=(6, 3.9))
for group, (title, name) in enumerate(groups):
    made = run.samples[name][columns]
    nearest = nearest_train(torch.from_numpy(made), train)[1].numpy()
    for line, rows, words in ((0, made, title), (1, split.x_train[nearest], "nearest training")):
        for column, pixels in enumerate(rows):
            axis = axes[2 * group + line, column]
            axis.imshow(pixels.reshape(8, 8), cmap="gray_r", vmin=-1, vmax=1)
            axis.set_xticks([])
            axis.set_yticks([])
            for side in axis.spines.values():
                side.set_color(BLUE if line == 0 else "#bbbbbb")
        axes[2 * group + line, 0].set_ylabel(words, rotation=0, ha="right", va="center")
figure.subplots_adjust(left=0.21, right=0.995, top=0.99, bottom=0.01, wspace=0.08, hspace=0.12)
save(figure, "samples.svg")

# %% [markdown]
# ## One digit on its way to noise

# %%
schedule = linear_schedule()
generator = torch.Generator().manual_seed(0)
stops = [0, 5, 10, 15, 20, 25, 30, 40, 49]
figure, axes = plt.subplots(1, len(stops), figsize=(9, 1.3), layout="constrained")
for axis, stop in zip(axes, stops):
    row = noised(train[:1], torch.tensor([stop]), torch.randn(1, 64, generator=generator), schedule)
    axis.imshow(row.reshape(8, 8), cmap="gray_r", vmin=-1.5, vmax=1.5)
    axis.set_title(f"t = {stop}: {float(schedule.alpha_bars[stop]):.2f}", fontsize=8)
    axis.set_xticks([])
    axis.set_yticks([])
save(figure, "noising.svg")

# %% [markdown]
# ## What guidance buys and what it costs

# %%
weights = [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0]
found = [judge(draw(run.model, labels, 64, schedule, 0, weight), labels, split) for weight in weights]
figure, axis = plt.subplots(figsize=(6, 3), layout="constrained")
for attribute, words, color, marker in (
    ("agreement", "agreement with the label", BLUE, "o"),
    ("diversity", "diversity (real: 1)", ORANGE, "^"),
    ("two_sample_auc", "two-sample AUC (not told apart: .5)", GREEN, "s"),
    ("usefulness", "usefulness", "#555555", "x"),
):
    axis.plot(weights, [getattr(one, attribute) for one in found], color=color, marker=marker, label=words)
axis.set(xlabel="weight of guidance (0: no label, 1: plain conditional model)", ylim=(0, 1.05))
axis.legend(fontsize=8)
save(figure, "guidance.svg")
with (EVIDENCE / "guidance.csv").open("w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["weight", "agreement", "copy_ratio", "diversity", "two_sample_auc", "usefulness"])
    for weight, one in zip(weights, found):
        values = (one.agreement, one.copy_ratio, one.diversity, one.two_sample_auc, one.usefulness)
        writer.writerow([weight, *(f"{value:.4f}" for value in values)])
        print(f"weight {weight}: " + " ".join(f"{value:.3f}" for value in values))

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 3, figsize=(9, 2.7), layout="constrained")
for run_name, color, style in (("first", ORANGE, "-"), ("second", BLUE, "--")):
    entries = [entry for entry in log if entry["run"] == run_name]
    epochs = [int(entry["epoch"]) for entry in entries]
    label = f"{run_name} run, width {entries[0]['width']}"
    for axis, column in zip(axes, ("loss_first_step", "loss_last_step", "agreement")):
        axis.plot(
            epochs, [float(entry[column]) for entry in entries], color=color, linestyle=style, label=label
        )
        axis.set(xlabel="epoch", title=column.replace("_", " "), ylim=(0, 1.1))
axes[0].legend(fontsize=8)
save(figure, "sick_curves.svg")
print(f"agreement {run.judgments['diffusion'].agreement:.3f}; pictures are in {EVIDENCE}")
