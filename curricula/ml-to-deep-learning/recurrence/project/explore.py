# %% [markdown]
# # How far a state is carried, and how far a gradient comes back
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

from deepbridge.baselines import boosting, window  # noqa: E402
from deepbridge.data import shifts, state_tracking  # noqa: E402
from deepbridge.experiments import REPORT_SEED, final_states, fit_tracker  # noqa: E402
from deepbridge.rnn import grad_norm_vs_lag, gru_cell, rnn_cell  # noqa: E402

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
# ## Accuracy against length: trained on 1 to 30 events

# %%
data = state_tracking(REPORT_SEED)
model, history, seconds = fit_tracker(data.train)
trees = boosting().fit(window(data.train), data.train.final)
lengths = [1, 2, 3, 5, 8, 12, 20, 30, 60, 120, 240]
ours, theirs = [], []
for length in lengths:
    test = shifts(np.random.default_rng([REPORT_SEED, length]), 500, length, length)
    ours.append(float((final_states(model, test) == test.final).mean()))
    theirs.append(float((trees.predict(window(test)) == test.final).mean()))
    print(f"{length:4d} events: GRU {ours[-1]:.3f}, boosting on window features {theirs[-1]:.3f}")
figure, axis = plt.subplots(figsize=(7.4, 3), layout="constrained")
axis.axvspan(1, 30, color="#e6edf3", label="lengths in training")
axis.plot(lengths, ours, color=BLUE, marker="o", label="GRU")
axis.plot(lengths, theirs, color=ORANGE, marker="^", linestyle="--", label="boosting on window features")
axis.axhline(1 / 6, color=GRAY, linewidth=1, linestyle=":", label="guessing")
axis.set(xlabel="events in the shift", ylabel="accuracy of the final state", xscale="log", ylim=(0, 1.05))
axis.set_xticks([1, 3, 8, 30, 120, 240], ["1", "3", "8", "30", "120", "240"])
axis.legend(loc="upper left", bbox_to_anchor=(1, 1), fontsize=8)
save(figure, "length_generalization.svg")

# %% [markdown]
# ## Gradient against lag: plain cells of three spectral radii, and the trained GRU

# %%
k, steps = 48, 60
generator = torch.Generator().manual_seed(REPORT_SEED)
orthogonal, _ = torch.linalg.qr(torch.randn(k, k, generator=generator, dtype=torch.float64))
w_ih = torch.randn(k, 4, generator=generator, dtype=torch.float64)
zeros = torch.zeros(k, dtype=torch.float64)
direction = torch.randn(8, k, generator=generator, dtype=torch.float64)
direction /= direction.norm()
x = 1e-5 * torch.randn(8, steps, 4, generator=generator, dtype=torch.float64)
h0 = torch.zeros(8, k, dtype=torch.float64)
lines: dict[str, np.ndarray] = {}
for radius in (0.8, 1.0, 1.1):
    weights = (w_ih, radius * orthogonal, zeros, zeros)
    lines[f"plain cell, radius {radius}"] = grad_norm_vs_lag(rnn_cell, x, h0, weights, direction).numpy()
loud = 1e5 * x
weights = (w_ih, 1.1 * orthogonal, zeros, zeros)
lines["plain cell, radius 1.1, large inputs"] = grad_norm_vs_lag(
    rnn_cell, loud, h0, weights, direction
).numpy()
w_ih, w_hh, b_ih, b_hh = (w.detach().double() for w in (model.w_ih, model.w_hh, model.b_ih, model.b_hh))
events = torch.from_numpy(shifts(np.random.default_rng(1), 8, steps, steps).x)
inputs = model.embedding.detach().double()[events]
lines["trained GRU"] = grad_norm_vs_lag(gru_cell, inputs, h0, (w_ih, w_hh, b_ih, b_hh), direction).numpy()
figure, axis = plt.subplots(figsize=(7.4, 3.2), layout="constrained")
looks = [(BLUE, "--", ""), (GRAY, "-", ""), (ORANGE, "--", ""), (ORANGE, ":", "x"), (BLUE, "-", "o")]
for (name, norms), (color, style, marker) in zip(lines.items(), looks):
    axis.plot(range(steps + 1), norms, color=color, linestyle=style, marker=marker, markevery=6, label=name)
    print(f"{name}: norm at lag 60 is {norms[-1]:.2e}")
axis.set(xlabel="lag (steps back)", ylabel="gradient norm at the state", yscale="log", ylim=(1e-8, 1e4))
axis.legend(loc="upper left", bbox_to_anchor=(1, 1), fontsize=8)
save(figure, "gradient_vs_lag.svg")

# %% [markdown]
# ## The sick run

# %%
with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
    log = list(csv.DictReader(file))
with (HERE / "sick" / "live.csv").open(newline="", encoding="utf-8") as file:
    live = list(csv.DictReader(file))
figure, axes = plt.subplots(1, 2, figsize=(8, 2.9), layout="constrained")
axes[0].plot([int(e["step"]) for e in log], [float(e["loss"]) for e in log], color=BLUE, linewidth=0.8)
axes[0].set(xlabel="step", title="training loss of the batch", ylim=(0, 2.6))
groups = [entry["events_in_request"] for entry in live]
bench = [float(e["accuracy_test_bench"]) for e in live]
axes[1].plot(groups, bench, color=BLUE, marker="o", label="test bench")
axes[1].plot(groups, [float(e["accuracy_live"]) for e in live], color=ORANGE, marker="^", label="live")
axes[1].set(xlabel="events in the request", title="accuracy by length", ylim=(0, 1.05))
axes[1].tick_params(axis="x", rotation=45)
axes[1].legend()
save(figure, "sick_curves.svg")
print(f"trained in {seconds:.1f} s, loss {history[0]:.2f} to {history[-1]:.4f}; pictures are in {EVIDENCE}")
