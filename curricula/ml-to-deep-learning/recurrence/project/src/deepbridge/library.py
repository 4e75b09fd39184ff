"""The same states from the library: `torch.nn.GRU` on packed sequences."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from deepbridge.rnn import Weights


def library_states(x: Tensor, lengths: Tensor, h0: Tensor, weights: Weights) -> tuple[Tensor, Tensor]:
    """States of a right-padded batch, computed by `torch.nn.GRU` on a `PackedSequence`.

    Args:
        x: shape (n, T, d), float32 or float64; padding may be anything.
        lengths: int64, shape (n,), from 1 to T, in any order.
        h0: shape (n, k).
        weights: (w_ih, w_hh, b_ih, b_hh) in PyTorch's layout, of the type of x; they are not changed.

    Returns:
        `(states, last)` without a graph: the states after each step, shape (n, T, k), 0 after the end of a
        sequence; and the state after each sequence's own last step, shape (n, k).
    """
    ### BEGIN SOLUTION library_states
    gru = nn.GRU(x.shape[2], h0.shape[1], batch_first=True, dtype=x.dtype)
    with torch.no_grad():
        for parameter, weight in zip(gru.all_weights[0], weights, strict=True):
            parameter.copy_(weight)
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        output, last = gru(packed, h0[None])
    states, _ = pad_packed_sequence(output, batch_first=True, total_length=x.shape[1])
    return states, last[0]
    ### END SOLUTION library_states
