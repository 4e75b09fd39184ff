"""Rows from a mapped file: values, memory, copies for other processes, and speed."""

from __future__ import annotations

import gc
import pickle
import statistics
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from helpers import describe, must_be_number
from torch.utils.data import DataLoader

from conftest import Report
from deepbridge.data import draw, make_set, rule
from deepbridge.loading import Batch, RowByRow, batch_loader
from deepbridge.scale import MemmapDataset, throughput

LARGE_ROWS, LARGE_FEATURES = 500_000, 64  # 128 MB
SHARE = 0.25


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, seed: int) -> Path:
    """A table of 3,000 rows and 16 features."""
    return make_set(tmp_path_factory.mktemp("small"), 3_000, 16, seed)


@pytest.fixture
def large(tmp_path: Path, seed: int) -> Iterator[Path]:
    """A table of 128 MB, the same 20,000 rows again and again, deleted afterwards."""
    folder = tmp_path / "large"
    folder.mkdir()
    x, y = draw(rule(LARGE_FEATURES, seed), 20_000, np.random.default_rng(seed))
    for name, block, width in (("x", x, (LARGE_FEATURES,)), ("y", y, ())):
        table = np.lib.format.open_memmap(folder / f"{name}.npy", "w+", block.dtype, (LARGE_ROWS, *width))
        for start in range(0, LARGE_ROWS, len(block)):
            table[start : start + len(block)] = block
        table.flush()
        del table
    yield folder
    gc.collect()
    for name in ("x.npy", "y.npy"):
        try:
            (tmp_path / "large" / name).unlink()
        except OSError:  # Windows keeps a file that is still mapped; pytest removes the folder later
            pass


def test_shapes(small: Path) -> None:
    data = MemmapDataset(small)
    assert len(data) == 3_000, f"The table has 3000 rows, len() says {len(data)}."
    batch = data.__getitems__([5, 0, 7])
    assert isinstance(batch, tuple) and len(batch) == 2, (
        "__getitems__ must return a pair of tensors (x, y) for the whole batch, it returned "
        f"{describe(batch)}."
    )
    row = data[3]
    assert isinstance(row, tuple) and len(row) == 2, f"data[3] must be a pair (x, y), it is {describe(row)}."
    for actual, shape, dtype, what in (
        (batch[0], (3, 16), torch.float32, "x of three rows"),
        (batch[1], (3,), torch.int64, "y of three rows"),
        (row[0], (16,), torch.float32, "x of one row"),
        (torch.as_tensor(row[1]), (), torch.int64, "y of one row"),
    ):
        assert isinstance(actual, torch.Tensor) and actual.shape == shape and actual.dtype == dtype, (
            f"{what} must be a tensor of shape {shape}, {dtype}; it is {describe(actual)}."
        )


def test_values(small: Path, seed: int, report: Report) -> None:
    data = MemmapDataset(small)
    x, y = np.load(small / "x.npy"), np.load(small / "y.npy")
    rng = np.random.default_rng(seed)
    for rows in ([4, 5, 6], [2_999, 0, 17, 17], rng.permutation(3_000)[:200].tolist()):
        got_x, got_y = data.__getitems__(rows)
        right = np.array_equal(got_x.numpy(), x[rows]) and np.array_equal(got_y.numpy(), y[rows])
        assert right, (
            f"__getitems__({rows[:4]}{'…' if len(rows) > 4 else ''}) must return these rows in this order; "
            "it returned others."
        )
    one_x, one_y = data[1_234]
    assert np.array_equal(one_x.numpy(), x[1_234]) and int(one_y) == y[1_234], "data[1234] is another row."
    got_x, got_y = data.__getitems__([4, 5, 6])
    got_x.zero_()  # what an augmentation in place does
    got_y.fill_(1)
    data[4][0].zero_()
    unchanged = np.array_equal(np.load(small / "x.npy"), x) and np.array_equal(np.load(small / "y.npy"), y)
    if not unchanged:
        report(hint="data-copies")
    assert unchanged, (
        "Changing a batch in place changed the file on disk. Map it read-only and hand out copies."
    )
    again = data.__getitems__([4, 5, 6])[0].numpy()
    assert np.array_equal(again, x[[4, 5, 6]]), (
        "Changing a batch in place changed what the next call returns. Hand out copies."
    )


def test_pickled(small: Path, report: Report) -> None:
    data = MemmapDataset(small)
    data.__getitems__([0, 1])
    sent = pickle.dumps(data)
    if len(sent) > 20_000:
        report(expected="under 20,000 bytes", actual=f"{len(sent):,} bytes")
    assert len(sent) <= 20_000, (
        f"A pickled data set has {len(sent):,} bytes, so it carries the rows; the file has "
        f"{(small / 'x.npy').stat().st_size:,}. With workers, every one of them would hold the whole table. "
        "Send the folder and map it again (__getstate__, __setstate__)."
    )
    x, y = pickle.loads(sent).__getitems__([9, 3])
    first_x, first_y = data.__getitems__([9, 3])
    assert torch.equal(x, first_x) and torch.equal(y, first_y), "The unpickled data set returns other rows."


def anonymous() -> int:
    """Bytes of memory of this process, mapped files not counted; what it shares counts too. Linux."""
    with open("/proc/self/status", encoding="ascii") as status:
        kilobytes = [int(line.split()[1]) for line in status if line.startswith(("RssAnon:", "RssShmem:"))]
    if not kilobytes:
        raise RuntimeError("no RssAnon in /proc/self/status")
    return sum(kilobytes) * 1024


