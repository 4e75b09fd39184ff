# %% [markdown]
# # Races, deep signals and a range test
# Run the cells in an editor, or the whole file: `python explore.py`. Pictures go to `evidence/`.

# %%
from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("OMP_NUM_THREADS", "1")
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "src"))

import matplotlib.pyplot as plt  # noqa: E402 - the backend comes first
import numpy as np  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from deepbridge.data import digits, valley  # noqa: E402
from deepbridge.experiments import REPORT_SEED, convex_race  # noqa: E402
from deepbridge.layers import he_init  # noqa: E402
from deepbridge.net import Network, Recipe, batches, train  # noqa: E402
from deepbridge.optim import AdamState, adamw, lr_range_test, sgd_momentum  # noqa: E402

EVIDENCE = HERE / "evidence"
EVIDENCE.mkdir(exist_ok=True)
STYLES = {  # told apart by markers and dashes too
    "sgd": ("#555555", "s", ":"),
    "momentum": ("#0b5fa5", "o", "-"),
    "adamw": ("#c4560a", "^", "-"),
    "saga": ("#2e7d32", "v", "--"),
    "lbfgs": ("#7b3fa0", "D", "--"),
}
plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    figure.savefig(EVIDENCE / name, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(figure)


# %% [markdown]
# ## The race: a convex problem against passes, a network against the learning rate

# %%
split = digits(REPORT_SEED)
passes = (3, 5, 10, 20, 40, 70, 100)
gaps = {count: convex_race(REPORT_SEED, count) for count in passes}
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.3), layout="constrained")
for name in ("momentum", "adamw", "saga", "lbfgs"):
    color, marker, line = STYLES[name]
    left.plot(
        passes, [gaps[c][name] for c in passes], line, color=color, marker=marker, label=name, markersize=4
    )
left.set(xscale="log", yscale="log", xlabel="passes over the rows", ylabel="nats above the optimum")
left.set_title("Softmax regression on digits (convex)")
left.set_xticks(passes, [str(count) for count in passes])
left.minorticks_off()
left.legend()
rates = np.geomspace(1e-4, 3.0, 10)
for name in ("sgd", "momentum", "adamw"):
    color, marker, line = STYLES[name]
    ends = []
    for rate in rates:
        network = Network.drawn([64, 64, 64, 10], seed=0)
        with np.errstate(all="ignore"):
            losses = train(network, split.x_train, split.y_train, Recipe(name, float(rate), 10, max_norm=1.0))
        ends.append(min(float(np.mean(losses[-40:])), 5.0))
    right.plot(rates, ends, line, color=color, marker=marker, label=name, markersize=4)
right.set(xscale="log", yscale="log", xlabel="largest learning rate", ylabel="training loss after 10 epochs")
right.set_title("Network with two hidden layers")
right.legend()
save(figure, "race.svg")

# %% [markdown]
# ## The signal in 20 layers, by the variance of the first weights

# %%
rng = np.random.default_rng(REPORT_SEED)
x = rng.normal(size=(8, 256))
figure, axis = plt.subplots(figsize=(5, 3), layout="constrained")
for factor, name, style in (
    (2.0, "variance 4 / fan_in", ":"),
    (1.0, "He, 2 / fan_in", "-"),
    (0.5, "1 / fan_in", "--"),
):
    weights = [np.sqrt(factor) * array for array in he_init([256] * 21, np.random.default_rng(REPORT_SEED))]
    hidden, moments = x, []
    for layer in range(0, len(weights), 2):
        z = hidden @ weights[layer] + weights[layer + 1]
        moments.append(float((z**2).mean()))
        hidden = np.maximum(z, 0.0)
    axis.plot(range(1, 21), moments, style, label=name)
axis.set(yscale="log", xlabel="layer", ylabel="mean square of pre-activations", xticks=[1, 5, 10, 15, 20])
axis.legend()
save(figure, "depth.svg")

# %% [markdown]
# ## The range test on the digits network

# %%
network = Network.drawn([64, 64, 64, 10], seed=0)
velocities = [np.zeros_like(parameter) for parameter in network.parameters]
rows_of = batches(len(split.x_train), 32, epochs=10, seed=REPORT_SEED)


def train_step(rate: float) -> float:
    """One step with momentum; the loss before it."""
    rows = next(rows_of)
    loss, gradients = network.loss_and_gradients(split.x_train[rows], split.y_train[rows])
    sgd_momentum(network.parameters, gradients, velocities, learning_rate=rate)
    return loss


with np.errstate(all="ignore"):
    test = lr_range_test(train_step, low=1e-4, high=10.0)
figure, axis = plt.subplots(figsize=(5, 3), layout="constrained")
axis.plot(test.rates, test.losses, color="#0b5fa5")
axis.axvline(test.suggestion, color="#555555", linestyle="--")
axis.text(test.suggestion, axis.get_ylim()[1], f" suggestion {test.suggestion:.2g}", va="top")
axis.set(xscale="log", xlabel="learning rate", ylabel="loss of the batch")
save(figure, "range_test.svg")

# %% [markdown]
# ## Paths in Rosenbrock's valley

# %%
grid_a, grid_b = np.meshgrid(np.linspace(-1.6, 1.4, 81), np.linspace(-0.6, 1.8, 61))
height = (1 - grid_a) ** 2 + 100 * (grid_b - grid_a**2) ** 2
figure, axis = plt.subplots(figsize=(5, 3.2), layout="constrained")
axis.contour(grid_a, grid_b, height, levels=[1, 4, 16, 64, 256], colors="#999999", linewidths=0.7)
for name, rate in (("momentum", 0.001), ("adamw", 0.05)):
    point, velocity = np.array([-1.2, 1.0]), np.zeros(2)
    state, path = AdamState.of([point]), []
    for _ in range(800):
        path.append(point.copy())
        gradient = valley(point)[1]
        if name == "adamw":
            adamw([point], [gradient], state, learning_rate=rate, weight_decay=0.0)
        else:
            sgd_momentum([point], [gradient], [velocity], learning_rate=rate)
    color, marker, _ = STYLES[name]
    thinned = np.array(path)[::4]
    axis.plot(
        thinned[:, 0], thinned[:, 1], color=color, marker=marker, markersize=2.5, linewidth=0.8, label=name
    )
axis.plot(1, 1, "k*")
axis.set(xlabel="a", ylabel="b", title="800 steps in Rosenbrock's valley, minimum at the star")
axis.legend()
save(figure, "valley.svg")

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 2, figsize=(8, 2.9), layout="constrained")
for run, color, style in (("first", "#c4560a", "-"), ("second", "#0b5fa5", "--")):
    entries = [entry for entry in log if entry["run"] == run]
    steps = [int(entry["step"]) for entry in entries]
    label = f"{run} run, rate {entries[0]['learning_rate']}"
    for axis, column in zip(axes, ("fixed_rows_loss", "gradient_norm")):
        axis.plot(steps, [float(e[column]) for e in entries], color=color, linestyle=style, label=label)
        axis.set(xlabel="step (20 in an epoch)", title=column.replace("_", " "))
axes[0].legend()
axes[1].set_ylim(bottom=0)
save(figure, "sick_curves.svg")
print(f"range test suggests {test.suggestion:.2g}; pictures are in {EVIDENCE}")
