# %% [markdown]
# # One curve twice, shapes, and the sick run
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
import torch  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from deepbridge.experiments import REPORT_SEED, SIZES, compare, worst_row  # noqa: E402
from deepbridge.library import library_net  # noqa: E402
from deepbridge.mlp import MLP  # noqa: E402
from deepbridge.port import from_engine, overfit_one_batch, trace_shapes  # noqa: E402

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
# ## The same training curve twice
# Equal first weights, equal batches, equal steps: float64 on NumPy, float32 in PyTorch.

# %%
run = compare(REPORT_SEED)
epochs = range(1, len(run.engine_curve) + 1)
figure, axes = plt.subplots(1, 2, figsize=(8, 3), layout="constrained")
axes[0].plot(
    epochs, run.engine_curve, color=BLUE, linewidth=3, alpha=0.5, label="from scratch (NumPy, float64)"
)
axes[0].plot(epochs, run.torch_curve, color=ORANGE, linestyle="none", marker=".", label="PyTorch (float32)")
axes[0].set(xlabel="epoch", ylabel="mean training loss (nats)", yscale="log", title="One training, twice")
axes[0].legend()
gaps = [max(abs(a - b), 1e-10) for a, b in zip(run.engine_curve, run.torch_curve)]
axes[1].plot(epochs, gaps, color=BLUE, marker=".")
axes[1].set(xlabel="epoch", ylabel="nats", yscale="log", title="How far the two are apart")
save(figure, "curves.svg")
print(f"last loss: engine {run.engine_curve[-1]:.6f}, PyTorch {run.torch_curve[-1]:.6f}; gap {run.gap():.1e}")

# %% [markdown]
# ## What a shape error looks like, and which layer it is

# %%
model = from_engine(MLP(SIZES, seed=REPORT_SEED))
for row in trace_shapes(model, torch.zeros(32, 8, 8)):
    print(f"{row.name:3s} {row.kind:18s} {row.input} -> {row.output}")
print("and after flattening:")
for row in trace_shapes(model, torch.zeros(32, 64)):
    print(f"{row.name:3s} {row.kind:18s} {row.input} -> {row.output}")

# %% [markdown]
# ## The library's layers with the same state dict

# %%
library = library_net(SIZES, run.model.state_dict())
x = torch.tensor(run.split.test.x, dtype=torch.float32)
with torch.no_grad():
    print(f"largest difference of the logits: {float((library(x) - run.model(x)).abs().max()):.1e}")

# %% [markdown]
# ## One batch by heart

# %%
batch = (x[:32], torch.arange(32) % 10, torch.arange(32))
history = overfit_one_batch(model, batch, steps=100)
print(f"one batch: loss {history[0]:.3f} to {history[-1]:.4f}")

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
steps = [int(entry["epoch"]) for entry in log]
figure, axes = plt.subplots(1, 2, figsize=(8, 2.9), layout="constrained")
axes[0].plot(steps, [float(entry["train_loss"]) for entry in log], color=BLUE)
axes[0].set(xlabel="epoch", title="mean training loss (nats)")
for column, color, marker in (("accuracy", BLUE, "o"), ("accuracy_again", ORANGE, "^")):
    values = [float(entry[column]) for entry in log]
    axes[1].plot(steps, values, color=color, marker=marker, markersize=3, linewidth=0.8, label=column)
frozen = min(int(entry["epoch"]) for entry in log if float(entry["learning_rate"]) == 0)
for axis in axes:
    axis.axvline(frozen, color="#555555", linestyle="--", linewidth=1)
axes[1].set(xlabel="epoch", title="validation accuracy, asked twice", ylim=(0.85, 1.0))
axes[1].legend(loc="lower right")
save(figure, "sick_curves.svg")

row, gold, read = worst_row(run.model, run.split)
print(
    f"network {run.accuracy('network'):.3f}, SVM {run.accuracy('rbf_svm'):.3f}; "
    f"worst: row {row}, a {gold} read as {read}"
)
