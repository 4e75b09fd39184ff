"""The file: export, quantization, latency."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from reference import describe, run_onnx, small_onnx

from conftest import Report
from deepbridge.net import Teacher
from deepbridge.ship import Latency, export_onnx, latency, quantize


class Clock:
    """A clock that only moves when something says how long it took."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_latency(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    import onnxruntime

    rng = np.random.default_rng(seed)
    clock, runs, warmup = Clock(), 100, 7
    # The timed calls take 1, 4, 9, … 10,000 units in some order; the calls before them take 60 s each.
    unit = float(rng.uniform(0.2, 1.5)) / 1000.0
    durations = list(np.concatenate([np.full(warmup, 60.0), unit * rng.permutation(np.arange(1, 101) ** 2)]))
    made: list[tuple[str, object, object]] = []
    fed: list[np.ndarray] = []

    class Session:
        """Takes as long as the list says."""

        def __init__(self, path: object, sess_options: object = None, providers: object = None, **_: object) -> None:
            made.append((path, sess_options, providers))
            clock.now += 1000.0

        def get_inputs(self) -> list[SimpleNamespace]:
            return [SimpleNamespace(name="pixels", shape=["batch", 1, 8, 8], type="tensor(float)")]

        def get_outputs(self) -> list[SimpleNamespace]:
            return [SimpleNamespace(name="scores")]

        def run(self, names: object, feed: dict[str, np.ndarray], *_: object) -> list[np.ndarray]:
            assert list(feed) == ["pixels"], f"The input of this file is called 'pixels'; run was given {list(feed)}."
            fed.append(feed["pixels"])
            clock.now += durations[len(fed) - 1] if len(fed) <= len(durations) else 0.0
            return [np.zeros((1, 10), dtype=np.float32)]

    monkeypatch.setattr(onnxruntime, "InferenceSession", Session)
    path = tmp_path / "model.onnx"
    small_onnx(path, seed)
    x = rng.random((3, 1, 8, 8), dtype=np.float32)
    found = latency(path, x, runs=runs, warmup=warmup, clock=clock)
    monkeypatch.undo()
    assert isinstance(found, tuple) and len(found) == 2, f"latency must return a Latency, it returned {found!r}."
    found = Latency(float(found[0]), float(found[1]))
    assert len(made) == 1, f"latency must make one session for all calls; it made {len(made)}."
    source = made[0][0]
    own = source == path.read_bytes() if isinstance(source, bytes) else str(source) == str(path)
    assert own, "latency must make its session from the file at `path`, or from the bytes of that file."
    options = made[0][1]
    threads = getattr(options, "intra_op_num_threads", 0), getattr(options, "inter_op_num_threads", 0)
    if threads != (1, 1):
        report(hint="latency-threads")
    assert threads == (1, 1), (
        f"The session must have one thread within an operator and one between them; it has {threads} (0: as many as "
        "there are cores)."
    )
    whole = all(np.array_equal(entry, x) for entry in fed)
    if not whole:
        report(hint="latency-calls")
    assert whole, "Each call must get x as it was given, all rows at once."
    right = len(fed) == runs + warmup
    if not right:
        report(hint="latency-calls")
    assert right, f"runs={runs} and warmup={warmup} are {runs + warmup} calls; there were {len(fed)}."
    if found.p95 >= 20.0 or found.median >= 20.0:
        report(hint="latency-warmup")
    assert found.p95 < 20.0 and found.median < 20.0, (
        f"Calls before the timed ones take 60 s here and no timed call takes more than {1e4 * unit:.1f}; the result is "
        f"{found}. The warm-up, or the time to make the session, was counted."
    )
    right = 2499.5 <= found.median / unit <= 2601.5 and 9020 <= found.p95 / unit <= 9220
    if not right:
        report(hint="latency-statistics")
    assert right, (
        f"The timed calls take 1, 4, 9, … 10,000 times {1e3 * unit:.3f} ms: their median is {2550.5 * unit:.3f} s, "
        f"their 95th percentile {9030 * unit:.3f} s (and their mean {3383.5 * unit:.3f} s). The result is "
        f"{found.median:.3f} and {found.p95:.3f} s."
    )


