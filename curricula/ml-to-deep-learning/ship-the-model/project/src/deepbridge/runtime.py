"""How a shipped file is run: ONNX Runtime, without torch. Given."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deepbridge.data import Images


def run(path: Path, x: Images, batch: int = 500) -> NDArray[np.float32]:
    """The first output of an ONNX file for images (n, c, h, w): logits (n, k)."""
    import onnxruntime  # here, not above: it takes a moment, and not every check needs it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    parts = [session.run(None, {name: x[start : start + batch]})[0] for start in range(0, len(x), batch)]
    return np.concatenate([np.asarray(part) for part in parts])


def kilobytes(path: Path) -> float:
    """Size of a file in kB of 1,000 bytes."""
    return path.stat().st_size / 1000.0


def zipped_kilobytes(path: Path) -> float:
    """The same after gzip: what a download takes."""
    return len(gzip.compress(path.read_bytes(), mtime=0)) / 1000.0


def strip_notes(path: Path) -> None:
    """Take the exporter's notes out of an ONNX file, in place; what it computes stays the same.

    torch notes at each node from which line of which file it came: good for debugging, but four tenths of a small
    file, of another size in every folder, and a list of paths on your disk for whoever gets the file.
    """
    import onnx

    model = onnx.load(str(path))
    graph = model.graph
    del model.metadata_props[:], graph.metadata_props[:]
    graph.doc_string = ""
    for part in (*graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
        part.doc_string = ""
        del part.metadata_props[:]
    onnx.save(model, str(path))
