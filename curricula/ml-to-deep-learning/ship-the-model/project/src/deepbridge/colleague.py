"""A colleague's service around an exported network. Given, and sick.

Its log is in `sick/log.csv` and its curves in `sick/curves.svg`. The network itself is good: on the same images it
has .97 in the notebook.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

FAULTS = (
    "preprocessed-twice",
    "exported-in-training-mode",
    "calibrated-on-wrong-images",
    "classes-in-another-order",
    "images-transposed",
)


class Preprocess(nn.Module):
    """From what the camera gives to what the network learned from: (raw - shift) * scale."""

    def __init__(self, shift: float, scale: float) -> None:
        super().__init__()
        self.shift, self.scale = shift, scale

    def forward(self, raw: Tensor) -> Tensor:
        """The shape of `raw`."""
        return (raw - self.shift) * self.scale


class Service:
    """Answers requests.

    Attributes:
        model: the network as it is in the notebook, in evaluation mode: preprocessed images (n, 1, 8, 8) to logits
            (n, 10).
        preprocess: as the network was trained with.
        graph: what was exported, in place of an ONNX file.
    """

    def __init__(self, model: nn.Module, shift: float = 0.0, scale: float = 1 / 16) -> None:
        self.model = model.eval()
        self.preprocess = Preprocess(shift, scale)
        self.graph = nn.Sequential(self.preprocess, model).eval()

    def undo(self, x: Tensor) -> Tensor:
        """The images whose preprocessing gives x."""
        return x / self.preprocess.scale + self.preprocess.shift

    def predict(self, raw: Tensor) -> Tensor:
        """Logits (n, 10) for images (n, 1, 8, 8) as the camera gives them: pixels of 0 to 16."""
        with torch.no_grad():
            return self.graph(self.preprocess(raw))