def test_export(seed: int, tmp_path: Path, report: Report) -> None:
    torch.manual_seed(seed)
    model = Teacher()
    with torch.no_grad():
        for _ in range(5):
            model(torch.rand(16, 1, 8, 8))  # running statistics of its own
    model.train()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "model.onnx"
    export_onnx(model, torch.rand(2, 1, 8, 8), path)
    files = sorted(file.name for file in folder.iterdir())
    if "model.onnx" in files and len(files) > 1:
        report(hint="export-one-file")
    assert files == ["model.onnx"], (
        f"export_onnx must write one file, model.onnx; the folder holds {files}. Weights belong into the file."
    )
    same = all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    if not (model.training and same):
        report(hint="export-mode")
    assert model.training, (
        "The model was in training mode before the export and must be so afterwards: its owner may go on training."
    )
    assert same, "Exporting changed the model's weights or its batch norm statistics."
    import onnx

    graph = onnx.load(str(path)).graph
    active = sorted({node.op_type for node in graph.node} & {"Dropout", "Bernoulli", "RandomUniformLike"})
    if active:
        report(hint="export-mode")
    assert not active, (
        f"The file has nodes of {', '.join(active)}: it was exported in training mode. A file that predicts has none."
    )
    names = [entry.name for entry in graph.input], [entry.name for entry in graph.output]
    assert names == (["x"], ["logits"]), f"Input and output must be called x and logits; they are {names}."
    first = graph.input[0].type.tensor_type.shape.dim[0]
    if first.HasField("dim_value"):
        report(hint="export-batch")
    assert not first.HasField("dim_value"), (
        f"The file takes batches of exactly {first.dim_value} images. Declare axis 0 of x as dynamic."
    )
    model.eval()
    for count in (2, 1, 7):
        x = torch.rand(count, 1, 8, 8)
        with torch.no_grad():
            expected = model(x).numpy()
        actual = run_onnx(path, x.numpy())
        if actual.shape == expected.shape and np.allclose(actual, expected, atol=1e-4, rtol=1e-4):
            continue
        report(hint="export-mode", expected=describe(expected), actual=describe(actual))
        raise AssertionError(
            f"For {count} images the file must say what the model says in evaluation mode, logits such as "
            f"{expected[0, :3].round(3).tolist()}; it says {describe(actual)[:120]}. Dropout and batch norm behave "
            "otherwise in training mode."
        )


def test_quantize(seed: int, tmp_path: Path, report: Report) -> None:
    import onnx
    from onnx import TensorProto, numpy_helper

    rng = np.random.default_rng(seed)
    source, target = tmp_path / "float.onnx", tmp_path / "int8.onnx"
    small_onnx(source, seed)
    content = source.read_bytes()
    calibration = (0.3 * rng.random((250, 1, 8, 8))).astype(np.float32)
    calibration[-1, 0, 4, 4] = 0.7  # the largest value of all is in the last image
    quantize(source, target, calibration)
    assert target.exists(), "quantize must write the file `target`; it is not there."
    assert source.read_bytes() == content, "quantize must leave `source` as it is."
    graph = onnx.load(str(target)).graph
    kinds = [node.op_type for node in graph.node]
    static = "QuantizeLinear" in kinds and "DequantizeLinear" in kinds
    if not static:
        report(hint="quantize-static", actual=", ".join(sorted(set(kinds))))
    assert static, (
        f"Static quantization in QDQ format has QuantizeLinear and DequantizeLinear nodes; this file has "
        f"{sorted(set(kinds))}. Dynamic quantization measures ranges while it runs, at each request."
    )
    values = {entry.name: entry for entry in graph.initializer}
    kernels = [entry for entry in graph.initializer if list(entry.dims) == [6, 1, 3, 3]]
    whole = len(kernels) == 1 and kernels[0].data_type == TensorProto.INT8
    assert whole, (
        "The weights of the convolution must be signed 8-bit integers; they are "
        f"{[TensorProto.DataType.Name(entry.data_type) for entry in kernels] or 'not in the file'}."
    )
    scales = [
        numpy_helper.to_array(values[node.input[1]])
        for node in graph.node
        if node.op_type == "DequantizeLinear" and node.input[0] == kernels[0].name
    ]
    if scales and scales[0].size != 6:
        report(hint="quantize-channels")
    assert scales and scales[0].size == 6, (
        f"Each of the 6 output channels needs a scale of its own; there are "
        f"{scales[0].size if scales else 'no'} scales. Channels differ in size by a factor of 20 here."
    )
    inputs = [node for node in graph.node if node.op_type == "QuantizeLinear" and node.input[0] == "x"]
    assert inputs, "The input x must be quantized by a QuantizeLinear node."
    scale = float(numpy_helper.to_array(values[inputs[0].input[1]]).ravel()[0])
    right = abs(scale - 0.7 / 255) < 0.02 * 0.7 / 255
    if not right:
        report(hint="quantize-calibration", expected=f"{0.7 / 255:.6f}", actual=f"{scale:.6f}")
    assert right, (
        f"The calibration images go from 0 to 0.7, so one step of x is 0.7 / 255 = {0.7 / 255:.5f}; in the file it is "
        f"{scale:.5f}, for a largest value of {scale * 255:.2f}. Only the last of the 250 images has a pixel of 0.7."
    )
    x = calibration[:100]
    expected, actual = run_onnx(source, x), run_onnx(target, x)
    error = float(np.abs(actual - expected).max() / np.abs(expected).max())
    report(expected="below 0.05", actual=f"{error:.4f}", quantize_error=error)
    assert error < 0.05, f"8 bits may move a logit by a few percent of the largest one; it moved by {error:.0%}."
