"""The gate: the trained network against the best classical models, on cluttered canvases."""

from __future__ import annotations

import numpy as np
import torch
from support import must_stand_alone

from conftest import Report
from deepbridge.experiments import Comparison, compare_cluttered
from deepbridge.trainer import as_images


def must_come_from_the_weights(run: Comparison) -> None:
    """The predictions are those of the trained network, one canvas at a time."""
    rows = np.random.default_rng(0).permutation(len(run.data.x_test))[:60]
    run.model.eval()
    with torch.no_grad():
        alone = [int(run.model(as_images(run.data.x_test[row : row + 1])).argmax()) for row in rows]
    same = float((np.array(alone) == run.predictions["cnn"][rows]).mean())
    assert same > 0.98, (
        f"Asked for one canvas at a time, the network repeats only {same:.1%} of its predictions; they must "
        "come from the canvas and the trained weights."
    )


def test_clutter(seed: int, report: Report) -> None:
    must_stand_alone("net.py", report)
    run = compare_cluttered(seed)
    must_come_from_the_weights(run)
    cnn, features, bank = (run.accuracy(name) for name in ("cnn", "features", "bank"))
    needed = max(0.915, features + 0.15, bank + 0.02)
    report(
        expected=f"at least {needed:.3f}",
        actual=f"{cnn:.3f}",
        cluttered_cnn=cnn,
        cluttered_features=features,
        cluttered_bank=bank,
        cluttered_difference=run.interval()[0],
    )
    assert cnn >= needed, (
        f"On cluttered canvases SmallCNN must reach {needed:.3f}: at least 0.915, 0.15 above the best "
        f"whole-image model ({run.best_feature}, {features:.3f}) and 0.02 above the template bank "
        f"({bank:.3f}). It has {cnn:.3f}; its training loss went from {run.history[0]:.3g} to "
        f"{run.history[-1]:.3g}. Look at the receptive field (8 pixels or more), batch norm, and the global "
        "maximum."
    )
