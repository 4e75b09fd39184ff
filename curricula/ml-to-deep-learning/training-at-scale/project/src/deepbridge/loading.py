"""How rows get from a table to a training step. Given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

# x float32 (b, d) and y int64 (b,)
Batch: TypeAlias = tuple[Tensor, Tensor]


class BatchData(Protocol):
    """A table that hands out many rows at once."""

    def __len__(self) -> int: ...

    def __getitems__(self, rows: list[int]) -> Batch: ...


class RowByRow(Dataset[Batch]):
    """The plain way: one row for each call, and the loader stacks them. For comparison."""

    def __init__(self, folder: Path) -> None:
        self.x = np.load(folder / "x.npy", mmap_mode="r")
        self.y = np.load(folder / "y.npy", mmap_mode="r")

    def __len__(self) -> int:
        return len(self.y)

    def __getitem__(self, row: int) -> tuple[Tensor, int]:
        return torch.from_numpy(np.array(self.x[row])), int(self.y[row])


def keep(batch: Any) -> Any:
    """A collate function for data that come as a batch already."""
    return batch


def batch_loader(data: Dataset[Batch], batch: int) -> DataLoader[Batch]:
    """A loader in the order of the table. It calls `__getitems__` once for each batch.

    torch's fetcher looks whether the data set has `__getitems__`; if so it hands over the whole list of row
    numbers and passes what comes back to `collate_fn`.
    """
    return DataLoader(data, batch_size=batch, collate_fn=keep)


class ShuffledBatches:
    """Row numbers in batches, each epoch in a new order, and it knows where it is.

    Attributes:
        epoch: number of complete passes.
        position: rows of this pass that were handed out.
    """

    def __init__(self, rows: int, batch: int, seed: int) -> None:
        self.rows, self.batch = rows, batch
        self.generator = torch.Generator().manual_seed(seed)
        self.order = torch.randperm(rows, generator=self.generator)
        self.epoch = self.position = 0

    def next_batch(self) -> list[int]:
        """The next row numbers; the last batch of a pass may be smaller."""
        if self.position >= self.rows:
            self.order = torch.randperm(self.rows, generator=self.generator)
            self.epoch, self.position = self.epoch + 1, 0
        chosen = self.order[self.position : self.position + self.batch].tolist()
        self.position += len(chosen)
        return chosen

    def state_dict(self) -> dict[str, Any]:
        """Everything that the next batches depend on."""
        return {
            "generator": self.generator.get_state(),
            "order": self.order.clone(),
            "epoch": self.epoch,
            "position": self.position,
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on where that state was."""
        self.generator.set_state(state["generator"])
        self.order = state["order"].clone()
        self.epoch, self.position = int(state["epoch"]), int(state["position"])


class InMemory(Dataset[Batch]):
    """Rows held in memory, of any float type; notes which rows were asked for.

    Attributes:
        seen: the row numbers of each call, in order.
    """

    def __init__(self, x: Tensor, y: Tensor) -> None:
        self.x, self.y = x, y
        self.seen: list[list[int]] = []

    def __len__(self) -> int:
        return len(self.y)

    def __getitem__(self, row: int) -> Batch:
        x, y = self.__getitems__([row])
        return x[0], y[0]

    def __getitems__(self, rows: list[int]) -> Batch:
        self.seen.append([int(row) for row in rows])
        return self.x[rows], self.y[rows]


def in_order(rows: int, batch: int) -> Iterator[list[int]]:
    """Row numbers from 0 in batches; the last may be smaller."""
    for start in range(0, rows, batch):
        yield list(range(start, min(start + batch, rows)))
