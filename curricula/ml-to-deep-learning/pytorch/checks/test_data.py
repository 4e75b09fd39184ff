"""Data sets and loaders."""

from __future__ import annotations

import numpy as np
import torch
from reference_net import describe, must_be_tensor
from torch.utils.data import DataLoader

from conftest import Report
from deepbridge.data import Rows, Split, digits
from deepbridge.port import Loaders, make_dataset, make_loaders


def test_dataset_types(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed)
    for shape, kind in (((9, 4), np.float64), ((6, 2, 3), np.uint8), ((5, 3), np.float32)):
        x = (rng.random(shape) * 200).astype(kind)
        y = rng.integers(0, 4, size=shape[0]).astype(np.uint8 if kind is np.uint8 else np.int64)
        ids = rng.permutation(100)[: shape[0]]
        dataset = make_dataset(x, y, ids)
        assert len(dataset) == shape[0], f"{shape[0]} rows gave a data set of length {len(dataset)}."
        columns = [torch.stack([torch.as_tensor(v) for v in column]) for column in zip(*dataset)]
        assert len(columns) == 3, f"dataset[i] must be (x, y, ids); it has {len(columns)} parts."
        flat = x.reshape(shape[0], -1)
        for part, expected, dtype in zip(columns, (flat, y, ids), (torch.float32, torch.int64, torch.int64)):
            if part.dtype != dtype:
                report(expected=dtype, actual=part.dtype, hint="dataset-type")
            assert part.dtype == dtype, (
                f"From {kind.__name__} rows, {describe(part)} came; it must be {dtype}. float64 features do "
                "not fit float32 weights, and labels of cross_entropy are int64."
            )
            must_be_tensor(part, expected.shape, f"a part of the data set for x of shape {shape}")
            assert np.allclose(part.numpy(), expected, rtol=1e-6), (
                f"The values changed on the way: {describe(part)} must be {describe(expected)}."
            )
    for rows in ((3, 4, 4), (4, 3, 4), (4, 4, 3)):
        try:
            make_dataset(np.zeros((rows[0], 2)), np.zeros(rows[1], dtype=int), np.zeros(rows[2], dtype=int))
        except ValueError as error:
            named = all(str(number) in str(error) for number in rows)
            assert named, (
                f"The ValueError for {rows} rows must name the three numbers; it says {str(error)!r}."
            )
            continue
        report(hint="dataset-lengths")
        raise AssertionError(f"x, y and ids with {rows} rows must be refused with a ValueError.")


def test_dataset_copies(report: Report) -> None:
    for kind in (np.float32, np.float64, np.int64):
        x, y, ids = np.ones((4, 3), dtype=kind), np.arange(4), np.arange(10, 14)
        dataset = make_dataset(x, y, ids)
        for part in dataset[:]:
            part += 5
        for array, original in ((x, np.ones((4, 3))), (y, np.arange(4)), (ids, np.arange(10, 14))):
            if not np.array_equal(array, original):
                report(hint="dataset-copies")
            assert np.array_equal(array, original), (
                f"Adding 5 to the data set's tensors changed the caller's {array.dtype} array to "
                f"{describe(array)}: they share memory. torch.from_numpy and torch.as_tensor share, "
                "torch.tensor copies."
            )
        before = [part.clone() for part in dataset[:]]
        x += 7
        assert torch.equal(dataset[:][0], before[0]), (
            "Changing the caller's array afterwards changed the data set: they share memory."
        )


def small_split(seed: int) -> Split:
    """Three parts of 37, 11 and 23 rows; the first feature is the row's number."""
    rng = np.random.default_rng(seed)
    ids = rng.permutation(200)[:71]
    x = rng.normal(size=(71, 4))
    x[:, 0] = ids
    y = rng.integers(0, 3, size=71)
    parts = [Rows(x[part], y[part], ids[part]) for part in np.split(np.arange(71), [37, 48])]
    return Split(*parts)


def ids_of(loader: DataLoader) -> list[int]:
    """Row numbers of one epoch, in order."""
    return [int(row) for _, _, ids in loader for row in ids]


