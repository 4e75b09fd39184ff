# %% [markdown]
# # Size against accuracy, and what a model looks at
# Run the cells in an editor, or the whole file: `python explore.py`. Pictures go to `evidence/`.

# %%
from __future__ import annotations

import csv
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("MPLBACKEND", "Agg")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import matplotlib.pyplot as plt  # noqa: E402 - the backend comes first
import torch  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from deepbridge.experiments import REPORT_SEED, build_camera, build_fleet  # noqa: E402
from deepbridge.ship import integrated_gradients  # noqa: E402

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
# ## The Pareto front

# %%
with tempfile.TemporaryDirectory() as folder:
    fleet = build_fleet(REPORT_SEED, Path(folder))
front = fleet.front()
# Where a label stands, if not above its mark: points to the right, points up, and which of its ends is there.
PLACES = {
    "student": (8, -3, "left"),
    "student_int8": (0, -14, "center"),
    "teacher_int8": (-8, -3, "right"),
    "pruned": (0, -14, "center"),
}
figure, axis = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
line = sorted((fleet.entries[name].kilobytes, fleet.entries[name].accuracy) for name in front)
axis.step(*zip(*line), where="post", color="#777777", linewidth=1, zorder=0)
for name, entry in fleet.entries.items():
    classical = name in ("logistic", "svm")
    axis.scatter(
        entry.kilobytes,
        entry.accuracy,
        color=ORANGE if classical else BLUE,
        marker="^" if classical else "o",
        facecolors=None if name in front else "none",
    )
    right, up, side = PLACES.get(name, (0, 6, "center"))
    axis.annotate(
        name.replace("_int8", ", 8 bits"),
        (entry.kilobytes, entry.accuracy),
        textcoords="offset points",
        xytext=(right, up),
        ha=side,
    )
axis.set(xscale="log", xlabel="size of the file (kB)", ylabel="accuracy", xlim=(1.8, 420), ylim=(0.95, 0.995))
save(figure, "pareto.svg")
with (EVIDENCE / "pareto.csv").open("w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["model", "kilobytes", "zipped", "median_ms", "p95_ms", "accuracy", "front"])
    for name, entry in fleet.entries.items():
        times = f"{1e3 * entry.latency.median:.4f}", f"{1e3 * entry.latency.p95:.4f}"
        sizes = f"{entry.kilobytes:.1f}", f"{entry.zipped:.1f}"
        writer.writerow([name, *sizes, *times, f"{entry.accuracy:.4f}", "yes" if name in front else "no"])

# %% [markdown]
# ## Attributions before and after the repair

# %%
camera = build_camera(REPORT_SEED)
x, y = torch.from_numpy(camera.x_check), torch.from_numpy(camera.y_check)
row = int((y >= 5).nonzero()[0])
figure, axes = plt.subplots(1, 3, figsize=(8, 2.9), layout="constrained")
axes[0].imshow(x[row, 0], cmap="gray", vmin=0, vmax=1)
axes[0].set_title(f"a {int(y[row])} with the hot pixel")
means = [
    integrated_gradients(model, x, y, torch.zeros_like(x)).abs().mean(dim=(0, 1))
    for model in (camera.sick, camera.repaired)
]
scale = float(max(mean.max() for mean in means))
for axis, mean, accuracies, title in zip(
    axes[1:], means, (camera.sick_accuracy, camera.repaired_accuracy), ("learned with it", "after the repair")
):
    shown = axis.imshow(mean, cmap="viridis", vmin=0, vmax=scale)
    axis.set_title(f"{title}\naccuracy {accuracies['turned']:.2f} when turned")
for axis in axes:
    axis.set_xticks([])
    axis.set_yticks([])
figure.colorbar(shown, ax=axes[2], label="mean |attribution|")
save(figure, "attribution.svg")

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 3, figsize=(9, 2.7), sharey=True, layout="constrained")
for name, color, style in (("float32", ORANGE, "-"), ("int8", BLUE, "--")):
    entries = [entry for entry in log if entry["file"] == name]
    batches = [int(entry["batch"]) for entry in entries]
    for axis, column in zip(axes, ("accuracy", "confidence", "commonest")):
        axis.plot(batches, [float(entry[column]) for entry in entries], color=color, linestyle=style, label=name)
        axis.set(xlabel="batch", title=column, ylim=(-0.05, 1.05))
axes[0].plot(batches, [float(entry["notebook"]) for entry in entries], color="#555555", linestyle=":", label="notebook")
axes[0].legend()
save(figure, "sick_curves.svg")
print(f"front: {', '.join(front)}; pictures are in {EVIDENCE}")
