"""Trained networks that several checks look at; each is trained once."""

from __future__ import annotations

import functools

import numpy as np
import torch
from reference import describe, error, recall_by_library
from torch import Tensor

from conftest import Report
from deepbridge.attention import RecallNet, attention_map
from deepbridge.baselines import ROW_AS_IT_IS
from deepbridge.data import plain
from deepbridge.experiments import (
    LOG_MODELS,
    REPORT_SEED,
    Comparison,
    compare_on_log,
    compare_on_plain,
    inputs,
)

torch.set_num_threads(1)


@functools.cache
def plain_run(seed: int) -> Comparison:
    """The network on plain recall, the models of the row as it is, and the lookup."""
    return compare_on_plain(seed, names=(*ROW_AS_IT_IS, "lookup"))


@functools.cache
def log_run(seed: int) -> Comparison:
    """The network on the log and all classical models."""
    return compare_on_log(seed, names=LOG_MODELS)


@functools.cache
def report_log_run() -> Comparison:
    """The log of the report, with the rivals that the report names."""
    return compare_on_log(REPORT_SEED)


@functools.cache
def log_run_without_positions() -> Comparison:
    """The network without positions on the log of the report."""
    return compare_on_log(REPORT_SEED, positions=False, names=())


def block_must_be_right(report: Report) -> None:
    """An untrained network equals PyTorch's block; else there is nothing to learn from training it."""
    for positions in (True, False):
        net = RecallNet(12, 8, positions=positions, seed=1)
        rows = inputs(plain(0, n_train=1, n_test=16).test)
        with torch.no_grad():
            ours = net(*rows)
        expected, _ = recall_by_library(net, 2, positions, *rows)
        right = isinstance(ours, Tensor) and ours.shape == expected.shape and error(ours, expected) < 1e-4
        if not right:
            report(hint="gate-block")
        assert right, (
            f"Before any training, a RecallNet {'with' if positions else 'without'} positions must give the "
            "logits that PyTorch's own block gives with the same weights; it gives others. Training was "
            "skipped. Mend the checks of `attention`, `multi_head`, `encoder_block` and "
            "`sinusoidal_positions` first; if you changed the class RecallNet, restore it."
        )


def must_come_from_the_weights(run: Comparison, positions: bool = True) -> Tensor:
    """The predictions are those of the trained parameters; returns the map that those parameters give."""
    predicted = run.predictions["attention"]
    assert type(predicted) is np.ndarray and predicted.shape == run.split.test.answer.shape, (
        f"The network must give logits for {run.split.test.answer.shape[0]} rows; its predictions are "
        f"{describe(predicted)}."
    )
    assert type(run.net) is RecallNet, "The network must be a RecallNet."
    logits, weights = recall_by_library(run.net, 2, positions, *inputs(run.split.test))
    same = float((logits.argmax(dim=1).numpy() == predicted).mean())
    assert same > 0.995, (
        f"PyTorch's own block with the network's parameters gives the same answer on only {same:.1%} of the "
        "rows. `RecallNet` was given: its answers must come from its embeddings, blocks and last layer. If "
        "you changed the class, restore it; else look at the checks of `encoder_block` and "
        "`sinusoidal_positions`."
    )
    return weights


def share_looking_right(run: Comparison, weights: Tensor) -> float:
    """Share of test rows whose question attends most to the right write; the map must be the network's."""
    rows = run.split.test
    ours = attention_map(run.net, *inputs(rows))
    assert (
        isinstance(ours, Tensor)
        and ours.shape == weights.shape
        and float((ours - weights).abs().max()) < 1e-3
    ), (
        "attention_map differs from the attention that the network's parameters give by PyTorch's own layer. "
        "It must be the question's row of the last block, averaged over the heads, without the question "
        "itself."
    )
    return float((ours.argmax(dim=1).numpy() == rows.right).mean())
