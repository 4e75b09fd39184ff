# %% [markdown]
# # Boundaries, loss curves and gradients
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
from matplotlib.figure import Figure  # noqa: E402

from deepbridge.baselines import logistic, rbf_svm  # noqa: E402
from deepbridge.engine import cross_entropy  # noqa: E402
from deepbridge.experiments import REPORT_SEED, compare_on_digits, compare_on_moons  # noqa: E402
from deepbridge.gradcheck import gradient_table  # noqa: E402
from deepbridge.mlp import MLP  # noqa: E402

EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
BLUE, ORANGE = "#0b5fa5", "#c4560a"  # told apart by markers too
plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    figure.savefig(EVIDENCE / name, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(figure)


# %% [markdown]
# ## Where each model draws the line on two moons

# %%
moons = compare_on_moons(REPORT_SEED)
split = moons.split
models = {
    "logistic": ("Logistic regression", logistic().fit(split.x_train, split.y_train).decision_function),
    "mlp": ("Your network", lambda points: moons.model(points).data @ [-1.0, 1.0]),
    "rbf_svm": ("RBF-SVM", rbf_svm().fit(split.x_train, split.y_train).decision_function),
}
low, high = split.x_train.min(axis=0) - 0.3, split.x_train.max(axis=0) + 0.3
grid_x, grid_y = np.meshgrid(np.linspace(low[0], high[0], 61), np.linspace(low[1], high[1], 49))
grid = np.column_stack([grid_x.ravel(), grid_y.ravel()])
figure, axes = plt.subplots(1, 3, figsize=(9, 2.9), sharex=True, sharey=True, layout="constrained")
for axis, (name, (title, score)) in zip(axes, models.items()):
    scores = score(grid).reshape(grid_x.shape)  # below 0: class 0
    axis.contourf(grid_x, grid_y, scores, levels=[-1e9, 0.0, 1e9], colors=["#d3e4f3", "#f8dfcb"])
    axis.contour(grid_x, grid_y, scores, levels=[0.0], colors="#333333", linewidths=1)
    for label, color, marker in ((0, BLUE, "o"), (1, ORANGE, "^")):
        points = split.x_train[split.y_train == label][:70]
        axis.scatter(points[:, 0], points[:, 1], s=9, c=color, marker=marker, linewidths=0)
    axis.set_title(f"{title}: {moons.accuracy(name):.3f}")
    axis.set_xticks([])
    axis.set_yticks([])
save(figure, "boundaries.svg")

# %% [markdown]
# ## Loss on digits, epoch by epoch

# %%
numbers = compare_on_digits(REPORT_SEED)
figure, axis = plt.subplots(figsize=(5, 3), layout="constrained")
axis.plot(range(1, len(numbers.history) + 1), numbers.history, color=BLUE)
axis.axhline(np.log(10), color="#555555", linestyle="--", linewidth=1)
axis.text(len(numbers.history), np.log(10), "log 10: no knowledge", ha="right", va="bottom")
axis.set(xlabel="epoch", ylabel="mean training loss (nats)", yscale="log")
save(figure, "digits_loss.svg")

# %% [markdown]
# ## Gradient report: exact against approximate, tensor by tensor

# %%
model = MLP([2, 8, 2], seed=REPORT_SEED)
x, y = split.x_train[:40], split.y_train[:40]
rows = gradient_table(lambda: cross_entropy(model(x), y), model.parameters, ["W1", "b1", "W2", "b2"])
with (EVIDENCE / "gradient_report.csv").open("w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["tensor", "exact", "approximate", "largest_relative_difference"])
    for row in rows:
        writer.writerow([row.name, f"{row.exact:.8f}", f"{row.approximate:.8f}", f"{row.largest:.1e}"])
        print(
            f"{row.name}  exact {row.exact:.8f}  approximate {row.approximate:.8f}  largest {row.largest:.1e}"
        )

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 2, figsize=(8, 2.9), layout="constrained")
for run, color, style in (("first", ORANGE, "-"), ("second", BLUE, "--")):
    entries = [entry for entry in log if entry["run"] == run]
    steps = [int(entry["step"]) for entry in entries]
    label = f"{run} run, rate {entries[0]['learning_rate']}"
    for axis, column in zip(axes, ("loss", "gradient_norm")):
        axis.plot(
            steps, [float(entry[column]) for entry in entries], color=color, linestyle=style, label=label
        )
        axis.set(xlabel="step", title=f"{column.replace('_', ' ')} of the batch")
axes[0].legend()
save(figure, "sick_curves.svg")
print(f"moons {moons.accuracy('mlp'):.3f}, digits {numbers.accuracy('mlp'):.3f}; pictures are in {EVIDENCE}")
