"""Training with more rows than memory, for longer than nothing goes wrong."""

from __future__ import annotations

import math
import os
import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel
from torch.profiler import ProfilerActivity, profile
from torch.utils.data import BatchSampler, Dataset, DistributedSampler

from deepbridge.cluster import Job
from deepbridge.loading import Batch
from deepbridge.training import Run


class Estimate(NamedTuple):
    """What a run will take.

    Attributes:
        steps: number of updates.
        hours: from the start to the last update.
        cost: in the currency of the price.
    """

    steps: int
    hours: float
    cost: float


def estimate_run(
    *,
    rows: int,
    epochs: int,
    batch: int,
    rows_per_second: float,
    checkpoint_every: int,
    checkpoint_seconds: float,
    interruptions: int,
    restart_seconds: float,
    price_per_hour: float,
) -> Estimate:
    """Steps, hours and cost of a run before it is started.

    An epoch has rows / batch steps, rounded up: the last batch may be smaller. Time is the rows of all epochs
    at `rows_per_second`, plus a checkpoint after every `checkpoint_every` steps, plus for each interruption
    the restart and the work since the last checkpoint, which on average is half of what lies between two
    checkpoints: checkpoint_every / 2 full batches.

    Args:
        rows: of the table.
        epochs: passes over it.
        batch: rows of one update.
        rows_per_second: measured, of whole training steps.
        checkpoint_every: steps between two checkpoints.
        checkpoint_seconds: time that one takes.
        interruptions: how many to expect.
        restart_seconds: until training goes on after one.
        price_per_hour: of the machine.
    """
    ### BEGIN SOLUTION estimate_run
    steps = math.ceil(rows / batch) * epochs
    seconds = rows * epochs / rows_per_second
    seconds += steps // checkpoint_every * checkpoint_seconds
    lost = checkpoint_every / 2 * batch / rows_per_second
    seconds += interruptions * (restart_seconds + lost)
    return Estimate(steps, seconds / 3600, seconds / 3600 * price_per_hour)
    ### END SOLUTION estimate_run


class MemmapDataset(Dataset[Batch]):
    """The rows of a folder that `data.make_set` wrote, read from disk when they are asked for.

    `x.npy` and `y.npy` are mapped, not loaded: the file may be larger than memory. A copy that is sent to
    another process (pickled) carries the folder and no rows, and maps the files there again.

    Methods:
        __init__(folder): opens the table.
        __len__(): number of rows.
        __getitem__(row): x float32 (d,) and y int64 () of one row, as tensors.
        __getitems__(rows): x float32 (b, d) and y int64 (b,) of a list of row numbers, in their order and in
            one read for each file. torch's loader calls it once for a whole batch.
    """

    ### BEGIN SOLUTION MemmapDataset
    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.x = np.load(self.folder / "x.npy", mmap_mode="r")
        self.y = np.load(self.folder / "y.npy", mmap_mode="r")

    def __getstate__(self) -> dict[str, Any]:
        return {"folder": self.folder}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["folder"])

    def __len__(self) -> int:
        return len(self.y)

    def __getitem__(self, row: int) -> Batch:
        x, y = self.__getitems__([row])
        return x[0], y[0]

    def __getitems__(self, rows: Sequence[int]) -> Batch:
        chosen = np.asarray(rows, dtype=np.int64)
        return torch.from_numpy(self.x[chosen]), torch.from_numpy(self.y[chosen].astype(np.int64))

    ### STARTER
    #| def __init__(self, folder: Path) -> None:
    #|     raise NotImplementedError("MemmapDataset: Read rows from a mapped file")
    #|
    #| def __len__(self) -> int:
    #|     raise NotImplementedError("MemmapDataset: Read rows from a mapped file")
    #|
    #| def __getitem__(self, row: int) -> Batch:
    #|     raise NotImplementedError("MemmapDataset: Read rows from a mapped file")
    #|
    #| def __getitems__(self, rows: Sequence[int]) -> Batch:
    #|     raise NotImplementedError("MemmapDataset: Read rows from a mapped file")
    ### END SOLUTION MemmapDataset


