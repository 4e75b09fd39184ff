"""Reverse-mode automatic differentiation on NumPy arrays.

A `Tensor` holds a value and remembers how it was made: its `parents`, and `grad_fn`, the rule that turns the
gradient of the result into one gradient for each parent. `Tensor.backward` walks that graph from a scalar to
the leaves and adds up what arrives. PyTorch uses the same names.

All arrays are float64. Sources: Baydin, Pearlmutter, Radul and Siskind (2018), "Automatic Differentiation in
Machine Learning: a Survey", JMLR 18, section 3.2; Rumelhart, Hinton and Williams (1986), Nature 323, 533-536.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
GradFn = Callable[[Array], tuple[Array, ...]]

ELEMENTWISE = ("relu", "tanh", "exp", "log")


def unbroadcast(gradient: Array, shape: tuple[int, ...]) -> Array:
    """Sum a gradient down to the shape that an operand had before NumPy broadcast it.

    Broadcasting copies values: it adds axes on the left, and stretches axes of length 1. A value that was
    copied receives the gradients of all its copies, added up.

    Args:
        gradient: gradient of the result, of the broadcast shape.
        shape: shape of the operand; broadcasting it gives `gradient.shape`.

    Returns:
        An array of exactly `shape`. With equal shapes, the gradient unchanged.
    """
    added = gradient.ndim - len(shape)
    gradient = gradient.sum(axis=tuple(range(added)))
    stretched = tuple(axis for axis, length in enumerate(shape) if length == 1 and gradient.shape[axis] != 1)
    return gradient.sum(axis=stretched, keepdims=True)


def elementwise(name: str, x: Array) -> tuple[Array, Array]:
    """Value and local slope of an elementwise function.

    Args:
        name: one of `ELEMENTWISE`: relu max(x, 0), tanh, exp, or log (the natural one).
        x: any shape; positive for log.

    Returns:
        `(f(x), f'(x))`, both of the shape of `x`. The slope is a formula, not a difference quotient. The
        slope of relu at exactly 0 may be anything from 0 to 1; PyTorch takes 0.

    Raises:
        ValueError: for a name that is not in `ELEMENTWISE`.
    """
    if name not in ELEMENTWISE:
        raise ValueError(f"unknown elementwise function {name!r}; known: {', '.join(ELEMENTWISE)}")
    if name == "relu":
        return np.maximum(x, 0.0), (x > 0).astype(np.float64)
    if name == "tanh":
        value = np.tanh(x)
        return value, 1.0 - value**2
    if name == "exp":
        value = np.exp(x)
        return value, value
    return np.log(x), 1.0 / x


class Tensor:
    """A float64 array that remembers how it was computed.

    Attributes:
        data: the value.
        grad: gradient of the last scalars on which `backward` was called, added up; same shape as `data`. It
            starts at zero. (PyTorch starts with None.)
        parents: the tensors that this one was computed from; empty for a leaf.
        grad_fn: takes the gradient at this tensor, of the shape of `data`, and returns one gradient for each
            parent, in order, each of that parent's shape. It changes nothing. None for a leaf.
    """

    # NumPy then leaves `array + tensor` to Tensor.__radd__ instead of making an array of objects.
    __array_ufunc__ = None

    def __init__(
        self, data: ArrayLike, parents: tuple[Tensor, ...] = (), grad_fn: GradFn | None = None
    ) -> None:
        self.data: Array = np.asarray(data, dtype=np.float64)
        self.grad: Array = np.zeros_like(self.data)
        self.parents = parents
        self.grad_fn = grad_fn

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the value."""
        return self.data.shape

    def __repr__(self) -> str:
        return f"Tensor(shape={self.shape}, parents={len(self.parents)})"

    def item(self) -> float:
        """The value of a tensor with one element, as a float."""
        return self.data.item()

    def zero_grad(self) -> None:
        """Forget the gradient. Call it before each `backward` of a training loop."""
        self.grad = np.zeros_like(self.data)

    def __add__(self, other: Tensor | ArrayLike) -> Tensor:
        """Elementwise sum with NumPy's broadcasting.

        The gradient of a + b is 1 for a and 1 for b: what arrives is passed on to both, each `unbroadcast` to
        its own shape.
        """
        other = as_tensor(other)
        left, right = self.shape, other.shape

        def grad_fn(gradient: Array) -> tuple[Array, ...]:
            return unbroadcast(gradient, left), unbroadcast(gradient, right)

        return Tensor(self.data + other.data, (self, other), grad_fn)

    def __mul__(self, other: Tensor | ArrayLike) -> Tensor:
        """Elementwise product with NumPy's broadcasting.

        The gradient of a * b is b for a and a for b, times what arrives, each `unbroadcast` to its own shape.
        """
        other = as_tensor(other)
        a, b = self.data, other.data

        def grad_fn(gradient: Array) -> tuple[Array, ...]:
            return unbroadcast(gradient * b, a.shape), unbroadcast(gradient * a, b.shape)

        return Tensor(a * b, (self, other), grad_fn)

    def __matmul__(self, other: Tensor | ArrayLike) -> Tensor:
        """Matrix product of two matrices: (n, d) @ (d, k) gives (n, k).

        With G the gradient at the result, shape (n, k): the gradient is G Bᵀ for A, shape (n, d), and Aᵀ G
        for B, shape (d, k).

        Raises:
            ValueError: if one of the two is not a matrix.
        """
        other = as_tensor(other)
        if self.data.ndim != 2 or other.data.ndim != 2:
            raise ValueError(f"matmul takes two matrices, got shapes {self.shape} and {other.shape}")
        a, b = self.data, other.data

        def grad_fn(gradient: Array) -> tuple[Array, ...]:
            return gradient @ b.T, a.T @ gradient

        return Tensor(a @ b, (self, other), grad_fn)

    def sum(self, axis: int | None = None, keepdims: bool = False) -> Tensor:
        """Sum over one axis, or over all elements when `axis` is None.

        Every element that was added receives the gradient of the sum it went into: the gradient is copied
        back along the axis that the sum removed.

        Args:
            axis: the axis that disappears; may be negative. None for all.
            keepdims: keep the summed axis with length 1.
        """
        shape = self.shape

        def grad_fn(gradient: Array) -> tuple[Array, ...]:
            if axis is not None and not keepdims:
                gradient = np.expand_dims(gradient, axis)
            return (np.broadcast_to(gradient, shape).copy(),)

        return Tensor(self.data.sum(axis=axis, keepdims=keepdims), (self,), grad_fn)

    def mean(self, axis: int | None = None, keepdims: bool = False) -> Tensor:
        """Mean over one axis, or over all elements when `axis` is None. Arguments as in `sum`."""
        count = self.data.size if axis is None else self.shape[axis]
        return self.sum(axis=axis, keepdims=keepdims) * (1.0 / count)

    def backward(self) -> None:
        """Add the gradient of this scalar to `grad` of every tensor that it was computed from.

        Visits each tensor of the graph once, children before parents (reverse topological order), with a list
        as its own stack: a graph may be far deeper than Python's recursion limit, which stays as it is. The
        gradient of this scalar to itself is 1. A second call adds the same gradient to the leaves once more.

        Raises:
            ValueError: if this tensor has more than one element.
        """
        if self.data.size != 1:
            raise ValueError(f"backward starts from a scalar, this tensor has shape {self.shape}")
        order: list[Tensor] = []
        seen: set[int] = set()
        stack: list[tuple[Tensor, bool]] = [(self, False)]
        while stack:
            node, parents_are_listed = stack.pop()
            if parents_are_listed:
                order.append(node)
            elif id(node) not in seen:
                seen.add(id(node))
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)

        # What has arrived in this pass is kept apart from `grad`, which may hold earlier passes.
        arrived: dict[int, Array] = {id(self): np.ones_like(self.data)}
        for node in reversed(order):
            gradient = arrived.pop(id(node))
            node.grad = node.grad + gradient
            if node.grad_fn is not None:
                for parent, share in zip(node.parents, node.grad_fn(gradient), strict=True):
                    arrived[id(parent)] = arrived[id(parent)] + share if id(parent) in arrived else share

    def relu(self) -> Tensor:
        """max(x, 0), elementwise."""
        return self._apply("relu")

    def tanh(self) -> Tensor:
        """Hyperbolic tangent, elementwise."""
        return self._apply("tanh")

    def exp(self) -> Tensor:
        """e to the power x, elementwise."""
        return self._apply("exp")

    def log(self) -> Tensor:
        """Natural logarithm, elementwise."""
        return self._apply("log")

    def _apply(self, name: str) -> Tensor:
        value, slope = elementwise(name, self.data)
        return Tensor(value, (self,), lambda gradient: (gradient * slope,))

    def __radd__(self, other: ArrayLike) -> Tensor:
        return self + other

    def __rmul__(self, other: ArrayLike) -> Tensor:
        return self * other

    def __neg__(self) -> Tensor:
        return self * -1.0

    def __sub__(self, other: Tensor | ArrayLike) -> Tensor:
        return self + as_tensor(other) * -1.0

    def __rsub__(self, other: ArrayLike) -> Tensor:
        return -self + other


def as_tensor(value: Tensor | ArrayLike) -> Tensor:
    """The tensor itself, or a number or array wrapped as a leaf."""
    return value if isinstance(value, Tensor) else Tensor(value)


def cross_entropy(logits: Tensor, labels: NDArray[np.int64]) -> Tensor:
    """Mean log-loss of softmax probabilities: the loss of multinomial logistic regression.

    For row i with logits z and label y the loss is log(sum_k exp(z_k)) - z_y. The gradient at the logits is
    (p - onehot(y)) / n, with p the softmax probabilities: the negative residual that a boosted tree would be
    fitted to. Finite for logits of size 1e4.

    Args:
        logits: shape (n, k).
        labels: integers from 0 to k - 1, shape (n,).

    Returns:
        A scalar tensor, in nats.
    """
    rows = np.arange(len(labels))
    shifted = logits.data - logits.data.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))

    def grad_fn(gradient: Array) -> tuple[Array, ...]:
        difference = np.exp(log_probabilities)
        difference[rows, labels] -= 1.0
        return (gradient * difference / len(labels),)

    return Tensor(-log_probabilities[rows, labels].mean(), (logits,), grad_fn)
