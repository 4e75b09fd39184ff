"""The same network from the library's own layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from torch import Tensor, nn


def library_net(sizes: Sequence[int], state: Mapping[str, Tensor]) -> nn.Sequential:
    """`nn.Linear` and `nn.ReLU` in a `nn.Sequential`, with the weights of a state dict.

    A state dict is names and tensors. It does not say which class had them: what `LinearFromScratch` learned
    fits into `nn.Linear`, when names and shapes are the same.

    Args:
        sizes: units of each layer, input first, such as [64, 64, 10].
        state: state dict of `from_engine`'s network of these sizes. It is copied: training the result leaves
            it as it is.

    Returns:
        Layers with relu between them and none after the last, in evaluation mode.

    Raises:
        RuntimeError: if a name or a shape does not match.
    """
    ### BEGIN SOLUTION library_net
    layers: list[nn.Module] = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU()]
    net = nn.Sequential(*layers[:-1])
    net.load_state_dict(state)
    return net.eval()
    ### END SOLUTION library_net
