"""What the checks compare with: loops in NumPy and PyTorch's own layers, none of it from the learner."""

from __future__ import annotations

import math

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

torch.set_num_threads(1)

Array = NDArray[np.float64]

# What comparisons rest on, as it was before any file of the learner's was imported.
OWNERS = (torch, nn.functional, Tensor, nn.Module, nn.Linear, nn.LayerNorm)
BEFORE = [dict(vars(owner)) for owner in OWNERS]


def changed_names() -> list[str]:
    """Functions of PyTorch that something else was put in place of since this file was imported."""
    found: list[str] = []
    for owner, before in zip(OWNERS, BEFORE):
        inherited = {name for base in getattr(owner, "__mro__", ())[1:] for name in vars(base)}
        for name, value in vars(owner).items():
            replaced = callable(before.get(name)) and value is not before[name]
            if replaced or (name not in before and name in inherited):
                found.append(f"a change of {owner.__name__}.{name}")
    return found


def describe(value: object) -> str:
    """A value in a failure message: tensors on one line, with their shape."""
    if isinstance(value, Tensor) and type(value) in (Tensor, nn.Parameter):
        shown = np.array2string(value.detach().numpy(), precision=4, suppress_small=True, threshold=100)
        text = " ".join(shown.split()).replace("[ ", "[").replace(" ]", "]")
        shape = f"shape {tuple(value.shape)}"
        return f"{text} ({shape})" if len(text) <= 300 else f"a tensor of {shape}"
    if isinstance(value, Tensor):
        return f"a tensor of the class {type(value).__name__}"
    return repr(value)[:300]


def must_be_tensor(value: object, shape: tuple[int, ...], what: str) -> Tensor:
    """The tensor, or a failure that says what came instead."""
    # A class of one's own could answer every comparison with yes.
    assert type(value) is Tensor, (
        f"{what} must be a plain tensor of shape {shape}, it is {describe(value)}. Does every path end in "
        "`return`?"
    )
    assert tuple(value.shape) == shape, f"{what} must have shape {shape}, it has shape {tuple(value.shape)}."
    return value


def must_be_pair(value: object, first: tuple[int, ...], second: tuple[int, ...], what: str):
    """`(output, weights)`, or a failure that says what came instead."""
    assert isinstance(value, tuple) and len(value) == 2, (
        f"{what} must return (output, weights), it returned {describe(value)}."
    )
    output = must_be_tensor(value[0], first, f"the output of {what}")
    return output, must_be_tensor(value[1], second, f"the weights of {what}")


def error(actual: Tensor, expected: Tensor) -> float:
    """Largest difference of two entries over the largest expected entry (or 1); infinite for NaN."""
    if actual.numel() == 0:
        return 0.0
    scale = max(float(expected.detach().abs().max()), 1.0)
    worst = float((actual.detach() - expected.detach()).abs().max()) / scale
    return worst if math.isfinite(worst) else math.inf


def furthest_entry(actual: Tensor, expected: Tensor) -> str:
    """Where two tensors differ most, for a failure message: `entry [0, 2] must be 0.25, it is 0.75`."""
    actual, expected = actual.detach(), expected.detach()
    difference = (actual - expected).abs().nan_to_num(nan=math.inf)
    place = [int(i) for i in np.unravel_index(int(difference.argmax()), tuple(difference.shape))]
    wanted, came = float(expected[tuple(place)]), float(actual[tuple(place)])
    return f"entry {place} must be {wanted:.4f}, it is {came:.4f}"