def test_memory(large: Path, report: Report) -> None:
    size = (large / "x.npy").stat().st_size
    linux = sys.platform.startswith("linux")
    gc.collect()
    before = anonymous() if linux else 0
    grown = 0
    tracemalloc.start()
    try:
        data = MemmapDataset(large)
        rows = 0
        for number, (x, _) in enumerate(batch_loader(data, 4_096)):
            rows += len(x)
            if number == 3:
                # NumPy reports what it takes and gives back, so a copy of the file for each batch shows too.
                traced = tracemalloc.get_traced_memory()[1]
                if linux:
                    tracemalloc.stop()  # it is slow
            if linux:
                grown = max(grown, anonymous() - before)
        if not linux:
            traced = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    share = max(grown, traced) / size
    report(expected=f"at most {SHARE}", actual=f"{share:.3f}", memory_share=share)
    assert rows == LARGE_ROWS, f"The loader handed out {rows} of {LARGE_ROWS} rows."
    assert share <= SHARE, (
        f"Reading a file of {size / 1e6:.0f} MB batch by batch took {share * size / 1e6:.0f} MB of the "
        f"process's own memory ({share:.0%}); at most {SHARE:.0%} are allowed. Is the file loaded instead of "
        "mapped, or are batches kept?"
    )


class Clocked:
    """A loader whose batches cost known seconds on a clock that only it moves."""

    def __init__(self, passes: list[list[float]], rows: list[int]) -> None:
        self.passes, self.rows = passes, rows
        self.now, self.turn = 100.0, 0

    def __iter__(self) -> Iterator[Batch]:
        costs = self.passes[self.turn]
        self.turn += 1
        for cost, rows in zip(costs, self.rows, strict=True):
            self.now += cost
            yield torch.zeros(rows, 2), torch.zeros(rows, dtype=torch.int64)

    def __len__(self) -> int:
        return len(self.rows)

    def clock(self) -> float:
        """Seconds."""
        return self.now


def test_throughput(seed: int, report: Report) -> None:
    rows = [10, 10, 10, 10, 4]
    passes = [[9.0, 3.0, 1.0, 1.0, 0.4], [8.0, 1.0, 2.0, 2.0, 0.8], [7.0, 1.0, 30.0, 1.0, 1.0]]
    loader = Clocked(passes, rows)
    actual = must_be_number(throughput(loader, warmup=2, repeats=3, clock=loader.clock), "throughput")
    rates = [24 / 2.4, 24 / 4.8, 24 / 32.0]
    mistakes = {
        "throughput-warmup": [
            statistics.median(44 / sum(costs) for costs in passes),
            statistics.median(24 / sum(costs) for costs in passes),
            statistics.median(34 / sum(costs[1:]) for costs in passes),
        ],
        "throughput-rows": [statistics.median([30 / 2.4, 30 / 4.8, 30 / 32.0])],
        "throughput-median": [statistics.mean(rates), max(rates), 72 / 39.2],
    }
    for hint, values in mistakes.items():
        if any(abs(actual - value) < 1e-6 for value in values):
            report(hint=hint)
    report(expected="5 rows a second", actual=f"{actual:.4g}")
    assert abs(actual - 5.0) < 1e-9, (
        "Three passes over batches of 10, 10, 10, 10 and 4 rows, the first two not counted, take 2.4, 4.8 "
        f"and 32 s for 24 rows: 10, 5 and .75 rows a second, median 5. throughput says {actual:.4g}."
    )
    loader = Clocked([[1.0, 0.5, 0.5], [1.0, 0.5, 1.5]], [8, 8, 8])
    actual = must_be_number(throughput(loader, warmup=1, repeats=2, clock=loader.clock), "throughput")
    assert abs(actual - 12.0) < 1e-9, (
        "With warmup=1 and repeats=2, passes of 16 and 8 rows a second have the median 12; throughput says "
        f"{actual:.4g}."
    )
    rng = np.random.default_rng([seed, 7])
    warmup, rows = int(rng.integers(1, 4)), rng.integers(5, 60, size=9).tolist()
    passes = rng.uniform(0.1, 2.0, size=(5, 9)).tolist()
    expected = statistics.median(sum(rows[warmup:]) / sum(costs[warmup:]) for costs in passes)
    loader = Clocked(passes, rows)
    actual = must_be_number(throughput(loader, warmup=warmup, repeats=5, clock=loader.clock), "throughput")
    assert abs(actual - expected) < 1e-6 * expected, (
        f"Five passes over nine batches of drawn sizes, with warmup={warmup}, have the median {expected:.6g} "
        f"rows a second; throughput says {actual:.6g}."
    )


def seconds(loader: DataLoader[Batch]) -> float:
    """Time of one pass."""
    start = time.perf_counter()
    for _ in loader:
        pass
    return time.perf_counter() - start


def test_ratio(small: Path, report: Report) -> None:
    single = DataLoader(RowByRow(small), batch_size=256)
    batched = batch_loader(MemmapDataset(small), 256)
    seconds(single), seconds(batched)  # warm-up
    # One after the other, so that what slows the machine down slows both; the median drops a hiccup.
    ratio = statistics.median(seconds(single) / seconds(batched) for _ in range(7))
    report(expected="at least 2", actual=f"{ratio:.1f}", loading_ratio=ratio)
    assert ratio >= 2, (
        f"A loader with your __getitems__ hands out {ratio:.2f} times as many rows a second as one that "
        "reads row by row; at least 2 times are needed. Index the mapped array once with the whole list."
    )
