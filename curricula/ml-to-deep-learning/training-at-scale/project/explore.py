# %% [markdown]
# # A killed run, and what ten times the rows cost
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

from deepbridge import victim  # noqa: E402
from deepbridge.data import make_set  # noqa: E402
from deepbridge.experiments import BATCH, EPOCHS, FEATURES, REPORT_SEED, ROWS, train_network  # noqa: E402
from deepbridge.scale import estimate_run  # noqa: E402

EVIDENCE = HERE / "evidence"
BLUE, ORANGE = "#0b5fa5", "#c4560a"  # told apart by markers too
plt.rcParams.update({"svg.hashsalt": "deepbridge", "font.size": 9, "figure.facecolor": "#fafafa"})


def save(figure: Figure, name: str) -> None:
    """Write a picture without a date, so that equal pictures are equal files."""
    figure.savefig(EVIDENCE / name, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    plt.close(figure)


# %% [markdown]
# ## The killed and resumed run over the uninterrupted one
# New processes read this file too, so what starts one stands in a function behind the last lines.


# %%
def draw_killed_run(folder: Path) -> None:
    """Kill a run in the middle, resume it, and draw both over the run that nobody killed."""
    make_set(folder, 4_000, FEATURES, REPORT_SEED)
    plan = victim.Plan(folder, folder / "run.pt", REPORT_SEED, steps=120, every=25, kill_at=67)
    whole = victim.uninterrupted(plan).losses
    before = victim.killed(plan)
    rest = victim.resumed(plan).losses
    last = plan.kill_at // plan.every * plan.every
    figure, axis = plt.subplots(figsize=(7, 2.9), layout="constrained")
    axis.plot(whole, color="#999999", linewidth=4, label="uninterrupted")
    axis.plot(
        range(len(before)), before, color=BLUE, linewidth=1.2, label=f"killed after step {plan.kill_at}"
    )
    axis.plot(
        range(last, len(rest)),
        rest[last:],
        color=ORANGE,
        linewidth=1.2,
        linestyle="--",
        label=f"resumed from step {last}",
    )
    axis.axvline(plan.kill_at, color="#333333", linewidth=0.8)
    axis.set(xlabel="step", ylabel="loss of the batch (nats)")
    axis.legend()
    save(figure, "resumed.svg")
    print(f"equal bit for bit: {rest == whole}")


# %% [markdown]
# ## Time and cost for larger tables


# %%
def write_costs(folder: Path) -> None:
    """Measure rows per second once and estimate tables of 1, 10 and 100 times the rows."""
    make_set(folder, ROWS, FEATURES, REPORT_SEED)
    _, seconds = train_network(folder, REPORT_SEED, epochs=1)
    rate = ROWS / seconds
    with (EVIDENCE / "costs.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["rows", "megabytes", "rows_per_second", "steps", "hours", "cost"])
        for times in (1, 10, 100):
            estimate = estimate_run(
                rows=times * ROWS,
                epochs=EPOCHS,
                batch=BATCH,
                rows_per_second=rate,
                checkpoint_every=1000,
                checkpoint_seconds=1.0,
                interruptions=2,
                restart_seconds=60.0,
                price_per_hour=0.5,
            )
            megabytes = times * ROWS * FEATURES * 4 / 1e6
            row = [times * ROWS, f"{megabytes:.1f}", f"{rate:.0f}", estimate.steps]
            writer.writerow([*row, f"{estimate.hours:.4f}", f"{estimate.cost:.4f}"])
            print(f"{times:4d} times: {estimate}")


# %% [markdown]
# ## The sick run


# %%
def draw_sick_run() -> None:
    """Loss and distance moved around the restart, from the given log."""
    with (HERE / "sick" / "log.csv").open(newline="", encoding="utf-8") as file:
        log = list(csv.DictReader(file))
    figure, axes = plt.subplots(1, 2, figsize=(8, 2.9), layout="constrained")
    for run, color, style in (("uninterrupted", BLUE, "-"), ("restarted", ORANGE, "--")):
        entries = [entry for entry in log if entry["run"] == run]
        steps = [int(entry["step"]) for entry in entries]
        for axis, column in zip(axes, ("loss", "moved")):
            axis.plot(
                steps,
                [float(entry[column]) for entry in entries],
                color=color,
                linestyle=style,
                linewidth=1,
                label=run,
            )
    axes[0].set(xlabel="step", title="loss of the batch")
    axes[1].set(xlabel="step", title="distance that the weights moved")
    axes[0].legend()
    save(figure, "sick_curves.svg")


# %%
if __name__ == "__main__":
    torch.set_num_threads(1)
    EVIDENCE.mkdir(exist_ok=True)
    for draw in (draw_killed_run, write_costs):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            draw(Path(name))
    draw_sick_run()
    print(f"pictures are in {EVIDENCE}")
