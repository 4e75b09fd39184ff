"""The engine's network in PyTorch: a layer, data, loops, and a file to keep the weights in.

Conventions, PyTorch's own: a layer's weight has shape (out_features, in_features), so y = x Wᵀ + b (the
engine multiplies x W with W of shape (in, out)); features are float32, labels int64; a batch is `(x, y,
ids)` with shapes (b, d), (b,) and (b,).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from deepbridge.data import Split
from deepbridge.mlp import MLP

# `(x, y, ids)`: what a loader of this project yields.
Batch: TypeAlias = Sequence[Tensor]


class Loaders(NamedTuple):
    """One loader for each part of a split."""

    train: DataLoader
    validation: DataLoader
    test: DataLoader


class Evaluation(NamedTuple):
    """What a network does on some rows.

    Attributes:
        loss: mean log-loss over the rows, in nats.
        accuracy: share of rows that are classified right.
        predictions: class with the largest logit for each row, in the order of the batches; shape (n,),
            int64, on the CPU.
    """

    loss: float
    accuracy: float
    predictions: Tensor


class LayerShape(NamedTuple):
    """What one layer took and gave.

    Attributes:
        name: its name in the model, as in `named_modules`.
        kind: name of its class.
        input: shape of its first argument.
        output: shape of its result; None if it raised.
    """

    name: str
    kind: str
    input: tuple[int, ...]
    output: tuple[int, ...] | None


def pick_device() -> torch.device:
    """The fastest device of this machine.

    Returns:
        `cuda` where a CUDA device is available, else `mps` where Apple's is, else `cpu`.
    """
    ### BEGIN SOLUTION pick_device
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")
    ### END SOLUTION pick_device


class LinearFromScratch(nn.Module):
    """y = x Wᵀ + b, without `nn.Linear` and `F.linear`.

    Weights are normal with variance 2 / in_features, drawn from `generator` (He et al. 2015); biases are 0.

    Args:
        in_features: d.
        out_features: k.
        generator: where the weights are drawn from; None for torch's global one.

    Attributes:
        weight: parameter of shape (k, d), float32.
        bias: parameter of shape (k,), float32.

    Shapes: x (…, d) gives (…, k).
    """

    ### BEGIN SOLUTION LinearFromScratch
    def __init__(self, in_features: int, out_features: int, generator: torch.Generator | None = None) -> None:
        super().__init__()
        deviation = math.sqrt(2.0 / in_features)
        self.weight = nn.Parameter(torch.randn(out_features, in_features, generator=generator) * deviation)
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x: Tensor) -> Tensor:
        return x @ self.weight.T + self.bias

    ### STARTER
    #| # TODO The layer (20 min): two parameters, and what `forward` returns
    #| def __init__(
    #|     self, in_features: int, out_features: int, generator: torch.Generator | None = None
    #| ) -> None:
    #|     super().__init__()
    #|     raise NotImplementedError("LinearFromScratch: the layer")
    #|
    #| def forward(self, x: Tensor) -> Tensor:
    #|     raise NotImplementedError("LinearFromScratch: the layer")
    ### END SOLUTION LinearFromScratch


def from_engine(mlp: MLP) -> nn.Sequential:
    """The same network in PyTorch, with copies of the engine's weights.

    Args:
        mlp: `parameters` is [W1, b1, W2, b2, …] with W of shape (in, out); relu between layers, none at the
            end. It is not changed, not by training the result either.

    Returns:
        `LinearFromScratch`, `nn.ReLU`, … , `LinearFromScratch`, on the CPU, float32.
    """
    ### BEGIN SOLUTION from_engine
    layers: list[nn.Module] = []
    for weight, bias in zip(mlp.parameters[0::2], mlp.parameters[1::2]):
        layer = LinearFromScratch(*weight.data.shape)
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(weight.data.T))
            layer.bias.copy_(torch.tensor(bias.data))
        layers += [layer, nn.ReLU()]
    return nn.Sequential(*layers[:-1])
    ### END SOLUTION from_engine


def make_dataset(x: NDArray, y: NDArray, ids: NDArray) -> TensorDataset:
    """Rows as tensors: `dataset[i]` is `(x[i], y[i], ids[i])`.

    Args:
        x: shape (n, …), any real or integer type. Images are flattened.
        y: labels from 0, shape (n,), any integer type.
        ids: row numbers, shape (n,), any integer type.

    Returns:
        Three tensors: float32 (n, d), int64 (n,), int64 (n,). They are copies: nothing that happens to them
        reaches the caller's arrays, and the other way around.

    Raises:
        ValueError: if x, y and ids have different numbers of rows; it names the three.
    """
    ### BEGIN SOLUTION make_dataset
    if not len(x) == len(y) == len(ids):
        raise ValueError(f"x has {len(x)} rows, y has {len(y)} and ids has {len(ids)}")
    return TensorDataset(
        torch.tensor(x, dtype=torch.float32).flatten(start_dim=1),
        torch.tensor(y, dtype=torch.int64),
        torch.tensor(ids, dtype=torch.int64),
    )
    ### END SOLUTION make_dataset


def make_loaders(split: Split, batch_size: int, seed: int) -> Loaders:
    """A loader for each part of a split; each epoch of each gives every row of its part once.

    Args:
        split: three parts, each with `x`, `y` and `ids`.
        batch_size: rows in a batch; the last batch of an epoch may be smaller.
        seed: of the order of the training rows, which is new in each epoch. The order depends on nothing
            else: neither draws from torch's global generator nor reading the other loaders in between change
            it. Validation and test rows keep the order of their part.
    """
    ### BEGIN SOLUTION make_loaders
    parts = [make_dataset(part.x, part.y, part.ids) for part in (split.train, split.validation, split.test)]
    order = torch.Generator().manual_seed(seed)
    return Loaders(
        DataLoader(parts[0], batch_size, shuffle=True, generator=order),
        DataLoader(parts[1], batch_size),
        DataLoader(parts[2], batch_size),
    )
    ### END SOLUTION make_loaders


def train_epoch(model: nn.Module, batches: Iterable[Batch], optimizer: torch.optim.Optimizer) -> float:
    """One pass over the batches, in training mode, one step of the optimizer for each.

    Gradients that are there before do not count.

    Args:
        model: takes (b, d), gives logits (b, k). Batches are moved to the device of its parameters.
        batches: `(x, y, ids)`; a loader, or a list of batches.
        optimizer: of the model's parameters.

    Returns:
        Mean log-loss over the rows, each batch measured before its step, in nats; a float.
    """
    ### BEGIN SOLUTION train_epoch
    device = next(model.parameters()).device
    model.train()
    total, count = 0.0, 0
    for x, y, _ in batches:
        x, y = x.to(device), y.to(device)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count
    ### END SOLUTION train_epoch


def evaluate(model: nn.Module, batches: Iterable[Batch]) -> Evaluation:
    """Loss, accuracy and predictions in evaluation mode, without a graph for gradients.

    The model is left as it was: its weights, its gradients, its running statistics, and its `training`.

    Args:
        model: takes (b, d), gives logits (b, k). Batches are moved to the device of its parameters.
        batches: `(x, y, ids)`; a loader, or a list of batches, which may differ in length.
    """
    ### BEGIN SOLUTION evaluate
    device = next(model.parameters()).device
    was_training = model.training
    model.eval()
    total, predictions, labels = 0.0, [], []
    with torch.no_grad():
        for x, y, _ in batches:
            logits, y = model(x.to(device)), y.to(device)
            total += F.cross_entropy(logits, y, reduction="sum").item()
            predictions.append(logits.argmax(dim=1).cpu())
            labels.append(y.cpu())
    model.train(was_training)
    predicted, gold = torch.cat(predictions), torch.cat(labels)
    return Evaluation(total / len(gold), (predicted == gold).double().mean().item(), predicted)
    ### END SOLUTION evaluate


def overfit_one_batch(
    model: nn.Module, batch: Batch, steps: int = 200, learning_rate: float = 0.01
) -> list[float]:
    """Train on one batch again and again: what cannot learn 32 rows by heart will not learn 32,000.

    Args:
        model: it is changed.
        batch: `(x, y, ids)`.
        steps: number of steps, with `torch.optim.Adam`.
        learning_rate: of Adam.

    Returns:
        The loss before each step, `steps` floats.
    """
    ### BEGIN SOLUTION overfit_one_batch
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    return [train_epoch(model, [batch], optimizer) for _ in range(steps)]
    ### END SOLUTION overfit_one_batch


def save_model(model: nn.Module, path: Path) -> None:
    """Write the model's state dict, and nothing else, to a file.

    The file holds names and tensors on the CPU, so that any machine can read it, with `weights_only=True`.
    """
    ### BEGIN SOLUTION save_model
    torch.save({name: tensor.cpu() for name, tensor in model.state_dict().items()}, path)
    ### END SOLUTION save_model


def load_model(make: Callable[[], nn.Module], path: Path) -> nn.Module:
    """A new model with the weights of a file.

    Args:
        make: makes a model of the right architecture, with any weights.
        path: written by `save_model`. Nothing in it is executed: a pickle of anything but tensors is refused.

    Returns:
        The model in evaluation mode.

    Raises:
        RuntimeError: if a name or a shape of the file does not match the model.
        pickle.UnpicklingError: if the file holds other things than tensors.
    """
    ### BEGIN SOLUTION load_model
    model = make()
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return model.eval()
    ### END SOLUTION load_model


def trace_shapes(model: nn.Module, x: Tensor) -> list[LayerShape]:
    """What each layer takes and gives, in the order in which they run.

    Layers are the modules without modules inside. If one raises, its entry is the last and has output None;
    the exception goes no further. Other exceptions do. The model is left as it was: the mode of each module,
    its running statistics, its gradients, and without hooks.

    Args:
        model: any module.
        x: its input.
    """
    ### BEGIN SOLUTION trace_shapes
    trace: list[LayerShape] = []

    def before(name: str) -> Callable[..., None]:
        def hook(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            trace.append(LayerShape(name, type(module).__name__, tuple(inputs[0].shape), None))

        return hook

    def after(_module: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        trace[-1] = trace[-1]._replace(output=tuple(output.shape))

    handles = []
    for name, module in model.named_modules():
        if next(module.children(), None) is None:
            handles += [module.register_forward_pre_hook(before(name)), module.register_forward_hook(after)]
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        with torch.no_grad():
            model(x)
    except Exception:
        if not trace or trace[-1].output is not None:
            raise
    finally:
        for handle in handles:
            handle.remove()
        for module, training in modes:
            module.training = training
    return trace
    ### END SOLUTION trace_shapes
