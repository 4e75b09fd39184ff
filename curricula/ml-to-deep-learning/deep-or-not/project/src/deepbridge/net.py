"""A small convolutional network, a residual block, and a test of what a shift does to a model.

This file stands alone: it imports torch and nothing else of the project. Other projects load it and use
`SmallCNN(classes=10)`, which maps images (n, 1, 20, 20) in float32 to logits (n, 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn


class SmallCNN(nn.Module):
    """Convolutions, a global maximum, one linear layer: no layer knows where on the canvas it looks.

    The interface, on which later projects rely: `SmallCNN(classes=10)(x)` maps x of shape (n, 1, 20, 20),
    float32, to logits of shape (n, 10). It takes canvases of any size from 12 by 12 pixels.

    A network that fits, layer by layer (the numbers are out channels and parameters): 3x3 convolution with
    padding 1 (16; 144), batch norm, relu, 2x2 max pooling; 3x3 convolution (32; 4,608), batch norm, relu;
    3x3 convolution (48; 13,824), batch norm, relu; maximum over all places; linear. Another one is welcome if
    it has at most 30,000 parameters and shrinks the canvas by 4 at most before the global pooling.

    Args:
        classes: number of logits.
        in_channels: 1 for gray images, 3 for color.
    """

    def __init__(self, classes: int = 10, in_channels: int = 1) -> None:
        super().__init__()
        self.features = nn.Sequential(
            *self.layer(in_channels, 16),
            nn.MaxPool2d(2),
            *self.layer(16, 32),
            *self.layer(32, 48),
        )
        self.head = nn.Linear(48, classes)

    @staticmethod
    def layer(c_in: int, c_out: int) -> list[nn.Module]:
        """Convolution, batch norm, relu. Batch norm has its own bias, so the convolution needs none."""
        return [nn.Conv2d(c_in, c_out, 3, padding=1, bias=False), nn.BatchNorm2d(c_out), nn.ReLU()]

    def forward(self, x: Tensor) -> Tensor:
        """Logits (n, classes) of images (n, in_channels, h, w)."""
        return self.head(self.features(x).amax(dim=(2, 3)))


class ResidualBlock(nn.Module):
    """relu(F(x) + shortcut(x)), where F is 3x3 convolution, batch norm, relu, 3x3 convolution, batch norm.

    The first convolution has the stride; both have padding 1. The shortcut is x itself where shapes allow it
    (in_channels == out_channels and stride 1), else a 1x1 convolution with the same stride, followed by batch
    norm. Source: He, Zhang, Ren and Sun (2016), "Deep Residual Learning for Image Recognition", figure 2 and
    section 3.2.

    Args:
        in_channels: channels of x, shape (n, in_channels, h, w).
        out_channels: channels of the result.
        stride: 1 keeps height and width, 2 halves them.
        norm: with False there is no batch norm, and the three convolutions have biases.
    """

    def __init__(self, in_channels: int, out_channels: int, stride: int = 1, norm: bool = True) -> None:
        super().__init__()

        def convolution(c_in: int, kernel: int, step: int) -> nn.Module:
            layer = nn.Conv2d(c_in, out_channels, kernel, step, kernel // 2, bias=not norm)
            return nn.Sequential(layer, nn.BatchNorm2d(out_channels)) if norm else layer

        self.first = convolution(in_channels, 3, stride)
        self.second = convolution(out_channels, 3, 1)
        same = in_channels == out_channels and stride == 1
        self.shortcut = nn.Identity() if same else convolution(in_channels, 1, stride)

    def forward(self, x: Tensor) -> Tensor:
        """Shape (n, out_channels, h / stride, w / stride)."""
        change = self.second(torch.relu(self.first(x)))
        return torch.relu(change + self.shortcut(x))


class Moved(NamedTuple):
    """What a shift does to a model.

    Attributes:
        down: pixels that the images were moved down (negative: up).
        right: pixels that they were moved to the right (negative: left).
        change: largest absolute change of any logit of any image.
        kept: share of images whose predicted class stayed the same.
    """

    down: int
    right: int
    change: float
    kept: float


def translation_test(model: nn.Module, images: Tensor, shifts: Sequence[tuple[int, int]]) -> list[Moved]:
    """Compare a model's logits on images with those on the same images moved.

    What leaves the canvas is lost and zeros come in on the other side. The model is asked in evaluation mode
    and without gradients, and is afterwards in the mode that it was in before.

    Args:
        model: maps images (n, c, h, w) to logits (n, k).
        images: shape (n, c, h, w); not changed.
        shifts: (down, right) in pixels.

    Returns:
        One entry for each shift, in order.
    """
    training = model.training
    model.eval()
    height, width = images.shape[-2:]
    moves: list[Moved] = []
    with torch.no_grad():
        before = model(images)
        for down, right in shifts:
            moved = torch.zeros_like(images)
            rows, columns = height - abs(down), width - abs(right)
            if rows > 0 and columns > 0:
                source = images[..., max(0, -down) :, max(0, -right) :][..., :rows, :columns]
                moved[..., max(0, down) :, max(0, right) :][..., :rows, :columns] = source
            after = model(moved)
            kept = (after.argmax(dim=1) == before.argmax(dim=1)).double().mean().item()
            moves.append(Moved(down, right, (after - before).abs().max().item(), kept))
    model.train(training)
    return moves