def test_loaders_cover(seed: int, report: Report) -> None:
    for split in (small_split(seed), digits(seed)):
        loaders = make_loaders(split, 8, seed)
        assert isinstance(loaders, Loaders), f"make_loaders must return Loaders, it returned {type(loaders)}."
        for name, loader, part in zip(Loaders._fields, loaders, (split.train, split.validation, split.test)):
            table = {int(row): (x, y) for row, x, y in zip(part.ids, part.x, part.y)}
            for epoch in (1, 2):
                lengths, seen = [], []
                for x, y, ids in loader:
                    lengths.append(len(ids))
                    for row, label, number in zip(x.numpy(), y.tolist(), ids.tolist()):
                        assert number in table, (
                            f"The {name} loader gave row {number}, which does not belong to this part."
                        )
                        own_x, own_y = table[number]
                        assert np.allclose(row, own_x, rtol=1e-5, atol=1e-6) and label == own_y, (
                            f"The {name} loader gave row {number} with other features or another label than "
                            "the table has: x, y and ids must be shuffled together."
                        )
                        seen.append(number)
                missing = set(table) - set(seen)
                if missing or len(seen) != len(table):
                    report(hint="loaders-rows")
                assert not missing and len(seen) == len(table), (
                    f"Epoch {epoch} of the {name} loader must give each of its {len(table)} rows once; it "
                    f"gave {len(seen)}, and {len(missing)} are missing. The last, smaller batch belongs to "
                    "the epoch too (drop_last)."
                )
                right = all(length == 8 for length in lengths[:-1]) and lengths[-1] <= 8
                assert right, (
                    f"batch_size is 8; the {name} loader's batches have {sorted(set(lengths))} rows."
                )
            if name != "train":
                ordered = ids_of(loader) == part.ids.tolist()
                if not ordered:
                    report(hint="loaders-order")
                assert ordered, f"The {name} loader must keep the order of its part."


def test_loaders_seed(seed: int, report: Report) -> None:
    split = small_split(seed)
    torch.manual_seed(1)
    first = make_loaders(split, 8, seed).train
    epochs = [ids_of(first), ids_of(first)]
    shuffled = epochs[0] != split.train.ids.tolist() and epochs[0] != epochs[1]
    if not shuffled:
        report(hint="loaders-order")
    assert shuffled, (
        "The training rows must come in a new order in each epoch; two epochs had the same, or the first had "
        "the order of the table."
    )
    torch.manual_seed(2)
    again = make_loaders(split, 8, seed)
    torch.randn(7)
    repeated = [ids_of(again.train)]
    torch.randn(3)
    repeated.append(ids_of(again.train))
    if repeated != epochs:
        report(hint="loaders-seed")
    assert repeated == epochs, (
        "Two loaders with one seed must give the same orders, also when torch's global generator was seeded "
        "or used in between. Give the DataLoader a generator of its own."
    )
    between = make_loaders(split, 8, seed)
    looked_at = []
    for _ in range(2):
        ids_of(between.validation)
        looked_at.append(ids_of(between.train))
        ids_of(between.test)
    if looked_at != epochs:
        report(hint="loaders-own")
    assert looked_at == epochs, (
        "Reading the validation or test loader in between changed the order of the training rows: their "
        "loaders draw from the same generator. Give it to the training loader alone."
    )
    other = ids_of(make_loaders(split, 8, seed + 1).train)
    if other == epochs[0]:
        report(hint="loaders-seed")
    assert other != epochs[0], "Another seed must give another order."
    before = torch.random.get_rng_state()
    make_loaders(split, 8, seed)
    kept = torch.equal(before, torch.random.get_rng_state())
    if not kept:
        report(hint="loaders-seed")
    assert kept, (
        "make_loaders seeded torch's global generator: whoever draws dropout masks afterwards gets "
        "others. Give the DataLoader a generator of its own."
    )


def test_no_test_row(seed: int, report: Report) -> None:
    for number in range(3):
        split = digits(seed + number)
        held_out = {
            row.tobytes() for part in (split.validation, split.test) for row in part.x.astype(np.float32)
        }
        own = {row.tobytes() for row in split.train.x.astype(np.float32)}
        loader = make_loaders(split, 64, seed).train
        numbers = set(ids_of(loader))
        foreign = numbers & {*split.test.ids.tolist(), *split.validation.ids.tolist()}
        rows = {row.numpy().tobytes() for x, _, _ in loader for row in x.float()}
        if foreign or (rows - own) & held_out:
            report(hint="loaders-leak")
        assert not foreign, f"The training loader has {len(foreign)} rows of the validation or test part."
        assert not (rows - own) & held_out, (
            "The training loader has rows whose pixels are those of held-out rows under other numbers."
        )
