# %% [markdown]
# # Clutter, filters, shifts and depth
# Run the cells in an editor, or the whole file: `python explore.py` (about two minutes). Pictures go to
# `evidence/`.

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
from torch import nn  # noqa: E402

from deepbridge.data import cluttered, shifted  # noqa: E402
from deepbridge.experiments import REPORT_SEED, compare_cluttered, compare_shifted  # noqa: E402
from deepbridge.net import ResidualBlock, translation_test  # noqa: E402
from deepbridge.trainer import as_images  # noqa: E402

torch.set_num_threads(1)
EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
BLUE, ORANGE, GREEN = "#0b5fa5", "#c4560a", "#2f7d32"  # told apart by markers too
plt.rcParams.update(
    {"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa", "svg.image_inline": True}
)


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    figure.savefig(EVIDENCE / name, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(figure)


# %% [markdown]
# ## What the models see

# %%
moved, messy = shifted(REPORT_SEED), cluttered(REPORT_SEED)
figure, axes = plt.subplots(1, 6, figsize=(7.2, 1.6), layout="constrained")
for number, axis in enumerate(axes):
    source = moved if number < 3 else messy
    axis.imshow(source.x_test[number], cmap="gray_r", vmin=0, vmax=1, interpolation="nearest")
    axis.set_title(f"a {source.y_test[number]}, {'moved' if number < 3 else 'in clutter'}", fontsize=8)
    axis.set_xticks([])
    axis.set_yticks([])
save(figure, "canvases.svg")

# %% [markdown]
# ## Accuracy against clutter, for the two worlds and the bridge between them

# %%
counts = (0, 1, 2, 4, 6)
curves: dict[str, list[float]] = {"features": [], "bank": [], "cnn": []}
for count in counts:
    run = compare_cluttered(REPORT_SEED, fragments=count)
    for name, values in curves.items():
        values.append(run.accuracy(name))
    row = ", ".join(f"{name} {values[-1]:.3f}" for name, values in curves.items())
    print(f"{count} fragments: {row} (best whole-image model: {run.best_feature})", flush=True)
figure, axis = plt.subplots(figsize=(5.6, 3), layout="constrained")
for name, label, color, marker in (
    ("features", "best whole-image features", ORANGE, "^"),
    ("bank", "template bank + ridge", GREEN, "s"),
    ("cnn", "convolutional network", BLUE, "o"),
):
    axis.plot(counts, curves[name], color=color, marker=marker, label=label)
axis.set(xlabel="fragments on the canvas", ylabel="accuracy on 450 test digits", ylim=(0.4, 1.01))
axis.legend(loc="lower left")
save(figure, "clutter.svg")

# %% [markdown]
# ## The filters of the first layer

# %%
run = compare_cluttered(REPORT_SEED)
first = next(module for module in run.model.modules() if isinstance(module, nn.Conv2d))
filters = first.weight.detach().numpy()[:, 0]
figure, axes = plt.subplots(2, 8, figsize=(5.6, 1.5), layout="constrained")
for axis, kernel in zip(axes.ravel(), filters):
    size = float(np.abs(kernel).max())
    axis.imshow(kernel, cmap="RdBu", vmin=-size, vmax=size, interpolation="nearest")
for axis in axes.ravel():
    axis.set_axis_off()
save(figure, "filters.svg")

# %% [markdown]
# ## What a shift does to the trained network

# %%
digits = shifted(REPORT_SEED).x_test[:200]
wide = torch.nn.functional.pad(as_images(digits), (14, 14, 14, 14))  # room, so that nothing leaves
with (EVIDENCE / "shifts.csv").open("w", newline="", encoding="utf-8") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["down", "right", "largest_logit_change", "predictions_kept"])
    for move in translation_test(run.model, wide, [(0, 1), (1, 1), (0, 2), (2, 2), (0, 3), (4, 6)]):
        writer.writerow([move.down, move.right, f"{move.change:.6f}", f"{move.kept:.4f}"])
        print(f"moved by ({move.down}, {move.right}): logits {move.change:.6f}, kept {move.kept:.3f}")

# %% [markdown]
# ## The gradient at the first layer, against depth

# %%


class PlainBlock(ResidualBlock):
    """The same two convolutions without a shortcut."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        halved = self.second(torch.relu(self.first(x)))
        return torch.relu(halved)


def gradient_norm(block: type[ResidualBlock], blocks: int, norm: bool) -> float:
    """Norm of the gradient at the first layer's weights, before any training."""
    torch.manual_seed(0)
    stem = nn.Conv2d(1, 8, 3, padding=1)
    middle = [block(8, 8, norm=norm) for _ in range(blocks)]
    net = nn.Sequential(stem, nn.ReLU(), *middle, nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(8, 10))
    loss = nn.functional.cross_entropy(net(as_images(messy.x_train[:32])), torch.tensor(messy.y_train[:32]))
    loss.backward()
    assert stem.weight.grad is not None
    return float(stem.weight.grad.norm())


depths = (1, 2, 4, 8, 12, 16, 20)
figure, axes = plt.subplots(1, 2, figsize=(7.2, 2.7), sharey=True, layout="constrained")
for axis, norm in zip(axes, (False, True)):
    for block, label, color, marker in (
        (PlainBlock, "plain", ORANGE, "^"),
        (ResidualBlock, "residual", BLUE, "o"),
    ):
        norms = [gradient_norm(block, depth, norm) for depth in depths]
        axis.plot([2 * depth for depth in depths], norms, color=color, marker=marker, label=label)
        print(f"batch norm {norm}, {label}: {', '.join(f'{value:.1e}' for value in norms)}")
    axis.set(
        xlabel="convolutions in the blocks", yscale="log", title=f"{'with' if norm else 'without'} batch norm"
    )
axes[0].set_ylabel("gradient norm, first layer")
axes[0].legend(loc="lower left")
save(figure, "depth.svg")

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 2, figsize=(7.2, 2.7), layout="constrained")
for run_name, color, style in (("first", ORANGE, "-"), ("second", BLUE, "--")):
    entries = [entry for entry in log if entry["run"] == run_name]
    epochs = [int(entry["epoch"]) for entry in entries]
    label = f"rate {entries[0]['learning_rate']}"
    axes[0].plot(epochs, [float(e["loss"]) for e in entries], color=color, linestyle=style, label=label)
    for column, marker in (("train_accuracy", "o"), ("test_accuracy", "^")):
        values = [float(entry[column]) for entry in entries]
        name = f"{column.split('_')[0]}, {label}"
        axes[1].plot(epochs, values, color=color, linestyle=style, marker=marker, markersize=3, label=name)
axes[0].set(xlabel="epoch", title="training loss (nats)")
axes[1].set(xlabel="epoch", title="accuracy", ylim=(0, 1))
axes[0].legend()
axes[1].legend(fontsize=7)
save(figure, "sick_curves.svg")

# %%
plain = compare_shifted(REPORT_SEED)
print(f"shifted: features {plain.accuracy('features'):.3f}, cnn {plain.accuracy('cnn'):.3f}; see {EVIDENCE}")
