"""Several processes on one batch: against one process, with and without rows left over."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
import torch
import torch.distributed as dist
from helpers import describe, relative
from torch.nn.functional import cross_entropy

from conftest import Report
from deepbridge.cluster import LaunchError, Outcome, Plan, launch
from deepbridge.scale import train_ddp

WORLD = 2


def steps_of(outcomes: list[Outcome]) -> list[list[int]]:
    """The row numbers of each step, all processes together."""
    return [
        [row for share in shares for row in share]
        for shares in zip_longest(*(outcome.seen for outcome in outcomes), fillvalue=[])
    ]


def one_process(plan: Plan, steps: list[list[int]]) -> tuple[list[float], list[torch.Tensor]]:
    """Losses and final weights of plain SGD with momentum on these batches, from the weights of rank 0."""
    job = plan.build(0)
    optimizer = torch.optim.SGD(job.model.parameters(), lr=job.rate, momentum=0.9)
    losses: list[float] = []
    for rows in steps:
        loss = cross_entropy(job.model(job.data.x[rows]), job.data.y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    return losses, list(job.model.state_dict().values())


def epochs_of(seen: list[list[int]], epochs: int) -> list[list[int]]:
    """The rows of one process, pass by pass."""
    rows = [row for batch in seen for row in batch]
    length = len(rows) // epochs
    return [rows[epoch * length : (epoch + 1) * length] for epoch in range(epochs)]


@pytest.fixture
def loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """gloo on loopback, and no group left behind by a check before."""
    import sys

    if sys.platform.startswith("linux"):
        monkeypatch.setenv("GLOO_SOCKET_IFNAME", "lo")
    elif sys.platform == "darwin":
        monkeypatch.setenv("GLOO_SOCKET_IFNAME", "lo0")
    yield
    if dist.is_initialized():
        dist.destroy_process_group()


def alone(plan: Plan, store: Path) -> Outcome:
    """`train_ddp` in this process, as the only one of its group."""
    job = plan.build(0)
    losses = train_ddp(0, 1, store.absolute().as_uri(), job)
    assert isinstance(losses, list) and all(isinstance(loss, float) for loss in losses), (
        f"train_ddp must return a list of floats, one for each step; it returned {describe(losses)}."
    )
    return Outcome(losses, job.model.state_dict(), job.data.seen)


def compare(plan: Plan, outcomes: list[Outcome], report: Report, who: str) -> float:
    """Weights and losses against one process; the largest relative difference of the weights."""
    steps = steps_of(outcomes)
    losses, weights = one_process(plan, steps)
    worst = 0.0
    for rank, outcome in enumerate(outcomes):
        error = relative(list(outcome.weights.values()), weights)
        worst = max(worst, error)
        if error > 1e-5:
            report(hint="ddp-average")
        assert error <= 1e-5, (
            f"{who}: after {len(steps)} steps the weights of rank {rank} must be those of one process that "
            f"trains on the same rows with the same first weights; the largest difference is {error:.2g} of "
            "the largest weight."
        )
    for rank, outcome in enumerate(outcomes):
        right = len(outcome.losses) == len(losses) and all(
            abs(ours - theirs) < 1e-5 for ours, theirs in zip(outcome.losses, losses)
        )
        if not right:
            report(expected=losses[:4], actual=outcome.losses[:4], hint="ddp-loss")
        assert right, (
            f"{who}: rank {rank} must return the mean loss over the rows of all processes for each step. "
            f"Expected {len(losses)} losses from {losses[0]:.5f} to {losses[-1]:.5f}; it returned "
            f"{describe(outcome.losses)}."
        )
    return worst


def test_alone(seed: int, tmp_path: Path, loopback: None, report: Report) -> None:
    plan = Plan(rows=43, batch=8, epochs=3, seed=seed % 1000)
    outcome = alone(plan, tmp_path / "store-1")
    left = not dist.is_initialized()
    if not left:
        report(hint="ddp-leave")
    assert left, "train_ddp must leave the process group at the end (`destroy_process_group`)."
    epochs = epochs_of(outcome.seen, 3)
    for number, rows in enumerate(epochs):
        assert sorted(rows) == list(range(43)), (
            f"One process alone must see each of the 43 rows once in an epoch; in epoch {number} it saw "
            f"{len(rows)}, {len(set(rows))} of them different."
        )
    assert max(len(rows) for rows in outcome.seen) == 8, (
        f"A process takes {plan.batch} rows for a step; the largest batch had {max(map(len, outcome.seen))}."
    )
    new = epochs[0] != epochs[1] and epochs[1] != epochs[2]
    if not new:
        report(hint="ddp-set-epoch")
    assert new, (
        "Two epochs had the same order of rows. DistributedSampler needs `set_epoch(epoch)` before each one."
    )
    if epochs[0] == list(range(43)):
        report(hint="ddp-set-epoch")
    assert epochs[0] != list(range(43)), "The rows come in the order of the table; shuffle them."
    compare(plan, [outcome], report, "One process alone")
    other = alone(Plan(rows=43, batch=8, epochs=1, seed=seed % 1000 + 1), tmp_path / "store-2")
    again = alone(plan, tmp_path / "store-3")
    assert again.seen == outcome.seen and other.seen != outcome.seen[:6], (
        "The order of the rows must come from job.seed: the same for equal seeds, another for another one."
    )
    job = plan.build(0)
    job.data.x = job.data.x[:3]  # most rows cannot be read
    with pytest.raises(Exception):
        train_ddp(0, 1, (tmp_path / "store-4").absolute().as_uri(), job)
    left = not dist.is_initialized()
    if not left:
        report(hint="ddp-leave")
    assert left, "After an error in training, train_ddp must leave the process group too (`try … finally`)."


@pytest.fixture(scope="module")
def both(seed: int) -> tuple[list[Plan], list[list[Outcome]] | LaunchError]:
    """60 and 61 rows in two processes, batches of 8: shares of 30, the last batch of 6."""
    plans = [
        Plan(rows=60, batch=8, epochs=2, seed=seed % 1000),
        Plan(rows=61, batch=8, epochs=3, seed=seed % 1000 + 7),
    ]
    try:
        return plans, launch(plans, WORLD)
    except LaunchError as error:
        return plans, error


def outcomes_of(
    both: tuple[list[Plan], list[list[Outcome]] | LaunchError], number: int
) -> tuple[Plan, list[Outcome]]:
    """Plan and outcomes, or a failure with what the processes said."""
    plans, outcomes = both
    assert not isinstance(outcomes, LaunchError), f"Two processes with train_ddp: {str(outcomes)[-1500:]}"
    return plans[number], outcomes[number]


def test_two_rows(both: tuple[list[Plan], list[list[Outcome]] | LaunchError], report: Report) -> None:
    plan, outcomes = outcomes_of(both, 0)
    shares = [epochs_of(outcome.seen, plan.epochs) for outcome in outcomes]
    for epoch in range(plan.epochs):
        first, second = (share[epoch] for share in shares)
        common = set(first) & set(second)
        if common:
            report(hint="ddp-share")
        assert not common, (
            f"In epoch {epoch} both processes trained on {len(common)} rows. Each takes its own share "
            "(`DistributedSampler` with rank and world)."
        )
        assert sorted(first + second) == list(range(60)), (
            f"In epoch {epoch} the two processes saw {len(set(first + second))} of 60 rows."
        )
    assert shares[0][0] != shares[0][1], (
        "Rank 0 trained on the same rows in the same order in both epochs; call `set_epoch(epoch)`."
    )


def test_two_equal(both: tuple[list[Plan], list[list[Outcome]] | LaunchError], report: Report) -> None:
    plan, outcomes = outcomes_of(both, 0)
    error = compare(plan, outcomes, report, "Two processes, 60 rows")
    report(ddp_error=error)


def test_two_left_over(both: tuple[list[Plan], list[list[Outcome]] | LaunchError], report: Report) -> None:
    plan, outcomes = outcomes_of(both, 1)
    shares = [epochs_of(outcome.seen, plan.epochs) for outcome in outcomes]
    for epoch in range(plan.epochs):
        rows = [row for share in shares for row in share[epoch]]
        twice = sorted({row for row in rows if rows.count(row) > 1})
        assert not twice, (
            f"61 rows, two processes: in epoch {epoch} row {twice[0] if twice else ''} was used twice. By "
            "default DistributedSampler repeats rows until all shares are equal; that row then counts "
            "double."
        )
        assert len(rows) >= 60, f"61 rows, two processes: in epoch {epoch} only {len(rows)} rows were used."
    compare(plan, outcomes, report, "Two processes, 61 rows")
