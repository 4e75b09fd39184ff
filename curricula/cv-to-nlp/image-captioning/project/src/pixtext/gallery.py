"""The evidence gallery: twelve scenes with their captions and where the color words looked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch

from pixtext.caption import CaptionModel
from pixtext.experiment import attention_maps
from pixtext.vocabulary import BEGIN, Vocabulary

TITLES = {"fresh": "fresh", "combination": "new combination", "binding": "new binding"}


def draw_gallery(
    model: CaptionModel,
    vocabulary: Vocabulary,
    scenes: Mapping[Any, Any],
    captions: Mapping[Any, list[str]],
    path: Path,
) -> None:
    """Four scenes of each split, wrong ones first where there are any; a mark says right or wrong.

    `scenes[split]` is a `Scenes`, `captions[split]` what the model said. The tint on the second picture is
    where the step that predicts the first object's shape looked; attention shows what was mixed in, not why
    a word was chosen.
    """
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(6, 4, figsize=(11, 15), facecolor="white")
    for block, split in enumerate(TITLES):
        said, made = captions[split], scenes[split]
        wrong = [n for n in range(len(said)) if said[n] != made.captions[n]][:2]
        chosen = (wrong + [n for n in range(len(said)) if n not in wrong])[:4]
        for column, number in enumerate(chosen):
            picture = made.images[number].transpose(1, 2, 0)
            is_right = said[number] == made.captions[number]
            top, bottom = axes[2 * block, column], axes[2 * block + 1, column]
            top.imshow(picture)
            text = said[number].replace(" and ", "\nand ")
            mark = "right" if is_right else "WRONG"
            top.set_title(
                f"{TITLES[split]}, {mark}\n{text}", fontsize=8, color="black" if is_right else "#b00020"
            )
            words = said[number].split()[: model.language_model.max_length - 1]
            ids = [BEGIN, *(vocabulary.id_of(word) for word in words)]
            maps = attention_maps(model, torch.from_numpy(made.images[number]), ids)
            bottom.imshow(picture.mean(2), cmap="gray", vmin=0, vmax=1)
            if len(words) > 2:
                bottom.imshow(np.kron(maps[2], np.ones((8, 8))), cmap="magma", alpha=0.6, vmin=0)
                bottom.set_title(f"where it looked for “{words[2]}”", fontsize=8)
            for axis in (top, bottom):
                axis.set_xticks([])
                axis.set_yticks([])
    figure.tight_layout()
    figure.savefig(path, dpi=90)
    plt.close(figure)
