"""The engine: broadcasting, the operations, the loss and the backward pass."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import BroadcastableShapes, mutually_broadcastable_shapes
from numpy.typing import NDArray
from reference_net import (
    describe,
    differences,
    grad_of,
    must_be_array,
    must_be_tensor,
    plus,
    pull_back,
    relative_error,
    times,
    uses_complex_numbers,
    value_of,
)
from sklearn.metrics import log_loss

from conftest import PROJECT, Report
from deepbridge.engine import GradFn, Tensor, cross_entropy, elementwise, unbroadcast

Array = NDArray[np.float64]

SHAPES = [
    ((2, 3), (2, 3)),
    ((2, 3), (3,)),
    ((2, 3), (1, 3)),
    ((2, 3), (2, 1)),
    ((2, 3), ()),
    ((3, 3), (3,)),
    ((3, 3), (3, 1)),
    ((2, 3, 4), (3, 1)),
    ((2, 3, 4), (1, 4)),
    ((1, 1), (1,)),
]
PAIRS = [
    ((2, 3), (2, 3)),
    ((4, 3), (3,)),
    ((3,), (4, 3)),
    ((3, 3), (3, 1)),
    ((2, 1), (1, 3)),
    ((2, 3, 2), (3, 1)),
    ((), (2, 2)),
]


def test_unbroadcast_shape(report: Report) -> None:
    for result, operand in SHAPES:
        actual = unbroadcast(np.ones(result), operand)
        shape = getattr(actual, "shape", None)
        if shape != operand:
            dropped = shape is not None and len(shape) < len(operand)
            report(
                expected=operand,
                actual=shape if shape is not None else describe(actual),
                hint="unbroadcast-keepdims" if dropped else "unbroadcast-shape",
            )
        assert shape == operand, (
            f"unbroadcast of a gradient of shape {result} to {operand} must have shape {operand}, it gave "
            f"{shape if shape is not None else describe(actual)}. Look at the axes that broadcasting added "
            "or stretched."
        )


def test_unbroadcast_values(report: Report) -> None:
    wide, square = np.arange(6.0).reshape(2, 3), np.arange(9.0).reshape(3, 3)
    table = [
        (wide, (3,), [3, 5, 7]),
        (wide, (1, 3), [[3, 5, 7]]),
        (wide, (2, 1), [[3], [12]]),
        (wide, (), 15),
        (wide, (2, 3), wide),
        (square, (3,), [9, 12, 15]),
        (square, (3, 1), [[3], [12], [21]]),
    ]
    for gradient, shape, expected in table:
        before = gradient.copy()
        actual = unbroadcast(gradient, shape)
        assert np.array_equal(gradient, before), (
            "unbroadcast changed the gradient that it was given; make a new array."
        )
        expected = np.asarray(expected, dtype=np.float64)
        right = np.shape(actual) == shape and np.allclose(actual, expected, rtol=0, atol=1e-12)
        if not right:
            report(expected=expected, actual=describe(actual))
        assert right, (
            f"The gradient {gradient.tolist()} for an operand of shape {shape} sums to {expected.tolist()}, "
            f"unbroadcast gave {describe(actual)}. Each entry is the sum over the copies of that one value."
        )


def test_unbroadcast_adjoint(seed: int, report: Report) -> None:
    @settings(max_examples=80, deadline=None, database=None, derandomize=True)
    @given(mutually_broadcastable_shapes(num_shapes=2, max_dims=4, max_side=4), st.integers(0, 1000))
    def property_holds(shapes: BroadcastableShapes, case: int) -> None:
        rng = np.random.default_rng([seed, case])
        value = rng.normal(size=shapes.input_shapes[0])
        gradient = rng.normal(size=shapes.result_shape)
        actual = must_be_array(
            unbroadcast(gradient, value.shape),
            value.shape,
            f"unbroadcast(gradient {gradient.shape}, {value.shape})",
        )
        through, back = float((gradient * value).sum()), float((actual * value).sum())
        assert abs(through - back) < 1e-9, (
            f"For an operand of shape {value.shape} in a result of shape {gradient.shape}: sum(gradient * "
            f"broadcast value) is {through:.6f}, sum(unbroadcast(gradient) * value) is {back:.6f}. The two "
            "must be equal."
        )

    property_holds()


def check_pair(
    name: str,
    operation: Callable[[Tensor, Tensor], Tensor],
    expected: Callable[[Array, Array], Array],
    seed: int,
) -> float:
    """One operation on all `PAIRS`: value against NumPy, gradients against central differences."""
    rng, worst = np.random.default_rng(seed), 0.0
    for left, right in PAIRS:
        a, b = Tensor(rng.normal(size=left)), Tensor(rng.normal(size=right))
        out = must_be_tensor(operation(a, b), f"Tensor{left} {name} Tensor{right}")
        value = expected(a.data, b.data)
        must_be_array(out.data, value.shape, f"the value of {left} {name} {right}")
        assert np.allclose(out.data, value, rtol=1e-9, atol=1e-12), (
            f"{left} {name} {right} must be {describe(value)}, it is {describe(out.data)}."
        )
        weight = rng.normal(size=value.shape)
        gradient_at = pull_back(out, weight)
        for tensor, which in ((a, "left"), (b, "right")):
            approximate = differences(lambda: float((expected(a.data, b.data) * weight).sum()), tensor.data)
            error = relative_error(gradient_at(tensor), approximate)
            worst = max(worst, error)
            assert error < 1e-5, (
                f"{left} {name} {right}: the gradient of the {which} operand must be {describe(approximate)} "
                f"(central differences), grad_fn gave {describe(gradient_at(tensor))}."
            )
    return worst


def test_add(seed: int) -> None:
    check_pair("+", lambda a, b: a + b, lambda a, b: a + b, seed)
    total = must_be_tensor(np.array([1.0, 2.0]) + Tensor([3.0, 4.0]), "array + Tensor")
    assert np.array_equal(total.data, [4.0, 6.0]), (
        f"[1, 2] + [3, 4] must be [4, 6], it is {describe(total.data)}."
    )


def test_mul(seed: int) -> None:
    check_pair("*", lambda a, b: a * b, lambda a, b: a * b, seed + 1)
    x = Tensor([3.0, -2.0])
    gradient = pull_back(must_be_tensor(x * x, "x * x"), np.ones(2))(x)
    assert np.allclose(gradient, [6.0, -4.0]), (
        f"The gradient of x * x at [3, -2] is 2x = [6, -4]; the two shares of `grad_fn` add up to "
        f"{describe(gradient)}."
    )


def test_matmul(seed: int) -> None:
    rng = np.random.default_rng(seed + 2)
    for n, d, k in ((3, 2, 4), (2, 2, 2), (1, 3, 1), (4, 1, 3)):
        a, b = Tensor(rng.normal(size=(n, d))), Tensor(rng.normal(size=(d, k)))
        out = must_be_tensor(a @ b, "Tensor @ Tensor")
        must_be_array(out.data, (n, k), f"the value of ({n}, {d}) @ ({d}, {k})")
        assert np.allclose(out.data, a.data @ b.data), "A @ B must have the value that NumPy gives."
        weight = rng.normal(size=(n, k))
        gradient_at = pull_back(out, weight)
        for tensor, name in ((a, "A"), (b, "B")):
            approximate = differences(lambda: float(((a.data @ b.data) * weight).sum()), tensor.data)
            assert relative_error(gradient_at(tensor), approximate) < 1e-5, (
                f"({n}, {d}) @ ({d}, {k}): the gradient for {name} must be {describe(approximate)} (central "
                f"differences), grad_fn gave {describe(gradient_at(tensor))}. Which operand is transposed, "
                "and on which side does it stand?"
            )


def test_elementwise(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed + 3)
    x = rng.uniform(0.2, 3.0, size=(4, 3)) * rng.choice([-1.0, 1.0], size=(4, 3))
    table = {
        "relu": (x, np.where(x > 0, x, 0.0), np.where(x > 0, 1.0, 0.0)),
        "tanh": (x, np.tanh(x), 1.0 / np.cosh(x) ** 2),
        "exp": (x, np.exp(x), np.exp(x)),
        "log": (np.abs(x), np.log(np.abs(x)), 1.0 / np.abs(x)),
    }
    for name, (points, value, slope) in table.items():
        kept = points.copy()
        result = elementwise(name, points)
        assert isinstance(result, tuple) and len(result) == 2, (
            f"elementwise({name!r}, x) must return (value, slope), it returned {describe(result)}."
        )
        assert np.array_equal(points, kept), f"elementwise({name!r}, x) changed x; make new arrays."
        for what, actual, expected in (("value", result[0], value), ("slope", result[1], slope)):
            array = must_be_array(actual, points.shape, f"the {what} of {name}")
            error = float(np.abs(array - expected).max())
            if error >= 1e-12 and what == "slope":
                report(hint="elementwise-difference" if error < 1e-4 else "elementwise-slope")
            assert error < 1e-12, (
                f"The {what} of {name} at {points.flat[0]:.4f} must be {expected.flat[0]:.6f}, it is "
                f"{array.flat[0]:.6f}; largest difference over all points {error:.1e} (allowed 1e-12: a "
                "formula, not a difference quotient)."
            )
    by_complex_step = uses_complex_numbers(PROJECT / "src" / "deepbridge" / "engine.py")
    if by_complex_step:
        report(hint="elementwise-difference")
    assert not by_complex_step, (
        "engine.py computes with complex numbers. A complex step is a difference quotient too, a very good "
        "one. Write the derivative as a formula."
    )
    at_zero = float(np.asarray(elementwise("relu", np.zeros(1))[1], dtype=np.float64)[0])
    assert 0.0 <= at_zero <= 1.0, f"The slope of relu at 0 must be from 0 to 1, it is {at_zero}."


AXES: list[tuple[int | None, bool]] = [
    (None, False),
    (0, False),
    (1, False),
    (-1, False),
    (1, True),
    (0, True),
]


def check_reduction(name: str, seed: int) -> None:
    """sum or mean on every axis: value against NumPy, gradient against central differences."""
    rng = np.random.default_rng(seed)
    for shape in ((2, 5), (3, 3), (2, 3, 4)):
        for axis, keepdims in AXES:
            x = Tensor(rng.normal(size=shape))

            def numpy_value() -> Array:
                return np.asarray(getattr(x.data, name)(axis=axis, keepdims=keepdims))

            call = f"{name}(axis={axis}, keepdims={keepdims}) of shape {shape}"
            out = must_be_tensor(getattr(x, name)(axis=axis, keepdims=keepdims), call)
            value = numpy_value()
            must_be_array(out.data, value.shape, f"the value of {call}")
            assert np.allclose(out.data, value), (
                f"{call} must be {describe(value)}, it is {describe(out.data)}."
            )
            weight = rng.normal(size=value.shape)
            actual = pull_back(out, weight)(x)
            approximate = differences(lambda: float((numpy_value() * weight).sum()), x.data)
            assert relative_error(actual, approximate) < 1e-5, (
                f"{call}: the gradient must be {describe(approximate)} (central differences), it is "
                f"{describe(actual)}."
            )


def test_sum(seed: int) -> None:
    check_reduction("sum", seed + 4)


def test_mean(seed: int) -> None:
    x = Tensor(np.arange(10.0).reshape(2, 5))
    for axis, divisor in ((0, 2), (1, 5), (-1, 5), (None, 10)):
        out = must_be_tensor(x.mean(axis=axis), f"mean(axis={axis})")
        expected = x.data.sum(axis=axis) / divisor
        assert np.shape(out.data) == np.shape(expected) and np.allclose(out.data, expected), (
            f"mean(axis={axis}) of shape (2, 5) divides the sum by {divisor}: {describe(expected)}. It is "
            f"{describe(out.data)}. `axis` says which axis, its length is `shape[axis]`."
        )
        gradient = pull_back(out, np.ones(np.shape(expected)))(x)
        assert np.allclose(gradient, 1 / divisor), (
            f"mean(axis={axis}) of shape (2, 5): every element has gradient 1/{divisor}, it has "
            f"{describe(gradient)}."
        )
    check_reduction("mean", seed + 5)


def test_cross_entropy_hand_example(report: Report) -> None:
    logits, labels = Tensor([[0.0, 0.0], [np.log(3.0), 0.0]]), np.array([0, 1])
    loss = must_be_tensor(cross_entropy(logits, labels), "cross_entropy")
    must_be_array(loss.data, (), "the loss")
    expected = (np.log(2) + np.log(4)) / 2
    if abs(value_of(loss) - 2 * expected) < 1e-9:
        report(expected=expected, actual=value_of(loss), hint="cross-entropy-mean")
    assert abs(value_of(loss) - expected) < 1e-9, (
        f"Logits [[0, 0], [log 3, 0]] with labels [0, 1] have the loss (log 2 + log 4) / 2 = {expected:.6f}, "
        f"cross_entropy gave {value_of(loss):.6f}."
    )
    gradient = pull_back(loss, np.array(1.0))(logits)
    right = np.array([[-0.25, 0.25], [0.375, -0.375]])
    if not np.allclose(gradient, right, atol=1e-9):
        report(
            expected=right,
            actual=gradient,
            hint="cross-entropy-mean"
            if np.allclose(gradient, 2 * right, atol=1e-9)
            else "cross-entropy-gradient",
        )
    assert np.allclose(gradient, right, atol=1e-9), (
        f"The gradient at those logits is (p - onehot) / 2 = {right.tolist()}, it is {describe(gradient)}."
    )
    tripled = pull_back(loss, np.array(3.0))(logits)
    if not np.allclose(tripled, 3 * right, atol=1e-9):
        report(expected=3 * right, actual=tripled, hint="cross-entropy-upstream")
    assert np.allclose(tripled, 3 * right, atol=1e-9), (
        f"When the gradient 3 arrives at the loss, as in `(loss * 3).backward()`, the gradient at the logits "
        f"is 3 (p - onehot) / 2 = {(3 * right).tolist()}, it is {describe(tripled)}."
    )


def test_cross_entropy_oracle(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed + 6)
    for n, k in ((1, 3), (7, 4), (5, 2)):
        logits, labels = Tensor(2 * rng.normal(size=(n, k))), rng.integers(0, k, size=n)
        kept, kept_labels = logits.data.copy(), labels.copy()
        loss = must_be_tensor(cross_entropy(logits, labels), "cross_entropy")
        gradient = pull_back(loss, np.array(1.0))(logits)
        assert np.array_equal(logits.data, kept) and np.array_equal(labels, kept_labels), (
            "cross_entropy changed the logits or the labels that it was given. Subtract into a new array."
        )

        def oracle() -> float:
            p = np.exp(logits.data)
            p = p / p.sum(axis=1, keepdims=True)
            return float(log_loss(labels, p, labels=np.arange(k)))

        assert abs(value_of(loss) - oracle()) < 1e-6, (
            f"scikit-learn's log_loss of the softmax probabilities is {oracle():.8f} for logits of shape "
            f"({n}, {k}), cross_entropy gave {value_of(loss):.8f}."
        )
        approximate = differences(oracle, logits.data)
        assert relative_error(gradient, approximate) < 1e-5, (
            f"The gradient at the logits must be {describe(approximate)} (central differences of log_loss), "
            f"it is {describe(gradient)}."
        )
        p = np.exp(logits.data)
        exact = (p / p.sum(axis=1, keepdims=True) - np.eye(k)[labels]) / n
        error = float(np.abs(gradient - exact).max())
        if error >= 2e-14:
            report(hint="cross-entropy-difference")
        assert error < 2e-14, (
            f"The gradient at the logits is off by {error:.1e} (allowed 2e-14). A formula is exact to about "
            "1e-16; a difference quotient is not."
        )


def test_cross_entropy_stable(seed: int) -> None:
    rng = np.random.default_rng(seed + 7)
    with np.errstate(all="ignore"):
        logits = Tensor([[1e4, 0.0, -1e4], [0.0, 1e4, 0.0]])
        loss = must_be_tensor(cross_entropy(logits, np.array([0, 2])), "cross_entropy")
        gradient = pull_back(loss, np.array(1.0))(logits)
    assert np.isfinite(value_of(loss)) and abs(value_of(loss) - 5000.0) < 1e-6, (
        f"Logits of 1e4 must give the loss 5000 (rows 0 and 10000), cross_entropy gave {value_of(loss)}. "
        "Which number may be subtracted from a row of logits without changing the probabilities?"
    )
    expected = np.array([[0.0, 0.0, 0.0], [0.0, 0.5, -0.5]])
    assert np.allclose(gradient, expected, atol=1e-9), (
        f"The gradient at logits of 1e4 must be {expected.tolist()}, it is {describe(gradient)}."
    )
    values, labels = rng.normal(size=(6, 3)), rng.integers(0, 3, size=6)
    plain = value_of(cross_entropy(Tensor(values), labels))
    moved = value_of(cross_entropy(Tensor(values + rng.normal(size=(6, 1)) * 50), labels))
    assert abs(plain - moved) < 1e-6, (
        f"Adding a constant to all logits of a row changes nothing: the loss must stay {plain:.8f}, it "
        f"became {moved:.8f}."
    )


def test_backward_used_twice(report: Report) -> None:
    w, x, b = Tensor(3.0), Tensor(2.0), Tensor(-1.0)
    times(plus(times(w, x), b), w).backward()
    actual = {name: grad_of(tensor).item() for name, tensor in (("w", w), ("x", x), ("b", b))}
    # 5: w passed on before its second share came. Above 11: a share was sent twice.
    if actual["w"] == 5.0 or actual["w"] > 11.0:
        report(hint="backward-order")
    assert actual == {"w": 11.0, "x": 9.0, "b": 3.0}, (
        "f = (w x + b) w at w = 3, x = 2, b = -1 has the gradients w: 11, x: 9, b: 3. backward left "
        f"{actual}. w is used twice: 5 comes from the outer product and 6 from the inner one."
    )


def test_backward_twice_adds(seed: int, report: Report) -> None:
    rng = np.random.default_rng(seed + 8)
    a, b = Tensor(rng.normal(size=3)), Tensor(rng.normal(size=3))
    inner = times(plus(a, b), a)
    outer = times(inner, inner)
    total = Tensor(outer.data.sum(), (outer,), lambda gradient: (gradient * np.ones(3),))
    once = 2 * inner.data * (2 * a.data + b.data)
    for call in (1, 2, 3):
        total.backward()
        if type(a.grad) is not np.ndarray:
            report(hint="plain-values")
        held = grad_of(a)
        if not np.allclose(held, call * once):
            report(
                expected=call * once,
                actual=held,
                hint="backward-intermediate" if call > 1 else "backward-order",
            )
        assert np.allclose(held, call * once), (
            f"After {'one call' if call == 1 else f'{call} calls'} of backward the leaf must hold "
            f"{'once' if call == 1 else f'{call} times'} the gradient {describe(once)}, it holds "
            f"{describe(held)}."
        )


def counting(rule: GradFn, key: int, calls: dict[int, int]) -> GradFn:
    """The same rule, its calls counted."""

    def counted(gradient: Array) -> tuple[Array, ...]:
        calls[key] = calls.get(key, 0) + 1
        return rule(gradient)

    return counted


def test_backward_order(seed: int) -> None:
    rng = np.random.default_rng(seed + 9)
    for case in range(12):
        leaves = [Tensor(value) for value in rng.uniform(0.5, 1.1, size=(3, 2))]
        # Forward mode: for each tensor its slope with respect to each leaf, shape (3, 2).
        tangents = {id(leaf): np.eye(3)[:, [i]] * np.ones(2) for i, leaf in enumerate(leaves)}
        nodes = list(leaves)
        for _ in range(25):
            first = nodes[rng.integers(0, len(nodes))]
            second = nodes[rng.integers(max(0, len(nodes) - 3), len(nodes))]
            if rng.random() < 0.5:
                node = plus(first, second)
                tangent = tangents[id(first)] + tangents[id(second)]
            else:
                node = times(first, second)
                tangent = first.data * tangents[id(second)] + second.data * tangents[id(first)]
            tangents[id(node)] = tangent
            nodes.append(node)
            if rng.random() < 0.7:
                scale = float(rng.uniform(0.4, 0.6))
                small = Tensor(node.data * scale, (node,), lambda gradient, s=scale: (gradient * s,))
                tangents[id(small)] = tangent * scale
                nodes.append(small)
        last = nodes[-1]
        total = Tensor(last.data.sum(), (last,), lambda gradient: (gradient * np.ones(2),))
        calls: dict[int, int] = {}
        for node in (*nodes, total):
            if node.grad_fn is not None:
                node.grad_fn = counting(node.grad_fn, id(node), calls)
        total.backward()
        expected, actual = tangents[id(last)], np.array([grad_of(leaf) for leaf in leaves])
        assert relative_error(actual, expected) < 1e-9, (
            f"Random graph {case} of {len(nodes)} tensors: the leaves must get {describe(expected)} (forward "
            f"mode), backward left {describe(actual)}. A tensor may pass its gradient on only when "
            "everything that uses it has passed on, and an array that two tensors share may not be changed "
            "in place."
        )
        assert max(calls.values()) == 1, (
            f"Random graph {case}: a tensor's grad_fn was called {max(calls.values())} times. Visit each "
            "tensor once."
        )
    ladder = [Tensor(1.0)]
    for _ in range(16):
        ladder.append(plus(ladder[-1], ladder[-1]))
    ladder[-1].backward()
    assert grad_of(ladder[0]).item() == 2.0**16, (
        f"x doubled 16 times has the gradient 65536, backward left {grad_of(ladder[0]).item()}."
    )


def test_backward_deep(monkeypatch: pytest.MonkeyPatch, report: Report) -> None:
    before = sys.getrecursionlimit()
    usual, asked = 1000, list[int]()
    set_limit = sys.setrecursionlimit

    def recording(limit: int) -> None:
        asked.append(limit)
        set_limit(limit)

    x = Tensor(1.0)
    node = x
    for _ in range(2000):
        node = plus(node, x)
    monkeypatch.setattr(sys, "setrecursionlimit", recording)
    try:
        set_limit(usual)  # an earlier call of backward may have raised it
        node.backward()
        too_deep = False
    except RecursionError:
        too_deep = True
    finally:
        after = sys.getrecursionlimit()
        set_limit(before)
        monkeypatch.undo()
    assert not too_deep, (
        f"A chain of 2,000 additions ended in a RecursionError: Python stops at about {usual} nested calls. "
        "Keep your own list of tensors still to visit."
    )
    assert after == usual and not asked, (
        f"backward changed Python's recursion limit from {usual} to {asked[0] if asked else after}. The "
        "limit protects the whole process: walk the graph with a list and leave it alone."
    )
    value = grad_of(x).item()
    if value != 2001.0:
        report(expected=2001.0, actual=value, hint="backward-order")
    assert value == 2001.0, (
        f"A chain of 2,000 additions of x must give x the gradient 2001, backward gave {value:g}. The depth "
        "is no problem; the order or the adding up is."
    )


def test_backward_linear(seed: int) -> None:
    rng = np.random.default_rng(seed + 10)
    values = rng.normal(size=2)

    def gradients(combine: str) -> Array:
        a, b, unused = Tensor(values[0]), Tensor(values[1]), Tensor(4.0)
        f, g = times(times(a, b), a), plus(b, a)
        if combine == "both":
            plus(times(Tensor(2.0), f), times(Tensor(-3.0), g)).backward()
        else:
            (f if combine == "f" else g).backward()
        assert not unused.grad.any(), "A tensor that the result does not depend on must keep the gradient 0."
        return np.array([grad_of(a).item(), grad_of(b).item()])

    expected, actual = 2 * gradients("f") - 3 * gradients("g"), gradients("both")
    assert np.allclose(actual, expected), (
        f"The gradient of 2 f - 3 g must be 2 ∇f - 3 ∇g = {describe(expected)}, it is {describe(actual)}."
    )
    assert np.allclose(gradients("g"), 1.0), (
        "The gradient of a + b is 1 for both; a scalar's gradient to itself is 1."
    )