def count(number: int, noun: str) -> str:
    """`1 head`, `2 heads`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def normal(*shape: int, seed: int, dtype: torch.dtype = torch.float64) -> Tensor:
    """Standard normal numbers."""
    return torch.from_numpy(np.random.default_rng([seed, *shape]).normal(size=shape)).to(dtype)


def loop_weights(query: Array, key: Array, mask: NDArray[np.bool_]) -> Array:
    """Attention weights of one sequence, entry by entry; query (n, d), key (m, d), mask (n, m)."""
    weights = np.zeros((len(query), len(key)))
    for i in range(len(query)):
        open_keys = [j for j in range(len(key)) if mask[i, j]]
        scores = [float(query[i] @ key[j]) / math.sqrt(query.shape[1]) for j in open_keys]
        top = max(scores, default=0.0)
        total = sum(math.exp(score - top) for score in scores)
        for j, score in zip(open_keys, scores):
            weights[i, j] = math.exp(score - top) / total
    return weights


def loop_mask(lengths: list[int], size: int, causal: bool) -> Tensor:
    """Who may attend to whom, entry by entry."""
    rows = [
        [[s < length and (s <= t or not causal) for s in range(size)] for t in range(size)]
        for length in lengths
    ]
    return torch.tensor(rows)


def torch_heads(state: dict[str, Tensor], heads: int, prefix: str = "") -> nn.MultiheadAttention:
    """PyTorch's layer with the weights `query`, `key`, `value` and `output` of a state dict."""
    width = state[f"{prefix}query.weight"].shape[0]
    layer = nn.MultiheadAttention(width, heads, batch_first=True, dtype=state[f"{prefix}query.weight"].dtype)
    parts = [prefix + name for name in ("query", "key", "value")]
    with torch.no_grad():
        layer.in_proj_weight.copy_(torch.cat([state[f"{part}.weight"] for part in parts]))
        layer.in_proj_bias.copy_(torch.cat([state[f"{part}.bias"] for part in parts]))
        layer.out_proj.weight.copy_(state[f"{prefix}output.weight"])
        layer.out_proj.bias.copy_(state[f"{prefix}output.bias"])
    return layer


def torch_block(state: dict[str, Tensor], heads: int, prefix: str = "") -> nn.TransformerEncoderLayer:
    """PyTorch's pre-norm block with the weights of an `EncoderBlock`'s state dict."""
    widen = state[f"{prefix}widen.weight"]
    layer = nn.TransformerEncoderLayer(
        widen.shape[1],
        heads,
        widen.shape[0],
        dropout=0.0,
        batch_first=True,
        norm_first=True,
        dtype=widen.dtype,
    )
    layer.self_attn = torch_heads(state, heads, f"{prefix}attend.")
    names = {"linear1": "widen", "linear2": "narrow", "norm1": "norm1", "norm2": "norm2"}
    with torch.no_grad():
        for theirs, ours in names.items():
            part = getattr(layer, theirs)
            part.weight.copy_(state[f"{prefix}{ours}.weight"])
            part.bias.copy_(state[f"{prefix}{ours}.bias"])
    return layer


def loop_positions(length: int, width: int) -> Array:
    """Sinusoidal positions, entry by entry."""
    table = np.zeros((length, width))
    for t in range(length):
        for i in range(width):
            angle = t / 10000 ** ((i - i % 2) / width)
            table[t, i] = math.sin(angle) if i % 2 == 0 else math.cos(angle)
    return table


def recall_by_library(
    net: nn.Module, heads: int, positions: bool, keys: Tensor, values: Tensor, query: Tensor
) -> tuple[Tensor, Tensor]:
    """Logits and attention map of a `RecallNet` of one block, from its parameters, by PyTorch's layers."""
    state = {name: value.detach() for name, value in net.state_dict().items()}
    x = state["key.weight"][keys] + state["value.weight"][values]
    x = torch.cat([x, state["question.weight"][query].unsqueeze(1)], dim=1)
    if positions:
        x = x + torch.from_numpy(loop_positions(x.shape[1], x.shape[2])).to(x)
    block = torch_block(state, heads, "blocks.0.")
    with torch.no_grad():
        inner = block.norm1(x)
        _, weights = block.self_attn(inner, inner, inner, need_weights=True)
        x = block.train()(x)
        last = nn.functional.layer_norm(x[:, -1], (x.shape[2],), state["norm.weight"], state["norm.bias"])
    return last @ state["read.weight"].T + state["read.bias"], weights[:, -1, :-1]


# PyTorch's own attention and transformer layers, wherever they stand; `attention` alone may be a learner's
# own attribute.
READY_MADE = frozenset(
    name
    for module in (torch, nn, nn.functional, nn.modules.activation, nn.modules.transformer)
    for name in dir(module)
    if name != "attention"
    and any(part in name.lower() for part in ("attention", "transformer", "multihead", "multi_head", "sdpa"))
) | frozenset({"flex_attention", "varlen_attn"})
