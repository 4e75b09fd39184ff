"""A colleague's classifier of event logs. Given, and sick.

Its training log is in `sick/log.csv`, its first week in production in `sick/live.csv`, both drawn in
`sick/curves.svg`. It was trained on batches of shifts of equal length, as many tutorials do to save time.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

PAD = 0  # events are 1 to 4

FAULTS = (
    "padding-read",  # what stands after the end of a row changes that row's own result
    "state-carried",  # a batch starts with the state that the batch before left
    "rows-mixed",  # rows of a batch change each other's results
    "history-cut",  # no gradient flows back over more than a few steps
    "labels-shuffled",  # labels and rows do not belong together
)


class Classifier(nn.Module):
    """A GRU over event numbers; six logits for the state after the last event."""

    def __init__(self, hidden: int = 32, seed: int = 0) -> None:
        super().__init__()
        torch.manual_seed(seed)
        self.embedding = nn.Embedding(5, 16)
        self.gru = nn.GRU(16, hidden, batch_first=True)
        self.head = nn.Linear(hidden, 6)

    def forward(self, x: Tensor, lengths: Tensor) -> Tensor:
        """Logits of a batch.

        Args:
            x: events 1 to 4, right-padded with PAD; int64, shape (n, T).
            lengths: events of each row, int64, shape (n,).

        Returns:
            Shape (n, 6).
        """
        states, _ = self.gru(self.embedding(x))
        return self.head(self.read(states, lengths))

    def read(self, states: Tensor, lengths: Tensor) -> Tensor:
        """The state that the logits are made from: (n, T, k) to (n, k)."""
        return states[:, -1]
