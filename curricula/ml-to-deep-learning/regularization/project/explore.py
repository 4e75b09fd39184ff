# %% [markdown]
# # What the labels did, what the augmentation does, and what helped
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

from deepbridge.data import noisy_digits  # noqa: E402
from deepbridge.experiments import CLASSICAL, compare, draw_interval, run_variant, score_variant  # noqa: E402
from deepbridge.trainer import augment_shift_noise  # noqa: E402

torch.set_num_threads(1)
EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
BLUE, ORANGE = "#0b5fa5", "#c4560a"  # told apart by markers too
plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    figure.savefig(EVIDENCE / name, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(figure)


# %% [markdown]
# ## Six versions of four digits: would you still give them the same label?

# %%
split = noisy_digits(0)
generator = torch.Generator().manual_seed(0)
figure, axes = plt.subplots(4, 7, figsize=(5.6, 3.3), layout="constrained")
versions = [split.x_train[:4], *(augment_shift_noise(split.x_train[:4], generator) for _ in range(6))]
for column, images in enumerate(versions):
    for row, image in enumerate(images):
        axes[row, column].imshow(image.reshape(8, 8), cmap="gray_r", vmin=-0.3, vmax=1.3)
        axes[row, column].set_xticks([])
        axes[row, column].set_yticks([])
    axes[0, column].set_title("as it is" if column == 0 else f"version {column}", fontsize=8)
for row, (said, true) in enumerate(zip(split.y_train[:4], split.y_true[:4])):
    axes[row, 0].set_ylabel(
        f"label {int(said)}" + ("" if said == true else f"\n(is a {int(true)})"), fontsize=8
    )
save(figure, "versions.svg")

# %% [markdown]
# ## Early stopping on held-out labels, a fifth of which is wrong too

# %%
run = run_variant("stopping", 0)[1]
epochs = range(1, len(run.train_loss) + 1)
best = int(np.argmin(run.validation_loss))
figure, axis = plt.subplots(figsize=(5, 3), layout="constrained")
axis.plot(epochs, run.train_loss, color=BLUE, label="rows that it trains on")
axis.plot(epochs, run.validation_loss, color=ORANGE, linestyle="--", label="held-out rows")
axis.plot([best + 1], [run.validation_loss[best]], "o", color=ORANGE)
axis.annotate("kept", (best + 1, run.validation_loss[best]), textcoords="offset points", xytext=(4, -12))
axis.set(xlabel="epoch", ylabel="mean log-loss (nats)")
axis.legend()
save(figure, "stopping.svg")

# %% [markdown]
# ## What helped, and who is better

# %%
comparison = compare()
rows = [
    (e.variant, e.difference, e.low, e.high, BLUE, "o") for e in comparison.effects if e.variant != "plain"
]
plain = [score_variant("plain", seed).test for seed in comparison.seeds]
for name in CLASSICAL:
    rows.append((name.replace("_", " "), *draw_interval(comparison.classical[name], plain), ORANGE, "s"))
figure, axis = plt.subplots(figsize=(6, 3.6), layout="constrained")
for height, (name, difference, low, high, color, marker) in enumerate(reversed(rows)):
    axis.plot([low, high], [height, height], color=color)
    axis.plot([difference], [height], marker, color=color)
    axis.text(high + 0.006, height, f"{difference:+.3f}", va="center", fontsize=8)
axis.set_yticks(range(len(rows)), [row[0] for row in reversed(rows)])
axis.axvline(0.0, color="#555555", linewidth=1)
axis.set(xlabel=f"test accuracy minus the plain network's ({np.mean(plain):.3f}), with 95 % interval")
axis.margins(x=0.17)
save(figure, "ablation.svg")

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 2, figsize=(8, 2.9), sharey=True, layout="constrained")
for axis, name in zip(axes, ("without versions", "with four versions")):
    entries = [entry for entry in log if entry["run"] == name]
    steps = [int(entry["epoch"]) for entry in entries]
    for column, color, style in (("train_accuracy", BLUE, "-"), ("validation_accuracy", ORANGE, "--")):
        axis.plot(
            steps, [float(entry[column]) for entry in entries], style, color=color, label=column.split("_")[0]
        )
    axis.set(xlabel="epoch", title=name, ylim=(0, 1.03))
axes[0].set_ylabel("accuracy on the labels as delivered")
axes[0].legend(loc="lower right")
save(figure, "sick_curves.svg")
print(f"all {comparison.effects[-1].test:.3f}; pictures are in {EVIDENCE}")
