"""The readers of the published formats, on made-up records in exactly those forms; and one tiny run through
them.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from conftest import Report
from PIL import Image

from pixtext.coco import load_picture, read_captions

COCO = {
    "info": {"description": "made up", "version": "1.0", "year": 2017, "contributor": "", "url": ""},
    "licenses": [
        {"url": "https://creativecommons.org/licenses/by/2.0/", "id": 4, "name": "Attribution License"}
    ],
    "images": [
        {"license": 4, "file_name": f"{n:012d}.jpg", "coco_url": "", "height": 60, "width": 90,
         "date_captured": "2013-11-14 17:02:52", "flickr_url": "", "id": n}
        for n in range(1, 13)
    ],
    "annotations": [
        {"image_id": 1 + k % 12, "id": 900 + k, "caption": f"A {'dog' if k % 2 else 'cat'} on the grass. "}
        for k in range(22)
    ],
}  # fmt: skip
KARPATHY = {
    "dataset": "coco",
    "images": [
        {"filepath": "val2014", "sentids": [7, 8], "filename": "COCO_val2014_000000000009.jpg", "imgid": 0,
         "split": "test", "cocoid": 9,
         "sentences": [
             {"tokens": ["a", "red", "bus"], "raw": "A red bus.", "imgid": 0, "sentid": 7},
             {"tokens": ["the", "bus", "stops"], "raw": "The bus stops", "imgid": 0, "sentid": 8},
         ]},
        {"sentids": [9], "filename": "1000268201_693b08cb0e.jpg", "imgid": 1, "split": "restval",
         "sentences": [{"tokens": ["a", "child"], "raw": "A child .", "imgid": 1, "sentid": 9}]},
    ],
}  # fmt: skip


def write(folder: Path, name: str, document: object) -> Path:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_published_formats(tmp_path: Path, report: Report) -> None:
    found = read_captions(write(tmp_path, "captions_val2017.json", COCO))
    report(expected=12, actual=len(found))
    assert len(found) == 12 and found[0].captions == ("A cat on the grass.", "A cat on the grass."), (
        f"the COCO reader gave {len(found)} pictures, the first with {found[0].captions}; expected 12 "
        f"and two captions"
    )
    assert (found[0].id, found[0].file_name, found[0].split) == ("1", "000000000001.jpg", "all"), found[0]
    first, second = read_captions(write(tmp_path, "dataset_coco.json", KARPATHY))
    assert (first.id, first.split, first.captions) == ("9", "test", ("A red bus.", "The bus stops")), first
    assert Path(first.file_name).as_posix() == "val2014/COCO_val2014_000000000009.jpg", first.file_name
    assert (second.id, second.split, second.file_name) == ("1", "restval", "1000268201_693b08cb0e.jpg"), (
        second
    )
    with pytest.raises(ValueError, match="images"):
        read_captions(write(tmp_path, "wrong.json", {"pictures": []}))
    Image.new("L", (90, 60), 128).save(tmp_path / "gray.jpg")
    picture = load_picture(tmp_path / "gray.jpg", 48)
    assert (
        picture.shape == (3, 48, 48) and picture.dtype == np.float32 and abs(picture.mean() - 0.502) < 0.01
    ), f"a gray photograph became {picture.shape} {picture.dtype} with mean {picture.mean():.3f}"


def test_published_run(tmp_path: Path, report: Report) -> None:
    from pixtext.real import RealSettings, run_real

    rng = np.random.default_rng(0)
    for image in COCO["images"]:
        pixels = rng.integers(0, 255, (60, 90, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(tmp_path / str(image["file_name"]))
    annotations = write(tmp_path, "captions_val2017.json", COCO)
    settings = RealSettings(image_size=48, max_length=8, min_count=1, width=32, layers=1, epochs=1)
    figures = run_real(annotations, tmp_path, tmp_path / "out", settings)
    lines = (tmp_path / "out" / "predictions.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    report(expected="2 records with id, gold, prediction, baseline", actual=lines[:1])
    assert len(records) == 2 and set(records[0]) == {"id", "gold", "prediction", "baseline"}, (
        f"twelve made-up photographs in COCO's format, a fifth kept for the test: expected 2 records, "
        f"got {lines}"
    )
    assert all(isinstance(record["prediction"], str) for record in records), "a prediction is not text"
    assert 0 <= figures["score"] <= 1, f"the score {figures['score']} is not in [0, 1]"
