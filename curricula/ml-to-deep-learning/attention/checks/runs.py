"""Trained networks that several checks look at; each is trained once."""

from __future__ import annotations

import functools

import numpy as np
import torch
from reference import describe, recall_by_library
from torch import Tensor

from deepbridge.attention import RecallNet, attention_map
from deepbridge.baselines import ROW_AS_IT_IS
from deepbridge.experiments import (
    LOG_MODELS,
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
def log_run_without_positions(seed: int) -> Comparison:
    """The same network without positions."""
    return compare_on_log(seed, positions=False, names=())


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
