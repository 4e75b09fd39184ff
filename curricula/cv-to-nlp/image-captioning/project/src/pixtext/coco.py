"""Readers for the two published forms of the COCO captions.

- The annotation file of COCO itself (`captions_val2017.json`; Chen et al. 2015, "Microsoft COCO Captions"):
  `images` with `id` and `file_name`, `annotations` with `image_id` and `caption`, about five captions a
  picture.
- Karpathy's splits (`dataset_coco.json`, `dataset_flickr8k.json`, `dataset_flickr30k.json`; Karpathy and
  Fei-Fei 2015): `images` with `filename`, `split` (`train`, `restval`, `val` or `test`) and `sentences`,
  each with `raw`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image


@dataclass(frozen=True)
class Captioned:
    """One picture of a published set: its id, its path below the picture folder, its split, its captions."""

    id: str
    file_name: str
    split: str
    captions: tuple[str, ...]


def read_captions(path: Path) -> list[Captioned]:
    """The pictures of an annotation file that have captions, in the order of the file.

    Pictures of a COCO annotation file have the split `all`: COCO keeps one file per split.

    Raises:
        ValueError: if the file is of neither form.
    """
    document = json.loads(path.read_text(encoding="utf-8"))
    images = document.get("images") if isinstance(document, dict) else None
    if not isinstance(images, list) or not images:
        raise ValueError(f"{path.name}: expected an object with a list of `images`")
    if "annotations" in document:
        captions: dict[int, list[str]] = {}
        for annotation in document["annotations"]:
            captions.setdefault(annotation["image_id"], []).append(annotation["caption"].strip())
        return [
            Captioned(str(image["id"]), image["file_name"], "all", tuple(captions[image["id"]]))
            for image in images
            if image["id"] in captions
        ]
    if "sentences" in images[0]:
        return [
            Captioned(
                str(image.get("cocoid", image.get("imgid"))),
                str(Path(image.get("filepath", "")) / image["filename"]),
                image["split"],
                tuple(sentence["raw"].strip() for sentence in image["sentences"]),
            )
            for image in images
            if image["sentences"]
        ]
    raise ValueError(f"{path.name}: neither COCO `annotations` nor Karpathy `sentences`")


def load_picture(path: Path, size: int) -> np.ndarray:
    """The middle square of a picture, scaled to (3, size, size) float32 in [0, 1]; gray and palette become
    RGB.
    """
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    square = picture.crop((left, top, left + side, top + side)).resize(
        (size, size), Image.Resampling.BILINEAR
    )
    return (np.asarray(square, dtype=np.float32) / 255).transpose(2, 0, 1)
