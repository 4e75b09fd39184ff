"""What the checks compare with: recurrent cells by formula on NumPy, none of them from the project."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Array = NDArray[np.float64]
torch.set_num_threads(1)


def describe(value: object) -> str:
    """A value in a failure message: tensors and arrays on one line, with their shape."""
    if type(value) is Tensor:
        value = value.detach().numpy()
    if type(value) is np.ndarray:
        text = " ".join(np.array2string(value, precision=5, separator=", ", threshold=12).split())
        return f"{text} (shape {value.shape})"
    return (
        f"{value!r}"[:300]
        if not isinstance(value, Tensor)
        else f"a tensor of the class {type(value).__name__}"
    )


def must_be_tensor(value: object, shape: tuple[int, ...], what: str) -> Tensor:
    """The tensor, or a failure that says what came instead."""
    # A class of one's own could answer every comparison with yes.
    assert type(value) is Tensor, (
        f"{what} must be a plain tensor of shape {shape}, it is {describe(value)}. Does every path end in "
        "`return`?"
    )
    assert tuple(value.shape) == shape, f"{what} must have shape {shape}, it has shape {tuple(value.shape)}."
    return value


def must_be_integers(value: object, shape: tuple[int, ...], what: str) -> list[int]:
    """The numbers of an int64 tensor."""
    tensor = must_be_tensor(value, shape, what)
    assert tensor.dtype == torch.int64, f"{what} must be int64, it is {tensor.dtype}."
    return [int(number) for number in tensor]


def array(tensor: Tensor) -> Array:
    """Its values as a new NumPy array of float64."""
    return tensor.detach().numpy().astype(np.float64)


def largest_difference(actual: Tensor | Array, expected: Array) -> float:
    """Largest difference of two entries; infinite if a value is not a number."""
    values = array(actual) if isinstance(actual, Tensor) else actual
    if not np.isfinite(values).all():
        return float("inf")
    return float(np.abs(values - expected).max(initial=0.0))


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)) without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * x))


def rnn_step(x: Array, h: Array, weights: list[Array]) -> Array:
    """The plain cell by formula."""
    w_ih, w_hh, b_ih, b_hh = weights
    return np.tanh(x @ w_ih.T + b_ih + h @ w_hh.T + b_hh)


def gru_step(x: Array, h: Array, weights: list[Array], order: str = "torch") -> Array:
    """The GRU by formula; `order` is "torch", "cho", or one of the mistakes that people make."""
    w_ih, w_hh, b_ih, b_hh = weights
    k = h.shape[1]
    a = x @ w_ih.T + b_ih
    c = h @ w_hh.T + b_hh
    blocks = {"r": slice(0, k), "z": slice(k, 2 * k), "n": slice(2 * k, 3 * k)}
    if order == "blocks z, r, n":
        blocks["r"], blocks["z"] = blocks["z"], blocks["r"]
    r = sigmoid(a[:, blocks["r"]] + c[:, blocks["r"]])
    z = sigmoid(a[:, blocks["z"]] + c[:, blocks["z"]])
    own, hidden = a[:, blocks["n"]], c[:, blocks["n"]]
    if order == "cho":
        hidden = (r * h) @ w_hh[blocks["n"]].T + b_hh[blocks["n"]]
    elif order == "no reset":
        r = np.ones_like(r)
    if order == "reset on the input":
        n = np.tanh(r * (own + hidden))
    elif order == "sigmoid candidate":
        n = sigmoid(own + r * hidden)
    else:
        n = np.tanh(own + (hidden if order == "cho" else r * hidden))
    return (1 - z) * h + z * n if order == "gates swapped" else (1 - z) * n + z * h


def draw_cell(rng: np.random.Generator, d: int, k: int, gates: int) -> list[Array]:
    """Weights of a cell."""
    scale = 1.5 / np.sqrt(k)
    shapes = ((gates * k, d), (gates * k, k), (gates * k,), (gates * k,))
    return [rng.normal(0.0, scale, size=shape) for shape in shapes]


def tensors(
    arrays: list[Array], dtype: torch.dtype = torch.float64
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The same as tensors."""
    a, b, c, d = (torch.from_numpy(values.copy()).to(dtype) for values in arrays)
    return a, b, c, d


def check_cell(x: Tensor, h: Tensor, w_ih: Tensor, w_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    """A cell of the checks: a part of the state stays, without any gate."""
    return 0.6 * h + 0.4 * torch.tanh(x @ w_ih.T + b_ih + h @ w_hh.T + b_hh)


def convention(cell: Callable[..., Tensor]) -> str | None:
    """Which of the two accepted orders a GRU cell has, or None."""
    rng = np.random.default_rng(5)
    weights, x, h = draw_cell(rng, 3, 4, 3), rng.normal(size=(6, 3)), rng.normal(size=(6, 4))
    state = cell(torch.from_numpy(x), torch.from_numpy(h), *tensors(weights))
    for order in ("torch", "cho"):
        if largest_difference(state, gru_step(x, h, weights, order)) < 1e-8:
            return order
    return None


def tracker_logits(model: torch.nn.Module, x: NDArray[np.int64], order: str) -> Array:
    """Logits of a StateTracker from its parameters, by formula; shape (n, T, states)."""
    values = {name: array(parameter) for name, parameter in model.named_parameters()}
    weights = [values[name] for name in ("w_ih", "w_hh", "b_ih", "b_hh")]
    h = np.zeros((len(x), weights[1].shape[1]))
    logits = []
    for step in range(x.shape[1]):
        h = gru_step(values["embedding"][x[:, step]], h, weights, order)
        logits.append(h @ values["w_out"].T + values["b_out"])
    return np.stack(logits, axis=1)


# The library's own recurrent networks and packing, which rnn.py is to replace.
READY_MADE = frozenset(
    "GRU GRUCell LSTM LSTMCell RNN RNNCell RNNBase RNNCellBase gru gru_cell lstm lstm_cell rnn rnn_cell "
    "rnn_tanh rnn_tanh_cell rnn_relu rnn_relu_cell PackedSequence pack_padded_sequence pack_sequence".split()
)
