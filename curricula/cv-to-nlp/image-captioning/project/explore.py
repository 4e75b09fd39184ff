"""Look at the captioner: run it cell by cell in an editor, or as a whole with `python explore.py`."""

# %% Set up
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
sys.path.insert(0, str(PROJECT / "src"))

import numpy as np  # noqa: E402 - the path comes first
import torch  # noqa: E402

torch.set_num_threads(1)

import matplotlib.pyplot as plt  # noqa: E402

from pixtext.caption import prefix_mask  # noqa: E402
from pixtext.experiment import run  # noqa: E402
from pixtext.gallery import draw_gallery  # noqa: E402
from pixtext.scenes import make_scenes  # noqa: E402

evidence = PROJECT / "evidence"
evidence.mkdir(exist_ok=True)

# %% Eight training scenes
scenes = make_scenes(8, seed=1)
figure, axes = plt.subplots(2, 4, figsize=(11, 6), facecolor="white")
for axis, picture, caption in zip(axes.flat, scenes.images, scenes.captions, strict=True):
    axis.imshow(picture.transpose(1, 2, 0))
    axis.set_title(caption.replace(" and ", "\nand "), fontsize=8)
    axis.axis("off")
figure.savefig(evidence / "scenes.png", dpi=90)

# %% The mask: nine visual tokens, then words
figure, axis = plt.subplots(figsize=(5, 5), facecolor="white")
axis.imshow(prefix_mask(9, 24).numpy(), cmap="Greys", vmin=0, vmax=1.4)
axis.set_xlabel("is looked at")
axis.set_ylabel("looks")
figure.savefig(evidence / "mask.png", dpi=90)

# %% Train once, score everything (about ten seconds)
outcome = run(seed=1)
for name, value in outcome.figures.items():
    print(f"{name:36} {value:.3f}")

# %% Exact match of the three systems on the three splits
systems = {"captioner": "", "nearest neighbor": "neighbor_", "detector + template": "template_"}
splits = ("fresh", "combination", "binding")
figure, axis = plt.subplots(figsize=(7, 3.5), facecolor="white")
for number, (system, prefix) in enumerate(systems.items()):
    heights = [outcome.figures[f"{split}_{prefix}exact_match"] for split in splits]
    axis.bar(np.arange(3) + 0.27 * (number - 1), heights, 0.25, label=system)
axis.set_xticks(range(3), ["fresh", "new combination", "new binding"])
axis.set_ylabel("exact match")
axis.legend()
figure.savefig(evidence / "splits.png", dpi=90)

# %% Twelve scenes with their captions
draw_gallery(outcome.model, outcome.vocabulary, outcome.scenes, outcome.captions, evidence / "gallery.png")
plt.close("all")