def throughput(
    loader: Iterable[Batch],
    *,
    warmup: int = 2,
    repeats: int = 3,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Rows per second of a loader.

    Goes through the loader `repeats` times. In each pass the first `warmup` batches are drawn and not
    counted; then the clock is read, the other batches are drawn, and the clock is read again. The last batch
    may be smaller.

    Args:
        loader: has more than `warmup` batches; each pass starts anew.
        clock: seconds; handed in so that it can be tested.

    Returns:
        The median of the passes' rows per second.
    """
    ### BEGIN SOLUTION throughput
    rates: list[float] = []
    for _ in range(repeats):
        batches = iter(loader)
        for _ in range(warmup):
            next(batches)
        start, rows = clock(), 0
        for x, _ in batches:
            rows += len(x)
        rates.append(rows / (clock() - start))
    return statistics.median(rates)
    ### END SOLUTION throughput


def save_checkpoint(run: Run, path: Path) -> None:
    """Write everything that the rest of a run depends on, with `torch.save`.

    Weights, optimizer, schedule, sampler, losses so far, and the states of the three global generators:
    `random`, `numpy.random` and torch. Not the rows: they lie on disk.

    A run may be killed while it saves. So write another file in the same folder first and put it in place
    with `os.replace`, which is atomic: once there is a checkpoint at `path`, there is a whole one at any
    moment. `torch.load(path, weights_only=True)` must be able to read it. Saving changes nothing in the run
    and draws no random number.
    """
    ### BEGIN SOLUTION save_checkpoint
    numbers: Any = np.random.get_state()  # name, keys as an array, position, has_gauss, gauss
    state = {
        "model": run.model.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        "schedule": run.schedule.state_dict(),
        "sampler": run.sampler.state_dict(),
        "losses": run.losses,
        "python": random.getstate(),
        "numpy": (numbers[0], numbers[1].tolist(), *numbers[2:]),
        "torch": torch.get_rng_state(),
    }
    partial = path.with_name(path.name + ".partial")
    torch.save(state, partial)
    os.replace(partial, path)
    ### END SOLUTION save_checkpoint


def resume(run: Run, path: Path) -> None:
    """Put a run back to where a checkpoint was written.

    Args:
        run: made by `make_run` with any seed; everything in it but the data is overwritten, and so are the
            states of the three global generators.
        path: written by `save_checkpoint`.
    """
    ### BEGIN SOLUTION resume
    state = torch.load(path)
    run.model.load_state_dict(state["model"])
    run.optimizer.load_state_dict(state["optimizer"])
    run.schedule.load_state_dict(state["schedule"])
    run.sampler.load_state_dict(state["sampler"])
    run.losses[:] = state["losses"]
    random.setstate(state["python"])
    kind, keys, *rest = state["numpy"]
    np.random.set_state((kind, np.array(keys, dtype=np.uint32), *rest))
    torch.set_rng_state(state["torch"])
    ### END SOLUTION resume


def accumulate(model: nn.Module, batches: Sequence[Batch]) -> float:
    """The gradient of one large batch from several small ones.

    Clears the gradients of the model first. Afterwards `.grad` of each parameter is the gradient of the mean
    log-loss over all rows of all batches. Each small batch goes forward and backward before the next one
    goes forward, so that one graph at a time is in memory.

    Args:
        model: logits (b, k) of x (b, d). Its weights are not changed.
        batches: small batches; they may have different numbers of rows.

    Returns:
        The mean log-loss over all rows, in nats.
    """
    ### BEGIN SOLUTION accumulate
    rows = sum(len(y) for _, y in batches)
    model.zero_grad()
    total = 0.0
    for x, y in batches:
        loss = cross_entropy(model(x), y) * (len(y) / rows)
        loss.backward()
        total += loss.item()
    return total
    ### END SOLUTION accumulate


def autocast_bf16(model: nn.Module, x: Tensor, y: Tensor) -> Tensor:
    """The mean log-loss with the matrix products of the forward pass in bfloat16.

    The weights stay float32: bfloat16 has 8 significant bits, so a weight of 1 that moves by .001 would not
    move at all. The loss is computed in float32 from the logits.

    Args:
        model: float32, logits (b, k) of x (b, d).
        x: float32, shape (b, d).
        y: int64, shape (b,).

    Returns:
        float32, shape (), ready for `backward`.
    """
    ### BEGIN SOLUTION autocast_bf16
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model(x)
    return cross_entropy(logits.float(), y)
    ### END SOLUTION autocast_bf16


def train_ddp(rank: int, world: int, init_method: str, job: Job) -> list[float]:
    """Train in one of several processes that work on one batch together.

    Every process runs this function with its own rank. `cluster.launch` starts them; on a real cluster
    `torchrun` does. Use the gloo backend, `DistributedDataParallel` and `DistributedSampler` (shuffled, seed
    `job.seed`, another order in each epoch). Each process takes batches of `job.batch` rows of its own share,
    so a step trains on world * job.batch rows. The optimizer is `torch.optim.SGD` with `job.rate` and
    momentum 0.9. No row is used twice in an epoch: when `job.rows` is not a multiple of `world`, the rows
    that are left over wait for the next epoch, which has another order. Leave the process group at the end,
    also after an error.

    Args:
        rank: 0 to world - 1.
        world: number of processes.
        init_method: where the processes find each other, such as `file:///tmp/store`.
        job: its model is trained in place. Each process has drawn other weights; those of rank 0 count.

    Returns:
        For each step the mean loss over the rows of all processes, the same in every process.
    """
    ### BEGIN SOLUTION train_ddp
    dist.init_process_group("gloo", init_method=init_method, rank=rank, world_size=world)
    try:
        model = DistributedDataParallel(job.model)
        optimizer = torch.optim.SGD(model.parameters(), lr=job.rate, momentum=0.9)
        sampler = DistributedSampler(job.data, world, rank, shuffle=True, seed=job.seed, drop_last=True)
        losses: list[float] = []
        for epoch in range(job.epochs):
            sampler.set_epoch(epoch)
            for rows in BatchSampler(sampler, job.batch, drop_last=False):
                x, y = job.data.__getitems__(rows)
                loss = cross_entropy(model(x), y)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                mean = loss.detach().clone()
                dist.all_reduce(mean)
                losses.append(mean.item() / world)
        return losses
    finally:
        dist.destroy_process_group()
    ### END SOLUTION train_ddp


class Profile(NamedTuple):
    """Where the time of a step goes.

    Attributes:
        shares: for each stage, its share of the time of all stages. Keys as in `load`, without `stage/`.
        bottleneck: the stage with the largest share.
        operator: the `aten::` operator with the most time of its own, the time of operators inside it not
            counted.
    """

    shares: dict[str, float]
    bottleneck: str
    operator: str


def profile_step(step: Callable[[], None], *, warmup: int = 3, active: int = 5) -> Profile:
    """Find out with `torch.profiler` what a step spends its time on.

    Calls the step `warmup` times without looking (first calls open files, fill caches and choose kernels),
    then `active` times under the profiler.

    Args:
        step: marks its stages with `record_function("stage/NAME")`.
    """
    ### BEGIN SOLUTION profile_step
    for _ in range(warmup):
        step()
    with profile(activities=[ProfilerActivity.CPU]) as profiler:
        for _ in range(active):
            step()
    rows = profiler.key_averages()
    stages = {
        row.key.removeprefix("stage/"): row.cpu_time_total for row in rows if row.key.startswith("stage/")
    }
    total = sum(stages.values())
    operators = [row for row in rows if row.key.startswith("aten::")]
    return Profile(
        {name: spent / total for name, spent in stages.items()},
        max(stages, key=lambda name: stages[name]),
        max(operators, key=lambda row: row.self_cpu_time_total).key,
    )
    ### END SOLUTION profile_step
